"""The files that the patterns of a dataset card match, found as the ``datasets`` library finds them.

A pattern is a glob below the root of the repository, or below ``data_dir``. ``*`` and ``?`` stay within a folder;
``**`` is a component on its own, for any depth. Hidden files, folders that begin with two underscores and files about the
dataset are skipped unless the pattern names them. A name is tested in time linear in its length, and a budget bounds
the tests of one card.

Source: datasets 5.2.0, data_files.py and load.py; fsspec 2026.9, glob_translate.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from fnmatch import translate
from typing import Any, TypeAlias

from cardlint.system.lazy_pattern import pattern
from cardlint.vocabulary import nearest, vocabulary

_Test: TypeAlias = Callable[[str], Any] | None  # for one component of a name; None is **

TESTS = 400_000
"""The most names that are tested against globs for one card; after that, every glob counts as undecided."""

HINTS = 20
"""Missing paths of one card that are compared with the existing names."""

_COMPARED = 200  # names of one folder

_MAGIC = pattern(r"[*?\[]")
_BRACES = pattern(r"\{([^{}]*,[^{}]*)\}")
_RANGE = pattern(r"\{\w{1,9}\.\.\w{1,9}\}")
_MOST_CHOICES = 20
_WILDCARDS = pattern(r"(\*|\?)")
_MOST_WILDCARDS = 3  # in one component of a pattern whose case is corrected
_OWN_COMPUTER = pattern(r"[/~]|file:|[A-Za-z]:[\\/](?!/)")
_ABOUT = frozenset(
    ("README.md", "config.json", "dataset_info.json", "dataset_infos.json", "dummy_data.zip", "dataset_dict.json")
)
_ARCHIVE = ".zip"
_PREFERRED = (".csv", ".json", ".jsonl", ".arrow", ".vortex", ".lance", ".parquet")
"""If extensions are equally common, the last of these decides."""


def is_inside(pattern: str) -> bool:
    """Return whether ``pattern`` is a path inside the repository, not a URL and not a path that leaves it."""
    return not ("://" in pattern or "::" in pattern or pattern.startswith(("/", "~")) or ".." in pattern.split("/"))


def leaves_repository(pattern: str) -> bool:
    """Return whether ``pattern`` is a path on the computer of whoever loads it, or one above the root of the repository."""
    if _OWN_COMPUTER.match(pattern):
        return True
    depth = 0
    for part in pattern.split("/") if "://" not in pattern else ():
        depth += -1 if part == ".." else part not in ("", ".")
        if depth < 0:
            return True
    return False


def is_glob(pattern: str) -> bool:
    """Return whether ``pattern`` has wildcards."""
    return _MAGIC.search(pattern) is not None


def has_braces(pattern: str) -> bool:
    """Return whether ``pattern`` has ``{a,b}`` or ``{0..9}``, which a shell expands, but the library takes literally."""
    return _BRACES.search(pattern) is not None or _RANGE.search(pattern) is not None


def without_braces(pattern: str) -> list[str]:
    """Return the patterns that a shell makes of ``pattern`` with ``{a,b}``.

    Empty if there are no such braces, or too many.
    """
    made, done = [pattern], False
    while not done:
        found = [_BRACES.search(each) for each in made]
        done = not any(found)
        made = [
            f"{each[: match.start()]}{choice}{each[match.end() :]}" if match is not None else each
            for each, match in zip(made, found, strict=True)
            for choice in (match[1].split(",") if match is not None else [""])
        ]
        if len(made) > _MOST_CHOICES:
            return []
    return list(dict.fromkeys(made)) if not any(map(has_braces, made)) and made != [pattern] else []


def has_glued_stars(pattern: str) -> bool:
    """Return whether ``**`` shares a component with something else, as in ``**.csv``, which the library rejects."""
    return any("**" in part and part != "**" for part in pattern.split("/"))


def with_case_of(pattern: str, name: str) -> str | None:
    """Return ``pattern``, which matches ``name`` apart from upper and lower case, with the case of ``name``; None if unclear.

    Both are relative to the same folder.
    """
    parts, segments = [part for part in pattern.split("/") if part not in ("", ".")], name.split("/")
    at = parts.index("**") if "**" in parts else len(parts)
    rest = parts[at + 1 :]
    if "**" in rest or len(rest) > len(segments):
        return None
    start = [_cased(*pair) for pair in zip(parts[:at], segments, strict=False)]
    end = [_cased(*pair) for pair in zip(rest, segments[len(segments) - len(rest) :], strict=True)]
    cased = [*start, *parts[at : at + 1], *end]
    return "/".join(part for part in cased if part is not None) if None not in cased else None


def _cased(part: str, segment: str) -> str | None:
    """Return one component of a pattern with the case of the name that it matches."""
    pieces = _WILDCARDS.split(part)
    if len(pieces) > 2 * _MOST_WILDCARDS + 1 or "[" in part:
        return None
    shape = "".join({"*": ".*?", "?": "."}.get(piece, f"({re.escape(piece)})") for piece in pieces)
    match = re.fullmatch(shape, segment, re.IGNORECASE)
    if match is None:
        return None
    pieces[::2] = match.groups()
    return "".join(pieces)


class DataFiles:
    """The names of a repository's files, asked by pattern."""

    __slots__ = ("_hints", "_names", "_tests")

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted(names)
        self._tests = TESTS
        self._hints = HINTS

    def find(self, pattern: str, folder: str = "") -> list[str] | None:
        """Return the files that ``pattern`` below ``folder`` matches, sorted; None if that is unclear."""
        parts = [part for part in f"{folder}/{pattern}".split("/") if part not in ("", ".")]
        whole = "/".join(parts)
        magic = _MAGIC.search(whole)
        if magic is None:
            return [whole] if self.below(whole)[:1] == [whole] else []
        candidates = self.below(whole[: magic.start()])
        self._tests -= len(candidates)
        if self._tests < 0 or has_glued_stars(whole):
            return None
        tests = [_test(part) for part in parts]
        return [name for name in candidates if _is_asked_for(name, parts) and _fits(name.split("/"), tests)]

    def in_other_case(self, pattern: str, folder: str = "") -> list[str]:
        """Return the files that ``pattern`` below ``folder`` would match if upper and lower case were the same, sorted."""
        parts = [part for part in f"{folder}/{pattern}".split("/") if part not in ("", ".")]
        self._tests -= len(self._names)
        if self._tests < 0 or has_glued_stars("/".join(parts)):
            return []
        tests = [_test(part, re.IGNORECASE) for part in parts]
        return [name for name in self._names if _is_asked_for(name, parts) and _fits(name.split("/"), tests)]

    def like(self, path: str) -> str | None:
        """Return the file in the same folder that is most similar to ``path``; None if there is none, or after many."""
        self._hints -= 1
        folder = path.rpartition("/")[0]
        siblings = self.below(f"{folder}/" if folder else "")[:_COMPARED]
        near = nearest(path, siblings, 1) if self._hints >= 0 else ()
        return near[0] if near else None

    def below(self, beginning: str) -> list[str]:
        """Return the names that begin with ``beginning``, such as ``data/``, sorted."""
        first = bisect_left(self._names, beginning)
        last = bisect_left(self._names, beginning + "\U0010ffff", first)
        return self._names[first:last]


