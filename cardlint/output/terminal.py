"""Text for a terminal: colors, the width of characters, and escapes for control characters from untrusted text."""

import os
import re
import unicodedata
from typing import TextIO

from cardlint.findings.diagnostic import Severity
from cardlint.system.lazy_pattern import pattern

RED, YELLOW, BLUE, CYAN, GREEN, BOLD, DIM = "91", "33", "94", "36", "32", "1", "2"
"""Those of the 16 colors that are legible on black and on white: plain red and blue are too dark on black; bright yellow, green and cyan
are too light on white."""

COLOR_OF_SEVERITY = {Severity.ERROR: RED, Severity.WARNING: YELLOW, Severity.INFO: CYAN}

PROJECT = "https://github.com/cardlint/cardlint"
ISSUES = f"{PROJECT}/issues"

_UNSEEN_CHARACTERS = (
    "\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Characters that control a terminal, change the reading direction, or are invisible: the general categories Cc except for ASCII, Cf,
Cs, Zl and Zp, and fillers."""

_UNSEEN = pattern(f"[\x00-\x1f\u200c\u200d{_UNSEEN_CHARACTERS}]")
_JOINS_LETTERS, _EMOJI = "\u0600-\u109f", "\u2600-\u27bf\U0001f000-\U0001faff"
_SPELLING = pattern(f"[{_JOINS_LETTERS}][\u200c\u200d][{_JOINS_LETTERS}]|[{_EMOJI}\ufe0f]\u200d[{_EMOJI}]")
"""A joiner or non-joiner that is part of the spelling of a word, or joins emoji."""

_NOT_ONE_CELL = pattern(
    "[^ -\xac\xae-\u02ff\u0370-\u0482\u048a-\u0590\u2010-\u2027\u202f-\u205f\u2070-\u20cf\u2100-\u2319\u2400-\u25fc\u27c0-\u2aff]"
)
"""Characters that may take two cells or none. Many of them take one, but all others do."""

_TRAP = pattern(f"[\x00-\x08\x0b-\x0c\x0e-\x1f{_UNSEEN_CHARACTERS}]|\r(?!\n)")
_STYLED_TRAP = pattern(
    f"[\x00-\x08\x0b-\x0c\x0e-\x1a\x1c-\x1f{_UNSEEN_CHARACTERS}]|\r(?![\n\x1b])|\x1b(?!\\[[0-9;]*[mKHJ]|\\]8;;|\\\\)"
)


def style(text: str, *codes: str, color: bool) -> str:
    """Return ``text`` in the given ANSI styles, or unchanged without ``color``."""
    return f"\x1b[{';'.join(codes)}m{text}\x1b[0m" if color and codes else text


def link(text: str, url: str) -> str:
    """Return ``text`` as a link (OSC 8), for a terminal."""
    return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\"


def visible(text: str) -> str:
    """Return ``text`` with an escape such as ``\\u202e`` for every character that is invisible or could mislead the reader.

    Control characters are replaced by their symbol, such as ␛, and tabs by a space.
    """
    return text if text.isascii() and text.isprintable() else _UNSEEN.sub(_escape, text)


def safe_lines(text: str, *, styled: bool) -> str:
    """Return lines that are safe to print, with the escapes of ``visible`` for what was not escaped before.

    ``styled``: the text contains our own styles, links and progress lines, which are kept.
    """
    line = text[:-1] if text.endswith("\n") else text
    if line.isascii() and line.isprintable():
        return text
    return (_STYLED_TRAP if styled else _TRAP).sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    point = ord(character)
    if character == "\t":
        return " "
    if character in "\u200c\u200d" and _SPELLING.match(match.string, max(match.start() - 1, 0)):
        return character
    if point < 0x20:
        return chr(0x2400 + point)
    return f"\\x{point:02x}" if point < 0x100 else f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"


def width(text: str) -> int:
    """Return how many terminal cells ``text`` takes: two for wide characters and emoji, none for what combines."""
    if text.isascii() or not _NOT_ONE_CELL.search(text):
        return len(text)
    cells = last = 0
    joined = False
    for character in text:
        point = ord(character)
        if point == 0x200D:  # zero width joiner: the next emoji is drawn into the last
            joined = True
        elif point == 0xFE0F:  # selects the emoji form, which is wide
            cells += 2 - last if last == 1 else 0
            last = 2 if last else 0
        elif joined or 0x1F3FB <= point <= 0x1F3FF or unicodedata.category(character) in ("Mn", "Me", "Cf"):
            joined = False
        else:
            last = 2 if unicodedata.east_asian_width(character) in "WF" else 1
            cells += last
    return cells


def wants_color(stream: TextIO) -> bool:
    """Return whether to use colors on ``stream``: as NO_COLOR or FORCE_COLOR says, otherwise if it is a terminal with colors."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"
