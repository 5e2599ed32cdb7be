"""What cardlint reports: a Diagnostic at a Span, perhaps with a Fix."""

from collections.abc import Iterable, Iterator
from enum import Enum, IntEnum

from cardlint.findings.source import Position, Source, Span
from cardlint.system.named_tuple import NamedTuple


class Severity(IntEnum):
    """How bad a problem is, by its effect on the card. Ordered: an error is worse than a warning."""

    INFO = 1  # could be better
    WARNING = 2  # likely wrong, or lost
    ERROR = 3  # rejected, not read, or a broken page or Space

    @property
    def label(self) -> str:
        """The word for people and reports: ``error``, ``warning`` or ``info``."""
        return self.name.lower()


class Verdict(Enum):
    """How the Hub itself reacts to a problem when the card is pushed."""

    REFUSES = "refuses"
    WARNS = "warns"
    ACCEPTS = "accepts"
    UNKNOWN = "unknown"  # no answer is on record

    @property
    def severity(self) -> Severity:
        """The severity of a problem of which nothing else is known: an error if the Hub rejects the card."""
        return Severity.ERROR if self is Verdict.REFUSES else Severity.WARNING


class Applicability(Enum):
    """Whether a fix may be applied without a review."""

    SAFE = "safe"  # keeps the meaning, or restores the only possible one
    UNSAFE = "unsafe"  # a likely guess; needs a review


class Edit(NamedTuple):
    """Replace the text at ``span`` by ``text``. An empty span inserts, an empty text deletes."""

    span: Span
    text: str


class Fix(NamedTuple):
    """A fix: what it does, in the imperative, and its edits, which do not overlap, or a new name for the card's file."""

    title: str
    edits: tuple[Edit, ...]
    applicability: Applicability = Applicability.SAFE
    rename: str | None = None


class Related(NamedTuple):
    """Another place that a finding refers to, in the same file, with a short label such as "first here"."""

    span: Span
    label: str


class SharedCause(NamedTuple):
    """What a finding has in common with others of its rule, which are then reported as one.

    The message of several is ``3 WHAT (NAME, NAME, NAME); ADVICE``. Findings are alike if ``what`` and ``advice`` are the same.
    """

    what: str  # with the number before it: "fields have no value"
    advice: str = ""  # "write the values, or remove the fields"
    name: str = ""  # what distinguishes this finding, as it is quoted in a message: "`license`"
    label: str = "here too"  # of its place


class Diagnostic(NamedTuple):
    """One problem in a card, as every output format gets it. Its places, and those of its fix, are in one file."""

    span: Span
    start: Position
    end: Position
    name: str
    code: str
    severity: Severity
    message: str
    fix: Fix | None
    file: Source | None = None  # the file next to the card that it is in; None is the card itself
    is_rejected: bool = False  # the Hub rejects a push of the card because of it
    related: tuple[Related, ...] = ()  # other places that the message refers to
    alike: SharedCause | None = None  # set until findings with one cause are folded


def by_file(diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[Source | None, list[Diagnostic]]]:
    """Yield the card, as None, with its diagnostics, then every file next to it that has diagnostics, with those."""
    found: dict[str | None, tuple[Source | None, list[Diagnostic]]] = {None: (None, [])}
    for each in diagnostics:
        path = each.file.path if each.file is not None else None
        found.setdefault(path, (each.file, []))[1].append(each)
    yield from found.values()
