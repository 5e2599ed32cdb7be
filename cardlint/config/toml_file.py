"""Reads a TOML file that a stranger may have written: a regular file of limited size that is quick to parse.

tomllib takes a minute for a key of 40,000 parts, and recurses into nested values. So the text is scanned once, with the smallest
grammar that recognizes strings, before tomllib parses it. Where the two differ, tomllib rejects the text.
"""

import re
import tomllib
from typing import Any

from cardlint.config.errors import ConfigError
from cardlint.system.regular_file import CONFIGURATION_LIMIT, read_whole, reason

MOST_PARTS = 32
"""Parts of a dotted key."""

MOST_DEPTH = 32
"""Arrays and inline tables inside each other."""

LONGEST_WORD = 1_000
"""Characters of a number, or of a key without quotes."""

_TOKEN = re.compile(
    r'"""(?:[^"\\]++|\\.|"{1,2}(?!"))*+"{0,5}'
    r"|'''(?:[^']++|'{1,2}(?!'))*+'{0,5}"
    r'|"(?:[^"\\\n]++|\\.)*+"?'
    r"|'[^'\n]*+'?"
    r"|\#[^\n]*+"
    rf"|(?P<word>[^\s\"'#.\[\]{{}}=,]{{{LONGEST_WORD + 1}}})"
    r"|(?P<mark>[.\[\]{}=,\n])",
    re.DOTALL,
)
_LINE_IN_ERROR = re.compile(r" \(at line (\d+), column \d+\)$")


def read_toml(path: str) -> dict[str, Any]:
    """Return the content of the TOML file at ``path``. Raises ConfigError, with the line if it is known."""
    try:
        # Windows editors put a byte order mark before it.
        text = read_whole(path, CONFIGURATION_LIMIT).decode("utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{path}: {reason(error)}") from error
    except ValueError as error:  # not UTF-8, or a NUL character in the name
        raise ConfigError(f"{path}: not TOML: {error}") from error
    _refuse_costly(path, text)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = _LINE_IN_ERROR.search(str(error))
        number = line[1] if line is not None else text.rstrip().count("\n") + 1
        message = str(error).removesuffix(line[0] if line is not None else " (at end of document)")
        raise ConfigError(f"{path}:{number}: not TOML: {message[:1].lower()}{message[1:]}") from error
    except (ValueError, RecursionError, MemoryError) as error:  # such as a number that has too many digits
        raise ConfigError(f"{path}: not TOML: {error or 'it is too large'}") from error


def _refuse_costly(path: str, text: str) -> None:
    """Raise ConfigError if a key has too many parts, values are nested too deeply, or a word is too long."""
    dots = depth = 0
    for token in _TOKEN.finditer(text):
        mark = token["mark"]
        if mark == ".":
            dots += 1
        elif mark is not None:
            dots = 0
            depth += (mark in "[{") - (mark in "]}")
        what = None
        if token["word"] is not None:
            what = f"a number or a key has more than {LONGEST_WORD:,} characters"
        elif dots >= MOST_PARTS:
            what = f"a key has more than {MOST_PARTS} parts"
        elif depth > MOST_DEPTH:
            what = f"arrays and tables are nested more than {MOST_DEPTH} levels deep"
        if what is not None:
            line = text.count("\n", 0, token.start()) + 1
            raise ConfigError(f"{path}:{line}: {what}", "no setting needs this; shorten it")
