"""Stores cards in an append-only file, one per line. If the process is killed, all earlier lines are complete.

A truncated line is invalid and skipped, because every line begins with its own line break. Several processes can append at the same
time. A process that drops cards can lose what another one appends at that moment, so this is only for data that can be fetched again.
"""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO

from cardlint.search.sources.bounded_lines import bounded_lines
from cardlint.system.named_tuple import NamedTuple
from cardlint.system.regular_file import open_regular

_NEW = (
    os.O_WRONLY
    | os.O_CREAT
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)  # Windows would translate line ends
)


class _LoggedCard(NamedTuple):
    """The data in a line."""

    path: str
    revision: str
    text: str


class _LogLine(NamedTuple):
    """The position in the file, in bytes, of a card at some revision."""

    revision: str
    start: int
    length: int


class CardLog:
    """The cards in the file at ``path``, the last version of each. The file need not exist. Raises OSError."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._lines: dict[str, _LogLine] = {}
        self._count = 0  # of all lines, including superseded ones
        self._scan()

    def text(self, path: str, revision: str) -> str | None:
        """Return the text of a card at this revision, or None if the file does not have it."""
        line = self._lines.get(path)
        if line is None or line.revision != revision:
            return None
        with self._opened() as file:
            card = _card(_read(file, line))
        return card.text if card is not None and card[:2] == (path, revision) else None

    def add(self, path: str, revision: str, text: str) -> None:
        """Append a card."""
        content = json.dumps(_LoggedCard(path, revision, text), ensure_ascii=False).encode("utf-8", errors="replace")
        with open(os.open(self._path, _NEW | os.O_APPEND, 0o600), "ab") as file:
            file.write(b"\n" + content)
            file.flush()
            self._note(_LoggedCard(path, revision, text), file.tell() - len(content), len(content))

    def drop(self, is_needless: Callable[[str, str], bool]) -> None:
        """Remove the cards for which ``is_needless`` returns true, and superseded lines."""
        kept = [line for path, line in self._lines.items() if not is_needless(path, line.revision)]
        if len(kept) == self._count:
            return
        unfinished = f"{self._path}.{os.getpid()}"
        try:
            with self._opened() as file, open(os.open(unfinished, _NEW | os.O_TRUNC, 0o600), "wb") as smaller:
                smaller.writelines(b"\n" + _read(file, line) for line in kept)
            os.replace(unfinished, self._path)
        except BaseException:
            with suppress(OSError):
                os.unlink(unfinished)
            raise
        self._scan()

    def _scan(self) -> None:
        self._lines, self._count, start = {}, 0, 0
        if not os.path.lexists(self._path):
            return
        with self._opened() as file:
            for line in bounded_lines(file):
                if (card := _card(line)) is not None:
                    self._note(card, start, len(line))
                start = file.tell()

    def _note(self, card: _LoggedCard, start: int, length: int) -> None:
        self._lines[card.path] = _LogLine(card.revision, start, length)
        self._count += 1

    def _opened(self) -> BinaryIO:
        return open(open_regular(self._path, follow=False), "rb")


def _read(file: BinaryIO, line: _LogLine) -> bytes:
    file.seek(line.start)
    return file.read(line.length).rstrip(b"\n")


def _card(line: bytes) -> _LoggedCard | None:
    """Return the card in a line, or None if the line is not valid."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return None
    is_card = isinstance(data, list) and len(data) == 3 and all(isinstance(part, str) for part in data)
    return _LoggedCard(*data) if is_card else None
