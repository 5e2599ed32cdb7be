"""A field that the Hub does not know is kept with the card and read by nothing.

It does no harm. If it was meant for a filter or the page, look up its name; if it is a note, the text of the card may
be the place.

Source: the Hub accepts unknown fields and serves them as cardData; @huggingface/hub 2.17.5 has the known ones.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.field_names import Standing, strays
from cardlint.rule_kit.rule import Example, Found, Rule

_UNREAD = (Standing.UNKNOWN, Standing.SLIP, Standing.CASE, Standing.OTHER_KIND)


def check(card: Card) -> Iterator[Found]:
    for stray in strays(card, *_UNREAD):
        yield Found(
            stray.entry.key.span,
            f"the Hub does not know the field {quote(stray.name)}; nothing reads it in a {card.kind.value} card",
        )


RULE = Rule(
    name="unknown-field",
    code="CL045",
    category="fields",
    severity=Severity.INFO,
    check=check,
    yields_to=("misspelled-field", "field-case", "wrong-kind-field"),
    examples=(
        Example(
            bad="license: mit\n«mood»: good",
            good="license: mit",
            message="the Hub does not know the field `mood`; nothing reads it in a model card",
        ),
    ),
)
