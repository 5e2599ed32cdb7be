"""A comment silences a rule that finds nothing there: it would hide the next real fault.

Delete it.

Source: docs/configuration.md.
"""

from collections.abc import Iterator

from cardlint import suppression
from cardlint.card import Card
from cardlint.diagnostic import Edit, Fix, Severity
from cardlint.rule import Found, Rule
from cardlint.shown import shown

_MOST_NAMED = 4  # in one message
_LONGEST = 80


def check(card: Card) -> Iterator[Found]:
    for each in suppression.of(card).unused:
        names = shown(" and ".join(name.text for name in each.names[:_MOST_NAMED]), _LONGEST)
        if len(each.names) == len(each.suppression.names):
            fix = Fix("delete the comment", (Edit(suppression.whole(card.source, each.suppression), ""),))
            yield Found(each.suppression.comment, f"nothing here breaks {names}; delete the suppression", fix)
        else:
            idle = set(each.names)
            kept = ", ".join(name.text for name in each.suppression.names if name not in idle)
            fix = Fix(f"keep {kept} only", (Edit(each.suppression.list_span, kept),))
            yield Found(each.names[0].span, f"nothing here breaks {names}; delete the name", fix)


RULE = Rule(
    name="unused-suppression",
    code="CL395",
    category="suppressions",
    severity=Severity.WARNING,
    check=check,
    examples=(),
)
