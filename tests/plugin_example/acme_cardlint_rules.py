"""A model of Acme without an owner stays without anybody to ask.

Write ``acme_owner`` with the name of a team.

Source: Acme's handbook.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.rule_kit.rule import Check, Example, Found, Rule

FIELD = "acme_owner"


def check(card: Card) -> Iterator[Found]:
    return find(card, ())


def find(card: Card, teams: tuple[str, ...]) -> Iterator[Found]:
    """Yield a finding if there is no owner, or if ``teams`` is given and the owner is not one of them."""
    if card.entry(FIELD) is None:
        yield Found(card.top, f"write {FIELD}, the team that answers for this model")
    for owner, span in card.strings(FIELD):
        if teams and owner not in teams:
            yield Found(span, f"{FIELD} {owner} is not one of {', '.join(teams)}")


def configure(options: Mapping[str, Any]) -> Check:
    return lambda card: find(card, tuple(options["teams"]))


RULES = (
    Rule(
        name="acme-missing-owner",
        code="ACME001",
        category="acme",
        severity=Severity.WARNING,
        kinds=(Kind.MODEL,),
        check=check,
        examples=(Example(bad="«---»\nlicense: mit\n---\n", good="---\nacme_owner: search\n---\n", whole=True),),
        options={"teams": {"type": "array", "items": {"type": "string"}}},
        configure=configure,
    ),
)
