"""The configuration of a card: which rules run, the severity of their findings, and what is excluded.

``cardlint.config.configurations`` builds it from files and options; its defaults are those of ``cardlint check`` without
either.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity, Verdict
from cardlint.system.named_tuple import NamedTuple

if TYPE_CHECKING:  # a run that has everything from the cache needs no rule
    from cardlint.rule_kit.rule import Found, Rule
    from cardlint.rules import Listed
else:  # in quotes these names would be compiled, which takes as long as to import five modules
    Found = Rule = Listed = object

PROFILES = ("hub", "default", "strict")
NEVER = "never"
FAIL_ON = ("error", "warning", "info", NEVER)
_NO_NAMES: frozenset[str] = frozenset()


class Config(NamedTuple):
    """The resolved configuration. Rules are identified by their names."""

    profile: str = "default"
    select: frozenset[str] | None = None  # None: those of the profile
    ignore: frozenset[str] = _NO_NAMES
    severities: Mapping[str, Severity] = {}
    minimum: Severity | None = None  # None: info in the strict profile, warning elsewhere
    kind: Kind | None = None
    extend: frozenset[str] = _NO_NAMES  # on in addition to those of the profile
    ignore_by_path: tuple[tuple[Callable[[str], bool], frozenset[str]], ...] = ()
    ignore_by_kind: Mapping[Kind, frozenset[str]] = {}
    exclude: tuple[Callable[[str], bool], ...] = ()
    respect_gitignore: bool = True  # when the folder of this file is searched for cards
    own: tuple[Rule, ...] = ()  # of plugins and of the configuration itself
    configured: Mapping[str, Rule] = {}  # rules with their options set
    allowed: Mapping[str, frozenset[str]] = {}  # values that a rule does not report
    baseline: str | None = None  # its path
    fail_on: str | None = (
        None  # one of FAIL_ON; None: any finding, and with ``max_warnings`` a warning too many, or an error
    )
    max_warnings: int | None = None  # how many warnings do not make a run fail

    def runs(self, rule: Rule | Listed) -> bool:
        """Return whether ``rule`` is on, and its findings may be severe enough to be reported."""
        if rule.name in self.ignore:
            return False
        if self.select is not None:
            on = rule.name in self.select
        else:
            in_profile = not rule.opt_in and (not rule.strict or self.profile == "strict")
            on = in_profile or rule.name in self.extend
        return on and (self.profile == "hub" or self.severities.get(rule.name, rule.worst) >= self.threshold(rule.name))

    def threshold(self, name: str) -> Severity:
        """Return the lowest severity that is reported for the rule ``name``; info too if the rule was selected."""
        if self.minimum is not None:
            return self.minimum
        asked_for = name in self.extend or (self.select is not None and name in self.select)
        return Severity.INFO if asked_for or self.profile == "strict" else Severity.WARNING

    @property
    def fails_from(self) -> str:
        """The effective ``fail-on``: the one that is set, otherwise any finding, or only errors if there is a limit of warnings."""
        return self.fail_on or ("info" if self.max_warnings is None else "error")

    def least_reported(self, name: str) -> Severity:
        """Return the lowest severity of the findings of the rule ``name`` that a report has, in the profile of the Hub too."""
        return self.minimum or Severity.WARNING if self.profile == "hub" else self.threshold(name)

    def fails(self, found: Mapping[Severity, int]) -> bool:
        """Return whether a run fails that reports so many findings of each severity, all in cards with this configuration."""
        if self.fail_on == NEVER:
            return False
        if self.max_warnings is not None and found.get(Severity.WARNING, 0) > self.max_warnings:
            return True
        slightest = Severity[self.fails_from.upper()]
        enough = [severity for severity, count in found.items() if count and severity >= slightest]
        return any(severity is not Severity.WARNING or self.max_warnings is None for severity in enough)

    def ignored(self, path: str, kind: Kind) -> frozenset[str]:
        """Return the rules that do not run for the card of ``kind`` at ``path``."""
        names = self.ignore_by_kind.get(kind, _NO_NAMES)
        for matches, ignored in self.ignore_by_path:
            if matches(path):
                names |= ignored
        return names

    def excludes(self, path: str) -> bool:
        """Return whether a search for cards skips ``path``."""
        return any(matches(path) for matches in self.exclude)

    def allows(self, rule: Rule, written: str) -> bool:
        """Return whether the configuration allows a value that ``rule`` reports, as it is written in the card."""
        allowed = self.allowed.get(rule.name)
        return allowed is not None and written.strip("\"'") in allowed

    def severity(self, rule: Rule, found: Found, read: bool) -> Severity | None:
        """Return the severity of ``found``, or None if it is not reported.

        ``read``: whether the Hub finds the front matter; if not, it rejects nothing in it.
        """
        severity = self.severities.get(rule.name) or found.severity or rule.severity
        if self.profile == "hub":
            verdict = found.hub or rule.hub
            if not read and rule.category != "front-matter":
                return None
            if verdict not in (Verdict.REFUSES, Verdict.WARNS):
                return None
            severity = verdict.severity
            return severity if severity >= (self.minimum or Severity.WARNING) else None
        return severity if severity >= self.threshold(rule.name) else None
