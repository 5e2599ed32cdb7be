"""Reads the Markdown of a card: with our scanner or, if that is not certain, with markdown-it-py.

The scanner takes a tenth of a millisecond for a card; markdown-it-py takes 4 ms, and 80 ms for its import.
"""

from typing import TYPE_CHECKING, Any

from cardlint.card.markdown import Blocks, Body, Fence, Run
from cardlint.card.markdown import blocks as scanner
from cardlint.card.markdown.definitions import read_definitions
from cardlint.findings.source import Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LONGEST = 100_000
"""The longest body that the second reader reads: on some texts its time is quadratic."""


def read(text: str, start: int = 0) -> Body:
    """Return the body of the card ``text``, which begins at ``start``."""
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    blocks = scanner.scan(text, start)
    if blocks.certain or len(text) - start > LONGEST:
        return Body(text, start, blocks, blocks.certain)
    try:
        return Body(text, start, second_opinion(text, start), certain=False)
    except RecursionError:  # deeper than anybody writes
        return Body(text, start, blocks, certain=False)


def parser() -> "MarkdownIt":
    """Return markdown-it-py, configured as the Hub reads Markdown: CommonMark with tables and strikethrough."""
    from markdown_it import MarkdownIt  # slow to import, and nearly no card needs it

    markdown = MarkdownIt("commonmark", {"maxNesting": scanner.MAX_DEPTH}).enable(["table", "strikethrough"])
    markdown.validateLink = _any_link  # type: ignore[method-assign]
    return markdown


def _any_link(url: str) -> bool:  # noqa: ARG001
    """Accept every ``url``: markdown-it-py would leave links with ``javascript:`` and ``file:`` as text."""
    return True


def second_opinion(text: str, start: int = 0) -> Blocks:
    """Return the blocks that markdown-it-py sees in ``text`` from ``start``."""
    return _Reader(text, start).read()


class _Reader:
    """Turns tokens, which know only their lines, into blocks with exact positions."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.environment: dict[str, Any] = {}
        blocks_alone = parser()
        blocks_alone.core.ruler.enableOnly(["normalize", "block"])
        self.tokens = blocks_alone.parse(text[start:], self.environment)
        self.starts = [start]
        while (end := text.find("\n", self.starts[-1])) >= 0:
            self.starts.append(end + 1)
        self.starts.append(len(text) + 1)

    def read(self) -> Blocks:
        blocks = Blocks()
        for index, token in enumerate(self.tokens):
            if token.map is None:
                continue
            first, last = token.map
            span = self.lines(first, last)
            if token.type == "heading_open":
                title = self.run(self.tokens[index + 1].content, first)
                blocks.headings.append((int(token.tag[1]), span, title, token.level > 0))
            elif token.type == "paragraph_open":
                blocks.paragraphs.append(self.run(self.tokens[index + 1].content, first))
            elif token.type == "fence":
                blocks.fences.append(self.fence(token, span))
            elif token.type == "code_block":
                blocks.code.append(span)
            elif token.type == "html_block":
                blocks.html.append(Run(*span))
            elif token.type == "table_open":
                rows = [self.lines(line, line + 1) for line in range(first, last) if line != first + 1]
                blocks.tables.append([(row.start, row.end) for row in rows])
        for reference in self.environment.get("references", {}).values():
            place = self.lines(*reference["map"])
            read_definitions(self.text, place.start, place.end, 0, blocks.definitions)
        return blocks

    def lines(self, first: int, last: int) -> Span:
        """Return the position of lines without the quote marks before them and the white space around them."""
        start, end = self.starts[first], self.starts[last] - 1
        text = self.text[start:end]
        return (
            Span(end - len(text.lstrip("> \t\n")), start + len(text.rstrip()))
            if text.strip("> \t\n")
            else Span(end, end)
        )

    def run(self, content: str, line: int) -> Run:
        """Return where ``content`` is, with its first line in ``line``, and with spaces for the marks of containers."""
        places = []
        for written in content.split("\n"):
            start, end = self.starts[line], self.starts[line + 1] - 1
            at = self.text.rfind(written.strip(), start, end)
            places.append((max(at, start), end))
            line += 1
        start = places[0][0]
        if len(places) == 1:
            return Run(start, start + len(content))
        parts, at = [], start
        for first, last in places:
            parts.append("\n" + " " * (first - at - 1) if first > at else "")
            parts.append(self.text[first:last])
            at = last
        joined = "".join(parts).rstrip()
        return Run(start, start + len(joined), joined)

    def fence(self, token: "Token", span: Span) -> Fence:
        first, last = token.map or (0, 0)
        closed = token.content.count("\n") == last - first - 2
        opening = self.lines(first, first + 1)
        start = self.starts[first + 1] if first + 1 < last else opening.end
        end = self.starts[last - 1] if closed else max(span.end, start)
        info = token.info.strip()
        language = info.split(maxsplit=1)[0].lower() if info else ""
        return Fence(language, info, span, Span(start, end), opening, closed)
