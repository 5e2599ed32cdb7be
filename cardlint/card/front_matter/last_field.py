"""Where front matter that nobody closed ends: after the last line that still reads as a field, not at the first blank line."""

from collections.abc import Container

from cardlint.system.lazy_pattern import pattern

_LINE = pattern(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_KEY = pattern(r"(?P<quote>[\"']?)(?P<key>[A-Za-z_][\w.-]*)(?P=quote)[ \t]*:(?=[ \t\r\n]|\Z)[ \t]*(?P<value>[^\r\n]*)")
_NESTED = pattern(r"[ \t]+(?:-(?=[ \t\r\n]|\Z)|[\"']?[\w.@-]+[\"']?[ \t]*:(?=[ \t\r\n]|\Z))|-(?=[ \t\r\n]|\Z)")
_INSIDE = pattern(r"[ \t]+(?!```|~~~)\S|-(?=[ \t\r\n]|\Z)|[\]}]")
_MARKDOWN_ITEM = pattern(r"-[ \t]+(?:\[[^\]]*\]\(|\*\*)")
_COMMENT = pattern(r"[ \t]*#")
_HEADING = pattern(r"#{1,6}[ \t]")
_BRACKETS = frozenset("[{")
_TEXT = frozenset("|>")
_CLOSED = pattern(r"[\]}][ \t]*(?:#.*)?$")


def end_of_fields(text: str, start: int, fields: Container[str]) -> int:
    """Return the offset after the last line of the fields that begin at ``start``.

    Blank lines and comments are part of them only if another field follows: below a gap, one of ``fields`` or the rest of a list
    or mapping. A heading, a list of links or a line of prose ends them.
    """
    lines = _FieldLines(text, start, fields)
    while lines.at < len(text) and lines.read():
        pass
    return lines.end


class _FieldLines:
    """The lines read so far: ``end`` is after the last one that certainly belongs to the fields."""

    def __init__(self, text: str, start: int, fields: Container[str]) -> None:
        self.text = text
        self.at = start
        self.end = start
        self._fields = fields
        self._is_below_blank = False
        self._has_gap = False  # a blank line or a comment since ``end``
        self._has_doubt = False  # a line since ``end`` that is either of a field or of the text
        self._is_nested = False  # whether the last field has its value on further lines
        self._is_text = False  # whether it is text on further lines
        self._is_in_brackets = False

    def read(self) -> bool:
        """Read one line, and return whether the fields may continue below it."""
        line = _LINE.match(self.text, self.at)
        assert line is not None  # noqa: S101
        written = line[0].rstrip("\r\n")
        start, self.at = self.at, line.end()
        if not written.strip():
            self._is_below_blank = self._has_gap = True
            return True
        if self._is_in_brackets:
            self._is_in_brackets = not _CLOSED.search(written)
            return self._keep()
        if _COMMENT.match(written):
            ends = self._is_below_blank and _HEADING.match(written) is not None and self._is_above_text()
            self._has_gap, self._is_below_blank = True, False
            return not ends
        return self._read_field(start, written)

    def _read_field(self, start: int, written: str) -> bool:
        key = _KEY.match(self.text, start)
        self._is_below_blank = False
        if key is not None:
            if self._has_gap and key["key"] not in self._fields:
                self._has_doubt = True
                return True
            value = key["value"]
            self._is_text = value[:1] in _TEXT
            self._is_nested = not value or value[0] in "&!#"
            self._is_in_brackets = value[:1] in _BRACKETS and not _CLOSED.search(value)
            return self._keep()
        if not self._has_gap or (self._is_text and written[0] in " \t"):
            return self._keep() if _INSIDE.match(written) else False
        if _MARKDOWN_ITEM.match(written) or not (self._is_nested and _NESTED.match(written)):
            return False
        if written[0] in " \t" and not self._has_doubt:
            return self._keep()
        self._has_doubt = True
        return True

    def _keep(self) -> bool:
        self.end = self.at
        self._has_gap = self._has_doubt = self._is_below_blank = False
        return True

    def _is_above_text(self) -> bool:
        """Return whether what follows a line that is a comment or a heading is not a field on the next line."""
        return _KEY.match(self.text, self.at) is None
