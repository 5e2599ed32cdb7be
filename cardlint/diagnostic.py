"""What cardlint reports: a Diagnostic at a Span, with the Fix that repairs it."""

from enum import Enum, IntEnum
from typing import NamedTuple

from cardlint.source import Position, Span


class Severity(IntEnum):
    """How bad it is, by what happens to the card. Ordered: an error is more than a warning."""

    INFO = 1  # could be better
    WARNING = 2  # likely wrong, or lost
    ERROR = 3  # refused, not read, or a broken page or Space

    @property
    def label(self) -> str:
        """The word for people and reports: ``error``, ``warning`` or ``info``."""
        return self.name.lower()


class Verdict(Enum):
    """What the Hub itself does with a fault when the card is pushed."""

    REFUSES = "refuses"
    WARNS = "warns"
    ACCEPTS = "accepts"
    UNKNOWN = "unknown"  # no answer is on record


class Applicability(Enum):
    """Whether a fix may be applied unasked."""

    SAFE = "safe"  # keeps the meaning, or restores the only one possible
    UNSAFE = "unsafe"  # a good guess; wants a look


class Edit(NamedTuple):
    """Replace the text at ``span`` by ``text``. An empty span inserts, an empty text deletes."""

    span: Span
    text: str


class Fix(NamedTuple):
    """A repair: what it does, in the imperative, and the edits, which do not overlap."""

    title: str
    edits: tuple[Edit, ...]
    applicability: Applicability = Applicability.SAFE


class Diagnostic(NamedTuple):
    """One fault of a card, as every output format gets it."""

    span: Span
    start: Position
    end: Position
    name: str
    code: str
    severity: Severity
    message: str
    fix: Fix | None
