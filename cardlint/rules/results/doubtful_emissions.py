"""Emissions are in grams: a figure in kilograms makes the training look a thousand times cleaner than it was.

Multiply kilograms by 1000. Reported if a pre-training claims to have emitted less than a kilogram, or if the source
names kilograms or tons.

Source: hub-docs model-cards-co2.md 242f4a1: "in grams of CO2".
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Mapping
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Related, Severity
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.results._scores import child, text
from cardlint.system.lazy_pattern import pattern

_LEAST_PRE_TRAINING = 1000  # grams: some ten hours of one graphics card
_PRE_TRAINING = pattern(r"\s*pre[ -]?train", re.IGNORECASE)
_KILOGRAMS = pattern(r"(?<![a-z])(?:kg|kilograms?|tco2e?|tonnes?|tons?)(?![a-z])|\bkgco2", re.IGNORECASE)
_LONGEST = 500


def check(card: Card) -> Iterator[Found]:
    entry = card.entry("co2_eq_emissions")
    if entry is None or not isinstance(entry.value, Mapping):
        return
    node = child(entry.value, "emissions")
    if node is None or isinstance(node.data, bool) or not isinstance(node.data, int | float) or node.data <= 0:
        return
    source = text(entry.value, "source")[:_LONGEST]
    if _KILOGRAMS.search(source):
        message = f"emissions are in grams, but the source names larger units; check `{node.data:g}`"
        yield Found(node.span, message, related=_other(entry.value, "source"))
    elif node.data < _LEAST_PRE_TRAINING and _PRE_TRAINING.match(text(entry.value, "training_type")):
        message = f"emissions are in grams, and `{node.data:g}` for pre-training looks like kilograms; check it"
        yield Found(node.span, message, related=_other(entry.value, "training_type"))


def _other(emissions: Mapping, name: str) -> tuple[Related, ...]:
    return (Related(emissions.index[name].value.span, f"the `{name}`"),)


RULE = Rule(
    name="doubtful-emissions",
    code="CL174",
    category="results",
    severity=Severity.INFO,
    check=check,
    kinds=(Kind.MODEL,),
    fields=("co2_eq_emissions",),
    examples=(
        Example(
            bad="co2_eq_emissions:\n  emissions: «7.5»\n  training_type: pre-training",
            good="co2_eq_emissions:\n  emissions: 7500\n  training_type: pre-training",
            message="emissions are in grams, and `7.5` for pre-training looks like kilograms; check it",
        ),
        Example(
            bad="co2_eq_emissions:\n  emissions: «62»\n  source: code carbon, 62 kg",
            good="co2_eq_emissions:\n  emissions: 0.02\n  source: code carbon",
        ),
    ),
)
