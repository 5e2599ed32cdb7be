"""The cache of results: a card is checked again only if something that its findings depend on has changed.

Findings depend on the card's bytes, what the rules read from the files next to it, the effective configuration, and cardlint itself.
There is one file per working directory, in the user's cache folder: a header line of JSON with the digest of the second line, which
is JSON too. Everything in it can be computed again, so a file is silently ignored if it cannot be read or written, if another
version wrote it, or if it is damaged. Secrets of cards are masked in it, as in every report, and only the user can read it.
"""

import json
import os
import re
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from types import NoneType
from typing import Any

from cardlint._version import __version__
from cardlint.card.repository import BrokenFile, Repository
from cardlint.findings.diagnostic import Applicability, Diagnostic, Edit, Fix, Related, Severity, SharedCause, by_file
from cardlint.findings.report import Report
from cardlint.findings.source import Position, Source, Span
from cardlint.output.stderr import complain
from cardlint.system import resources, user_folders
from cardlint.system.errors import CardlintError
from cardlint.system.named_tuple import NamedTuple
from cardlint.system.owned_folder import claim, is_owned
from cardlint.system.regular_file import read_start, read_whole

PURPOSE = "lint cache"
"""The purpose in the mark that identifies the folder as ours."""

DAYS = 30
"""How many days the entry of a card is kept after the last run that saw it."""

MOST_CARDS = 100_000
MOST_BYTES = 256 * 1024 * 1024
"""The largest file that is read or written; 100,000 cards with three findings each need half of it."""

_FORMAT = 8
_FORMAT_KEY = "cardlint lint cache"
_MARK = f'{{"{_FORMAT_KEY}":'.encode()
"""The beginning of each of our files. Only files with this beginning are deleted."""

_NAME = re.compile(r"[0-9a-f]{32}\.json")


class CacheKey(NamedTuple):
    """What an entry depends on in addition to the files next to the card: the digests of its bytes and its configuration."""

    content: str
    config: str


class Known(NamedTuple):
    """The cached result for a card."""

    diagnostics: list[Diagnostic]
    may_hold_secrets: bool
    is_separate: bool  # no findings with one cause were folded


class Cache:
    """The entries of one working directory. Several runs may use it at once: each adds its results to the others' when it ends."""

    def __init__(self, folder: str | None = None) -> None:
        """Read the entries. ``folder``: chosen by the user, who is then warned if they cannot be saved."""
        self._is_named = folder is not None
        self._folder = folder or default_folder()
        self._path = os.path.join(self._folder, digest(os.getcwd().encode(errors="surrogateescape")) + ".json")
        self._code = _code()
        self._today = _today()
        self._cards = self._read()
        self._new: dict[str, list[Any]] = {}

    def __contains__(self, place: str) -> bool:
        """Return whether there is an entry for the card at the absolute path ``place``: if not, ``find`` need not be called."""
        return place in self._cards

    def find(self, place: str, key: CacheKey, repository: Repository) -> Known | None:
        """Return what the last run found in the card at the absolute path ``place``, or None if it must be checked."""
        entry = self._cards.get(place)
        try:
            day, content, config, answers, secretive, separate, data = entry  # type: ignore[misc]
            if (content, config) != key or any(repository.stamp(asked) != stamp for asked, stamp in answers.items()):
                return None
            files = {name: repository.source(name) for *_, name in data if name is not None}
            found = [_diagnostic(row, files.get(name)) for *row, name in data]
        except (TypeError, ValueError, AttributeError, BrokenFile):  # there is no entry, or we did not write it
            return None
        if day != self._today:
            self._new[place] = [self._today, content, config, answers, secretive, separate, data]
        return Known(found, bool(secretive), bool(separate))

    def keep(self, path: str, key: CacheKey, answers: Mapping[str, str], report: Report, *, is_separate: bool) -> None:
        """Record what was found in the card at ``path``, for ``save``. ``is_separate``: no findings were folded."""
        found = _without_secrets(report) if report.diagnostics else []
        if found is not None and not (report.may_hold_secrets and _have_secret(answers)):
            data = [_data(each, os.path.dirname(path)) for each in found]
            entry = [self._today, *key, answers, report.may_hold_secrets, is_separate, data]
            self._new[os.path.abspath(path)] = entry

    def save(self) -> None:
        """Add the new entries to those that other runs have written meanwhile, and replace the file atomically."""
        if not self._new:
            return
        from cardlint.system.atomic_file import write_file  # not needed if nothing has changed

        try:
            claim(self._folder, PURPOSE)
            write_file(self._path, self._content(), private=True)
            self._drop_old_files()
            self._new = {}
        except CardlintError as error:
            if self._is_named:
                complain(CardlintError(f"the cache cannot be saved: {error}", error.hint))

    def _content(self) -> str:
        """Return the new content of the file."""
        cards = {**self._read(), **self._new}
        if len(cards) > MOST_CARDS or any(_age(entry, self._today) > DAYS for entry in cards.values()):
            recent = sorted(cards.items(), key=lambda item: _age(item[1], self._today))[:MOST_CARDS]
            cards = {path: entry for path, entry in recent if _age(entry, self._today) <= DAYS}
        text = json.dumps(cards, separators=(",", ":"))  # ``dump`` is five times slower: it does not use the C encoder
        if len(text) > MOST_BYTES:
            raise CardlintError(f"{self._path}: more than {MOST_BYTES // 2**20} MiB")
        header = {_FORMAT_KEY: _FORMAT, "code": self._code, "sha256": sha256(text.encode()).hexdigest()}
        return f"{json.dumps(header, separators=(',', ':'))}\n{text}\n"

    def _read(self) -> dict[str, list[Any]]:
        if not is_owned(self._folder, PURPOSE):
            return {}
        try:
            first, _, rest = read_whole(self._path, MOST_BYTES, follow=False).partition(b"\n")
            header = json.loads(first) if first.startswith(_MARK) else None
            if not isinstance(header, dict) or (header.get(_FORMAT_KEY), header.get("code")) != (_FORMAT, self._code):
                return {}
            rest = rest.removesuffix(b"\n")
            cards = json.loads(rest) if header.get("sha256") == sha256(rest).hexdigest() else None
        except (OSError, ValueError, RecursionError, MemoryError):
            return {}
        return cards if isinstance(cards, dict) else {}

    def _drop_old_files(self) -> None:
        """Delete the files of working directories that have not been used for long, but only files that we wrote."""
        with suppress(OSError), os.scandir(self._folder) as entries:
            old = [entry for entry in entries if _NAME.fullmatch(entry.name) and self._is_old(entry)]
            for entry in old:
                with suppress(OSError):
                    if read_start(entry.path, len(_MARK), follow=False) == _MARK:
                        os.unlink(entry.path)

    def _is_old(self, entry: "os.DirEntry[str]") -> bool:
        return self._today - entry.stat(follow_symlinks=False).st_mtime / 86_400 > DAYS


