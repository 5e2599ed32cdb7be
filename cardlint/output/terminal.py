"""What a terminal needs: colours, the width of characters, and no control characters from untrusted text."""

import os
import re
import sys
import unicodedata
from contextlib import suppress
from typing import NoReturn, TextIO

from cardlint.diagnostic import Severity
from cardlint.system.errors import CardlintError
from cardlint.system.lazy_pattern import pattern

RED, YELLOW, BLUE, CYAN, GREEN, BOLD, DIM = "31", "33", "34", "36", "32", "1", "2"
COLOR_OF_SEVERITY = {Severity.ERROR: RED, Severity.WARNING: YELLOW, Severity.INFO: CYAN}

_UNSAFE = pattern("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def style(text: str, *codes: str, color: bool) -> str:
    """Return ``text`` in the given ANSI styles, or as it is where colours are off."""
    return f"\x1b[{';'.join(codes)}m{text}\x1b[0m" if color and codes else text


def visible(text: str) -> str:
    """Return ``text`` with a visible mark for every character that could move the cursor or turn the reading direction.

    One character stays one character, so that columns hold; tabs become one blank.
    """
    return text if text.isascii() and text.isprintable() else _UNSAFE.sub(_mark, text)


def _mark(match: re.Match[str]) -> str:
    character = match[0]
    if character == "\t":
        return " "
    return chr(0x2400 + ord(character)) if ord(character) < 0x20 else "\ufffd"


def width(text: str) -> int:
    """Return how many terminal cells ``text`` takes: two for wide characters and emoji, none for what combines."""
    if text.isascii():
        return len(text)
    cells = last = 0
    joined = False
    for character in text:
        point = ord(character)
        if point == 0x200D:  # zero width joiner: the next emoji is drawn into the last
            joined = True
        elif point == 0xFE0F:  # asks for the emoji form, which is wide
            cells += 2 - last if last == 1 else 0
            last = 2 if last else 0
        elif joined or 0x1F3FB <= point <= 0x1F3FF or unicodedata.category(character) in ("Mn", "Me", "Cf"):
            joined = False
        else:
            last = 2 if unicodedata.east_asian_width(character) in "WF" else 1
            cells += last
    return cells


def wants_color(stream: TextIO) -> bool:
    """Return whether to colour ``stream``: NO_COLOR and FORCE_COLOR decide, else whether it is a terminal that can."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def complain(error: CardlintError) -> None:
    """Say on standard error what could not be done, and what to try."""
    sys.stderr.write(f"cardlint: {visible(str(error))}\n")
    if error.hint:
        sys.stderr.write(f"  {visible(error.hint)}\n")


def give_up(error: OSError) -> NoReturn:
    """End where the system refused something that nobody expected: nearly always to take our output.

    A reader that has gone wants no word about it, but it is no success either: what was found is not known to anybody.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # or the interpreter tries once more to write it, and complains
    if isinstance(error, BrokenPipeError):
        os._exit(128 + 13)  # as a shell says it of those whom SIGPIPE ends
    what = error.filename if error.filename is not None else "the output"
    with suppress(OSError):
        sys.stderr.write(f"cardlint: {visible(str(what))}: {(error.strerror or str(error)).lower()}\n")
        sys.stderr.flush()
    os._exit(2)
