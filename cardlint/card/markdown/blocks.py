"""Finds the blocks of Markdown in one pass over the lines: headings, paragraphs, code, HTML, tables.

Follows CommonMark 0.31 with the tables of GitHub. Each line is read once by the containers that are open (quotes and
list items), then by what may begin there, then by the open leaf: a paragraph, a fence, a table.
"""

import re

from cardlint.card.markdown.columns import advance, indent
from cardlint.card.markdown.elements import Blocks, Run
from cardlint.card.markdown.leaves import FENCE, HTML, INDENTED, NONE, PARAGRAPH, TABLE, Container
from cardlint.card.markdown.starts import Starts
from cardlint.findings.source import Span
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import new

MAX_DEPTH = 100
"""How deep quotes and list items may nest; anything deeper is read as text."""

_BEGIN = "#`~<=-*_+>|: \t0123456789"
"""Any other character begins or continues a paragraph. Contains the empty string, for an empty line."""

_OPENS = "#`<"
"""Characters that begin a heading, a fence or HTML, or else a paragraph, whatever is open outside of leaves."""

_PLAIN = pattern(  # outside of all blocks: blank lines, or a heading or paragraph without special cases
    r"\n++"
    r"|(?P<hashes>#{1,6})[ \t]++(?P<title>[^\n]++(?<=[^#\s]))\n"
    r"|(?P<lines>[^\s#`~<=*_+>|:\-0-9\[][^\n]*+(?:\n[^\s#`~<=*_+>|:\-0-9][^\n]*+)*+)\n(?=\n|[*+-] {1,4}[^\W_0-9])"
)
_MARKER = pattern(r"(?:[*+-]|(?P<number>[0-9]{1,9})[.)])(?=[ \t]|$)")
_EASY_ITEM = pattern(  # an item that begins with a paragraph, as its first characters show
    r"(?:[*+-]|[0-9]{1,9}[.)]) {1,4}(?=[^\W_0-9]|\*{1,3}[^\W_]|_{1,2}[^\W_]|`[^`]|[\[(\"'!$@&/]|[0-9]++[^0-9.)])"
)
_NEXT_ITEM = pattern(  # an item of one line, a paragraph without special cases, in front of another such item
    r"[*+-] {1,4}(?P<line>(?:[^\W_0-9]|\*\*[^\W_])[^\n]*+)\n(?=(?P<next>[*+-] {1,4})(?:[^\W_0-9]|\*\*[^\W_]))"
)
_QUOTED_TAB = pattern(r"^[-+*0-9.) \t]*+>[-+*0-9.)> ]*+\t", re.MULTILINE)


def scan(text: str, start: int = 0) -> Blocks:
    """Return the blocks of ``text`` from ``start``. ``certain`` is false if another reader should be used."""
    return _BlockScanner(text).run(start)


