"""The code of the card loads a repository of the same name under another owner: an old name, or a copy's original.

Write the id of this repository, so that the reader gets what the card describes.

Source: consistency; repositories that were moved or duplicated.
"""

from collections.abc import Iterator

from cardlint.card import Card
from cardlint.diagnostic import Applicability, Edit, Fix, Severity
from cardlint.kind import Kind
from cardlint.pattern import pattern
from cardlint.rule import Example, Found, Rule
from cardlint.rules.body._loaded import is_placeholder, loaded
from cardlint.shown import shown

_ID = pattern(r"[\w.-]{1,96}/[\w.-]{1,96}")


def check(card: Card) -> Iterator[Found]:
    origin = card.repository.origin if card.repository is not None else None
    if origin is None or "/" not in origin[1]:
        return
    own = origin[1]
    owner, _, name = own.lower().partition("/")
    others = {
        value.lower()
        for field in ("base_model", "datasets", "source_datasets", "models")
        for value, _ in card.strings(field)
    }
    for fence in card.markdown.fences:
        for written, place in loaded(card, fence.content):
            other, _, same = written.lower().partition("/")
            if same != name or other == owner or not _ID.fullmatch(written) or written.lower() in others:
                continue
            if not is_placeholder(written):  # placeholder-in-code reports it
                fix = Fix(f"write {shown(own)}", (Edit(place, own),), Applicability.UNSAFE)
                yield Found(place, f"the code loads {shown(written)}, but this is {shown(own)}", fix)


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
            message="the code loads old-org/m, but this is new-org/m",
        ),
        Example(
            bad="```sh\nhf download «old-org/m»\n```\n",
            good="```sh\nhf download new-org/m\n```\n",
            whole=True,
            files={".git/config": '[remote "origin"]\n\turl = https://huggingface.co/new-org/m\n'},
            fixed=True,
        ),
    ),
)
