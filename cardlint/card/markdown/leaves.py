"""The open leaf block, a paragraph, a fence or a table, and what it becomes when it is closed."""

from cardlint.card.markdown.definitions import read_definitions
from cardlint.card.markdown.elements import Blocks, Fence, Run
from cardlint.findings.source import Span
from cardlint.system.named_tuple import NamedTuple, new

NONE, PARAGRAPH, FENCE, INDENTED, HTML, TABLE = range(6)


class Container:
    """A quote or a list item. An item's lines are indented by ``indent``; ``empty`` until it has content."""

    __slots__ = ("empty", "indent")

    def __init__(self, indent: int | None, empty: bool = True) -> None:
        self.indent = indent  # None: a quote
        self.empty = empty


class Opening(NamedTuple):
    """How a fence or a block of HTML began, and what ends it."""

    start: int
    line_end: int
    mark: str  # the marks of the fence, or the text that ends the HTML; empty if a blank line ends it


class Leaves:
    """The open containers, the open leaf, and the blocks that were closed."""

    __slots__ = ("blocks", "containers", "header", "leaf", "lines", "opening", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks = Blocks()
        self.containers: list[Container] = []
        self.leaf = NONE
        self.lines: list[tuple[int, int]] = []  # of the open leaf: where the content of each line begins and ends
        self.header = False  # whether the last line of the paragraph may be the header of a table
        self.opening = Opening(0, 0, "")

    def enter(self, begun: int, indent: int | None, at: int) -> None:
        """Open a container below the first ``begun``."""
        self.close(begun, at)
        if self.containers:
            self.containers[-1].empty = False
        self.containers.append(Container(indent))

    def begin(self, begun: int, at: int, leaf: int) -> None:
        """Open a leaf below the first ``begun`` containers."""
        self.close(begun, at)
        self.leaf = leaf
        self.lines = []
        if self.containers:
            self.containers[-1].empty = False

    def close(self, depth: int, at: int) -> None:
        """Close the leaf, and all containers but the first ``depth``."""
        if self.leaf != NONE:
            self.close_leaf(at, at)
        del self.containers[depth:]

    def close_leaf(self, start: int, end: int, closed: bool = False) -> None:
        """Store the open leaf; ``start`` and ``end`` are those of the line that ends it."""
        leaf, self.leaf = self.leaf, NONE
        lines, blocks = self.lines, self.blocks
        if leaf == PARAGRAPH:
            run = self.paragraph()
            if run is not None:
                blocks.paragraphs.append(run)
        elif leaf == FENCE:
            self.fence(start, end, closed)
        elif leaf == INDENTED:
            blocks.code.append(Span(lines[0][0], lines[-1][1]))
        elif leaf == HTML:
            blocks.html.append(self.joined(lines))
        elif leaf == TABLE:
            del lines[1]  # the dashes
            blocks.tables.append(lines)

    def heading(self, level: int, start: int, title: int, end: int) -> None:
        if self.containers:
            self.containers[-1].empty = False
        text = self.text
        content = text[title:end].strip(" \t")
        whole = Span(start, end)
        if content.endswith("#"):
            bare = content.rstrip("#")
            if not bare or bare[-1] in " \t":
                content = bare.rstrip(" \t")
        title = text.index(content, title)
        self.blocks.headings.append((level, whole, Run(title, title + len(content)), bool(self.containers)))

    def underline(self, character: str, end: int) -> bool:
        """Turn the open paragraph into a heading; return False if it contains only definitions."""
        self.leaf = NONE
        run = self.paragraph()
        if run is None:
            self.blocks.certain = False
            return False
        level = 1 if character == "=" else 2
        self.blocks.headings.append((level, Span(run.start, end), run, bool(self.containers)))
        return True

    def fence(self, start: int, end: int, closed: bool) -> None:
        text, opened = self.text, self.opening
        info = text[opened.start : opened.line_end].lstrip(opened.mark[0]).strip()
        first = min(opened.line_end + 1, len(text))
        stop = max(first, start)
        if not closed:
            stop = max(first, len(text[:start].rstrip()) if start >= len(text) else start)
        language = info.split(maxsplit=1)[0].lower() if info else ""
        opening = Span(opened.start, opened.start + len(text[opened.start : opened.line_end].rstrip()))
        span = Span(opened.start, start + len(text[start:end].rstrip()) if closed else stop)
        self.blocks.fences.append(Fence(language, info, span, Span(first, stop), opening, closed))

    def paragraph(self) -> Run | None:
        """Return the open paragraph without the definitions at its beginning, or None if nothing is left."""
        run, definitions = self.joined(self.lines), self.blocks.definitions
        if not self.text.startswith("[", run.start):
            return run
        text, shift = (self.text, 0) if run.text is None else (run.text, run.start)
        known = len(definitions)
        rest = shift + read_definitions(text, run.start - shift, run.end - shift, shift, definitions)
        if rest == run.start:
            if "]:" in self.text[run.start : run.end]:
                self.blocks.certain = (
                    False  # an incomplete definition, or one that continues where other parsers see a new block
                )
            return run
        # Parsers differ about definitions on several lines, and about what may begin in the line after them.
        read = text[run.start - shift : rest - shift]
        if (
            (self.containers and len(self.lines) > 1)
            or "\\" in read
            or "\n    " in read
            or "\n\t" in read
            or read.rstrip().count("\n") >= len(definitions) - known
        ):
            self.blocks.certain = False
        if rest >= run.end:
            return None
        if self.containers or not read.endswith("\n") or not self.text[rest].isalpha():
            self.blocks.certain = False
        return Run(rest, run.end, run.text and run.text[rest - shift :])

    def joined(self, lines: list[tuple[int, int]]) -> Run:
        """Return the lines as one run, with spaces in place of quote marks."""
        text = self.text
        start, end = lines[0][0], lines[-1][1]
        if text[end - 1].isspace():
            end = start + len(text[start:end].rstrip())
        if len(lines) == 1 or not any(container.indent is None for container in self.containers):
            return new(Run, (start, end, None))
        parts, at = [], start
        for first, last in lines:
            parts.append("\n" + " " * (first - at - 1) if first > at else "")
            parts.append(text[first:last])
            at = last
        return Run(start, end, "".join(parts)[: end - start])
