"""A Space without a title shows the name of its repository on its card and in every list.

Write ``title:``.

Source: hub-docs, Spaces configuration reference.
"""

from collections.abc import Iterator

from cardlint import edits, missing
from cardlint.card import Card
from cardlint.diagnostic import Applicability, Fix, Severity
from cardlint.field_names import Standing, strays
from cardlint.kind import Kind
from cardlint.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    front_matter = card.front_matter
    if front_matter is None or not front_matter.complete or card.root is None or card.entry("title") is not None:
        return
    for standing in (Standing.SLIP, Standing.CASE):
        if any(stray.meant == "title" for stray in strays(card, standing)):
            return
    yield Found(card.top, "the Space has no title; write one, or the name of the repository is shown", _fix(card))


def _fix(card: Card) -> Fix | None:
    """Return the fix that makes a title of the name of the repository: ``my-demo`` is ``My Demo``."""
    title = missing.told(card, ("title",))
    edit = edits.insert_field(card, "title", edits.written(title)) if title is not None else None
    return Fix(f"add title: {title}", (edit,), Applicability.UNSAFE) if edit is not None else None


RULE = Rule(
    name="missing-title",
    code="CL059",
    category="fields",
    severity=Severity.WARNING,
    kinds=(Kind.SPACE,),
    check=check,
    examples=(
        Example(
            bad="«---»\nsdk: static\n---\n",
            good="---\ntitle: Demo\nsdk: static\n---\n",
            kind=Kind.SPACE,
            whole=True,
            message="the Space has no title; write one, or the name of the repository is shown",
        ),
        Example(
            bad="«---»\nsdk: static\n---\n",
            good="---\nsdk: static\ntitle: My Demo\n---\n",
            kind=Kind.SPACE,
            files={".git/config": '[remote "origin"]\n\turl = https://huggingface.co/spaces/a/my-demo\n'},
            fixed=True,
            whole=True,
        ),
    ),
)
