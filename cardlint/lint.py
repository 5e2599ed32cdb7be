"""The one loop: run the rules over a card, give their findings names and severities, sort."""

import os
from typing import TYPE_CHECKING

from cardlint import files
from cardlint.card import Card
from cardlint.config import Config
from cardlint.diagnostic import Diagnostic, Severity
from cardlint.kind import Kind
from cardlint.repository import Repository
from cardlint.rule import Found, Rule
from cardlint.rules import LISTED, Listed, Roster, in_group
from cardlint.source import Fault, Source
from cardlint.system.errors import CardlintError

if TYPE_CHECKING:
    from cardlint.suppression import Suppressions

MOST_PER_RULE = 100
"""Findings of one rule in one card; more would help nobody, and looking up thousands of wrong words takes seconds."""

_DEFAULT = Config()


class RuleError(CardlintError):
    """A rule failed on a card: a bug of ours, or of a plugin."""


def lint(card: Card, config: Config = _DEFAULT, most: int = MOST_PER_RULE) -> list[Diagnostic]:
    """Return what is wrong with ``card`` and the files beside it, at most ``most`` findings a rule: sorted by file, place and name.

    Raises RuleError where a rule fails.
    """
    source = card.source
    unreadable = source.fault is not None and source.fault is not Fault.NOT_UTF_8
    check = _Pass(card, config, most)
    for rule in _roster(config).of(card):
        if rule.name not in check.ignored and (not unreadable or rule.category == "text"):
            check.run(rule)
    if not unreadable:
        for rule in config.own:
            awake = not rule.fields or any(field in card.fields for field in rule.fields)
            if awake and card.kind in rule.kinds and check.reports(rule):
                check.run(config.configured.get(rule.name, rule))
    if check.suppressions is not None:
        check.judge_suppressions(check.suppressions)
    check.diagnostics.sort(key=lambda each: (each.file.path if each.file is not None else "", each.span, each.name))
    return check.diagnostics


class _Pass:
    """One card on its way past the rules, under one configuration."""

    def __init__(self, card: Card, config: Config, most: int) -> None:
        self.card = card
        self.config = config
        self.most = most
        self.diagnostics: list[Diagnostic] = []
        self.ignored = config.ignored(card.source.path, card.kind)
        self.read = card.block is None or card.block.found
        self.suppressions: Suppressions | None = None
        if "cardlint:" in card.source.text:
            from cardlint import suppression  # most cards have none

            self.suppressions = suppression.read(card)

    def reports(self, rule: Rule | Listed) -> bool:
        """Return whether anything that ``rule`` could find would be reported. It need not be imported for that."""
        return self.config.runs(rule) and rule.name not in self.ignored

    def run(self, rule: Rule) -> None:
        """Add what ``rule`` finds and neither the configuration nor a comment silences."""
        count = 0
        try:
            for found in rule.check(self.card):
                severity = self.severity(rule, found)
                if severity is None:
                    continue
                count += 1
                if count > self.most:
                    rest = f"the rest of the card has more of this; {self.most} are shown"
                    self.add(rule, found._replace(message=rest, fix=None), severity)
                    break
                self.add(rule, found, severity)
        except CardlintError:
            raise
        except Exception as error:
            raise RuleError(
                f"rule {rule.name} failed on {self.card.source.path}: {type(error).__name__}: {error}",
                f"please report it; --ignore {rule.name} goes on without it",
            ) from error

    def severity(self, rule: Rule, found: Found) -> Severity | None:
        """Return how bad ``found`` is, or None where it is silenced."""
        config, suppressions, file = self.config, self.suppressions, found.file
        if config.allowed and config.allows(rule, (file or self.card.source).slice(found.span)):
            return None
        if file is not None and rule.name in config.ignored(file.path, self.card.kind):
            return None
        start = found.span.start if file is None else self.card.top.start
        if suppressions is not None and suppressions.silences(rule.name, rule.code, start):
            return None
        return config.severity(rule, found, self.read)

    def add(self, rule: Rule, found: Found, severity: Severity) -> None:
        """Give ``found`` its name and its place in lines."""
        span, position = found.span, (found.file or self.card.source).position
        place = span, position(span.start), position(span.end)
        said = found.message, found.fix, found.file
        self.diagnostics.append(Diagnostic(*place, rule.name, rule.code, severity, *said))

    def judge_suppressions(self, suppressions: "Suppressions") -> None:
        """Run the rules about the comments that silence rules, now that it is known which of them did."""
        rules: list[Rule | Listed] = [*LISTED, *self.config.own]
        known = {
            key: self.reports(rule) and rule.category != "suppressions"
            for rule in rules
            for key in (rule.name, rule.code.lower())
        }
        suppressions.judge(known)
        for rule in in_group("suppressions"):
            if self.reports(rule):
                self.run(self.config.configured.get(rule.name, rule))


_rosters: dict[int, tuple[Config, Roster]] = {}


def _roster(config: Config) -> Roster:
    """Return the rules that run under ``config``: for thousands of cards it is the same."""
    kept = _rosters.get(id(config))
    if kept is None:
        if len(_rosters) >= 64:
            _rosters.clear()
        kept = _rosters[id(config)] = (config, Roster(config.runs, config.configured))
    return kept[1]  # kept with the configuration, so that no other gets its id


def lint_text(
    text: str, path: str = "README.md", *, kind: Kind | str | None = None, config: Config = _DEFAULT,
    repository: Repository | None = None,
) -> list[Diagnostic]:  # fmt: skip
    """Return what is wrong with a card given as ``text``. ``kind`` is inferred where it is not told."""
    told = Kind(kind) if kind is not None else config.kind
    return lint(Card(Source(text, path), told, repository), config)


def lint_path(
    path: str | os.PathLike[str], *, kind: Kind | str | None = None, config: Config = _DEFAULT
) -> list[Diagnostic]:
    """Return what is wrong with the card at ``path``, the files beside it included. Raises CardlintError: it cannot be read."""
    source = files.read(os.fspath(path))
    told = Kind(kind) if kind is not None else config.kind
    return lint(Card(source, told, Repository(os.path.dirname(source.path))), config)
