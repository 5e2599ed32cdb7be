"""The version of a subset is not three numbers, so the subset cannot be loaded.

Write ``1.0.0``, or remove the line: the version is ``0.0.0`` by default. ``1.0`` is a number, and ``"1.0"`` and ``v1``
are not versions to the library.

Source: datasets 5.2.0 utils/version.py, measured: "Invalid version '1.0'. Format should be x.y.z".
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    for violation in card.violations("invalid-config-version"):
        written = quote(card.source.slice(violation.span))
        message = f"`version` {written} is not three numbers, so `load_dataset` fails; write one such as `1.0.0`"
        yield Found(violation.span, message)


RULE = Rule(
    name="invalid-config-version",
    code="CL243",
    category="configs",
    severity=Severity.ERROR,
    kinds=(Kind.DATASET,),
    fields=("configs",),
    check=check,
    breach=True,
    examples=(
        Example(
            bad="configs:\n- config_name: en\n  version: «1.0»\n- config_name: fr\n  version: «v1»",
            good="configs:\n- config_name: en\n  version: 1.0.0\n- config_name: fr\n  version: '2.10.0'",
            kind=Kind.DATASET,
            message="`version` `1.0` is not three numbers, so `load_dataset` fails; write one such as `1.0.0`",
        ),
    ),
)
