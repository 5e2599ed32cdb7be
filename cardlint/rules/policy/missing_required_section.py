"""The card lacks a section that this project asks of every card, so its readers miss what it would say.

Write the section under a heading of that name; level and case are free. The configuration names it under
``[tool.cardlint.require.KIND]``.

Source: the project's configuration.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Check, Found, Rule
from cardlint.rules.policy._options import BY_KIND, nothing


def check(card: Card) -> Iterator[Found]:
    yield from nothing(card)


def configure(options: Mapping[str, Any]) -> Check:
    wanted: Mapping[str, list[str]] = options

    def check(card: Card) -> Iterator[Found]:
        sections = wanted.get(card.kind.value)
        if sections:
            headings = {_loose(heading.text) for heading in card.markdown.headings}
            for section in sections:
                if _loose(section) not in headings:
                    yield Found(card.top, f"the card needs a section {quote(section)}")

    return check


def _loose(text: str) -> str:
    return " ".join(text.casefold().strip(":").split())


RULE = Rule(
    name="missing-required-section",
    code="CL391",
    category="policy",
    severity=Severity.WARNING,
    check=check,
    examples=(),
    options=BY_KIND,
    configure=configure,
)
