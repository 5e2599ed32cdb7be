"""The Markdown of a card: headings, links, code, tables, HTML, each with its position in the card."""

from bisect import bisect_right
from collections.abc import Iterable

from cardlint.card.markdown.elements import (
    Blocks,
    Definition,
    Fence,
    Heading,
    Link,
    Origin,
    Run,
    Section,
    Tag,
)
from cardlint.card.markdown.entities import unescape
from cardlint.card.markdown.headings import anchors, headings, sections
from cardlint.card.markdown.html import attributes, tags
from cardlint.card.markdown.inlines import INTERESTING, Inlines, scan
from cardlint.card.markdown.rows import Table, cells
from cardlint.findings.source import Span, lower_ascii
from cardlint.system.cached_property import cached_property
from cardlint.system.named_tuple import new

__all__ = ["Blocks", "Body", "Definition", "Fence", "Heading", "Link", "Origin", "Run", "Section", "Table", "Tag"]

_PREFORMATTED = frozenset(("code", "kbd", "listing", "pre", "samp", "script", "style", "template", "textarea", "xmp"))
"""HTML elements whose text is shown as it is, or not at all."""


class Body:
    """The Markdown of a card from ``start``; everything in the order of the text. ``text`` is the entire card.

    Inline elements are found on first access. ``text`` has ``\\n`` for line ends, at the same offsets as the card's own.
    """

    def __init__(self, text: str, start: int, blocks: Blocks, certain: bool = True) -> None:
        self.text = text
        self.start = start
        self.certain = certain  # False: the second, slower reader was used
        self.fences = tuple(blocks.fences)
        self.code_blocks = tuple(blocks.code)  # indented
        self.html_blocks = tuple(run.span for run in blocks.html)
        self.prose = tuple([new(Span, run[:2]) for run in blocks.paragraphs])
        self._blocks = blocks

    @cached_property
    def definitions(self) -> dict[str, Definition]:
        """The targets of references by label; the first of duplicates."""
        return {each.label: each for each in reversed(self._blocks.definitions)}

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables."""
        return tuple(Table(self.text, lines) for lines in self._blocks.tables)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The headings, including those in quotes and lists."""
        return headings(self.text, self._blocks.headings, self._inlines)

    @cached_property
    def anchors(self) -> tuple[str, ...]:
        """The anchor of each heading: what follows the ``#`` in a link to it."""
        return anchors(self.headings)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The headings outside of quotes and lists, each with the text below it."""
        return sections(self.headings, len(self.text))

    @property
    def links(self) -> tuple[Link, ...]:
        """The links, including those in HTML and bare addresses."""
        return self._links_and_images[0]

    @property
    def images(self) -> tuple[Link, ...]:
        """The images, including those in HTML."""
        return self._links_and_images[1]

    @cached_property
    def html(self) -> tuple[Tag, ...]:
        """The HTML tags, in blocks and inline."""
        found = [*self._inlines.tags]
        for run in self._blocks.html:
            found.extend(tag for tag in tags(self.text, *run.span) if not self._in_comment(tag.span.start))
        return tuple(sorted(found, key=lambda tag: tag.span))

    @cached_property
    def comments(self) -> tuple[Span, ...]:
        """The HTML comments, including their delimiters."""
        found = [*self._inlines.comments]
        for run in self._blocks.html:
            at = self.text.find("<!--", *run.span)
            while at >= 0:
                end = self.text.find("-->", at, run.end)
                end = run.end if end < 0 else end + 3
                found.append(Span(at, end))
                at = self.text.find("<!--", end, run.end)
        return tuple(sorted(found))

    def _in_comment(self, offset: int) -> bool:
        index = bisect_right(self.comments, (offset, len(self.text)))
        return index > 0 and offset < self.comments[index - 1].end

    @cached_property
    def code_spans(self) -> tuple[Span, ...]:
        """The inline code, including its backticks."""
        return tuple(sorted(self._inlines.code))

    @cached_property
    def lower(self) -> str:
        """The body with its ASCII letters in lower case, to search for words."""
        return lower_ascii(self.text[self.start :])

    def in_code(self, offset: int) -> bool:
        """Return whether ``offset`` is in fenced code, inline code or a comment."""
        index = bisect_right(self._code, (offset, len(self.text)))
        return index > 0 and offset < self._code[index - 1].end

    def in_preformatted(self, offset: int) -> bool:
        """Return whether ``offset`` is in an HTML element that shows its text as it is, such as ``<pre>``."""
        return any(span.start < offset < span.end for span in self._preformatted)

    @cached_property
    def _preformatted(self) -> list[Span]:
        opened: dict[str, Span] = {}
        found = []
        for tag in self.html:
            if tag.name not in _PREFORMATTED:
                continue
            if not tag.closing:
                opened.setdefault(tag.name, tag.span)
            elif (opening := opened.pop(tag.name, None)) is not None:
                found.append(Span(opening.start, tag.span.end))
        return found

    @cached_property
    def _code(self) -> list[Span]:
        fences = (fence.span for fence in self.fences)
        return sorted((*fences, *self.code_blocks, *self.code_spans, *self.comments))

    @cached_property
    def _inlines(self) -> Inlines:
        found, blocks = Inlines(), self._blocks
        for run in self._runs(blocks):
            scan(self.text, run, self.definitions, found)
        return found

    def _runs(self, blocks: Blocks) -> Iterable[Run]:
        yield from blocks.paragraphs
        for _, _, run, _ in blocks.headings:
            yield run
        text = self.text
        for lines in blocks.tables:
            if INTERESTING.search(text, lines[0][0], lines[-1][1]) is None:
                continue
            width = len(cells(text, *lines[0]))
            for line in lines:
                if INTERESTING.search(text, *line) is not None:
                    for start, end in cells(text, *line)[:width]:
                        yield new(Run, (start, end, None))

    @cached_property
    def _links_and_images(self) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
        links, images = list(self._inlines.links), list(self._inlines.images)
        for tag in self.html:
            if tag.name == "a" and not tag.closing:
                links.extend(self._html_link(tag, "href"))
            elif tag.name == "img":
                images.extend(self._html_link(tag, "src"))
        links.sort(key=lambda link: link.span)
        images.sort(key=lambda link: link.span)
        return tuple(links), tuple(images)

    def _html_link(self, tag: Tag, name: str) -> Iterable[Link]:
        found = {key: (value, span) for key, value, span in reversed(list(attributes(self.text, tag)))}
        if name in found:
            written, place = found[name]
            words, title = found.get("alt", ("",))[0], found.get("title", ("",))[0]
            yield Link(unescape(written.strip()), place, title, words, tag.span, Origin.HTML)
