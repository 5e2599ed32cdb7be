"""``base_path`` does not start with ``/``, so the page of the Space opens at the wrong place.

Start it with ``/``, without the URL of the Space.

Source: hub-docs, Spaces configuration reference.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Node
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.system.lazy_pattern import pattern

_ADDRESS = pattern(r"https?://[\w.-]+(?::[0-9]+)?/?(?P<path>[^\s\\]*)")


def check(card: Card) -> Iterator[Found]:
    for violation in card.violations("relative-base-path"):
        path, fix = violation.found, None
        address = _ADDRESS.fullmatch(path)
        if address is not None:
            only = f"/{address['path']}"
            message = f"`base_path` {quote(path)} is a URL; write only the path, {quote(only)}"
            fix = _fix(card, violation.node, only, Applicability.UNSAFE)  # perhaps of another page
        else:
            message = f"`base_path` {quote(path)} does not start with `/`; add it"
            if path.strip() == path and ":" not in path:
                fix = _fix(card, violation.node, f"/{path}", Applicability.SAFE)
        yield Found(violation.span, message, fix, hub=violation.hub)


def _fix(card: Card, node: Node | None, path: str, applicability: Applicability) -> Fix | None:
    if node is None:
        return None
    return Fix(f"replace with {quote(path)}", (edits.replace(card.source, node, path),), applicability)


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
            message="`base_path` `docs/start` does not start with `/`; add it",
        ),
        Example(
            bad="base_path: «https://me-demo.hf.space/docs»",
            good="base_path: /docs",
            kind=Kind.SPACE,
            fixed=True,
            message="`base_path` `https://me-demo.hf.space/docs` is a URL; write only the path, `/docs`",
        ),
        Example(bad='base_path: «"C:/docs"»', good="base_path: /docs", kind=Kind.SPACE),
    ),
)
