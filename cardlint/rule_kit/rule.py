"""The ``Rule`` type: a name, a severity, how the Hub reacts, a check, and examples, which are its tests."""

import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Fix, Related, Severity, SharedCause, Verdict
from cardlint.findings.source import Source, Span
from cardlint.rule_kit.rules_of_words import LEAVE_PLACEHOLDERS
from cardlint.system.named_tuple import NamedTuple

ALL: tuple[Kind, ...] = (Kind.MODEL, Kind.DATASET, Kind.SPACE, Kind.KERNEL)
"""The kinds of repository that have a card."""

EVERYWHERE: tuple[Kind, ...] = tuple(Kind)
"""With the bucket, whose README.md is a file like any other."""


class Found(NamedTuple):
    """What a check yields: a span, a message and perhaps a fix. The rule adds its name, the configuration may change the severity."""

    span: Span
    message: str
    fix: Fix | None = None
    hub: Verdict | None = None  # if it differs from the rule's
    severity: Severity | None = None  # if it differs from the rule's
    file: Source | None = None  # the file next to the card that the spans refer to; None is the card itself
    cause: Span | None = (
        None  # where in the card a rule that this one yields to reports the same problem; None: at ``span``
    )
    covers: tuple[Span, ...] = ()  # where else in the card findings of rules that yield to this one have the same cause
    yields_to: tuple[str, ...] | None = None  # some of the rules that this one yields to, if not all of them are better
    related: tuple[Related, ...] = ()  # other places that the message refers to, in the same file
    alike: SharedCause | None = None  # if a card often has several such findings with one cause


class Example(NamedTuple):
    """A problem and its solution, each a test.

    ``bad`` marks the expected spans as ``«…»``; ``good`` is a card without the problem, and with ``fixed`` exactly the result of
    the rule's fixes on ``bad``. Both are the lines of the front matter, or entire files with ``whole``. A problem in a file next to
    the card is marked there, and ``good_files`` has that file without it. Without ``bad``, the rule must not report anything.
    """

    bad: str = ""
    good: str = ""
    kind: Kind = Kind.MODEL
    files: Mapping[str, str] = {}  # next to the card: path → text
    good_files: Mapping[str, str] = {}  # those that differ next to the good card
    fixed: bool = False
    whole: bool = False
    body: str = ""  # the Markdown below the front matter
    encoding: str = "utf-8"  # of ``bad``
    name: str = "README.md"  # of ``bad``
    message: str | None = None  # the exact message of the first finding, if it is worth pinning


Check: TypeAlias = Callable[[Card], Iterable[Found]]


class Rule:
    """One kind of problem that cardlint reports. The module's docstring says why it matters, what to do, and the source."""

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
        self.breach = breach  # reports only breaches of the schema: run only on a card that has one
        self.worst = worst or severity  # the highest severity of a finding, if findings set their own
        self.strict = strict  # required by the strict profile; off in the others unless selected
        self.opt_in = opt_in  # a matter of taste: on only if its name or code is selected
        self.options = options  # name → JSON Schema of its value: what [tool.cardlint.rules.NAME] may set
        self.configure = configure  # makes the check for the options that are set; without options ``check`` runs
        left = ("placeholder-value",) if name in LEAVE_PLACEHOLDERS else ()
        self.yields_to = (
            *yields_to,
            *left,
        )  # better rules: if one of them reports an overlapping span, this one does not
        self.silent = (
            silent  # cards that only look wrong, one for each early return of the check: tests, not documentation
        )
        self._text = text

    @property
    def text(self) -> str:
        """Why the problem matters, what to do, and the source: the module's docstring, unless it was given."""
        return self._text or (sys.modules[self.check.__module__].__doc__ or "").strip()

    def with_options(self, options: Mapping[str, Any]) -> "Rule":
        """Return a copy of this rule with ``options`` set."""
        from copy import copy  # 2 ms to import, and most runs configure nothing

        assert self.configure is not None, "a rule with options says how it is configured"  # noqa: S101
        changed = copy(self)
        changed.check = self.configure(options)
        return changed

    @property
    def fixable(self) -> bool:
        """Whether the rule has a fix: derived from its examples, which a test runs."""
        return any(example.fixed for example in self.examples)
