"""A Space without a title shows the name of its repository on its card and in every list.

Add ``title:``.

Source: hub-docs, Spaces configuration reference.
"""

from collections.abc import Callable, Iterator
from functools import partial

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits, missing
from cardlint.rule_kit.rule import Example, Found, Rule

_MESSAGE = "the Space has no title, so the Hub shows the name of the repository; add `title`"


def check(card: Card) -> Iterator[Found]:
    entry = card.entry("title")
    if entry is None:
        if missing.lacks(card, "title"):
            edit = partial(edits.insert_field, card, "title")
            yield Found(card.top, _MESSAGE, _fix(card, edit))
    elif isinstance(entry.value.data, str) and not entry.value.data.strip():
        yield Found(entry.value.span, _MESSAGE, _fix(card, partial(edits.write, card.source, entry)))


def _fix(card: Card, written: Callable[[str], Edit | None]) -> Fix | None:
    """Return the fix that derives a title from the name of the repository: ``My Demo`` for ``my-demo``."""
    title = missing.value_from_name(card, ("title",))
    edit = written(edits.to_yaml(title)) if title is not None else None
    return Fix(f"add {quote(f'title: {title}', 80)}", (edit,), Applicability.UNSAFE) if edit is not None else None


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
            message="the Space has no title, so the Hub shows the name of the repository; add `title`",
        ),
        Example(
            bad="«---»\nsdk: static\n---\n",
            good="---\nsdk: static\ntitle: My Demo\n---\n",
            kind=Kind.SPACE,
            files={".git/config": '[remote "origin"]\n\turl = https://huggingface.co/spaces/a/my-demo\n'},
            fixed=True,
            whole=True,
        ),
        Example(
            bad="title: «' '»\nsdk: static",
            good="title: My Demo\nsdk: static",
            kind=Kind.SPACE,
            files={".git/config": '[remote "origin"]\n\turl = https://huggingface.co/spaces/a/my-demo\n'},
            fixed=True,
        ),
    ),
)
