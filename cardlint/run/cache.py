"""What a run found out about each card, kept for the next: a card is checked again only when something has changed.

That is its bytes, what the files beside it told the rules, the configuration in force, and cardlint itself. One JSON file
a working folder, in the user's cache folder; it holds nothing that cannot be found out again, so a file that cannot be
read or written, or that another version wrote, is passed over in silence.
"""

import json
import os
import sys
from hashlib import sha256
from typing import Any, NamedTuple

from cardlint import __version__
from cardlint.diagnostic import Applicability, Diagnostic, Edit, Fix, Severity
from cardlint.output import Report
from cardlint.repository import BrokenFile, Repository
from cardlint.source import Position, Source, Span
from cardlint.system import resources

DAYS = 30
"""How long the entry of a card that no run has seen stays."""

MOST_CARDS = 100_000
_FORMAT = 3


class Key(NamedTuple):
    """What an entry depends on besides the files beside the card: the digests of its bytes and of its configuration."""

    content: str
    config: str


class Known(NamedTuple):
    """What a run found out about a card."""

    diagnostics: list[Diagnostic]
    may_hold_secrets: bool


class Cache:
    """The entries of one working folder. Several runs may use it at once: the last to end adds what it found out."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._path = os.path.join(folder, digest(os.getcwd().encode(errors="surrogateescape")) + ".json")
        self._code = _code()
        self._today = _today()
        self._cards = self._read()
        self._new: dict[str, list[Any]] = {}

    def __contains__(self, path: str) -> bool:
        """Return whether an earlier run saw the card at ``path``: if not, it need not be read to be looked up."""
        return os.path.abspath(path) in self._cards

    def find(self, path: str, key: Key, repository: Repository) -> Known | None:
        """Return what the last run found in the card at ``path``, or None where it must be checked."""
        entry = self._cards.get(os.path.abspath(path))
        try:
            day, content, config, answers, secretive, data = entry  # type: ignore[misc]
            if (content, config) != key or any(repository.stamp(asked) != told for asked, told in answers.items()):
                return None
            files = {name: repository.source(name) for *_, name in data if name is not None}
            found = [_diagnostic(files.get(name), *each) for *each, name in data]
        except (TypeError, ValueError, AttributeError, BrokenFile):  # no entry, or one that we did not write
            return None
        if day != self._today:
            self._new[os.path.abspath(path)] = [self._today, content, config, answers, secretive, data]
        return Known(found, bool(secretive))

    def keep(self, path: str, key: Key, answers: dict[str, str], report: Report) -> None:
        """Take down what was found in the card at ``path``; ``save`` writes it."""
        data = [_data(each, os.path.dirname(path)) for each in report.diagnostics]
        self._new[os.path.abspath(path)] = [self._today, *key, answers, report.may_hold_secrets, data]

    def save(self) -> None:
        """Write what is new, with what other runs have written meanwhile, in one stroke."""
        if not self._new:
            return
        cards = {**self._read(), **self._new}
        if len(cards) > MOST_CARDS or any(_age(entry, self._today) > DAYS for entry in cards.values()):
            recent = sorted(cards.items(), key=lambda item: _age(item[1], self._today))[:MOST_CARDS]
            cards = {path: entry for path, entry in recent if _age(entry, self._today) <= DAYS}
        new = f"{self._path}.{os.getpid()}"
        try:
            os.makedirs(self._folder, mode=0o700, exist_ok=True)
            with open(new, "w", encoding="ascii") as file:
                data = {"format": _FORMAT, "code": self._code, "cards": cards}
                file.write(json.dumps(data, separators=(",", ":")))  # ``dump`` has no fast encoder: five times the time
            os.replace(new, self._path)
            self._drop_old_files()
        except OSError:
            return
        self._new = {}

    def _read(self) -> dict[str, list[Any]]:
        try:
            with open(self._path, encoding="ascii") as file:
                data = json.load(file)
        except (OSError, ValueError, RecursionError):
            return {}
        if not isinstance(data, dict) or (data.get("format"), data.get("code")) != (_FORMAT, self._code):
            return {}
        cards = data.get("cards")
        return cards if isinstance(cards, dict) else {}

    def _drop_old_files(self) -> None:
        """Delete the files of working folders that have not been used for long."""
        with os.scandir(self._folder) as entries:
            for entry in entries:
                if self._today - entry.stat().st_mtime / 86_400 > DAYS:
                    os.unlink(entry.path)


def default_folder() -> str:
    """Return where caches belong on this system: CARDLINT_CACHE_DIR, or a folder of ours in the user's cache folder."""
    if told := os.environ.get("CARDLINT_CACHE_DIR"):
        return told
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.expanduser(r"~\AppData\Local")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return os.path.join(base, "cardlint")


def digest(content: bytes) -> str:
    """Return what stands for ``content``."""
    return sha256(content).hexdigest()[:32]


def _code() -> str:
    """Return what stands for cardlint, its data and what it runs on; in a checkout every file counts."""
    here = resources.PACKAGE
    schemas = resources.folder("schemas")
    newest = os.stat(os.path.join(here, "rules", "listing.py")).st_mtime_ns
    if os.path.dirname(schemas) != here:
        newest = max(_newest(here), _newest(schemas))
    return f"{__version__} {newest} {sys.version_info[0]}.{sys.version_info[1]}"


def _newest(folder: str) -> int:
    newest = 0
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        newest = max(newest, *(os.stat(os.path.join(parent, name)).st_mtime_ns for name in names), 0)
    return newest


def _today() -> int:
    from time import time

    return int(time() // 86_400)


def _age(entry: list[Any], today: int) -> int:
    """Return the days since a run saw the card; forever for what is no entry."""
    known = isinstance(entry, list) and len(entry) == 6 and isinstance(entry[0], int) and entry[0] <= today
    return today - entry[0] if known else sys.maxsize


def _data(each: Diagnostic, folder: str) -> list[Any]:
    """Return a diagnostic as it is written: last the name of the file beside the card, in ``folder``, that it is in."""
    fix = file = None
    if each.fix is not None:
        edits = [[*edit.span, edit.text] for edit in each.fix.edits]
        fix = [each.fix.title, edits, each.fix.applicability.value, each.fix.rename]
    if each.file is not None:
        file = os.path.relpath(each.file.path, folder or os.curdir).replace(os.sep, "/")
    return [*each.span, *each.start, *each.end, each.name, each.code, int(each.severity), each.message, fix, file]


def _diagnostic(
    file: Source | None, start: int, end: int, line: int, column: int, end_line: int, end_column: int,
    name: str, code: str, severity: int, message: str, fix: list[Any] | None,
) -> Diagnostic:  # fmt: skip
    repair = None
    if fix is not None:
        title, edits, applicability, rename = fix
        written = tuple(Edit(Span(first, last), text) for first, last, text in edits)
        repair = Fix(title, written, Applicability(applicability), rename)
    places = Span(start, end), Position(line, column), Position(end_line, end_column)
    return Diagnostic(*places, name, code, Severity(severity), message, repair, file)
