"""The Hub does not know the type of this field, so the access form does not show it and readers cannot answer it.

Write one of the Hub's types: ``text``, ``checkbox``, ``date_picker``, ``country``, ``ip_location``, or a mapping with
``type: select`` and ``options``.

Source: hub-docs models-gated.md 242f4a1; @huggingface/hub 2.17.5.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.vocabulary import nearest


def check(card: Card) -> Iterator[Found]:
    for breach in card.violations("unknown-gated-field-type"):
        word = breach.found
        if word == "select":
            message = "a `select` needs options; write a mapping with `type: select` and `options`"
        elif near := nearest(str(word).lower(), breach.expected, 1):
            message = f"{quote(word)} is not a field type; did you mean `{near[0]}`?"
        else:
            message = f"{quote(word)} is not a field type; use one of {', '.join(map(quote, breach.expected))}"
        yield Found(breach.span, message, hub=breach.hub)


RULE = Rule(
    name="unknown-gated-field-type",
    code="CL201",
    category="gating",
    severity=Severity.ERROR,
    hub=Verdict.UNKNOWN,
    check=check,
    breach=True,
    kinds=(Kind.MODEL, Kind.DATASET),
    fields=("extra_gated_fields",),
    examples=(
        Example(
            bad="extra_gated_fields:\n  Mail: «email»\n  Age: text",
            good="extra_gated_fields:\n  Mail: text\n  Age: text",
            message="`email` is not a field type; use one of `text`, `checkbox`, `date_picker`, `country`, `ip_location`",
        ),
        Example(
            bad="extra_gated_fields:\n  Day:\n    type: «datepicker»",
            good="extra_gated_fields:\n  Day:\n    type: date_picker",
            kind=Kind.DATASET,
            message="`datepicker` is not a field type; did you mean `date_picker`?",
        ),
        Example(
            bad="extra_gated_fields:\n  Use: «select»",
            good="extra_gated_fields:\n  Use:\n    type: select\n    options: [Research]",
            message="a `select` needs options; write a mapping with `type: select` and `options`",
        ),
    ),
)
