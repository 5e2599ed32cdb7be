"""Every rule, one per file, in a folder named after the part of the card that it reads.

A rule's module is imported when a card first needs it: most cards need a third of the rules, and importing all of them takes as long
as checking a hundred cards. ``listing.py`` decides; ``python -m cardlint.rules`` generates it from the rules themselves.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from cardlint.findings.diagnostic import Severity
from cardlint.findings.source import lower_ascii
from cardlint.rule_kit.signs import Signs
from cardlint.rule_kit.signs import words as words_of
from cardlint.rules.listing import LISTING
from cardlint.system.errors import CardlintError
from cardlint.system.named_tuple import NamedTuple

if TYPE_CHECKING:  # with all that reads a card: who only selects or lists rules does not need it
    from cardlint.card.card import Card
    from cardlint.rule_kit.rule import Rule

ASKED_FOR = frozenset(("policy", "suppressions"))
"""Folders whose rules run only if the configuration or a comment in the card asks for them."""


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
    rank: int  # length of the longest chain of rules that must run before it, because it yields to them

    def has_field(self, present: frozenset[str]) -> bool:
        """Return whether a card has one of the fields that the rule needs, if it needs any."""
        return not self.fields or not present.isdisjoint(self.fields)

    @property
    def rule(self) -> "Rule":
        """The rule itself, imported on first use."""
        rule: Rule = import_module(f"cardlint.rules.{self.group}.{self.name.replace('-', '_')}").RULE
        return rule


_SEVERITIES = {severity.value: severity for severity in Severity}

LISTED: tuple[Listed, ...] = tuple(
    Listed._make((*row[:4], _SEVERITIES[row[4]], _SEVERITIES[row[5]], *row[6:])) for row in LISTING
)
"""All rules in the order of their codes."""


@cache
def all_rules() -> "tuple[Rule, ...]":
    """Return every rule in the order of the codes. Raises CardlintError if two rules have the same name or code."""
    seen: set[str] = set()
    for listed in LISTED:
        if not seen.isdisjoint((listed.name, listed.code)):
            raise CardlintError(f"two rules have the name `{listed.name}` or the code `{listed.code}`")
        seen.update((listed.name, listed.code))
    return tuple(listed.rule for listed in LISTED)


def find(name: str) -> "Rule | None":
    """Return the rule with the name or the code ``name``, in any case; or None."""
    wanted = name.strip().lower()
    return next((listed.rule for listed in LISTED if wanted in (listed.name, listed.code.lower())), None)


def in_group(group: str) -> "tuple[Rule, ...]":
    """Return the rules of one folder."""
    return tuple(listed.rule for listed in LISTED if listed.group == group)


def rank(rules: "Iterable[Rule | Listed]") -> dict[str, int]:
    """Return for each rule, by its name, the length of the longest chain of rules that it yields to, which must run before it.

    Unknown names are ignored. Raises CardlintError if a rule yields to itself through others.
    """
    yields_to = {each.name: each.yields_to for each in rules}
    ranks: dict[str, int] = {}

    def rank_of(name: str, waiting: tuple[str, ...]) -> int:
        if name in waiting:
            raise CardlintError(f"the rule `{name}` yields to itself through {', '.join(waiting)}")
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
    """A rule that may run. ``words``: only if the text contains one of them; () means always."""

    listed: Listed
    words: tuple[str, ...]


class Roster:
    """Which of the enabled rules can find something in a card. Similar cards get the same rules, decided once.

    A rule comes after all rules that it yields to.
    """

    def __init__(
        self,
        is_on: Callable[[Listed], bool] = lambda listed: True,
        configured: "Mapping[str, Rule]" = MappingProxyType({}),
    ) -> None:
        """``is_on`` says which rules are enabled; ``configured`` has those that options change, by name."""
        self._is_on = is_on
        self._rules: dict[str, Rule] = dict(configured)  # by name: import_module takes longer than many rules
        self._of_kind: dict[str, _Sorted] = {}
        self._plans: dict[tuple[str, frozenset[str], frozenset[str]], tuple[_Step, ...]] = {}

    def rules_for(self, card: "Card", needed: "Container[str] | None" = None) -> "Iterator[Rule]":
        """Yield the rules for ``card``: by its kind, its fields, its signs and its breaches of the schema.

        ``needed``: the names of the only ones that matter, or None.
        """
        looks = (card.kind.value, _WAKING.intersection(card.fields), _SIGNS.find(card))
        plan = self._plans.get(looks)
        if plan is None:
            if len(self._plans) >= _MOST_PLANS:
                self._plans.clear()
            plan = self._plans[looks] = self._plan(*looks)
        if needed is not None:
            plan = tuple(step for step in plan if step.listed.name in needed)
        text = ""
        rules = self._rules
        for listed, words in plan:
            rule = rules.get(listed.name)
            if rule is None:
                if words:  # an imported rule checks this itself, and faster
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
            awake += [each for each in waiting.for_sign.get(sign, ()) if each.listed.has_field(present)]
        steps = {each.listed.name: each for each in awake}  # once each
        for each in waiting.for_word:
            if each.listed.name not in steps and each.listed.has_field(present):
                steps[each.listed.name] = each
        return tuple(sorted(steps.values(), key=lambda step: step.listed.rank))


class _Sorted:
    """The rules for one kind of card, by what they need."""

    def __init__(self, rules: Iterable[Listed]) -> None:
        self.always: list[_Step] = []
        self.for_field: dict[str, list[_Step]] = {}
        self.for_sign: dict[str, list[_Step]] = {}  # and for a field, if they name any
        self.for_word: list[_Step] = []
        for listed in rules:
            step = _Step(listed, ())
            signs = (_BREACHES[listed.name],) if listed.breach else listed.signs
            for sign in signs:
                self.for_sign.setdefault(sign, []).append(step)
            if words := words_of(signs):
                self.for_word.append(_Step(listed, words))
            for field in listed.fields if not signs else ():
                self.for_field.setdefault(field, []).append(step)
            if not signs and not listed.fields and listed.group not in ASKED_FOR:
                self.always.append(step)
