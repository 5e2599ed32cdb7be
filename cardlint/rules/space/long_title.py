"""A title of more than 100 characters fits neither on the thumbnail of the Space nor in search results.

Shorten it, and put the rest in ``short_description`` or in the text of the page.

Source: names of repositories on the Hub have at most 96 characters; no title of 221 real Spaces comes near 100.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.vocabulary import vocabulary


def check(card: Card) -> Iterator[Found]:
    entry = card.entry("title")
    if entry is None or not isinstance(entry.value.data, str):
        return
    length = len(entry.value.data)
    limit = vocabulary("spaces").data["limits"]["title_max_chars"]
    if length > limit:
        yield Found(
            entry.value.span, f"`title` has {length:,} characters, too long for a thumbnail; shorten it to {limit}"
        )


RULE = Rule(
    name="long-title",
    code="CL260",
    category="space",
    severity=Severity.WARNING,
    kinds=(Kind.SPACE,),
    fields=("title",),
    check=check,
    examples=(
        Example(
            bad=f"title: «{'Speech to text ' * 8}now»",
            good=f"title: {'Speech to text ' * 6}and more.",
            kind=Kind.SPACE,
            message="`title` has 123 characters, too long for a thumbnail; shorten it to 100",
        ),
    ),
)
