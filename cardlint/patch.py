"""The difference between two texts of a card as ``git apply`` and ``patch -p1`` take it."""

import os


def patch(path: str, old: str, new: str) -> str:
    """Return the unified difference from ``old`` to ``new``, byte for byte; empty where there is none."""
    if old == new:
        return ""
    from difflib import unified_diff  # 8 ms to import, and most runs write no difference

    old_lines, new_lines = _lines(old), _lines(new)
    # Cards can be huge and their fixes are small: only what differs is compared.
    head = _common(old_lines, new_lines)
    tail = _common(old_lines[head:][::-1], new_lines[head:][::-1])
    first, last = max(0, head - 3), max(0, tail - 3)
    hunks = unified_diff(
        old_lines[first : len(old_lines) - last], new_lines[first : len(new_lines) - last], lineterm="\n"
    )
    body = [_moved(line, first) if line.startswith("@@") else line for line in list(hunks)[2:]]
    name = path if not os.path.isabs(path) else os.path.relpath(path)
    return "".join((_header("--- ", "a", name), _header("+++ ", "b", name), *map(_ended, body)))


def _lines(text: str) -> list[str]:
    """Return the lines with their ends; only ``\\n`` ends a line, as in git."""
    lines = text.split("\n")
    return [line + "\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _common(one: list[str], other: list[str]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _moved(hunk: str, by: int) -> str:
    """Return the head of a hunk with the lines that were left out before it counted."""
    old, new = hunk.split(" ")[1:3]
    return f"@@ -{_range(old[1:], by)} +{_range(new[1:], by)} @@\n"


def _range(text: str, by: int) -> str:
    start, comma, length = text.partition(",")
    return f"{int(start) + by}{comma}{length}"


def _ended(line: str) -> str:
    return line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"


def _header(sign: str, side: str, name: str) -> str:
    path = f"{side}/{name.replace(os.sep, '/')}"
    return f"{sign}{_quoted(path)}\n"


def _quoted(path: str) -> str:
    """Return a path as git writes it: quoted where it holds odd characters, followed by a tab where it holds a blank."""
    if path.isascii() and path.isprintable() and '"' not in path and "\\" not in path:
        return f"{path}\t" if " " in path else path
    return '"' + "".join(_escaped(byte) for byte in os.fsencode(path)) + '"'


def _escaped(byte: int) -> str:
    character = chr(byte)
    if character in '"\\':
        return "\\" + character
    return character if 0x20 <= byte < 0x7F else f"\\{byte:03o}"
