"""Emissions cannot be negative: a negative figure spoils every filter and every sum.

Write the grams of CO2 equivalent that the training emitted.

Source: hub-docs model-cards-co2.md 242f4a1; 0 of 53 real cards with emissions have a negative number.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    for breach in card.violations("invalid-emissions"):
        message = f"emissions cannot be {quote(breach.found)}; write the grams of CO2 equivalent"
        yield Found(breach.span, message, hub=breach.hub)


RULE = Rule(
    name="invalid-emissions",
    code="CL173",
    category="results",
    severity=Severity.WARNING,
    check=check,
    breach=True,
    kinds=(Kind.MODEL,),
    fields=("co2_eq_emissions",),
    examples=(
        Example(
            bad="co2_eq_emissions: «-3»",
            good="co2_eq_emissions: 3",
            message="emissions cannot be `-3`; write the grams of CO2 equivalent",
        ),
        Example(bad="co2_eq_emissions:\n  emissions: «-0.5»", good="co2_eq_emissions:\n  emissions: 0"),
    ),
)
