"""A ``base_path`` that does not start with ``/`` is no path of the Space, so its page opens at the wrong place.

Start it with ``/``.

Source: hub-docs, Spaces configuration reference.
"""

from collections.abc import Iterator

from cardlint import edits
from cardlint.card import Card
from cardlint.diagnostic import Applicability, Fix, Severity, Verdict
from cardlint.kind import Kind
from cardlint.rule import Example, Found, Rule
from cardlint.shown import shown


def check(card: Card) -> Iterator[Found]:
    for violation in card.violations("relative-base-path"):
        path = violation.found
        fix = None
        if violation.node is not None and path.strip() == path and ":" not in path:
            edit = edits.replace(card.source, violation.node, f"/{path}")
            fix = Fix("start it with /", (edit,), Applicability.SAFE)
        yield Found(violation.span, f"base_path {shown(path)} does not start with /; add it", fix, hub=violation.hub)


RULE = Rule(
    name="relative-base-path",
    code="CL271",
    category="space",
    severity=Severity.ERROR,
    hub=Verdict.UNKNOWN,
    kinds=(Kind.SPACE,),
    fields=("base_path",),
    check=check,
    breach=True,
    examples=(
        Example(
            bad="base_path: «docs/start»",
            good="base_path: /docs/start",
            kind=Kind.SPACE,
            fixed=True,
            message="base_path docs/start does not start with /; add it",
        ),
        Example(bad="base_path: «https://example.org/docs»", good="base_path: /docs", kind=Kind.SPACE),
    ),
)
