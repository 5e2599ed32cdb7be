"""The parser of PyYAML with the laxer syntax of js-yaml: it reads what the Hub reads, and libyaml and PyYAML reject.

js-yaml takes a tab for white space, ``:`` and ``?`` before a character for text, also in brackets, any character for a part of the
name of an anchor, and a field name of any length for one.
"""

from typing import Any

import yaml

_BLANKS = "\0 \t\r\n"
"""White space and the end. The line breaks of YAML 1.1 are hidden from a parser: see ``events``."""

_BRACKETS = ",[]{}"
_DEEPEST = 100
"""Brackets within brackets; each token takes time for all of them."""

_NEVER_FIRST = frozenset(_BLANKS + _BRACKETS + "-?:#&*!|>'\"%@`")


class LenientParser(yaml.SafeLoader):
    """PyYAML's loader, of which only the events and the tokens are used."""

    flow_level: int
    column: int
    indent: int
    line: int
    buffer: str
    pointer: int
    possible_simple_keys: dict[int, Any]

    def stale_possible_simple_keys(self) -> None:
        for level, key in list(self.possible_simple_keys.items()):
            if key.line != self.line:
                if key.required:
                    raise yaml.scanner.ScannerError(None, None, "could not find expected ':'", self.get_mark())
                del self.possible_simple_keys[level]

    def fetch_flow_collection_start(self, TokenClass: Any) -> Any:  # noqa: N803
        if self.flow_level >= _DEEPEST:
            raise yaml.scanner.ScannerError(None, None, "the brackets are too deep", self.get_mark())
        return super().fetch_flow_collection_start(TokenClass)

    def check_key(self) -> bool:
        return self.peek(1) in _BLANKS

    def check_value(self) -> bool:
        if self.peek(1) in _BLANKS:
            return True
        return bool(self.flow_level) and (self.peek(1) in _BRACKETS or self.flow_level in self.possible_simple_keys)

    def check_plain(self) -> bool:
        first: str = self.peek()
        if first not in _NEVER_FIRST:
            return True
        following = self.peek(1)
        return first in "-?:" and following not in _BLANKS and not (self.flow_level and following in _BRACKETS)

    def scan_to_next_token(self) -> None:
        found = False
        while not found:
            self._skip(" ")
            is_tab_first = self.peek() == "\t" and self._is_too_far_left()
            self._skip(" \t")
            if is_tab_first and self.peek() not in "\0\r\n#":
                raise yaml.scanner.ScannerError(None, None, "found a tab that violates indentation", self.get_mark())
            if self.peek() == "#":
                while self.peek() not in "\0\r\n":
                    self.forward()
            if self._line_break():
                if not self.flow_level:
                    self.allow_simple_key = True
            else:
                found = True

    def scan_anchor(self, TokenClass: Any) -> Any:  # noqa: N803
        start = self.get_mark()
        self.forward()
        length = 0
        while self.peek(length) not in _BLANKS + _BRACKETS:
            length += 1
        if not length:
            raise yaml.scanner.ScannerError(None, None, "a name is missing", self.get_mark())
        name = self.prefix(length)
        self.forward(length)
        return TokenClass(name, start, self.get_mark())

    def scan_block_scalar_ignored_line(self, start_mark: Any) -> Any:
        self._skip(" \t")
        return super().scan_block_scalar_ignored_line(start_mark)

    def scan_plain(self) -> yaml.ScalarToken:
        parts: list[str] = []
        start = end = self.get_mark()
        spaces: list[str] = []
        while self.peek() != "#":
            length = 0
            while not self._ends_plain(length):
                length += 1
            if not length:
                break
            self.allow_simple_key = False
            parts += [*spaces, self.prefix(length)]
            self.forward(length)
            end = self.get_mark()
            spaces = self.scan_plain_spaces(self.indent + 1, start)
            if not spaces or (not self.flow_level and self.column <= self.indent):
                break
        return yaml.ScalarToken("".join(parts), True, start, end)

    def _ends_plain(self, length: int) -> bool:
        character = self.peek(length)
        if character == ":":
            following = self.peek(length + 1)
            return following in _BLANKS or bool(self.flow_level and following in _BRACKETS)
        return character in _BLANKS or bool(self.flow_level and character in _BRACKETS)

    def scan_plain_spaces(self, indent: int, start_mark: Any) -> list[str]:
        length = 0
        while self.peek(length) in " \t":
            length += 1
        white = self.prefix(length)
        self.forward(length)
        if self.peek() not in "\r\n":
            return [white] if white else []
        self._line_break()
        self.allow_simple_key = True
        breaks: list[str] = []
        while not self._is_at_marker():
            self._skip(" ")
            if self.peek() == "\t" and self._is_too_far_left():
                return []
            self._skip(" \t")
            if self.peek() not in "\r\n":
                return breaks or [" "]
            breaks.append(self._line_break())
        return []

    def _is_too_far_left(self) -> bool:
        """Whether only spaces are before this place on its line, and no more than before the field or item it would belong to."""
        before = self.buffer[self.pointer - self.column : self.pointer]
        return not self.flow_level and self.column <= self.indent and not before.strip(" ")

    def _is_at_marker(self) -> bool:
        """Whether ``---`` or ``...`` begins here."""
        return self.column == 0 and self.prefix(3) in ("---", "...") and self.peek(3) in _BLANKS

    def _line_break(self) -> str:
        """Pass a line break; return it, or nothing if there is none."""
        length = 2 if self.prefix(2) == "\r\n" else int(self.peek() in "\r\n")
        self.forward(length)
        return "\n" if length else ""

    def _skip(self, characters: str) -> None:
        while self.peek() in characters:
            self.forward()