def is_readable(name: str) -> bool:
    """Return whether the library reads files with an extension that the file called ``name`` has."""
    known = _builders()
    return any(extension == _ARCHIVE or extension in known for extension in _extensions(name))


def builder_of(names: Iterable[str]) -> str | None:
    """Return the builder that reads files with these names or patterns, by the extension most have; or None."""
    known = _builders()
    counts: Counter[tuple[bool, str]] = Counter()
    for name in names:
        is_data = not name.rpartition("/")[2].startswith("metadata.")
        counts.update((is_data, extension) for extension in _extensions(name) if extension in known)
    if not counts:
        return None
    rank = {extension: place for place, extension in enumerate(_PREFERRED)}
    best = max(counts, key=lambda each: (each[0], counts[each], rank.get(each[1], -1), each[1]))
    return known[best[1]]


def guessed_splits(names: Iterable[str]) -> tuple[str, ...]:
    """Return the splits that the library makes without ``data_files``, by the names of files and folders."""
    data = [name for name in names if _is_asked_for(name, [])]
    words = vocabulary("datasets").data
    folder, pattern = words["sharded_pattern"].split("{split}")
    sharded = re.compile(f"{re.escape(folder)}(?P<split>[^/]+){translate(pattern)}")
    if shards := sorted({match["split"] for name in data if (match := sharded.match(name))}):
        return tuple(shards)
    separator = f"[{words['split_separators']}]"
    splits = vocabulary("datasets/splits")
    keywords = {split: "|".join(splits[split]["keywords"]) for split in splits.ids}
    for shape in (
        r"(?:.*/)?(?:[^/]*{sep})?(?:{words})(?:{sep}[^/]*)?/",
        r"(?:.*/)?(?:[^/]*{sep})?(?:{words}){sep}[^/]*\Z",
    ):
        tests = {split: re.compile(shape.format(sep=separator, words=words)) for split, words in keywords.items()}
        if found := tuple(split for split, test in tests.items() if any(test.match(name) for name in data)):
            return found
    return splits.ids[:1] if data else ()


def _builders() -> Mapping[str, str]:
    extensions: Mapping[str, str] = vocabulary("datasets").data["extensions"]
    return extensions


def _extensions(name: str) -> list[str]:
    """Return all extensions of a name, lower case: ``.csv`` and ``.gz`` of ``train.csv.gz``."""
    return [f".{part.lower()}" for part in name.rpartition("/")[2].split(".")[1:]]


def _is_asked_for(name: str, parts: list[str]) -> bool:
    """Return whether a pattern names every hidden part of ``name``, and a file about the dataset by its name."""
    own = name.split("/")
    if own[-1] in _ABOUT and own[-1:] != parts[-1:]:
        return False
    if _count(own, ".") != _count(parts, "."):
        return False
    return _count(own[:-1], "__") == _count(parts[:-1], "__")


def _count(parts: list[str], beginning: str) -> int:
    return sum(part.startswith(beginning) and part.strip(".") != "" for part in parts)


def _test(part: str, flags: int = 0) -> _Test:
    return None if part == "**" else re.compile(translate(part), flags).match


def _fits(segments: list[str], tests: list[_Test]) -> bool:
    """Match components against tests, where None takes any number; go back to the last None if a test fails."""
    at = test_at = 0
    stars = resume = -1
    while at < len(segments):
        test = tests[test_at] if test_at < len(tests) else None
        if test_at < len(tests) and test is None:
            stars, resume = test_at, at
            test_at += 1
        elif test is not None and test(segments[at]):
            at += 1
            test_at += 1
        elif stars >= 0:
            resume += 1
            at, test_at = resume, stars + 1
        else:
            return False
    return test_at == len(tests)
