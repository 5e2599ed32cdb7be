"""Standard output and standard error, with CI server commands escaped and the secrets of cards masked.

Everything that cardlint prints passes through this module: ``guard_standard_streams`` replaces the streams before anything is
printed, and data for programs is written through a ``SafeWriter``, with the escapes of its format.
"""

import codecs
import json
import sys
from collections.abc import Callable
from functools import partial
from io import TextIOBase, TextIOWrapper
from typing import Any, TextIO, cast

from cardlint.output.log_commands import FOR_PEOPLE, JSON, MARKUP, Escape, LogGuard
from cardlint.output.terminal import safe_lines, wants_color
from cardlint.system.lazy_pattern import pattern

_SHORTEST_SECRET = 10
"""The length of the shortest word that is a secret or begins one, such as ``-----BEGIN`` or an address with a password."""

_NO_SECRET = pattern("[a-z`,.;:()-]*")
"""A secret has a digit, a capital letter or an ``@``."""

_SURROGATE = pattern("[\ud800-\udfff]")


class GuardedStream(TextIOWrapper):
    """Standard output or standard error, which masks secrets, and escapes control characters and commands to CI servers."""

    def __init__(self, stream: TextIOWrapper) -> None:
        """Wrap the buffer of ``stream``, with its settings."""
        stream.flush()
        super().__init__(
            stream.buffer,
            encoding=stream.encoding,
            errors="backslashreplace",
            line_buffering=stream.line_buffering,
            write_through=stream.write_through,
        )
        self._guard = LogGuard(FOR_PEOPLE)
        self._is_terminal = self.isatty()

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """The encoding, but UTF-8 instead of ASCII: with ASCII, click would bypass the guard. ``written_encoding`` has the real one."""
        return "utf-8" if codecs.lookup(self.written_encoding).name == "ascii" else self.written_encoding

    @property
    def written_encoding(self) -> str:
        """The encoding of the bytes that are written."""
        encoding: str = TextIOWrapper.encoding.__get__(self)  # type: ignore[attr-defined]
        return encoding

    def write(self, text: str) -> int:
        super().write(self._guard(safe_lines(masked_for_a_stream(text), styled=self._is_terminal or wants_color(self))))
        return len(text)


class _BypassingStream(TextIOBase):
    """Writes to another stream without its guard, and has its ``isatty``."""

    def __init__(self, stream: TextIO) -> None:
        self._write = _unguarded(stream)
        self.isatty = stream.isatty  # type: ignore[method-assign]
        self.fileno = stream.fileno  # type: ignore[method-assign]


class SafeWriter(_BypassingStream):
    """A stream for text in one format, which escapes commands to CI servers as the format does."""

    def __init__(self, stream: TextIO, escape: Escape) -> None:
        super().__init__(stream)
        self._guard = LogGuard(escape)

    def write(self, text: str) -> int:
        self._write(text if self._guard.can_pass(text) else self._guard(text))
        return len(text)


def guard_standard_streams() -> None:
    """Guard everything that this process prints from now on."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if type(stream) is TextIOWrapper:
            setattr(sys, name, GuardedStream(stream))


def safe_writer(stream: TextIO, escape: Escape | None) -> TextIO:
    """Return a stream for text in a format with this ``escape``; None if the format escapes its data itself."""
    if escape is None:
        return cast(TextIO, _Unguarded(stream))
    return cast(TextIO, SafeWriter(stream, escape))


class _Unguarded(_BypassingStream):
    """A stream that lets commands to CI servers through."""

    def write(self, text: str) -> int:
        self._write(text)
        return len(text)


def _unguarded(stream: TextIO) -> Callable[[str], int]:
    """Return a function that writes to ``stream`` without its guard."""
    return partial(TextIOWrapper.write, stream) if isinstance(stream, GuardedStream) else stream.write


def encoding_of(stream: TextIO) -> str:
    """Return the encoding of the bytes that are written to ``stream``."""
    return stream.written_encoding if isinstance(stream, GuardedStream) else stream.encoding or ""


def write_json(data: Any, *, indent: int | None = None, stream: TextIO | None = None) -> None:
    """Write ``data`` to standard output or ``stream`` as ASCII JSON with secrets masked; on one line unless ``indent`` is given."""
    from cardlint.findings.secrets.mask import mask_data  # not needed by a check, which masks its reports itself

    safe_writer(stream or sys.stdout, JSON).write(json.dumps(mask_data(data), indent=indent) + "\n")


def write_markup(text: str) -> None:
    """Write a page of XML or HTML to standard output."""
    safe_writer(sys.stdout, MARKUP).write(_SURROGATE.sub("\ufffd", masked_for_a_stream(text)))


def masked_for_a_stream(text: str) -> str:
    """Return ``text`` with its secrets masked, without the search for them if no word of it can be one."""
    if all(len(word) < _SHORTEST_SECRET or _NO_SECRET.fullmatch(word) for word in text.split()):
        return text
    from cardlint.findings.secrets.mask import mask  # as above

    return mask(text)
