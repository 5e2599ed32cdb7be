"""The repository ids that a card's code loads with Python, the Hub's tools, git or a model server."""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.source import Span
from cardlint.system.lazy_pattern import pattern

_CALL = pattern(
    r"(?:from_pretrained|load_dataset|from_hub|pipeline|SentenceTransformer|CrossEncoder|snapshot_download|hf_hub_download|load_from_hub"
    r"|model|repo_id|model_id|model_name|model_name_or_path|checkpoint)\s*+[(=]\s*+(?:[^()\n\"']{0,40}=\s*+)?[\"'](?P<id>[^\"'\n]{1,100})[\"']"
)
_COMMAND = pattern(
    r"\b(?:(?:hf|huggingface-cli)[ \t]+download[ \t]+(?:--repo-type[ \t=]+\w+[ \t]+)?|vllm[ \t]+serve[ \t]+"
    r"|ollama[ \t]+(?:run|pull)[ \t]+(?:hf|huggingface)\.co/|llama-(?:cli|server)[ \t]+-hf[ \t]+"
    r"|git[ \t]+clone[ \t]+(?:https://|git@)(?:hf|huggingface)\.co[:/](?:(?:datasets|spaces)/)?)"
    r"[\"']?(?P<id>(?:[\w.-]|<|>|\[|\]|\{\{|\}\}){1,100}(?:/(?:[\w.-]|<|>|\[|\]|\{\{|\}\}){1,100})?)"
)
_SIGNS = ("hf download", "huggingface-cli", "vllm", "ollama", "llama-", "git clone")
_PLACEHOLDER = pattern(
    r"(?:[\w.-]+/)?\{{0,2}(?:MODEL_NAME|MODEL_ID|REPO_ID|REPO_NAME|model_name_or_path|model_id|repo_id)\}{0,2}"
    r"|(?:[<\[]?your[-_ ]?(?:hf[-_ ])?(?:user(?:[-_ ]?name)?|org(?:ani[sz]ation)?|name|account|namespace)[>\]]?"
    r"|[<\[]?(?:hf[-_ ])?user[-_]?name[>\]]?|<?my[-_]?(?:org|user(?:name)?)>?|[<\[]org(?:ani[sz]ation)?[>\]]|\{user(?:name)?\})/[^\s/]+"
    r"|[<\[]?your[-_ ](?:hf[-_ ])?(?:model|repo|dataset)[-_ ]?(?:name|id|path|repo)?[-_ ]?(?:here)?[>\]]?"
    r"|\.?/?path[-_/]to[-_/](?:your[-_/]|the[-_/])?(?:model|checkpoint|repo)\w*+[^\s]*"
    r"|[^\s/]+/[<\[]?your[-_ ]?(?:model|repo|dataset)[-_ ]?(?:name|id)?[>\]]?"
    r"|(?:user|org|namespace|owner)/(?:model|repo|name|repository|model[-_]name)",
    re.IGNORECASE,
)


def loaded(card: Card, fence: Span) -> Iterator[tuple[str, Span]]:
    """Yield the ids that the code in ``fence`` loads, as written, with their places."""
    code = card.source.text
    for found in _CALL.finditer(code, *fence):
        if not _is_formatted(code, found.start("id")):
            yield found["id"], Span(*found.span("id"))
    if any(code.find(sign, *fence) >= 0 for sign in _SIGNS):
        for found in _COMMAND.finditer(code, *fence):
            yield found["id"], Span(*found.span("id"))


def is_placeholder(written: str) -> bool:
    """Return whether an id is a placeholder that the reader has to replace."""
    return _PLACEHOLDER.fullmatch(written) is not None


def _is_formatted(code: str, at: int) -> bool:
    """Return whether the text is an f-string, where braces are intended."""
    return code[at - 2 : at - 1] in ("f", "F")
