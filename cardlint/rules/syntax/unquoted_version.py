"""An unquoted version is a number: 3.10 becomes 3.1, and the Space is built with the wrong version.

Quote it. A version of three parts, such as 3.10.4, is text even without quotes.

Source: huggingface/hub-docs#1928; 2 of 61 real Spaces with a version write a bare number.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Scalar, show
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Fix, Severity, Verdict
from cardlint.findings.source import Span
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule

_ACCEPTED_AS_NUMBER = "python_version"


def check(card: Card) -> Iterator[Found]:
    places = [
        (violation.path, violation.node, violation.hub)
        for violation in card.violations("wrong-type")
        if str(violation.path[-1]).endswith("version") and isinstance(violation.found, int | float)
    ]
    entry = card.entry(_ACCEPTED_AS_NUMBER) if card.kind is Kind.SPACE else None
    if entry is not None and isinstance(entry.value.data, float) and _loses_digits(entry.value):
        places.append(((_ACCEPTED_AS_NUMBER,), entry.value, Verdict.ACCEPTS))
    for path, node, hub in places:
        if not isinstance(node, Scalar) or isinstance(node.data, bool):
            continue
        text = card.source.slice(Span(node.start, node.end))
        lost = _loses_digits(node)
        what = f"the number `{node.data}`" if lost else "a number"
        yield Found(
            node.span,
            f'`{show(path)}: {text}` is read as {what}; write `"{text}"`',
            Fix("quote the value", (edits.quote(card.source, node),)),
            hub=hub,
            severity=Severity.ERROR if lost else hub.severity,
        )


def _loses_digits(node: object) -> bool:
    return isinstance(node, Scalar) and str(node.data) != node.text


RULE = Rule(
    name="unquoted-version",
    code="CL032",
    category="syntax",
    severity=Severity.ERROR,
    hub=Verdict.ACCEPTS,
    check=check,
    examples=(
        Example(
            bad="sdk: gradio\npython_version: «3.10»",
            good='sdk: gradio\npython_version: "3.10"',
            kind=Kind.SPACE,
            fixed=True,
            message='`python_version: 3.10` is read as the number `3.1`; write `"3.10"`',
        ),
        Example(
            bad="sdk: gradio\nsdk_version: «5.40»",
            good='sdk: gradio\nsdk_version: "5.40"',
            kind=Kind.SPACE,
            fixed=True,
            message='`sdk_version: 5.40` is read as the number `5.4`; write `"5.40"`',
        ),
        Example(bad="sdk: gradio\nsdk_version: «5»", good='sdk: gradio\nsdk_version: "5"', kind=Kind.SPACE, fixed=True),
    ),
)
