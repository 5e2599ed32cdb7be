"""What may begin in a line of Markdown: headings, fences, HTML, thematic breaks, tables, list items."""

import re

from cardlint.card.markdown.html import BLOCK_NAMES, TAG
from cardlint.card.markdown.leaves import FENCE, HTML, NONE, PARAGRAPH, TABLE, Leaves, Opening
from cardlint.card.markdown.rows import is_header_of
from cardlint.system.lazy_pattern import pattern

_FENCE_OPENING = pattern(r"(?P<mark>`{3,}+)[^`]*+$|(?P<tilde>~{3,}+)")
_ATX = pattern(r"#{1,6}(?=[ \t]|$)")
_UNDERLINE = pattern(r"(?:=++|-++)[ \t]*+$")
_RULE = pattern(r"(?:(?:\*[ \t]*+){3,}+|(?:-[ \t]*+){3,}+|(?:_[ \t]*+){3,}+)$")
_DELIMITERS = pattern(r"(?:[|:]|-(?![ \t]))[-:|\s]++$")
_HTML_OPENING = pattern(
    r"<(?:(?P<raw>script|pre|style|textarea)(?=[\s>]|$)|(?P<mark>!--|\?|!\[CDATA\[|![A-Za-z])"
    r"|/?(?P<name>[A-Za-z][A-Za-z0-9-]*+)(?=\s|/?>|$))",
    re.IGNORECASE,
)
_RAW_END = pattern(r"</(?:script|pre|style|textarea)>", re.IGNORECASE)
_ENDS = {"!--": "-->", "?": "?>", "![CDATA[": "]]>"}
_ONES = (None, *("0" * zeros + "1" for zeros in range(9)))


class Starts(Leaves):
    """Recognizes what a line begins, and begins it."""

    __slots__ = ()

    def begins_leaf(self, begun: int, content: int, end: int, here: bool, character: str) -> bool:
        """Begin a heading, a fence, HTML or a thematic break if the line does; return whether it did."""
        text = self.text
        if character == "#":
            hashes = _ATX.match(text, content, end)
            if hashes is None:
                return False
            self.close(begun, content)
            self.heading(hashes.end() - content, content, hashes.end(), end)
            return True
        if character in "`~":
            opening = _FENCE_OPENING.match(text, content, end)
            if opening is None:
                return False
            self.begin(begun, content, FENCE)
            self.opening = Opening(content, end, opening["mark"] or opening["tilde"])
            return True
        if character == "<":
            return self.begins_html(begun, content, end)
        if here and character in "=-" and _UNDERLINE.match(text, content, end) and self.underline(character, end):
            return True
        if character in "*-_" and text[end - 1] in "*-_ \t" and _RULE.match(text, content, end):
            self.begin(begun, content, NONE)
            return True
        return False

    def begins_html(self, begun: int, content: int, end: int) -> bool:
        text = self.text
        opening = _HTML_OPENING.match(text, content, end)
        if opening is None:
            return False
        mark = ""
        if opening["raw"]:
            mark = "</"
        elif opening["mark"]:
            mark = _ENDS.get(opening["mark"].upper(), ">")
        elif opening["name"].lower() not in BLOCK_NAMES:
            tag = TAG.match(text, content, end)
            # A complete tag alone on its line does not interrupt a paragraph.
            if tag is None or text[tag.end() : end].strip() or self.leaf in (PARAGRAPH, TABLE):
                return False
        self.begin(begun, content, HTML)
        self.opening = Opening(content, end, mark)
        self.html_line(content, end)
        return True

    def html_line(self, position: int, end: int) -> None:
        text, mark = self.text, self.opening.mark
        if not mark:
            if not text[position:end].strip(" \t"):
                self.close_leaf(position, end)
            else:
                self.lines.append((position, end))
            return
        self.lines.append((position, end))
        if _RAW_END.search(text, position, end) if mark == "</" else text.find(mark, position, end) >= 0:
            self.close_leaf(end, end)

    def begins_table(self, content: int, end: int) -> bool:
        """Begin a table if this line has its dashes and the last line of the paragraph is its header."""
        if not self.header or not _DELIMITERS.match(self.text, content, end):
            return False
        first, last = self.lines[-1]
        if not is_header_of(self.text, (first, last), (content, end)):
            return False
        if self.containers and _stands_before(self.text, first):
            self.blocks.certain = False  # parsers differ about whether the list marker belongs to the table
        self.lines.pop()
        if self.lines:
            self.close_leaf(first, first)
        self.leaf = TABLE
        self.lines = [(first, last), (content, end)]
        return True

    def is_doubtful_table(self, start: int, content: int, end: int) -> bool:
        """Return whether dashes outside of the quote or list above could turn its last line into a table header."""
        text = self.text
        previous = text.rfind("\n", 0, max(start - 1, 0)) + 1
        return text.find("|", previous, start) >= 0 and _DELIMITERS.match(text, content, end) is not None

    def may_interrupt(self, marker: re.Match[str], end: int) -> bool:
        """Return whether a list may interrupt a paragraph: if it is not empty, and starts with number one."""
        return marker["number"] in _ONES and bool(self.text[marker.end() : end].strip(" \t"))


def _stands_before(text: str, at: int) -> bool:
    """Return whether there is more than white space before ``at`` in its line."""
    return bool(text[text.rfind("\n", 0, at) + 1 : at].strip())
