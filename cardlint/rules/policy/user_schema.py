"""The front matter does not conform to a JSON Schema of this project, so tools that rely on the schema may fail.

Write what the schema requires. The configuration lists the schema under ``schemas``.

Source: the project's configuration.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Severity
from cardlint.rule_kit.rule import Check, Found, Rule
from cardlint.rules.policy._options import nothing


def check(card: Card) -> Iterator[Found]:
    yield from nothing(card)


def configure(options: Mapping[str, Any]) -> Check:
    """Return the check for ``paths`` by kind, whose references lead to files below ``root``, or anywhere if that is None."""
    from cardlint.rules.policy._user_schemas import UserSchema  # imports jsonschema

    root = options["root"]
    schemas = {kind: [UserSchema(path, root) for path in paths] for kind, paths in options["paths"].items()}

    def check(card: Card) -> Iterator[Found]:
        for schema in schemas.get(card.kind.value, ()):
            yield from schema.breaches(card)

    return check


RULE = Rule(
    name="user-schema",
    code="CL392",
    category="policy",
    severity=Severity.WARNING,
    check=check,
    examples=(),
    configure=configure,
)
