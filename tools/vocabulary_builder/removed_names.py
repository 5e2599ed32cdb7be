"""Public names that cards still use in code, and that the newest transformers and datasets no longer have.

A name is removed if an earlier release exports it and the newest one neither exports nor defines it anywhere. Names with ``Fast`` at the
end do not count if the same name without it exists: transformers still serves them on request. The sources are parsed, never imported.
"""

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from tools.vocabulary_builder import pins
from tools.vocabulary_builder.packages import Archive, Package

RELEASES = {
    "transformers": (
        Package("pypi", "transformers", "4.25.1", fixed=True),
        Package("pypi", "transformers", "4.57.3", fixed=True),
    ),
    "datasets": (Package("pypi", "datasets", "2.14.0", fixed=True),),
}
"""The releases whose names are looked for, from old to new."""

NEWEST = {"transformers": pins.TRANSFORMERS, "datasets": pins.DATASETS}

PACKAGES = (*(package for packages in RELEASES.values() for package in packages), *NEWEST.values())

_CLASS = re.compile(r"(?=.*[a-z])[A-Z]\w{3,}")
_SERVED = "Fast"
_PREFIXES = ("TF", "Flax")
"""Of classes for other frameworks. What follows is the name of the class for PyTorch."""


def build(archives: Mapping[str, Archive], facts: Callable[[str], Any]) -> dict[str, Any]:
    """Return the removed names with their library, the last release seen with them, and what to write instead."""
    known = facts("removed_names")
    entries: dict[str, dict[str, Any]] = {}
    tasks: dict[str, dict[str, Any]] = {}
    for library, packages in RELEASES.items():
        newest = archives[NEWEST[library].key]
        exported, defined = _names(newest, library)
        present = exported | defined
        for package in packages:
            for name in _names(archives[package.key], library).exported - present:
                is_public = name in known["instead"] or (_CLASS.fullmatch(name) and name not in known["not_public"])
                if is_public and not (name.endswith(_SERVED) and name.removesuffix(_SERVED) in present):
                    entry = {"library": library, "last": package.version}
                    instead = known["instead"].get(name) or _instead(name, present)
                    entries[name] = {**entry, "instead": instead} if instead else entry
            if library == "transformers":
                for task in _tasks(archives[package.key]) - _tasks(newest):
                    tasks[task] = {"last": package.version}
    return {
        "title": "Names that earlier releases of transformers and datasets export, and the newest ones do not have",
        "entries": dict(sorted(entries.items())),
        "pipeline_tasks": dict(sorted(tasks.items())),
        "keywords": known["keywords"],
    }


def _instead(name: str, present: set[str]) -> list[str]:
    """Return the name that does the same now, if there is one with the usual form."""
    candidates = [name.removeprefix(prefix) for prefix in _PREFIXES if name.startswith(prefix)]
    candidates.append(name.replace("FeatureExtractor", "ImageProcessor"))
    return [candidate for candidate in candidates if candidate != name and candidate in present][:1]


class _Names(NamedTuple):
    """The names in a package: those that users can import, and every name that is defined, imported or written as text anywhere."""

    exported: set[str]
    defined: set[str]


def _names(archive: Archive, library: str) -> _Names:
    names = _Names(set(), set())
    for path in archive.names():
        if path.startswith(f"{library}/") and path.endswith(".py"):
            tree = ast.parse(archive.read(path))
            defined = set(_defined(tree))
            names.defined.update(defined)
            if path == f"{library}/__init__.py":
                names.exported.update(defined)
            elif "/models/" in path:
                names.exported.update(_listed(tree))
    return names


def _defined(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.Name(id=name, ctx=ast.Store()):
                yield name
            case ast.ImportFrom(names=imported) | ast.Import(names=imported):
                yield from (each.asname or each.name for each in imported)
            case ast.Constant(value=str(text)):
                yield text


def _listed(tree: ast.Module) -> Iterator[str]:
    """Yield the names in ``__all__``."""
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id="__all__")], value=ast.List(elts=items)):
                yield from (str(each.value) for each in items if isinstance(each, ast.Constant))


def _tasks(archive: Archive) -> set[str]:
    """Return the tasks that ``pipeline`` knows."""
    for node in ast.parse(archive.read("transformers/pipelines/__init__.py")).body:
        match node:
            case ast.Assign(targets=[ast.Name(id="SUPPORTED_TASKS")], value=ast.Dict(keys=keys)):
                return {key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}
    return set()
