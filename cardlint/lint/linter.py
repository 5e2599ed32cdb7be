"""The main loop: runs the rules over a card, gives their findings names and severities, and sorts them."""

import os
from collections.abc import Container, Iterable, Sequence
from typing import TYPE_CHECKING

from cardlint.card import files
from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.repository import Repository
from cardlint.config import Config
from cardlint.findings.diagnostic import Diagnostic, Fix, Severity, Verdict
from cardlint.findings.failure import Failure, failure, finding
from cardlint.findings.folding import fold
from cardlint.findings.source import Fault, Source
from cardlint.lint.precedence import Precedence
from cardlint.rule_kit.rule import Found, Rule
from cardlint.rules import LISTED, Listed, Roster, in_group, rank
from cardlint.system.errors import CardlintError, ConfiguredRuleError
from cardlint.system.lazy_pattern import pattern

if TYPE_CHECKING:
    from cardlint.card.suppression import Suppressions

MOST_PER_RULE = 100
"""The most findings of one rule in one card; more would not help, and thousands of spelling suggestions take seconds."""

_OF_THE_BODY = frozenset(("body", "policy"))
"""Categories of rules that need the Markdown, and are skipped if it is not read."""

_DOUBTFUL_LINE = pattern(r"\n(?:[ \t]+-[ \t]|[ \t]*[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])")
"""In valid YAML, an item that may have become part of the text above it, and a line whose indentation YAML does not see."""

_REPAIRS_READING = frozenset(("front-matter", "text"))
"""Categories of rules whose fixes make the front matter readable."""

_ABOUT_OTHERS = frozenset(each.name for each in LISTED if each.category == "suppressions")
"""Rules about what the other rules report."""

_DEFAULT = Config()


class Linter:
    """Runs the rules of one configuration over cards, one after the other. It keeps only what all cards share."""

    def __init__(self, config: Config = _DEFAULT) -> None:
        self.config = config
        self.roster = Roster(config.runs, config.configured)
        self.own = tuple(config.own)
        if any(each.yields_to for each in self.own):
            ranks = rank((*LISTED, *self.own))
            self.own = tuple(sorted(self.own, key=lambda rule: ranks[rule.name]))
        rules: list[Rule | Listed] = [*LISTED, *self.own]
        self._yields_to = {each.name: each.yields_to for each in rules if each.yields_to}
        self.stronger = frozenset(name for names in self._yields_to.values() for name in names)

    def check(self, card: Card, most: int = MOST_PER_RULE) -> list[Diagnostic]:
        """Return the findings in ``card`` and the files next to it, at most ``most`` per rule, sorted by file, position and name.

        Those with one cause are separate: ``fold`` reports them as one.

        A rule that fails, or a card that cannot be read, gives one finding named ``internal-error``; the other rules still run.
        If the kind of the card is a guess, what depends on it is at most info, and is not repaired.

        Raises CardlintError if the configuration is wrong in a way that only a card reveals, such as an unusable schema.
        """
        check = self._pass(card, most)
        found = check.diagnostics
        if card.rivals and any(each.severity > Severity.INFO or each.fix is not None for each in found):
            from cardlint.lint.guess import subdued  # most cards show their kind

            needed = self._needed_for(found)
            others = (self._pass(card.as_kind(rival), most, needed) for rival in card.rivals)
            found = subdued(card, found, [each.diagnostics for each in others], self.config)
        found.sort(key=lambda each: (each.file.path if each.file is not None else "", each.span, each.name))
        if check.failures:
            found.insert(0, finding(card.source, card.top, check.failures))
        return found

    def _needed_for(self, found: Iterable[Diagnostic]) -> set[str] | None:
        """Return the rules that decide whether ``found`` is reported: its own, and those that they yield to. None means all."""
        needed: set[str] = set()
        waiting = [each.name for each in found]
        while waiting:
            name = waiting.pop()
            if name in _ABOUT_OTHERS:
                return None
            if name not in needed:
                needed.add(name)
                waiting += self._yields_to.get(name, ())
        return needed

    def _pass(self, card: Card, most: int, needed: Container[str] | None = None) -> "_Pass":
        """Return the run of the rules over ``card``, with its findings: of all rules, or of those that are ``needed``."""
        source, config = card.source, self.config
        unread = card.failure is not None or source.is_unread
        without_body = source.fault is Fault.LONG
        check = _Pass(card, self, most)
        for rule in check.rules(needed):
            if rule.name in check.ignored or (unread and rule.category != "text"):
                continue
            if not without_body or rule.category not in _OF_THE_BODY:
                check.run(rule)
        if not unread and not without_body:
            for rule in self.own:
                awake = not rule.fields or any(field in card.fields for field in rule.fields)
                awake = awake and (needed is None or rule.name in needed)
                if awake and card.kind in rule.kinds and check.reports(rule):
                    check.run(config.configured.get(rule.name, rule), is_own=True)
        if check.suppressions is not None:
            check.run_suppression_rules(check.suppressions)
        return check


