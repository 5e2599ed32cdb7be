"""What a rule is: its name, how bad its fault is, what the Hub does with it, its check, and examples that are its tests."""

import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Fix, Severity, Verdict
from cardlint.findings.source import Source, Span
from cardlint.system.named_tuple import NamedTuple

ALL: tuple[Kind, ...] = (Kind.MODEL, Kind.DATASET, Kind.SPACE)


class Found(NamedTuple):
    """What a check yields: a place, a message and perhaps a repair. The rule adds its name, the configuration may change severity."""

    span: Span
    message: str
    fix: Fix | None = None
    hub: Verdict | None = None  # where it differs from the rule's
    severity: Severity | None = None  # where it differs from the rule's
    file: Source | None = None  # beside the card, in which the places are; None is the card itself
    cause: Span | None = (
        None  # in the card, where a rule that this one yields to reports the same fault; None: at ``span``
    )
    yields_to: tuple[str, ...] | None = (
        None  # some of the rules that this one yields to, where not all of them are better
    )


class Example(NamedTuple):
    """A fault and its cure, each a test.

    ``bad`` marks the expected spans as ``«…»``; ``good`` is a card without the fault, and with ``fixed`` exactly what the rule's
    fixes make of ``bad``. Both are the lines of the front matter, or whole files with ``whole``. A fault in a file beside the
    card is marked there, and ``good_files`` has that file without it. An example without ``bad`` is a card on which the rule is silent.
    """

    bad: str = ""
    good: str = ""
    kind: Kind = Kind.MODEL
    files: Mapping[str, str] = {}  # beside the card: path → text
    good_files: Mapping[str, str] = {}  # those that are others beside the good card
    fixed: bool = False
    whole: bool = False
    body: str = ""  # the Markdown below the front matter
    encoding: str = "utf-8"  # of ``bad``
    name: str = "README.md"  # of ``bad``
    message: str | None = None  # the exact message of the first finding, where it is worth pinning


Check: TypeAlias = Callable[[Card], Iterable[Found]]
Summarize: TypeAlias = Callable[[Card, Iterable[Found]], Iterable[Found]]


class Rule:
    """One fault that cardlint knows. The module's docstring says why it matters, the cure, and the source."""

    __slots__ = (
        "_text",
        "breach",
        "category",
        "check",
        "code",
        "configure",
        "examples",
        "fields",
        "hub",
        "kinds",
        "name",
        "opt_in",
        "options",
        "severity",
        "signs",
        "silent",
        "strict",
        "summarize",
        "worst",
        "yields_to",
    )

    def __init__(
        self,
        *,
        name: str,
        code: str,
        category: str,
        severity: Severity,
        check: Check,
        examples: tuple[Example, ...],
        hub: Verdict = Verdict.ACCEPTS,
        kinds: tuple[Kind, ...] = ALL,
        fields: tuple[str, ...] = (),
        signs: tuple[str, ...] = (),
        breach: bool = False,
        strict: bool = False,
        opt_in: bool = False,
        worst: Severity | None = None,
        options: Mapping[str, Any] = {},
        configure: "Callable[[Mapping[str, Any]], Check] | None" = None,
        text: str | None = None,
        yields_to: tuple[str, ...] = (),
        summarize: Summarize | None = None,
        silent: tuple[Example, ...] = (),
    ) -> None:
        self.name = name
        self.code = code
        self.category = category
        self.severity = severity
        self.check = check
        self.examples = examples
        self.hub = hub
        self.kinds = kinds
        self.fields = fields  # run only on a card that has one of these top-level fields; () is every card
        self.signs = signs  # and that shows one of these, see cardlint.rule_kit.signs; () is every card
        self.breach = breach  # reports breaches of the schema alone: run only on a card that has one for it
        self.worst = worst or severity  # what a finding can be at most, where it says so itself
        self.strict = strict  # a duty of the strict profile; off elsewhere unless selected
        self.opt_in = opt_in  # a matter of taste: on only where its name or code is selected
        self.options = options  # name → JSON Schema of its value: what [tool.cardlint.rules.NAME] may set
        self.configure = configure  # makes the check for the options that are set; without any ``check`` runs
        self.yields_to = (
            yields_to  # rules that say it better: where one of them reports an overlapping place, this one is silent
        )
        self.summarize = summarize  # makes the report out of all findings that are not silenced, where many become one
        self.silent = (
            silent  # cards that only look like the fault, one for each early return of the check: tests, shown nowhere
        )
        self._text = text

    @property
    def text(self) -> str:
        """What the fault does to the card, the cure, the source: the module's docstring, unless it was given."""
        return self._text or (sys.modules[self.check.__module__].__doc__ or "").strip()

    def with_options(self, options: Mapping[str, Any]) -> "Rule":
        """Return this rule as ``options`` make it."""
        from copy import copy  # 2 ms to import, and most runs configure nothing

        assert self.configure is not None, "a rule with options says how it is configured"  # noqa: S101
        changed = copy(self)
        changed.check = self.configure(options)
        return changed

    @property
    def fixable(self) -> bool:
        """Whether the rule can repair what it finds: derived from its examples by the test that runs them."""
        return any(example.fixed for example in self.examples)
