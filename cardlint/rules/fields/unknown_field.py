"""The Hub keeps a field that it does not know, but nothing reads it.

It does no harm. If it was meant for a filter or the page, look up its name; a note may belong in the text of the card.

Source: the Hub accepts unknown fields and serves them as cardData; @huggingface/hub 2.17.5 has the known ones.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.rule_kit.field_names import Standing, strays
from cardlint.rule_kit.rule import Example, Found, Rule

_NAMES = {Kind.MODEL: "model", Kind.DATASET: "dataset", Kind.SPACE: "Space", Kind.KERNEL: "kernel"}
_UNREAD = (Standing.UNKNOWN, Standing.SLIP, Standing.CASE, Standing.OTHER_KIND)


def check(card: Card) -> Iterator[Found]:
    for stray in strays(card, *_UNREAD):
        kind = _NAMES[card.kind]
        message = f"the Hub does not know the field {quote(stray.name)} in a {kind} card, so it ignores it"
        alike = SharedCause(
            f"fields are not known to the Hub in a {kind} card, so it ignores them", name=quote(stray.name)
        )
        yield Found(stray.entry.key.span, message, alike=alike)


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
            message="the Hub does not know the field `mood` in a model card, so it ignores it",
        ),
    ),
)
