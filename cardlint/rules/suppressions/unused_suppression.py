"""A comment suppresses a rule that finds nothing there, so it would hide the next real problem.

Remove it.

Source: docs/configuration.md.
"""

from collections.abc import Iterator

from cardlint.card import suppression
from cardlint.card.card import Card
from cardlint.card.suppression import Suppression
from cardlint.findings.diagnostic import Edit, Fix, Related, Severity
from cardlint.findings.quoting import quote
from cardlint.findings.source import Source
from cardlint.rule_kit.rule import Found, Rule

_MOST_NAMED = 3  # in one message
_LONGEST = 60


def check(card: Card) -> Iterator[Found]:
    for each in suppression.suppressions(card).unused:
        names = " and ".join(quote(name.text, _LONGEST) for name in each.names[:_MOST_NAMED])
        if len(each.names) == len(each.suppression.names):
            fix = _without(card.source, each.suppression)
            message, end = f"{names} would report nothing here; remove the suppression", each.suppression.end
            other = (Related(end.comment, "it ends here"),) if end is not None else ()
            yield Found(each.suppression.comment, message, fix, related=other)
        else:
            fix = _with_less(each.suppression, {name.text for name in each.names})
            yield Found(each.names[0].span, f"{names} would report nothing here; remove it from the list", fix)


def _without(source: Source, unused: Suppression) -> Fix:
    """Remove the comment, and the one that ends its block."""
    comments = (unused.comment, unused.end.comment) if unused.end is not None else (unused.comment,)
    title = "remove both comments" if unused.end is not None else "remove the comment"
    return Fix(title, tuple(Edit(suppression.whole(source, comment), "") for comment in comments))


def _with_less(unused: Suppression, idle: set[str]) -> Fix:
    """Remove the unused names from the list, and from the comment that ends the block and repeats it."""
    kept = ", ".join(name.text for name in unused.names if name.text not in idle)
    lists = [unused.list_span, *([unused.end.list_span] if unused.end is not None and unused.end.names else [])]
    return Fix(f"keep only {quote(kept, _LONGEST)}", tuple(Edit(span, kept) for span in lists))


RULE = Rule(
    name="unused-suppression",
    code="CL395",
    category="suppressions",
    severity=Severity.WARNING,
    check=check,
    examples=(),
)
