"""The name of a license family does not say what the reader may do.

``cc`` covers everything from public domain to no commercial use and no changes. Write a specific license: ``cc-by-4.0``,
``gpl-3.0``, ``bsd-3-clause``.

Source: hub-docs repositories-licenses.md, which marks families; the Hub accepts them.
"""

import re
from collections.abc import Iterator
from functools import cache

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.vocabulary import vocabulary


def check(card: Card) -> Iterator[Found]:
    for word, span in card.strings("license"):
        if member := _members().get(word):
            yield Found(span, f"{quote(word)} is a family of licenses; name one of them, such as {quote(member)}")


@cache
def _members() -> dict[str, str]:
    """Return each family with members in the list, and one of them: the latest among the shortest names."""
    known = vocabulary("licenses")
    families = [word for word in known.ids if known[word]["is_family"]]
    members = {}
    for family in families:
        own = [each for each in known.ids if each.startswith(f"{family}-") or f"-{family}-" in each]
        versions = [each for each in own if re.search(r"\d", each)]
        if own:
            members[family] = max(versions or own, key=lambda each: (-len(each), each))
    return members


RULE = Rule(
    name="family-license",
    code="CL079",
    category="license",
    severity=Severity.INFO,
    check=check,
    fields=("license",),
    examples=(
        Example(
            bad="license: «gpl»",
            good="license: gpl-3.0",
            message="`gpl` is a family of licenses; name one of them, such as `gpl-3.0`",
        ),
        Example(bad="license: [mit, «openrail», «cc», «bsd»]", good="license: [mit, odbl]"),
    ),
)