class _BlockScanner(Starts):
    """The pass over the lines."""

    __slots__ = ()

    def run(self, start: int) -> Blocks:
        text, size, find = self.text, len(self.text), self.text.find
        if "\t" in text and _QUOTED_TAB.search(text, start) is not None:
            self.blocks.certain = False  # parsers differ about the width of a tab there
        at = start
        while at < size:
            if self.leaf == NONE and not self.containers:
                at = self.plain_lines(at)
            end = find("\n", at)
            if end < 0:
                end = size
            if self.leaf == FENCE and not self.containers:
                end = self.skip_code(at, end)
            else:
                read = self.easy_lines(at, end)
                if read < 0:
                    self.line(at, end)
                else:
                    end = read
            at = end + 1
        self.close(0, size)
        return self.blocks

    def plain_lines(self, at: int) -> int:
        """Read the lines from ``at`` that one expression covers completely; return where the first other line begins."""
        text, headings, paragraphs = self.text, self.blocks.headings, self.blocks.paragraphs
        match = _PLAIN.match
        while (found := match(text, at)) is not None:
            kind = found.lastindex
            if kind == 3:
                paragraphs.append(new(Run, (at, at + len(found[3].rstrip()), None)))
            elif kind is not None:
                start, end = found.span(2)
                headings.append((found.end(1) - at, new(Span, (at, end)), new(Run, (start, end, None)), False))
            at = found.end()
        return at

    def easy_lines(self, at: int, end: int) -> int:
        """Read a line whose first character decides, as in nine lines of ten, and perhaps more of its kind.

        Return the end of the last one, or -1 if it takes more than the first character.
        """
        leaf, containers, text = self.leaf, self.containers, self.text
        first = text[at] if at < end else ""
        if leaf <= PARAGRAPH:
            if first not in _BEGIN or (first == "`" and not text.startswith("```", at)):
                if leaf == NONE:
                    self.begin(0, at, PARAGRAPH)
                self.lines.append((at, end))
                self.header = not containers
                return end
            if first and first in _OPENS:
                return end if self.begins_leaf(0, at, end, False, first) else -1
            if not first:
                if containers and (containers[-1].empty or any(each.indent is None for each in containers)):
                    return -1
                if leaf == PARAGRAPH:
                    self.close_leaf(at, at)
                return end
            if first in "*+-0123456789" and (containers or leaf == NONE or not first.isdigit()):
                return self.easy_items(at, end)
        elif not containers:
            if leaf == TABLE and first == "|":
                return self.easy_rows(at, end)
            if leaf == HTML:
                self.html_line(at, end)
                return end
        return -1

    def easy_items(self, at: int, end: int) -> int:
        """Read list items that begin with a paragraph; return the end of the first line of the last one, or -1 if there is none."""
        text, containers, paragraphs = self.text, self.containers, self.blocks.paragraphs
        item = _EASY_ITEM.match(text, at, end)
        if item is None:
            return -1
        self.close(0, at)
        start = item.end()
        while (found := _NEXT_ITEM.match(text, at)) is not None:
            paragraphs.append(new(Run, (start, start + len(found["line"].rstrip()), None)))
            at, start = found.span("next")
            end = text.find("\n", at)
        if end < 0:
            end = len(text)
        containers.append(Container(start - at, empty=False))
        self.leaf, self.lines, self.header = PARAGRAPH, [(start, end)], True
        return end

    def easy_rows(self, at: int, end: int) -> int:
        """Read the rows of a table that begin with a pipe; return the end of the last one."""
        text, lines = self.text, self.lines
        lines.append((at, end))
        while text.startswith("|", end + 1):
            at, end = end + 1, text.find("\n", end + 1)
            if end < 0:
                end = len(text)
            lines.append((at, end))
        return end

    def skip_code(self, at: int, end: int) -> int:
        """Skip to the line that closes a fence outside of all containers; return its end."""
        text, mark = self.text, self.opening.mark
        found = at if text.startswith(mark, at) else text.find(mark, at)
        while found >= 0:
            line = text.rfind("\n", 0, found) + 1
            end = text.find("\n", found)
            if end < 0:
                end = len(text)
            if self.closes(max(line, at), end):
                self.close_leaf(max(line, at), end, closed=True)
                return end
            found = text.find(mark, end)
        return len(text)

    def closes(self, start: int, end: int) -> bool:
        """Return whether the line from ``start`` closes the open fence."""
        line = self.text[start:end].rstrip(" \t")
        content = line.lstrip(" ")
        mark = self.opening.mark
        return len(line) - len(content) <= 3 and len(content) >= len(mark) and not content.strip(mark[0])

    def line(self, start: int, end: int) -> None:
        """Read one line: which containers continue, what begins, what is left."""
        text = self.text
        position, column, depth = self.enter_containers(start, end)
        leaf = self.leaf
        outside = depth < len(self.containers)
        if outside and leaf != PARAGRAPH:
            self.close(depth, start)
            leaf = NONE
        if leaf == FENCE:
            width, content = indent(text, position, end, column)
            if width <= 3 and self.closes(content, end):
                self.close_leaf(position, end, closed=True)
            else:
                self.lines.append((position, end))
            return
        if leaf == HTML:
            self.html_line(position, end)
            return
        begun = depth  # containers that continue, and those that begin here
        while True:
            width, content = indent(text, position, end, column)
            if content == end:
                self.blank_line(begun, content, end)
                return
            here = self.leaf == PARAGRAPH and begun == len(self.containers)
            if width >= 4:
                if self.leaf != PARAGRAPH:
                    self.indented_line(begun, position, content, end)
                    return
                break
            character = text[content]
            if character in "|:-":
                if here and self.begins_table(content, end):
                    return
                if (outside or self.containers) and self.is_doubtful_table(start, content, end):
                    self.blocks.certain = False
            if character == ">" and len(self.containers) < MAX_DEPTH:
                self.enter(begun, None, content)
                begun += 1
                column += width + 1
                position = content + 1
                if position < end and text[position] in " \t":
                    position, column = advance(text, position, column, 1)
                continue
            if character in "#`~<=-*_" and self.begins_leaf(begun, content, end, here, character):
                return
            if (character in "*+-" or "0" <= character <= "9") and len(self.containers) < MAX_DEPTH:
                marker = _MARKER.match(text, content, end)
                if marker is not None and (not here or self.may_interrupt(marker, end)):
                    self.enter(begun, 0, content)
                    begun += 1
                    column += width + marker.end() - content
                    position = marker.end()
                    inner, behind = indent(text, position, end, column)
                    padding = 1 if behind == end or inner > 4 else inner
                    self.containers[-1].indent = width + marker.end() - content + padding
                    position, column = (
                        advance(text, position, column, padding) if position < end else (position, column)
                    )
                    continue
            break
        self.text_line(begun, width, content, end)

    def enter_containers(self, start: int, end: int) -> tuple[int, int, int]:
        """Return the position and column after the marks of the containers that the line continues, and their number."""
        text = self.text
        position, column = start, 0
        # In a deep list, spaces are counted once, not once per level.
        width, content = indent(text, position, end, column)
        for depth, container in enumerate(self.containers):
            needed = container.indent
            if needed is None:
                if width > 3 or content == end or text[content] != ">":
                    if width > 3 and text.startswith(">", content):
                        self.blocks.certain = False  # parsers differ about how far a mark may be indented
                    return position, column, depth
                position, column = content + 1, column + width + 1
                if position < end and text[position] in " \t":
                    position, column = advance(text, position, column, 1)
                width, content = indent(text, position, end, column)
            elif content == end:
                if container.empty:
                    return position, column, depth
                position, column, width = content, column + width, 0
            elif width >= needed:
                position, column = advance(text, position, column, needed)
                width -= needed
            else:
                return position, column, depth
        return position, column, len(self.containers)

    def blank_line(self, begun: int, content: int, end: int) -> None:
        if self.leaf == INDENTED:
            return
        if self.leaf == PARAGRAPH or begun < len(self.containers):
            self.close(begun, content)
        elif self.leaf != NONE:
            self.close_leaf(content, end)

    def indented_line(self, begun: int, position: int, content: int, end: int) -> None:
        if self.leaf != INDENTED:
            self.begin(begun, content, INDENTED)
        self.lines.append((position, end))

    def text_line(self, begun: int, width: int, content: int, end: int) -> None:
        """Add the rest of a line, in which nothing begins, to the open paragraph or table, or begin a paragraph."""
        if self.leaf == TABLE and begun == len(self.containers):
            self.lines.append((content, end))
            return
        if self.leaf != PARAGRAPH:
            self.begin(begun, content, PARAGRAPH)
            lazy = False
        else:
            # A paragraph continues although the marks of its containers are missing.
            lazy = begun < len(self.containers)
            if lazy and width > 3 and not self.text[content].isalpha():
                self.blocks.certain = False  # parsers differ about what may begin in such a line
        self.lines.append((content, end))
        self.header = width <= 3 and not lazy
