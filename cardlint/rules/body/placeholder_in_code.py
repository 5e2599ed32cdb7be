"""Code with a placeholder for the repository fails for everybody who copies it.

Write the id of this repository.

Source: sentence-transformers' template ``{MODEL_NAME}``, 63 of 7,116 real cards; templates of courses.
"""

import re
from collections.abc import Iterator

from cardlint.body import Fence
from cardlint.card import Card
from cardlint.diagnostic import Applicability, Edit, Fix, Severity
from cardlint.pattern import pattern
from cardlint.rule import Example, Found, Rule
from cardlint.shown import shown
from cardlint.source import Span

_LOADED = pattern(
    r"(?:from_pretrained|load_dataset|from_hub|pipeline|SentenceTransformer|CrossEncoder|snapshot_download|hf_hub_download|load_from_hub"
    r"|model|repo_id|model_id|model_name|model_name_or_path|checkpoint)\s*+[(=]\s*+(?:[^()\n\"']{0,40}=\s*+)?[\"'](?P<id>[^\"'\n]{1,100})[\"']"
)
_PLACEHOLDER = pattern(
    r"\{?(?:MODEL_NAME|MODEL_ID|REPO_ID|REPO_NAME|model_name_or_path|model_id|repo_id)\}?"
    r"|(?:<?your[-_ ]?(?:hf[-_ ])?(?:user(?:[-_ ]?name)?|org(?:ani[sz]ation)?|name|account|namespace)>?"
    r"|<?(?:hf[-_ ])?user[-_]?name>?|<?my[-_]?(?:org|user(?:name)?)>?|<org(?:ani[sz]ation)?>|\{user(?:name)?\})/[^\s/]+"
    r"|<?your[-_ ](?:hf[-_ ])?(?:model|repo|dataset)[-_ ]?(?:name|id|path|repo)?[-_ ]?(?:here)?>?"
    r"|\.?/?path[-_/]to[-_/](?:your[-_/]|the[-_/])?(?:model|checkpoint|repo)\w*+[^\s]*"
    r"|[^\s/]+/<?your[-_ ]?(?:model|repo|dataset)[-_ ]?(?:name|id)?>?"
    r"|(?:user|org|namespace|owner)/(?:model|repo|name|repository|model[-_]name)",
    re.IGNORECASE,
)
_SIGNS = (
    "your",
    "model_name",
    "model_id",
    "repo",
    "user",
    "my-",
    "my_",
    "org",
    "path/to",
    "path_to",
    "path-to",
    "owner",
    "namespace",
)


def check(card: Card) -> Iterator[Found]:
    for fence in card.markdown.fences:
        code = card.source.text[slice(*fence.content)].lower()
        if not any(sign in code for sign in _SIGNS):
            continue
        yield from _in_code(card, fence)


def _in_code(card: Card, fence: Fence) -> Iterator[Found]:
    origin = card.repository.origin if card.repository is not None else None
    code = card.source.text
    for found in _LOADED.finditer(code, *fence.content):
        if not _PLACEHOLDER.fullmatch(found["id"]) or _is_formatted(code, found.start("id")):
            continue
        place = Span(*found.span("id"))
        fix = (
            Fix(f"write {shown(origin[1])}", (Edit(place, origin[1]),), Applicability.UNSAFE)
            if origin is not None
            else None
        )
        yield Found(place, f"{shown(found['id'])} is a placeholder; write the id of the repository", fix)


def _is_formatted(code: str, at: int) -> bool:
    """Return whether the text is an f-string, where braces are meant."""
    return code[at - 2 : at - 1] in ("f", "F")


RULE = Rule(
    name="placeholder-in-code",
    code="CL322",
    category="body",
    severity=Severity.WARNING,
    check=check,
    signs=(
        "text:your",
        "text:model_name",
        "text:model_id",
        "text:repo_id",
        "text:repo_name",
        "text:username",
        "text:user_name",
        "text:user-name",
        "text:{user",
        "text:user/",
        "text:my-org",
        "text:my_org",
        "text:myorg",
        "text:my-user",
        "text:my_user",
        "text:myuser",
        "text:<org",
        "text:owner/",
        "text:namespace/",
        "text:org/model",
        "text:org/repo",
        "text:org/name",
        "text:path/to",
        "text:path_to",
        "text:path-to",
    ),
    examples=(
        Example(
            bad='```python\nm = AutoModel.from_pretrained("«your-username/film-sentiment»")\n```\n',
            good='```python\nm = AutoModel.from_pretrained("example-org/film-sentiment")\n```\n',
            whole=True,
            files={".git/config": '[remote "origin"]\n\turl = https://huggingface.co/example-org/film-sentiment\n'},
            fixed=True,
            message="your-username/film-sentiment is a placeholder; write the id of the repository",
        ),
        Example(
            bad="```\nm = SentenceTransformer('«{MODEL_NAME}»')\np = pipeline('x', model='«path/to/model»')\n```\n",
            good="```python\nm = load_dataset('csv', data_files='path/to/data.csv')\nn = load(f'{model_id}')\n```\n",
            whole=True,
        ),
    ),
)
