"""Every rule, one a file, in a folder named after the part of the card that it reads.

A rule's module is imported when a card first needs it: most cards need a third of them, and importing all costs as much as checking
a hundred cards. What decides that is in ``listing.py``, which ``python -m cardlint.rules`` writes out of the rules themselves.
"""

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import NamedTuple

from cardlint.card import Card
from cardlint.diagnostic import Severity
from cardlint.errors import CardlintError
from cardlint.rule import Rule
from cardlint.rules.listing import LISTING
from cardlint.signs import Signs
from cardlint.signs import words as words_of

ASKED_FOR = frozenset(("policy", "suppressions"))
"""Folders whose rules run only when the configuration, or a comment in the card, asks for them."""


_imported: dict[str, Rule] = {}  # by name: import_module takes longer than many a rule


class Listed(NamedTuple):
    """What is known of a rule before it is imported; the same names as on the Rule."""

    group: str
    name: str
    code: str
    category: str
    severity: Severity
    worst: Severity
    strict: bool
    breach: bool
    kinds: tuple[str, ...]
    fields: tuple[str, ...]
    signs: tuple[str, ...]

    @property
    def rule(self) -> Rule:
        """The rule itself, imported now if it was not yet."""
        rule = _imported.get(self.name)
        if rule is None:
            module = import_module(f"cardlint.rules.{self.group}.{self.name.replace('-', '_')}")
            rule = _imported[self.name] = module.RULE
        return rule


LISTED: tuple[Listed, ...] = tuple(
    Listed._make((*row[:4], Severity(row[4]), Severity(row[5]), *row[6:])) for row in LISTING
)
"""All rules in the order of their codes."""


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return every rule in the order of the codes. Raises CardlintError where two have one name or code."""
    seen: set[str] = set()
    for listed in LISTED:
        if not seen.isdisjoint((listed.name, listed.code)):
            raise CardlintError(f"two rules are called {listed.name} or {listed.code}")
        seen.update((listed.name, listed.code))
    return tuple(listed.rule for listed in LISTED)


def find(name: str) -> Rule | None:
    """Return the rule called ``name``, by its name or its code, in any case; or None."""
    wanted = name.strip().lower()
    return next((listed.rule for listed in LISTED if wanted in (listed.name, listed.code.lower())), None)


def in_group(group: str) -> tuple[Rule, ...]:
    """Return the rules of one folder."""
    return tuple(listed.rule for listed in LISTED if listed.group == group)


_WAKING = frozenset(field for listed in LISTED for field in listed.fields)
_BY_BREACH = {listed.name: listed for listed in LISTED if listed.breach}
_SIGNS = Signs(sign for listed in LISTED for sign in listed.signs)


class _Plan(NamedTuple):
    """The rules for the cards of one kind that have the same fields."""

    always: tuple[Listed, ...]
    on_a_sign: tuple[tuple[Listed, tuple[str, ...]], ...]  # with the words that are signs


_plans: dict[tuple[str, frozenset[str]], _Plan] = {}


def rules_for(card: Card, is_on: Callable[[Listed], bool] = lambda listed: True) -> Iterator[Listed]:
    """Yield the rules that can find something in ``card``: by its kind, its fields, its signs, and what breaches its schema.

    ``is_on`` says which rules are asked for at all.
    """
    kind = card.kind.value
    present = _WAKING.intersection(card.fields)
    plan = _plans.get((kind, present))
    if plan is None:
        plan = _plans[kind, present] = _plan(kind, present)
    yield from filter(is_on, plan.always)
    shown = _SIGNS.of(card)
    text = ""
    for listed, words in plan.on_a_sign:
        if not is_on(listed):
            continue
        if not shown.isdisjoint(listed.signs):
            yield listed
        elif words:
            text = text or card.source.text.lower()
            # A rule that is imported already sees for itself, and faster.
            if listed.name in _imported or any(word in text for word in words):
                yield listed
    for name in card.breached:
        if name in _BY_BREACH and kind in _BY_BREACH[name].kinds and is_on(_BY_BREACH[name]):
            yield _BY_BREACH[name]


def _plan(kind: str, present: frozenset[str]) -> _Plan:
    awake = [
        listed
        for listed in LISTED
        if kind in listed.kinds
        and not listed.breach
        and listed.group not in ASKED_FOR
        and (not listed.fields or not present.isdisjoint(listed.fields))
    ]
    return _Plan(
        tuple(each for each in awake if not each.signs),
        tuple((each, words_of(each.signs)) for each in awake if each.signs),
    )
