"""The diff of two versions of a file for ``git apply`` and ``patch -p1``, in bytes because the old version may not be UTF-8.

A patch with a masked line does not apply. So a change whose lines must not be shown is left out completely, and the others stay.
"""

import os
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate

from cardlint.findings.secrets.mask import hidden_places
from cardlint.lint.fix.line_diff import Change, changes
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple

_PLAIN = pattern(r"(?!.*##)[ !#-\[\]-~]+")  # printable ASCII except quotes and backslashes, and no CI server command

CONTEXT = 3
"""How many context lines surround a change."""


class LeftOut(NamedTuple):
    """A change that is not in a patch: its first line in the old text, from 1, and why it must not be shown."""

    line: int
    reason: str


class Patch(NamedTuple):
    """A unified diff; empty if there are no changes."""

    content: bytes
    left_out: tuple[LeftOut, ...] = ()


class _Hunk(NamedTuple):
    """Changes that are close to each other, with their context: their lines in both texts."""

    changes: list[Change]
    extent: Change


def patch(path: str, old: bytes, new: bytes, place: str | None = None) -> bytes:
    """Return the complete diff from ``old`` to ``new``. ``place`` is the new path if the file moves."""
    old_lines, new_lines = _lines(old), _lines(new)
    written = [_format_hunk(old_lines, new_lines, hunk, 0) for hunk in _hunks(old_lines, new_lines)]
    return _with_head(path, place, written)


def printable_patch(
    path: str, old: bytes, new: bytes, place: str | None = None, *, is_trap: Callable[[str], bool] | None = None
) -> Patch:
    """Return the diff that may be printed: without changes that would show a secret.

    ``is_trap`` says whether the lines of a change, as they are in the patch, must not be printed either.
    """
    old_lines, new_lines = _lines(old), _lines(new)
    old_secrets, new_secrets = _secret_lines(old, old_lines), _secret_lines(new, new_lines)
    written: list[bytes] = []
    left_out: list[LeftOut] = []
    missing = 0  # lines that the changes left out so far would have added
    for hunk in _hunks(old_lines, new_lines):
        start, end, new_start, new_end = hunk.extent
        lines = _format_hunk(old_lines, new_lines, hunk, missing)
        if old_secrets.intersection(range(start, end)) or new_secrets.intersection(range(new_start, new_end)):
            reason = "it would show a secret"
        elif is_trap is not None and is_trap(lines.decode(errors="replace")):
            reason = "it would print a command that CI servers execute"
        else:
            written.append(lines)
            continue
        left_out.append(LeftOut(hunk.changes[0].start + 1, reason))
        missing += (new_end - new_start) - (end - start)
    return Patch(_with_head(path, place, written), tuple(left_out))


def _with_head(path: str, place: str | None, hunks: list[bytes]) -> bytes:
    """Return the patch of a file with these hunks; empty if it neither changes nor moves."""
    before = _name(path)
    after = _name(place) if place is not None else before
    parts = []
    if before != after:
        moved = (_quote_path(f"a/{before}"), _quote_path(f"b/{after}"), _quote_path(before), _quote_path(after))
        parts.append("diff --git {} {}\nrename from {}\nrename to {}\n".format(*moved).encode())
    if hunks:
        parts.append(f"--- {_ended_name(f'a/{before}')}\n+++ {_ended_name(f'b/{after}')}\n".encode())
    return b"".join((*parts, *hunks))


def _hunks(old: list[bytes], new: list[bytes]) -> Iterator[_Hunk]:
    for group in _groups(changes(old, new)):
        before = min(CONTEXT, group[0].start)
        behind = min(CONTEXT, len(old) - group[-1].end)
        extent = Change(
            group[0].start - before, group[-1].end + behind, group[0].new_start - before, group[-1].new_end + behind
        )
        yield _Hunk(group, extent)


def _secret_lines(content: bytes, lines: list[bytes]) -> set[int]:
    """Return the numbers, from 0, of the lines with a part of a secret; secrets are ASCII, so any ASCII superset decodes them."""
    ends = list(accumulate(map(len, lines)))
    return {bisect_right(ends, span.start) for span in hidden_places(content.decode("latin-1"))}


def _name(path: str) -> str:
    """Return the path from the working directory with links resolved: git does not follow links."""
    return os.path.relpath(os.path.realpath(path), os.path.realpath(os.curdir)).replace(os.sep, "/")


def _lines(content: bytes) -> list[bytes]:
    """Return the lines with their line ends; only ``\\n`` ends a line, as in git."""
    lines = content.split(b"\n")
    return [line + b"\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _groups(found: list[Change]) -> Iterator[list[Change]]:
    """Yield groups of changes that are so close that their contexts would overlap."""
    group: list[Change] = []
    for change in found:
        if group and change.start - group[-1].end > 2 * CONTEXT:
            yield group
            group = []
        group.append(change)
    if group:
        yield group


def _format_hunk(old: list[bytes], new: list[bytes], hunk: _Hunk, missing: int) -> bytes:
    """Return a hunk of a patch that has ``missing`` fewer lines before it than the new text."""
    start, end, new_start, new_end = hunk.extent
    lines = [f"@@ -{_range(start, end)} +{_range(new_start - missing, new_end - missing)} @@\n".encode()]
    for change in hunk.changes:
        lines += [b" " + line for line in old[start : change.start]]
        lines += [b"-" + line for line in old[change.start : change.end]]
        lines += [b"+" + line for line in new[change.new_start : change.new_end]]
        start = change.end
    lines += [b" " + line for line in old[start:end]]
    return b"".join(map(_ended, lines))


def _range(start: int, end: int) -> str:
    """Return a range as a hunk header counts lines: from 1; an empty range is at the line before it."""
    length = end - start
    return f"{start + 1 if length else start},{length}" if length != 1 else f"{start + 1}"


def _ended(line: bytes) -> bytes:
    return line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n"


def _ended_name(path: str) -> str:
    """Return a path at the end of a line: git writes a tab after one with spaces."""
    return f"{path}\t" if _PLAIN.fullmatch(path) and " " in path else _quote_path(path)


def _quote_path(path: str) -> str:
    """Return a path as git writes it, quoted if it has special characters, or spaces, as ``patch`` requires for moved files."""
    if _PLAIN.fullmatch(path) and " " not in path:
        return path
    written = "".join(_escape(byte) for byte in os.fsencode(path)).replace("##", "#\\043")
    return f'"{written}"'


def _escape(byte: int) -> str:
    character = chr(byte)
    if character in '"\\':
        return "\\" + character
    return character if 0x20 <= byte < 0x7F else f"\\{byte:03o}"
