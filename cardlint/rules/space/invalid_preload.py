"""The Hub cannot read this item as a repository, its files and a commit, so the build of the Space fails.

Write the id of the repository, a space, its files separated by commas, a space, and the 40 digits of a commit. The
commit is optional; without it, so are the files.

Source: hub-docs, Spaces configuration reference.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Node
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule

_URL = r"(?a)https?://(?:huggingface\.co|hf\.co)/([\w.-]+/[\w.-]+)/?"
_SPACES = r"\s*,\s*|(?<=\s)\s+"


def check(card: Card) -> Iterator[Found]:
    for violation in card.violations("invalid-preload"):
        message = f"`preload_from_hub` cannot read {quote(violation.found)}; write `owner/name file,file commit`"
        yield Found(violation.span, message, _rewrite(card, violation.node, violation.expected), hub=violation.hub)


def _rewrite(card: Card, node: Node | None, pattern: str) -> Fix | None:
    """Return the fix that turns a URL into an id and removes needless spaces."""
    if node is None or not isinstance(node.data, str):
        return None
    address = re.fullmatch(_URL, node.data)
    text = (
        address[1]
        if address
        else re.sub(_SPACES, lambda match: "," if "," in match[0] else "", node.data.strip()[:500])
    )
    if text == node.data or not re.search(pattern, text):
        return None
    return Fix(f"replace with {quote(text, 80)}", (edits.replace(card.source, node, text),), Applicability.UNSAFE)


RULE = Rule(
    name="invalid-preload",
    code="CL269",
    category="space",
    severity=Severity.WARNING,
    hub=Verdict.UNKNOWN,
    kinds=(Kind.SPACE,),
    fields=("preload_from_hub",),
    check=check,
    breach=True,
    examples=(
        Example(
            bad="preload_from_hub:\n- gpt2 config.json\n- «gpt2 config.json v1.0»",
            good="preload_from_hub:\n- gpt2 config.json 11c5a3d5811f50298f278a704980280950aedb10",
            kind=Kind.SPACE,
            message="`preload_from_hub` cannot read `gpt2 config.json v1.0`; write `owner/name file,file commit`",
        ),
        Example(
            bad="preload_from_hub:\n- «gpt2 config.json, model.safetensors»",
            good='preload_from_hub:\n- "gpt2 config.json,model.safetensors"',
            kind=Kind.SPACE,
            fixed=True,
        ),
        Example(
            bad="preload_from_hub: [«https://huggingface.co/openai/whisper-tiny»]",
            good="preload_from_hub: [openai/whisper-tiny]",
            kind=Kind.SPACE,
            fixed=True,
        ),
    ),
)
