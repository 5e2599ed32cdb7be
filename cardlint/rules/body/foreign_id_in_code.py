"""The card's code loads a different repository, so the reader does not get what the card describes.

Use the id of this repository.

The rule reports the same name under another owner, and another name of the same owner if the code loads only that one.

Source: consistency; repositories that were moved, renamed or duplicated, 40 of 4,469 real models among them.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.body._loaded import is_placeholder, loaded
from cardlint.system.lazy_pattern import pattern

LONGEST_ID = 64
"""How many characters of an id a message shows: ids often differ only at the end."""

_ID = pattern(r"[\w.-]{1,96}/[\w.-]{1,96}")


def check(card: Card) -> Iterator[Found]:
    origin = card.repository.origin if card.repository is not None else None
    if origin is None or "/" not in origin.id:
        return
    own = origin.id
    others = {
        value.lower()
        for field in ("base_model", "datasets", "source_datasets", "models")
        for value, _ in card.strings(field)
    }
    found = [
        (written, place)
        for fence in card.markdown.fences
        for written, place in loaded(card, fence.content)
        if _ID.fullmatch(written) and written.lower() not in others and not is_placeholder(written)
    ]
    foreign = _of_another_owner(own, found) or _of_another_name(card, own, found)
    for written, place in foreign:
        fix = Fix(f"replace with {quote(own)}", (Edit(place, own),), Applicability.UNSAFE)
        loads = f"the code loads {quote(written, LONGEST_ID)}"
        yield Found(place, f"{loads}, but this repository is {quote(own, LONGEST_ID)}; correct the id", fix)


def _of_another_owner(own: str, found: list[tuple[str, Span]]) -> list[tuple[str, Span]]:
    owner, _, name = own.lower().partition("/")
    parts = ((each, each[0].lower().partition("/")) for each in found)
    return [each for each, (other, _, same) in parts if same == name and other != owner]


def _of_another_name(card: Card, own: str, found: list[tuple[str, Span]]) -> list[tuple[str, Span]]:
    """Return what is loaded from the same owner, if it is a single other repository and no code has the card's own id."""
    body, owner = card.markdown, own.lower().partition("/")[0]
    same = [each for each in found if each[0].lower().startswith(f"{owner}/")]
    if len({written.lower() for written, _ in same}) != 1:
        return []
    itself = re.compile(rf"{re.escape(own)}(?![\w.-]*\w)", re.IGNORECASE)
    return [] if any(itself.search(body.text, *fence.content) for fence in body.fences) else same


RULE = Rule(
    name="foreign-id-in-code",
    code="CL323",
    category="body",
    severity=Severity.WARNING,
    kinds=(Kind.MODEL, Kind.DATASET),
    check=check,
    signs=("text:```", "text:~~~"),
    examples=(
        Example(
            bad='```python\nm = AutoModel.from_pretrained("«old-org/m»")\nn = AutoModel.from_pretrained("your-org/m")\n```\n',
            good='```python\nm = AutoModel.from_pretrained("new-org/m")\nn = AutoModel.from_pretrained("your-org/m")\n```\n',
            whole=True,
            files={".git/config": '[remote "origin"]\n\turl = https://huggingface.co/new-org/m\n'},
            fixed=True,
            message="the code loads `old-org/m`, but this repository is `new-org/m`; correct the id",
        ),
        Example(
            bad="```sh\nhf download «old-org/m»\n```\n",
            good="```sh\nhf download new-org/m\n```\n",
            whole=True,
            files={".git/config": '[remote "origin"]\n\turl = https://huggingface.co/new-org/m\n'},
            fixed=True,
        ),
        Example(
            bad='```python\nm = AutoModel.from_pretrained("«new-org/m-old»")\n```\n',
            good='```python\nm = AutoModel.from_pretrained("new-org/m")\n```\n',
            whole=True,
            files={".git/config": '[remote "origin"]\n\turl = https://huggingface.co/new-org/m\n'},
            fixed=True,
        ),
        Example(
            bad='```python\nm = AutoModel.from_pretrained("«new-org/m-large»")\n```\n',
            good='```python\nm = AutoModel.from_pretrained("new-org/m-large")\nn = load("new-org/m")\n```\n',
            whole=True,
            files={".git/config": '[remote "origin"]\n\turl = https://huggingface.co/new-org/m\n'},
        ),
    ),
)
