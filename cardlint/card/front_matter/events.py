"""The events of YAML: libyaml's, and PyYAML's own where libyaml rejects what both the Hub and PyYAML read.

libyaml and PyYAML end lines at U+0085, U+2028 and U+2029, as YAML 1.1 says. The Hub reads YAML 1.2, where these are characters like
others, so they are hidden from the parser.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import yaml
from yaml import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    MarkedYAMLError,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.reader import ReaderError

from cardlint.system.named_tuple import NamedTuple

try:
    from yaml._yaml import CParser as _Parser
except ImportError:  # PyYAML was built without libyaml: the same events, ten times slower
    from yaml import SafeLoader as _Parser  # type: ignore[assignment]

__all__ = [
    "AliasEvent",
    "DocumentStartEvent",
    "MappingEndEvent",
    "MappingStartEvent",
    "MarkedYAMLError",
    "ReaderError",
    "ScalarEvent",
    "SequenceEndEvent",
    "SequenceStartEvent",
    "StreamEndEvent",
]

LINE_BREAKS = "\u0085\u2028\u2029"
"""Characters that end a line in YAML 1.1, but not in YAML 1.2."""

_HIDDEN = "\U000f0085\U000f2028\U000f2029"  # private use: no text contains them
_HIDE = str.maketrans(LINE_BREAKS, _HIDDEN)
_SHOW = str.maketrans(_HIDDEN, LINE_BREAKS)

_ONLY_LIBYAML_REJECTS = frozenset(
    (
        "found a tab character where an indentation space is expected",
        "found incompatible YAML document",
        "found invalid Unicode character escape code",
        "found unexpected ':'",
        "found unknown directive name",
    )
)

_LONGEST = 100_000
"""Maximum length of a text that PyYAML parses, which takes a second per 300,000 characters."""


class Token(NamedTuple):
    """A part of the YAML between white space and comments. ``style`` is the mark of a scalar: a quote, ``|`` or ``>``."""

    start: int
    end: int
    is_scalar: bool
    is_block: bool  # the beginning of a list or mapping without brackets
    style: str | None


def hide_line_breaks(content: str) -> str:
    """Return ``content``, of the same length, with nothing in it that ends a line only in YAML 1.1."""
    return content if content.isascii() else content.translate(_HIDE)


def has_hidden(content: str) -> bool:
    """Return whether ``content`` has hidden line breaks."""
    return not content.isascii() and any(character in content for character in _HIDDEN)


def parser_of(content: str) -> Any:
    """Return an object whose ``get_event`` returns the events of ``content`` one by one."""
    parser = _Parser(content)
    return _Restoring(parser) if has_hidden(content) else parser


def patient_parser_of(content: str) -> Any:
    """Return the same for PyYAML's own parser, which reads the two halves of a character in escapes as that character."""
    return _Restoring(yaml.SafeLoader(content))


def may_be_read(content: str, error: str) -> bool:
    """Return whether ``error``, a message of libyaml, is one that PyYAML's own parser may not have."""
    return error in _ONLY_LIBYAML_REJECTS and len(content) <= _LONGEST


def tokens(content: str) -> Iterator[Token]:
    """Yield the tokens of ``content``, up to the first error that PyYAML has too."""
    done = -1
    try:
        for token in _scan(_Parser(content)):
            yield token
            done = token.start
    except yaml.MarkedYAMLError as error:
        if may_be_read(content, error.problem or ""):
            with suppress(yaml.YAMLError):
                yield from (token for token in _scan(yaml.SafeLoader(content)) if token.start > done)


def _scan(parser: Any) -> Iterator[Token]:
    try:
        while parser.check_token():
            each = parser.get_token()
            is_block = isinstance(each, yaml.BlockSequenceStartToken | yaml.BlockMappingStartToken)
            is_scalar = isinstance(each, yaml.ScalarToken)
            style = each.style if is_scalar and not each.plain else None
            yield Token(each.start_mark.index, each.end_mark.index, is_scalar, is_block, style)
    finally:
        parser.dispose()


class _Restoring:
    """A parser whose scalars have the line breaks that were hidden, and characters instead of their two halves."""

    def __init__(self, parser: Any) -> None:
        self._parser = parser

    def get_event(self) -> Any:
        event = self._parser.get_event()
        if isinstance(event, ScalarEvent):
            shown = event.value.translate(_SHOW)
            event.value = shown.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return event

    def dispose(self) -> None:
        self._parser.dispose()