class Linters:
    """The linters of one run, one per configuration, created when a card first needs it."""

    def __init__(self) -> None:
        self._linters: dict[int, Linter] = {}  # by the id of the configuration, which its linter keeps alive

    def linter(self, config: Config) -> Linter:
        """Return the linter for ``config``."""
        known = self._linters.get(id(config))
        if known is None:
            known = self._linters[id(config)] = Linter(config)
        return known


def lint(card: Card, config: Config = _DEFAULT, most: int = MOST_PER_RULE) -> list[Diagnostic]:
    """Return the findings in ``card`` under ``config``, those with one cause as one.

    For many cards, create one Linter, which decides once which rules run, and ``fold`` what it returns.
    """
    return fold(Linter(config).check(card, most))


class _Pass:
    """The run of all rules over one card, under one configuration."""

    def __init__(self, card: Card, linter: Linter, most: int) -> None:
        config = linter.config
        self.card = card
        self.config = config
        self.roster = linter.roster
        self.precedence = Precedence(linter.stronger)
        self.most = most
        self.diagnostics: list[Diagnostic] = []
        self.ignored = config.ignored(card.source.path, card.kind)
        self.read = card.block is None or card.block.found
        self.is_clear = self.read and (card.front_matter is None or not card.front_matter.problems)
        self.failures: list[Failure] = [card.failure] if card.failure is not None else []
        self.suppressions: Suppressions | None = None
        if "cardlint:" in card.source.text:
            from cardlint.card import suppression  # most cards have no suppressions

            try:
                self.suppressions = suppression.suppressions.recompute(card)
            except Exception as error:
                self.failures.append(failure(None, error))

    def rules(self, needed: Container[str] | None) -> Sequence[Rule]:
        """Return the rules that can find something in the card; only those about its bytes if that cannot be determined."""
        try:
            return tuple(self.roster.rules_for(self.card, needed))
        except CardlintError:
            raise
        except Exception as error:
            self.failures.append(failure(None, error))
        return [rule for rule in in_group("text") if self.reports(rule)]

    def reports(self, rule: Rule | Listed) -> bool:
        """Return whether anything that ``rule`` could find would be reported. The rule does not have to be imported for that."""
        return self.config.runs(rule) and rule.name not in self.ignored

    def run(self, rule: Rule, *, is_own: bool = False) -> None:
        """Add the findings of ``rule`` that neither the configuration nor a comment silences; if it fails, those until then.

        Raises CardlintError if a built-in rule cannot work as configured. ``is_own``: the rule is the user's own.
        """
        count = 0
        try:
            for found in rule.check(self.card):
                severity = self.severity(rule, found)
                if severity is None:
                    continue
                count += 1
                if count > self.most:
                    rest = f"the card has more findings of this rule; only the first {self.most} are shown"
                    self.add(rule, found._replace(message=rest, fix=None, related=(), alike=None), severity)
                    self.precedence.stop(rule, found)
                    break
                self.add(rule, found, severity)
        except (Exception, SystemExit) as error:  # of a plugin, or a bug of our own
            if isinstance(error, ConfiguredRuleError) or (isinstance(error, CardlintError) and not is_own):
                raise
            self.failures.append(failure(rule.name, error))

    def severity(self, rule: Rule, found: Found) -> Severity | None:
        """Return the severity of ``found``, or None if it is silenced, or another rule reports it better."""
        config, suppressions, file = self.config, self.suppressions, found.file
        if rule.yields_to and self.precedence.is_reported(rule, found):
            self.precedence.record(rule, found)  # a third rule that yields to this one has nothing to add
            return None
        if file is not None and rule.name in config.ignored(file.path, self.card.kind):
            return None
        severity = config.severity(rule, found, self.read)
        if severity is not None:
            self.precedence.record(rule, found)
        if config.allowed and config.allows(rule, (file or self.card.source).slice(found.span)):
            return None
        start = found.span.start if file is None else self.card.top.start
        if suppressions is not None and suppressions.silences(rule.name, rule.code, start):
            return None
        return severity

    def add(self, rule: Rule, found: Found, severity: Severity) -> None:
        """Add ``found`` with its rule's name and its line and column."""
        _refuse_unusable(found, (found.file or self.card.source).text)
        span, position = found.span, (found.file or self.card.source).position
        place = span, position(span.start), position(span.end)
        fix = found.fix if found.file is not None or not self.waits(rule, found.fix) else None
        rejected = self.is_rejected(rule, found)
        related = tuple(each for each in found.related if each.span != span)  # two aliases of one value have one place
        self.diagnostics.append(
            Diagnostic(
                *place, rule.name, rule.code, severity, found.message, fix, found.file, rejected, related, found.alike
            )
        )

    def is_rejected(self, rule: Rule, found: Found) -> bool:
        """Return whether the Hub rejects the card because of ``found``: not where it does not find the front matter."""
        rejects = (found.hub or rule.hub) is Verdict.REFUSES
        return rejects and (self.read or rule.category == "front-matter")

    def waits(self, rule: Rule, fix: Fix | None) -> bool:
        """Return whether ``fix`` of ``rule`` must wait until the structure of the front matter is clear."""
        if fix is None:
            return False
        block = self.card.block
        if self.is_clear and (block is None or not _DOUBTFUL_LINE.search(self.card.source.text, *block.content)):
            return False
        from cardlint.lint import doubt  # few cards have such YAML

        answers_error = "problems" in rule.signs or rule.category in _REPAIRS_READING
        return doubt.waits(self.card, fix.edits, answers_error=answers_error)

    def run_suppression_rules(self, suppressions: "Suppressions") -> None:
        """Run the rules about suppression comments, now that it is known which comments silenced something."""
        rules: list[Rule | Listed] = [*LISTED, *self.config.own]
        failed = {each.rule for each in self.failures}
        known = {
            key: self.reports(rule) and rule.category != "suppressions" and rule.name not in failed
            for rule in rules
            for key in (rule.name, rule.code.lower())
        }
        suppressions.note_unused(known)
        for rule in in_group("suppressions"):
            if self.reports(rule):
                self.run(self.config.configured.get(rule.name, rule))


