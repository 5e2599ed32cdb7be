"""Without front matter the Hub knows nothing of the repository: no licence, no task, no language, no filter finds it.

Begin the file with a line ``---``, the fields, and a line ``---``. A Space without it does not start.

Source: the Hub's validator warns "empty or missing yaml metadata in repo card"; a Space gets the stage CONFIG_ERROR.
"""

from collections.abc import Iterator

from cardlint import edits, license_file
from cardlint.card import Card
from cardlint.diagnostic import Applicability, Edit, Fix, Severity, Verdict
from cardlint.kind import Kind
from cardlint.rule import Example, Found, Rule
from cardlint.source import Span


def check(card: Card) -> Iterator[Found]:
    if card.block is not None:
        return
    at = Span(0, 0)
    if card.kind is Kind.SPACE:
        yield Found(
            at,
            "the card has no front matter, so the Space cannot start; begin with ---, sdk and ---",
            severity=Severity.ERROR,
        )
    else:
        message = "the card has no front matter; begin the file with ---, fields such as license: mit, and ---"
        yield Found(at, message, _fix(card))


def _fix(card: Card) -> Fix | None:
    """Begin the file with the licence whose text lies beside it: front matter needs a field, and no other is known."""
    license_id = license_file.identifier(card)
    if license_id is None:
        return None
    text, end = card.source.text, edits.line_end(card.source)
    at = 1 if text.startswith("\ufeff") else 0
    gap = end if text[at:].strip() else ""
    new = f"---{end}license: {license_id}{end}---{end}{gap}"
    return Fix(f"begin with license: {license_id}", (Edit(Span(at, at), new),), Applicability.UNSAFE)


RULE = Rule(
    name="missing-front-matter",
    code="CL010",
    category="front-matter",
    severity=Severity.WARNING,
    worst=Severity.ERROR,
    hub=Verdict.WARNS,
    check=check,
    signs=("fences",),
    examples=(
        Example(bad="«»# My model\n", good="---\nlicense: mit\n---\n# My model\n", whole=True),
        Example(
            bad="«»# My model\n",
            good="---\nlicense: unlicense\n---\n\n# My model\n",
            files={"LICENSE": "This is free and unencumbered software released into the public domain.\n"},
            fixed=True,
            whole=True,
        ),
        Example(bad="«»", good="---\nsdk: gradio\n---\n", whole=True, kind=Kind.SPACE),
    ),
)
