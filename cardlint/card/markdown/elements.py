"""The elements of a card's Markdown. Every span counts code points from the beginning of the card."""

from enum import Enum

from cardlint.findings.source import Span
from cardlint.system.named_tuple import NamedTuple, new


class Run(NamedTuple):
    """Text that contains inline Markdown: a paragraph, the text of a heading, a cell.

    ``text`` is set if lines begin with quote marks: the same text with spaces in their place, of the same length.
    """

    start: int
    end: int
    text: str | None = None

    @property
    def span(self) -> Span:
        """The position of the run."""
        return new(Span, self[:2])


class Heading(NamedTuple):
    """A heading. ``text`` is what the reader sees of it."""

    level: int
    text: str
    span: Span  # including its hashes or its underline
    title: Span  # only the text, as written
    nested: bool  # inside a quote or a list


class Section(NamedTuple):
    """A heading and the text below it."""

    heading: Heading
    span: Span  # to the next heading of the same or a higher level
    own: Span  # to the next heading of any level


class Fence(NamedTuple):
    """A fenced block of code. ``language`` is the first word of ``info``, in lower case."""

    language: str
    info: str
    span: Span
    content: Span
    opening: Span  # the line that opens it, from its first mark
    closed: bool


class Origin(Enum):
    """How a link or an image is written."""

    INLINE = "inline"  # [text](target)
    REFERENCE = "reference"  # [text][label]
    AUTOLINK = "autolink"  # <https://example.org>
    BARE = "bare"  # https://example.org
    HTML = "html"  # <a href="target">


class Link(NamedTuple):
    """A link or an image. ``target_span`` is where its target is written: for references, in a definition."""

    target: str
    target_span: Span
    title: str
    text: str  # as written; the alternative text of an image
    span: Span
    origin: Origin


class Definition(NamedTuple):
    """``[label]: target "title"``. The label is normalized for comparison."""

    label: str
    target: str
    target_span: Span
    title: str
    span: Span


class Tag(NamedTuple):
    """An HTML tag. ``name`` is in lower case."""

    name: str
    closing: bool
    span: Span


class Blocks:
    """The blocks of a body, each list in the order of the text."""

    __slots__ = ("certain", "code", "definitions", "fences", "headings", "html", "paragraphs", "tables")

    def __init__(self) -> None:
        self.headings: list[tuple[int, Span, Run, bool]] = []  # level, entire span, text span, nested
        self.paragraphs: list[Run] = []
        self.fences: list[Fence] = []
        self.code: list[Span] = []  # indented
        self.html: list[Run] = []
        self.tables: list[list[tuple[int, int]]] = []  # the lines of each, without the dashes
        self.definitions: list[Definition] = []
        self.certain = True  # False: the scanner may be wrong
