"""The paths that match a glob on the command line, as a shell with ``**`` would list them.

``glob.glob`` follows links to folders under ``**``: in an untrusted repository, such a link can lead to the entire disk, or in
circles. It also recurses, and a repository can be nested deeper than Python's stack.
"""

import fnmatch
import os
import re
from collections.abc import Callable, Iterator

_ANY_DEPTH = "**"
_MAGIC = re.compile(r"[*?\[]")


def has_magic(path: str) -> bool:
    """Return whether ``path`` contains a wildcard."""
    return _MAGIC.search(path) is not None


def fixed_folder(pattern: str) -> str:
    """Return the folder that ``pattern`` names before its first wildcard: ``a`` of ``a/*/README.md``, ``.`` if there is none."""
    parts = _parts(pattern)
    fixed = next(number for number, part in enumerate([*parts, "*"]) if has_magic(part))
    return os.sep.join(parts[:fixed]) or (os.sep if parts[0] == "" else os.curdir)


def expand(pattern: str, enters: Callable[[str], bool]) -> Iterator[str]:
    """Yield the files and folders that ``pattern`` matches, each once; sorted folder by folder.

    Wildcards do not match a name that begins with a dot, unless they begin with one too. ``**`` matches zero or more nested folders;
    it does not follow links, and enters only folders for whose name ``enters`` is true.
    """
    parts = _parts(pattern)
    parts = [part for number, part in enumerate(parts) if part != _ANY_DEPTH or parts[number - 1 : number] != [part]]
    seen: set[tuple[str, int]] = set()  # two `**` reach the same folder in many ways
    waiting = [(os.sep, 1)] if parts[0] == "" else [("", 0)]
    while waiting:
        path, number = place = waiting.pop()
        if place in seen:
            continue
        seen.add(place)
        if number == len(parts):
            if os.path.lexists(path or os.curdir):
                yield path or os.curdir
        elif parts[number] == _ANY_DEPTH:
            inner = (name for name in _names(path, folders=True) if enters(name) and not name.startswith("."))
            waiting += [(os.path.join(path, name), number) for name in inner]
            waiting.append((path, number + 1))
        elif has_magic(parts[number]):
            waiting += [(os.path.join(path, name), number + 1) for name in _matching(path, parts[number])]
        else:
            waiting.append((os.path.join(path, parts[number]), number + 1))


def _parts(pattern: str) -> list[str]:
    """Return the names and wildcards between the slashes; the first one of an absolute path is empty."""
    plain = pattern.replace(os.altsep, os.sep) if os.altsep else pattern
    first, *rest = plain.split(os.sep)
    return [first, *(part for part in rest if part not in ("", os.curdir))]


def _matching(folder: str, part: str) -> list[str]:
    match = re.compile(fnmatch.translate(os.path.normcase(part))).match
    return [
        name
        for name in _names(folder, folders=False)
        if match(os.path.normcase(name)) and (part.startswith(".") or not name.startswith("."))
    ]


def _names(folder: str, *, folders: bool) -> list[str]:
    """Return the names in ``folder`` in reverse order; with ``folders``, only those of folders that are not links."""
    try:
        with os.scandir(folder or os.curdir) as entries:
            names = [entry.name for entry in entries if not folders or entry.is_dir(follow_symlinks=False)]
    except OSError:
        return []
    return sorted(names, reverse=True)