def _refuse_unusable(found: Found, text: str) -> None:
    """Raise ValueError if a rule, perhaps of a plugin, has no message, or spans that overlap or are outside ``text``."""
    if not isinstance(found.message, str):
        raise ValueError("the message is not text")
    edits = found.fix.edits if found.fix is not None else ()
    done = 0
    for start, end in sorted(edit.span for edit in edits) if len(edits) > 1 else (edit.span for edit in edits):
        if not done <= start <= end <= len(text):
            raise ValueError(f"the edit from {start} to {end} overlaps another or is outside the text")
        done = end
    for start, end in (found.span, *(each.span for each in found.related)):
        if not 0 <= start <= end <= len(text):
            raise ValueError(f"the span from {start} to {end} is outside the text")


def lint_text(
    text: str, path: str = "README.md", *, kind: Kind | str | None = None, config: Config = _DEFAULT,
    repository: Repository | None = None,
) -> list[Diagnostic]:  # fmt: skip
    """Return the findings in a card given as ``text``. ``kind`` is inferred if it is not given."""
    given = Kind(kind) if kind is not None else config.kind
    return lint(Card(Source(text, path), given, repository), config)


def lint_path(
    path: str | os.PathLike[str], *, kind: Kind | str | None = None, config: Config = _DEFAULT
) -> list[Diagnostic]:
    """Return the findings in the card at ``path`` and the files next to it. Raises CardlintError if it cannot be read."""
    source = files.read(os.fspath(path))
    given = Kind(kind) if kind is not None else config.kind
    return lint(Card(source, given, Repository(os.path.dirname(source.path))), config)
