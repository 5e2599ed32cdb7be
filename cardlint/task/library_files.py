"""The library that the files of a repository are for. We can suggest that the card declares it; the Hub ignores the files."""

import re
from collections.abc import Iterable, Mapping
from fnmatch import translate
from functools import cache
from typing import Any

from cardlint.system.named_tuple import NamedTuple
from cardlint.system.resources import load_json
from cardlint.task.facts import Facts, file_names


def detect(facts: Facts) -> str | None:
    """Return the library that the files are for, by the clearest signature; None if no signature fits."""
    names = file_names(facts)
    if not names:
        return None
    return next((name for name, signature in _signatures().items() if signature.fits(names, facts.config)), None)


class _Signature(NamedTuple):
    """The files of a library: all of the first two, one of the next two if there are any, and keys of config.json."""

    every: frozenset[str]
    every_pattern: tuple[re.Pattern[str], ...]
    some: frozenset[str]
    some_pattern: tuple[re.Pattern[str], ...]
    config: Mapping[str, Any]

    def fits(self, names: frozenset[str], config: object) -> bool:
        if not self.every <= names or not _says(config, self.config):
            return False
        if not all(any(map(pattern.match, names)) for pattern in self.every_pattern):
            return False
        if not (self.some or self.some_pattern) or not self.some.isdisjoint(names):
            return True
        return any(any(map(pattern.match, names)) for pattern in self.some_pattern)


def _says(config: object, wanted: Mapping[str, Any]) -> bool:
    """Return whether config.json has these keys; a wanted value of None matches any value."""
    if not wanted:
        return True
    return isinstance(config, Mapping) and all(
        key in config and (value is None or config[key] == value) for key, value in wanted.items()
    )


@cache
def _signatures() -> Mapping[str, _Signature]:
    entries: Mapping[str, Mapping[str, Any]] = load_json("schemas/vocab/library_files.json")["entries"]
    return {name: _signature(entry) for name, entry in entries.items()}


def _signature(entry: Mapping[str, Any]) -> _Signature:
    every, every_pattern = _apart(entry.get("all", ()))
    some, some_pattern = _apart(entry.get("any", ()))
    return _Signature(every, every_pattern, some, some_pattern, entry.get("config", {}))


def _apart(patterns: Iterable[str]) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Return the plain names, which can be looked up in a set, and the patterns, which must be tried on every name."""
    names = frozenset(pattern for pattern in patterns if "*" not in pattern)
    return names, tuple(re.compile(translate(pattern)) for pattern in patterns if "*" in pattern)