def default_folder() -> str:
    """Return the folder of the cache if the user does not name one."""
    return user_folders.cache_folder("check")


def digest(content: bytes) -> str:
    """Return the digest of ``content``."""
    return sha256(content).hexdigest()[:32]


def _code() -> str:
    """Return the digest of cardlint, its data and the interpreter; in a checkout, of every file."""
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
    """Return the number of days since a run saw the card; infinity if ``entry`` is malformed."""
    known = isinstance(entry, list) and len(entry) == 7 and type(entry[0]) is int and entry[0] <= today
    return today - entry[0] if known else sys.maxsize


def _without_secrets(report: Report) -> list[Diagnostic] | None:
    """Return the findings with secrets masked, as in reports; None if they quote a secret of another file."""
    from cardlint.findings.report_mask import mask_report  # not needed for cards in the cache

    found: list[Diagnostic] = []
    for file, diagnostics in by_file(report.diagnostics):
        own = report._replace(diagnostics=diagnostics) if file is None else Report(file, diagnostics)
        found += mask_report(own).diagnostics
    fixes = [each.fix for each in found if each.fix is not None]
    words = [each.message for each in found] + [fix.title for fix in fixes]
    words += [edit.text for fix in fixes for edit in fix.edits]
    words += [place.label for each in found for place in each.related]
    words += [word for each in found for word in each.alike or ()]
    return None if _have_secret(words) else found


def _have_secret(words: Iterable[str]) -> bool:
    from cardlint.findings.secrets.find import find_secrets  # not needed for cards in the cache

    return bool(find_secrets("\n".join(words)))


def _data(each: Diagnostic, folder: str) -> list[Any]:
    """Return a diagnostic as a row of values; the last one is the name of its file, if it is in a file in ``folder`` next to the card."""
    fix = file = None
    if each.fix is not None:
        edits = [[*edit.span, edit.text] for edit in each.fix.edits]
        fix = [each.fix.title, edits, each.fix.applicability.value, each.fix.rename]
    if each.file is not None:
        file = os.path.relpath(each.file.path, folder or os.curdir).replace(os.sep, "/")
    report = each.name, each.code, int(each.severity), each.message, each.is_rejected
    related = [[*place.span, place.label] for place in each.related]
    alike = list(each.alike) if each.alike is not None else None
    return [*each.span, *each.start, *each.end, *report, fix, related, alike, file]


def _diagnostic(row: list[Any], file: Source | None) -> Diagnostic:
    """Return the diagnostic for a row of ``_data``. Raises ValueError or TypeError if the row is malformed."""
    start, end, line, column, end_line, end_column, name, code, severity, message, rejected, fix, related, alike = row
    if not (
        type(start) is type(end) is type(line) is type(column) is type(end_line) is type(end_column) is int
        and type(name) is type(code) is type(message) is str
        and type(rejected) is bool
        and 0 <= start <= end
        and line > 0 < column
        and end_line > 0 < end_column
    ):
        raise ValueError
    places = Span(start, end), Position(line, column), Position(end_line, end_column)
    repair = None if fix is None else _fix(*fix)
    others = tuple(Related(*_span_and_text(*each)) for each in related)
    common = None if alike is None else _alike(*alike)
    return Diagnostic(*places, name, code, Severity(severity), message, repair, file, rejected, others, common)


def _alike(what: str, advice: str, name: str, label: str) -> SharedCause:
    if not type(what) is type(advice) is type(name) is type(label) is str:
        raise TypeError
    return SharedCause(what, advice, name, label)


def _fix(title: str, edits: list[Any], applicability: str, rename: str | None) -> Fix:
    if type(title) is not str or type(rename) not in (str, NoneType):
        raise TypeError
    return Fix(title, tuple(Edit(*_span_and_text(*each)) for each in edits), Applicability(applicability), rename)


def _span_and_text(start: int, end: int, text: str) -> tuple[Span, str]:
    if (type(start), type(end), type(text)) != (int, int, str) or not 0 <= start <= end:
        raise TypeError
    return Span(start, end), text
