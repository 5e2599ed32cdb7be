"""Every rule, one a file, in a folder named after the part of the card that it reads.

A rule's module is imported when a card first needs it: most cards need a third of them, and importing all costs as much as checking
a hundred cards. What decides that is in ``listing.py``, which ``python -m cardlint.rules`` writes out of the rules themselves.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Severity
from cardlint.findings.source import lower_ascii
from cardlint.rule_kit.rule import Rule
from cardlint.rule_kit.signs import Signs
from cardlint.rule_kit.signs import words as words_of
from cardlint.rules.listing import LISTING
from cardlint.system.errors import CardlintError
from cardlint.system.named_tuple import NamedTuple

ASKED_FOR = frozenset(("policy", "suppressions"))
"""Folders whose rules run only when the configuration, or a comment in the card, asks for them."""


class Listed(NamedTuple):
    """What is known of a rule before it is imported; the same names as on the Rule."""

    group: str
    name: str
    code: str
    category: str
    severity: Severity
    worst: Severity
    strict: bool
    opt_in: bool
    breach: bool
    kinds: tuple[str, ...]
    fields: tuple[str, ...]
    signs: tuple[str, ...]
    yields_to: tuple[str, ...]
    rank: int  # how many others run before it, one after the other, because it yields to them

    def has_field(self, present: frozenset[str]) -> bool:
        """Return whether a card with these fields has one for which the rule waits, if it waits for any."""
        return not self.fields or not present.isdisjoint(self.fields)

    @property
    def rule(self) -> Rule:
        """The rule itself, imported now if it was not yet."""
        rule: Rule = import_module(f"cardlint.rules.{self.group}.{self.name.replace('-', '_')}").RULE
        return rule


_SEVERITIES = {severity.value: severity for severity in Severity}

LISTED: tuple[Listed, ...] = tuple(
    Listed._make((*row[:4], _SEVERITIES[row[4]], _SEVERITIES[row[5]], *row[6:])) for row in LISTING
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


def rank(rules: "Iterable[Rule | Listed]") -> dict[str, int]:
    """Return for each rule, by its name, how many others must run before it, one after the other, because it yields to them.

    Unknown names are ignored. Raises CardlintError where a rule yields to itself by way of others.
    """
    yields_to = {each.name: each.yields_to for each in rules}
    ranks: dict[str, int] = {}

    def rank_of(name: str, waiting: tuple[str, ...]) -> int:
        if name in waiting:
            raise CardlintError(f"the rule {name} yields to itself, by way of {', '.join(waiting)}")
        if name not in ranks:
            others = [each for each in yields_to[name] if each in yields_to]
            ranks[name] = max((rank_of(each, (*waiting, name)) + 1 for each in others), default=0)
        return ranks[name]

    for name, stronger in yields_to.items():
        if stronger:
            rank_of(name, ())
        else:  # most
            ranks[name] = 0
    return ranks


_WAKING = frozenset(field for listed in LISTED for field in listed.fields)
_BREACHES = {listed.name: f"breach:{listed.name}" for listed in LISTED if listed.breach}
_SIGNS = Signs((*_BREACHES.values(), *(sign for listed in LISTED for sign in listed.signs)))
_MOST_PLANS = 5_000


class _Step(NamedTuple):
    """A rule that may run. ``words``: only where the text holds one of them; () is always."""

    listed: Listed
    words: tuple[str, ...]


class Roster:
    """Which rules can find something in a card, of those that are asked for. Cards that look alike get the same, decided once.

    A rule comes after all that it yields to.
    """

    def __init__(
        self,
        is_on: Callable[[Listed], bool] = lambda listed: True,
        configured: Mapping[str, Rule] = MappingProxyType({}),
    ) -> None:
        """``is_on`` says which rules are asked for; ``configured`` has those that options change, by name."""
        self._is_on = is_on
        self._rules: dict[str, Rule] = dict(configured)  # by name: import_module takes longer than many a rule
        self._of_kind: dict[str, _Sorted] = {}
        self._plans: dict[tuple[str, frozenset[str], frozenset[str]], tuple[_Step, ...]] = {}

    def rules_for(self, card: Card) -> Iterator[Rule]:
        """Yield the rules for ``card``: by its kind, its fields, its signs, and what breaches its schema."""
        looks = (card.kind.value, _WAKING.intersection(card.fields), _SIGNS.find(card))
        plan = self._plans.get(looks)
        if plan is None:
            if len(self._plans) >= _MOST_PLANS:
                self._plans.clear()
            plan = self._plans[looks] = self._plan(*looks)
        text = ""
        rules = self._rules
        for listed, words in plan:
            rule = rules.get(listed.name)
            if rule is None:
                if words:  # a rule that is imported sees for itself, and faster
                    text = text or lower_ascii(card.source.text)
                    for word in words:  # quicker than any()
                        if word in text:
                            break
                    else:
                        continue
                rule = rules[listed.name] = listed.rule
            yield rule

    def _plan(self, kind: str, present: frozenset[str], signs: frozenset[str]) -> tuple[_Step, ...]:
        if kind not in self._of_kind:
            self._of_kind[kind] = _Sorted([each for each in LISTED if kind in each.kinds and self._is_on(each)])
        waiting = self._of_kind[kind]
        awake = [*waiting.always]
        for field in present:
            awake += waiting.for_field.get(field, ())
        for sign in signs:
            awake += [each for each in waiting.for_sign.get(sign, ()) if each.has_field(present)]
        steps = [_Step(each, ()) for each in dict.fromkeys(awake)]
        steps += [
            _Step(each, words)
            for each, words in waiting.for_word
            if each.has_field(present) and signs.isdisjoint(each.signs)
        ]
        return tuple(sorted(steps, key=lambda step: step.listed.rank))


class _Sorted:
    """The rules for one kind of card, by what they wait for."""

    def __init__(self, rules: Iterable[Listed]) -> None:
        self.always: list[Listed] = []
        self.for_field: dict[str, list[Listed]] = {}
        self.for_sign: dict[str, list[Listed]] = {}  # and for a field, where they name any
        self.for_word: list[tuple[Listed, tuple[str, ...]]] = []
        for listed in rules:
            signs = (_BREACHES[listed.name],) if listed.breach else listed.signs
            for sign in signs:
                self.for_sign.setdefault(sign, []).append(listed)
            if words := words_of(signs):
                self.for_word.append((listed, words))
            for field in listed.fields if not signs else ():
                self.for_field.setdefault(field, []).append(listed)
            if not signs and not listed.fields and listed.group not in ASKED_FOR:
                self.always.append(listed)
