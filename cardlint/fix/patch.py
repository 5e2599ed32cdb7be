"""The difference between two versions of a file as ``git apply`` and ``patch -p1`` take it: bytes, for the old ones may be no UTF-8."""

import os
from collections.abc import Iterator

from cardlint.fix.line_diff import Change, changes
from cardlint.system.lazy_pattern import pattern

_PLAIN = pattern(r"[ !#-\[\]-~]+")  # printable ASCII but for quotes and backslashes

CONTEXT = 3
"""Lines in common around a change."""


def patch(path: str, old: bytes, new: bytes, place: str | None = None) -> bytes:
    """Return the unified difference from ``old`` to ``new``; empty where there is none. ``place`` is where the file goes, if it moves."""
    before = _name(path)
    after = _name(place) if place is not None else before
    parts = []
    if before != after:
        moved = (_quoted(f"a/{before}"), _quoted(f"b/{after}"), _quoted(before), _quoted(after))
        parts.append("diff --git {} {}\nrename from {}\nrename to {}\n".format(*moved).encode())
    if old != new:
        old_lines, new_lines = _lines(old), _lines(new)
        parts.append(f"--- {_ended_name(f'a/{before}')}\n+++ {_ended_name(f'b/{after}')}\n".encode())
        parts += [_hunk(old_lines, new_lines, group) for group in _groups(changes(old_lines, new_lines))]
    return b"".join(parts)


def _name(path: str) -> str:
    """Return the path from here, with its links followed: git changes nothing behind one."""
    return os.path.relpath(os.path.realpath(path), os.path.realpath(os.curdir)).replace(os.sep, "/")


def _lines(content: bytes) -> list[bytes]:
    """Return the lines with their ends; only ``\\n`` ends a line, as in git."""
    lines = content.split(b"\n")
    return [line + b"\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _groups(found: list[Change]) -> Iterator[list[Change]]:
    """Yield the changes that are so near each other that their context would meet."""
    group: list[Change] = []
    for change in found:
        if group and change.start - group[-1].end > 2 * CONTEXT:
            yield group
            group = []
        group.append(change)
    if group:
        yield group


def _hunk(old: list[bytes], new: list[bytes], group: list[Change]) -> bytes:
    before = min(CONTEXT, group[0].start)
    behind = min(CONTEXT, len(old) - group[-1].end)
    start, end = group[0].start - before, group[-1].end + behind
    new_start, new_end = group[0].new_start - before, group[-1].new_end + behind
    lines = [f"@@ -{_range(start, end)} +{_range(new_start, new_end)} @@\n".encode()]
    for change in group:
        lines += [b" " + line for line in old[start : change.start]]
        lines += [b"-" + line for line in old[change.start : change.end]]
        lines += [b"+" + line for line in new[change.new_start : change.new_end]]
        start = change.end
    lines += [b" " + line for line in old[start:end]]
    return b"".join(map(_ended, lines))


def _range(start: int, end: int) -> str:
    """Return lines as the head of a hunk counts them: from 1, and of none the line before."""
    length = end - start
    return f"{start + 1 if length else start},{length}" if length != 1 else f"{start + 1}"


def _ended(line: bytes) -> bytes:
    return line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n"


def _ended_name(path: str) -> str:
    """Return a path as it ends a line: behind one with blanks git writes a tab."""
    return f"{path}\t" if _PLAIN.fullmatch(path) and " " in path else _quoted(path)


def _quoted(path: str) -> str:
    """Return a path as git writes it, quoted where it holds odd characters; with blanks too, which ``patch`` wants of names that move."""
    if _PLAIN.fullmatch(path) and " " not in path:
        return path
    return '"' + "".join(_escaped(byte) for byte in os.fsencode(path)) + '"'


def _escaped(byte: int) -> str:
    character = chr(byte)
    if character in '"\\':
        return "\\" + character
    return character if 0x20 <= byte < 0x7F else f"\\{byte:03o}"
