"""This version of Python does not exist, so the Hub cannot install it and the Space is not built.

Write ``"3.12"`` or ``"3.12.4"``, in quotes. Without quotes, 3.10 is read as the number 3.1.

Source: hub-docs, Spaces configuration reference (any 3.x or 3.x.x); hub-docs#1928.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Scalar
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule

_VERSION = r"(?<![0-9.])3\.[0-9]{1,2}(\.[0-9]{1,2})?(?![0-9.])"

_CUT = ("3.1",)  # a version from 2009, or what is left of 3.10


def check(card: Card) -> Iterator[Found]:
    for violation in card.violations("invalid-python-version"):
        node = violation.node
        written = node.text if isinstance(node, Scalar) else str(violation.found)
        within = re.search(_VERSION, written[:60])
        if written in _CUT:
            version = f"{written}0"
        elif within is None or within[0] != written:
            version = within[0] if within is not None and isinstance(violation.found, str) else ""
        else:
            version = "" if isinstance(violation.found, str) else written  # a number that lost a digit
        edit = Edit(violation.span, f'"{version}"')
        fix = Fix(f'replace with `"{version}"`', (edit,), Applicability.UNSAFE) if version else None
        message = f'the Hub cannot install `python_version` {quote(written)}; use one such as `"3.12"`'
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
    yields_to=("unquoted-version",),
    examples=(
        Example(
            bad="python_version: «python3.10»",
            good='python_version: "3.10"',
            kind=Kind.SPACE,
            fixed=True,
            message='the Hub cannot install `python_version` `python3.10`; use one such as `"3.12"`',
        ),
        Example(
            bad="python_version: «3.1»",
            good='python_version: "3.10"',
            kind=Kind.SPACE,
            fixed=True,
            message='the Hub cannot install `python_version` `3.1`; use one such as `"3.12"`',
        ),
        Example(bad="python_version: «'3.1'»", good='python_version: "3.10"', kind=Kind.SPACE, fixed=True),
        Example(bad="python_version: «'3.2.1'»", good="python_version: 3.7", kind=Kind.SPACE),
        Example(bad="python_version: «2.7»", good="python_version: 3.12", kind=Kind.SPACE),
        Example(bad='python_version: «"3"»', good="python_version: 3.12.4", kind=Kind.SPACE),
        Example(bad='python_version: «">=3.9,<3.12"»', good="python_version: 3.11", kind=Kind.SPACE),
    ),
)
