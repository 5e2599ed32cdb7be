"""The card lacks a section that this project requires, so its readers miss information that they expect.

Write the section under a heading with that name, at any level and in any case. The configuration lists it under
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
                    yield Found(card.top, f"the project requires a section {quote(section)}; add it")

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
