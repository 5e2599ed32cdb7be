"""Which lines of the cards changed since a revision, as git tells: committed, staged, or only written.

git is asked once a repository. What it does not track, or did not at that revision, is new from the first line to the last.
"""

import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cardlint import files
from cardlint.diagnostic import Diagnostic, by_file
from cardlint.fix.line_diff import changes
from cardlint.front_matter import fences
from cardlint.source import Source, Span
from cardlint.system.errors import CardlintError

_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)")
_LETTERS = {b"a": b"\a", b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v"}


class Lines(NamedTuple):
    """Changed lines: first and last, from 1. Where lines were only deleted, those around the gap."""

    first: int
    last: int
    written: bool  # False: only deleted


class Changes:
    """What changed since one revision, in every repository that has a card of the run."""

    def __init__(self, revision: str) -> None:
        self._revision = revision
        self._roots: dict[str, str] = {}  # folder → the top of its repository
        self._lines: dict[str, dict[str, list[Lines] | None]] = {}  # top → path → lines; None is a new file
        self._tracked: dict[str, frozenset[str]] = {}

    def among(self, written: Source, source: Source, diagnostics: list[Diagnostic]) -> list[Diagnostic]:
        """Return those of the findings in ``source`` that lie on changed lines, of a card that git has as ``written``.

        Those in a file beside the card lie on lines of that file. Raises CardlintError: git cannot tell.
        """
        found: list[Diagnostic] = []
        for file, there in by_file(diagnostics):
            found += self._among(files.read(file.path), file, there) if file else self._among(written, source, there)
        return found

    def _among(self, written: Source, source: Source, diagnostics: list[Diagnostic]) -> list[Diagnostic]:
        lines = self._of(written.path)
        if lines is None:
            return diagnostics
        if lines and source.text != written.text:
            lines = _followed(lines, written.text, source.text)
        block = fences.find(source.text) if lines and diagnostics else None
        top = Lines(1, 1, False)
        if block is not None:
            end = block.closing or block.content
            top = Lines(source.position(block.opening.start).line, source.position(end.end).line, False)
        whole = (Span(0, 0), block.opening if block is not None else None)
        return [each for each in diagnostics if _touched(top if each.span in whole else _lines_of(each), lines)]

    def _of(self, path: str) -> list[Lines] | None:
        """Return the changed lines of the card at ``path``, or None where the whole card is new."""
        folder = os.path.realpath(os.path.dirname(path) or ".")
        if folder not in self._roots:
            self._roots[folder] = _top(folder)
        root = self._roots[folder]
        if root not in self._lines:
            base = _base(root, self._revision)
            self._lines[root] = dict(_changed(root, base))
            listed = _git(root, "ls-files", "-z", "--cached")
            self._tracked[root] = frozenset(os.fsdecode(name) for name in listed.split(b"\0"))
        name = os.path.relpath(os.path.join(folder, os.path.basename(path)), root).replace(os.sep, "/")
        return self._lines[root].get(name, []) if name in self._tracked[root] else None


def _followed(lines: list[Lines], old: str, new: str) -> list[Lines]:
    """Return where the ``lines`` of the text ``old`` stand in ``new``."""
    changed = changes(old.encode().split(b"\n"), new.encode().split(b"\n"))

    def now(line: int, is_last: bool) -> int:
        shift = 0
        for change in changed:
            if line - 1 < change.start:
                break
            if line - 1 < change.end:
                return max(change.new_end, change.new_start + 1) if is_last else change.new_start + 1
            shift = change.new_end - change.end
        return line + shift

    return [Lines(now(first, False), now(last, True), written) for first, last, written in lines]


def _touched(place: Lines, changed: list[Lines]) -> bool:
    """Return whether a place has a changed line, or lost one: a finding of one line has none to lose."""
    return any(
        each.first <= place.last and place.first <= each.last
        if each.written
        else place.first <= each.first and each.last <= place.last
        for each in changed
    )


def _lines_of(diagnostic: Diagnostic) -> Lines:
    return Lines(diagnostic.start.line, max(diagnostic.start.line, diagnostic.end.line), True)


def _changed(root: str, base: str) -> Iterator[tuple[str, list[Lines] | None]]:
    """Yield every file that changed since ``base``, by its name now, with the lines; None is a new file."""
    prefixes = ("--src-prefix=a/", "--dst-prefix=b/", "--no-color", "--no-ext-diff", "--no-textconv", "--text")
    lines = iter(_git(root, "diff", "-U0", "-M", "--no-relative", *prefixes, base, "--").split(b"\n"))
    found: list[Lines] = []
    is_new = False
    for line in lines:
        if line.startswith(b"--- "):
            is_new = line == b"--- /dev/null"
        elif line.startswith(b"+++ "):
            found = []
            yield _name(line[4:]), None if is_new else found
        elif hunk := _HUNK.match(line):
            old, first, new = int(hunk[1] or 1), int(hunk[2]), int(hunk[3] if hunk[3] is not None else 1)
            found.append(Lines(first, first + new - 1, True) if new else Lines(first, first + 1, False))
            _skip(lines, old + new)


def _skip(lines: Iterable[bytes], count: int) -> None:
    """Pass over the lines of a hunk, which may look like anything."""
    for line in lines if count else ():
        count -= not line.startswith(b"\\")  # no newline at the end of the file
        if not count:
            return


def _name(written: bytes) -> str:
    """Return the path that git writes after ``+++``: quoted where it holds odd characters, behind ``b/``."""
    written = written.removesuffix(b"\t")  # stands behind names with blanks
    if written.startswith(b'"'):
        written = _ESCAPE.sub(_unescaped, written[1:-1])
    return os.fsdecode(written.removeprefix(b"b/"))


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    return bytes([int(code, 8)]) if len(code) == 3 else _LETTERS.get(code, code)


def _top(folder: str) -> str:
    try:
        return os.fsdecode(_git(folder, "rev-parse", "--show-toplevel").removesuffix(b"\n"))
    except CardlintError as error:
        raise CardlintError(f"{folder}: not in a git repository", "--diff-from compares with a revision") from error


def _base(root: str, revision: str) -> str:
    """Return the commit from which the work on ``revision`` went apart."""
    try:
        commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except CardlintError as error:
        raise CardlintError(f"{revision} is no revision of {root}", "a shallow clone may lack it: fetch it") from error
    try:
        return _git(root, "merge-base", commit.decode().strip(), "HEAD").decode().strip()
    except CardlintError as error:
        hint = "a shallow clone may lack it: fetch more history"
        raise CardlintError(f"{revision} and HEAD have no common ancestor in {root}", hint) from error


def _git(folder: str, *arguments: str) -> bytes:
    """Return what git prints. Raises CardlintError with the first line of its complaint."""
    try:
        done = subprocess.run(("git", "-C", folder, *arguments), capture_output=True, check=False)
    except OSError as error:
        raise CardlintError("git cannot be started", "install git, or leave out --diff-from") from error
    if done.returncode:
        words = done.stderr.decode(errors="replace").strip().splitlines() or ["failed"]
        raise CardlintError(f"git {arguments[0]}: {words[0]}")
    return done.stdout
