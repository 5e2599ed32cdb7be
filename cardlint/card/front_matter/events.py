"""The events of YAML: libyaml's, and PyYAML's own where libyaml rejects what both the Hub and PyYAML read.

libyaml and PyYAML end lines at U+0085, U+2028 and U+2029, as YAML 1.1 says. The Hub reads YAML 1.2, where these are characters like
others, so they are hidden from the parser.
"""

import re
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

from cardlint.system.lazy_pattern import pattern
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

_ORDER_MARK = "\ufeff"
"""libyaml skips it at the beginning of a line; for others it is a character."""

_HIDDEN_LINE_BREAKS = "\U000f0085\U000f2028\U000f2029"  # private use: no text contains them
_HIDE = str.maketrans(LINE_BREAKS + _ORDER_MARK, _HIDDEN_LINE_BREAKS + "\U000ffeff")
_CONTROLS = (*range(1, 9), 11, 12, *range(14, 32), *range(0x7F, 0x85), *range(0x86, 0xA0), 0xFFFE, 0xFFFF)
_HIDE_CONTROLS = {code: 0xF0000 + code for code in _CONTROLS}
_SHOW = {hidden: shown for shown, hidden in (_HIDE | _HIDE_CONTROLS).items()}
_HIDDEN = pattern("[\U000f0000-\U000fffff]")

_LIBYAML_REJECTS: dict[str, str] = {
    "found a tab character where an indentation space is expected": "",
    "found incompatible YAML document": "",
    "found invalid Unicode character escape code": "",
    "found unexpected ':'": "",
    "found unknown directive name": "",
    "did not find expected alphabetic or numeric character": "",
    "did not find expected whitespace or line break": r"[\[{,]\s*\?!",
    "found character that cannot start any token": r"[\[{,:\s][:?]|\t",
    **dict.fromkeys(
        ("did not find expected node content", "did not find expected ',' or ']'", "did not find expected ',' or '}'"),
        r"[\[{,:\s][:?]|(?:\A|[\r\n])[^\r\n]{1025}",
    ),
    **dict.fromkeys(
        ("could not find expected ':'", "mapping values are not allowed in this context"), r"(?:\A|[\r\n])[^\r\n]{1025}"
    ),
}
"""The errors of libyaml which the Hub may not have: each with a pattern of what the YAML must then contain."""

_LONGEST = 50_000
"""Maximum length of a text that the lenient parser reads, which takes a second per 300,000 characters."""


_QUESTION_MARK = pattern(r"[\[{,]\s*\?(?!\s)")


_BLOCK_TOKENS = (yaml.BlockSequenceStartToken, yaml.BlockMappingStartToken, yaml.BlockEntryToken, yaml.KeyToken)


class Token(NamedTuple):
    """A part of the YAML between white space and comments. ``style`` is the mark of a scalar: a quote, ``|`` or ``>``."""

    start: int
    end: int
    is_scalar: bool
    is_block: bool  # the beginning of a list or mapping without brackets, or of one of its items or fields
    style: str | None


def hide_odd_characters(content: str) -> str:
    """Return ``content``, of the same length, without what ends a line only in YAML 1.1, and without byte order marks."""
    return content if content.isascii() else content.translate(_HIDE)


def hide_control_characters(content: str) -> str:
    """Return ``content``, of the same length, without the control characters that YAML does not allow, except NUL."""
    return content.translate(_HIDE_CONTROLS)


def has_hidden_line_breaks(content: str) -> bool:
    """Return whether ``content`` has hidden line breaks."""
    return not content.isascii() and any(character in content for character in _HIDDEN_LINE_BREAKS)


def parser_of(content: str) -> Any:
    """Return an object whose ``get_event`` returns the events of ``content`` one by one."""
    parser = _Parser(content)
    has_hidden = not content.isascii() and _HIDDEN.search(content) is not None
    return _Restoring(parser) if has_hidden else parser


def lenient_parser_of(content: str) -> Any:
    """Return the same for the lenient parser, which reads the two halves of a character in escapes as that character."""
    return _Restoring(_lenient_parser(content))


def python_parser_of(content: str) -> Any:
    """Return the same for PyYAML's own parser."""
    return _Restoring(yaml.SafeLoader(content))


def may_be_read(content: str, error: str) -> bool:
    """Return whether ``error``, a message of libyaml, is one that the Hub may not have."""
    needed = _LIBYAML_REJECTS.get(error)
    return needed is not None and len(content) <= _LONGEST and re.search(needed, content) is not None


def may_begin_with_question_mark(content: str) -> bool:
    """Return whether text in brackets may begin with ``?``, which libyaml takes for the mark of a key."""
    return "?" in content and len(content) <= _LONGEST and _QUESTION_MARK.search(content) is not None


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
                rest = _scan(_lenient_parser(content))
                yield from (each for each in rest if each.start > done or (each.start == done and each.is_block))


def _lenient_parser(content: str) -> Any:
    from cardlint.card.front_matter.lenient_parser import LenientParser  # hardly a card needs it

    return LenientParser(content)


def _scan(parser: Any) -> Iterator[Token]:
    depth = 0
    try:
        while parser.check_token():
            each = parser.get_token()
            depth += isinstance(each, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken)
            depth -= isinstance(each, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken)
            is_block = not depth and isinstance(each, _BLOCK_TOKENS)
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
