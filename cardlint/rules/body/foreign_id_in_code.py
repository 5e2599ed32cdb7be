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
from cardlint.shown import shown
from cardlint.source import Span

_LOADED = pattern(
    r"(?:from_pretrained|load_dataset|from_hub|SentenceTransformer|CrossEncoder|snapshot_download|hf_hub_download|\bmodel|repo_id|model_id)"
    r"\s*+[(=]\s*+(?:[^()\n\"']{0,40}=\s*+)?[\"'](?P<id>[\w.-]{1,96}/[\w.-]{1,96})[\"']"
)


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
        for found in _LOADED.finditer(card.source.text, *fence.content):
            other, _, same = found["id"].lower().partition("/")
            if same == name and other != owner and found["id"].lower() not in others:
                place = Span(*found.span("id"))
                fix = Fix(f"write {shown(own)}", (Edit(place, own),), Applicability.UNSAFE)
                yield Found(place, f"the code loads {shown(found['id'])}, but this is {shown(own)}", fix)


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
            bad='```python\nm = AutoModel.from_pretrained("«old-org/m»")\n```\n',
            good='```python\nm = AutoModel.from_pretrained("new-org/m")\n```\n',
            whole=True,
            files={".git/config": '[remote "origin"]\n\turl = https://huggingface.co/new-org/m\n'},
            fixed=True,
            message="the code loads old-org/m, but this is new-org/m",
        ),
    ),
)
