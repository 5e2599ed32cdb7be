"""A Python version that does not exist cannot be installed, so the Space is not built.

Write ``"3.12"`` or ``"3.12.4"``, in quotes.

Source: hub-docs, Spaces configuration reference (any 3.x or 3.x.x); hub-docs#1928.
"""

import re
from collections.abc import Iterator

from cardlint.card import Card
from cardlint.diagnostic import Applicability, Edit, Fix, Severity
from cardlint.front_matter.node import Scalar
from cardlint.kind import Kind
from cardlint.rule import Example, Found, Rule
from cardlint.shown import shown

_VERSION = r"(?<![0-9.])3\.[0-9]{1,2}(\.[0-9]{1,2})?(?![0-9.])"


def check(card: Card) -> Iterator[Found]:
    for violation in card.violations("invalid-python-version"):
        node = violation.node
        written = node.text if isinstance(node, Scalar) else str(violation.found)
        within = re.search(_VERSION, written[:60])
        if within is not None and within[0] == written:
            continue  # the number lost a digit, which unquoted-version reports
        fix = None
        if within is not None and isinstance(violation.found, str):
            fix = Fix(f"write {within[0]}", (Edit(violation.span, f'"{within[0]}"'),), Applicability.UNSAFE)
        message = f'python_version {shown(written)} is not a version that the Hub installs; write one such as "3.12"'
        yield Found(violation.span, message, fix, hub=violation.hub)


RULE = Rule(
    name="invalid-python-version",
    code="CL257",
    category="space",
    severity=Severity.ERROR,
    kinds=(Kind.SPACE,),
    fields=("python_version",),
    check=check,
    breach=True,
    examples=(
        Example(
            bad="python_version: «python3.10»",
            good='python_version: "3.10"',
            kind=Kind.SPACE,
            fixed=True,
            message='python_version python3.10 is not a version that the Hub installs; write one such as "3.12"',
        ),
        Example(bad="python_version: «2.7»", good="python_version: 3.12", kind=Kind.SPACE),
        Example(bad='python_version: «"3"»', good="python_version: 3.12.4", kind=Kind.SPACE),
        Example(bad='python_version: «">=3.9,<3.12"»', good="python_version: 3.11", kind=Kind.SPACE),
    ),
)
