"""Rebuilds a vocabulary file: downloads its packages, runs its builder, and records the sources."""

import hashlib
import importlib
import json
import os
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from cardlint.system.errors import CardlintError
from tools.vocabulary_builder import BUILDERS
from tools.vocabulary_builder.news import VocabularyNews, compare
from tools.vocabulary_builder.packages import Archive, Json, Package

CHECKOUT = Path(__file__).parents[2]
VOCABULARIES = CHECKOUT / "schemas" / "vocab"
FACTS = CHECKOUT / "schemas" / "facts"
PROVENANCE = ("source", "as_of", "sha256")
LINE_LENGTH = 120


class RebuiltVocabulary(NamedTuple):
    """A vocabulary file with its new content."""

    name: str
    path: Path
    text: str

    @property
    def news(self) -> VocabularyNews:
        """The identifiers that differ from those of the file on disk."""
        before = json.loads(self.path.read_text(encoding="utf-8")) if self.path.exists() else {}
        return compare(self.name, before, json.loads(self.text))

    @property
    def differs(self) -> bool:
        """Whether the file on disk is missing or has other content."""
        return not self.path.exists() or self.path.read_text(encoding="utf-8") != self.text

    def write(self) -> None:
        """Replace the file atomically."""
        new = self.path.with_suffix(".json.new")
        with new.open("w", encoding="utf-8", newline="\n") as file:
            file.write(self.text)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.path)


def packages(name: str, *, latest: bool = False) -> tuple[Package, ...]:
    """Return the packages from which ``name`` is built; with ``latest``, without versions unless they are fixed."""
    pinned: tuple[Package, ...] = _builder(name).PACKAGES
    if not latest:
        return pinned
    return tuple(package if package.fixed else package._replace(version="") for package in pinned)


def rebuild(
    name: str, target: Path, archive_of: Callable[[Package], Archive], *, latest: bool = False
) -> RebuiltVocabulary:
    """Return the rebuilt file of the vocabulary ``name`` in the folder ``target``.

    The date changes only if anything else does, so that building twice gives the same bytes.
    """
    facts_used: dict[str, Any] = {}

    def facts(fact: str) -> Json:
        facts_used[fact] = json.loads((FACTS / f"{fact}.json").read_text(encoding="utf-8"))
        return facts_used[fact]

    wanted = packages(name, latest=latest)
    archives = {package.key: archive_of(package) for package in wanted}
    content = _builder(name).build(archives, facts)
    source = [_origin(package, archives[package.key]) for package in wanted]
    source += [origin for fact in facts_used.values() for origin in fact["source"] if origin not in source]

    path = target / f"{name}.json"
    before = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    _refuse_changed_archives(name, before.get("source", []), source)
    _refuse_losses(name, before, content)
    digest = content_sha256(content)
    same = before.get("source") == source and before.get("sha256") == digest
    as_of = before["as_of"] if same else date.today().isoformat()
    title = content.pop("title")
    return RebuiltVocabulary(
        name, path, to_text({"title": title, "source": source, "as_of": as_of, "sha256": digest, **content})
    )


def newest_versions(names: Iterable[str], archive_of: Callable[[Package], Archive]) -> dict[Package, str]:
    """Return each pinned package of the vocabularies ``names`` of which there is a newer version, and that version."""
    pinned = {package for name in names for package in packages(name) if not package.fixed}
    newest = {package: archive_of(package._replace(version="")).version for package in sorted(pinned)}
    return {package: version for package, version in newest.items() if version != package.version}


def newer_versions(names: Iterable[str], archive_of: Callable[[Package], Archive]) -> list[str]:
    """Return a line for each pinned package of the vocabularies ``names`` with a newer version, to which its pin can move."""
    newest = newest_versions(names, archive_of)
    return [f"{package.name} {package.version}: move the pin to {version}" for package, version in newest.items()]


def content_sha256(document: dict[str, Any]) -> str:
    """Return the SHA-256 of the document without its provenance, as JSON on one line, in the order of the file."""
    content = {key: value for key, value in document.items() if key not in PROVENANCE}
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def to_text(document: dict[str, Any]) -> str:
    """Return the document as JSON, with each value on one line if it fits, so that a changed entry is a changed line."""
    return "{\n" + ",\n".join(_member(key, value, depth=1) for key, value in document.items()) + "\n}\n"


def _member(key: str, value: Json, depth: int) -> str:
    line = f"{' ' * depth}{json.dumps(key, ensure_ascii=False)}: {json.dumps(value, ensure_ascii=False)}"
    if len(line) <= LINE_LENGTH and not (depth == 1 and isinstance(value, dict)):
        return line
    opening = f"{' ' * depth}{json.dumps(key, ensure_ascii=False)}: "
    if isinstance(value, dict) and value:
        members = ",\n".join(_member(name, child, depth + 1) for name, child in value.items())
        return f"{opening}{{\n{members}\n{' ' * depth}}}"
    if isinstance(value, list) and value and isinstance(value[0], dict):
        items = ",\n".join(" " * (depth + 1) + json.dumps(child, ensure_ascii=False) for child in value)
        return f"{opening}[\n{items}\n{' ' * depth}]"
    return line


def _builder(name: str) -> ModuleType:
    if name not in BUILDERS:
        raise CardlintError(f"{name} is not a vocabulary", f"choose from {', '.join(BUILDERS)}")
    return importlib.import_module(BUILDERS[name])


def _origin(package: Package, archive: Archive) -> dict[str, str]:
    return {
        "name": package.name,
        "ecosystem": package.ecosystem,
        "version": archive.version,
        "sha256": archive.sha256,
    }


def _refuse_losses(name: str, before: Json, after: Json) -> None:
    """Raise CardlintError if an entry is gone that the Hub keeps: the release that still had it must be read as well."""
    for part in getattr(_builder(name), "PERMANENT", ()):
        lost = [word for word in before.get(part, ()) if word not in after[part]]
        if lost:
            raise CardlintError(
                f"{name}: the new release has no {', '.join(lost[:3])}, which the Hub keeps",
                "add the release that had it to RELEASES of the builder",
            )


def _refuse_changed_archives(name: str, before: list[dict[str, str]], after: list[dict[str, str]]) -> None:
    """Raise CardlintError if the archive of a published version changed, which means that somebody tampered with it."""
    recorded = {(origin["name"], origin["version"]): origin["sha256"] for origin in before if "sha256" in origin}
    for origin in after:
        known = recorded.get((origin["name"], origin.get("version", "")))
        if known and known != origin["sha256"]:
            changed = f"{origin['name']} {origin['version']}"
            raise CardlintError(
                f"the archive of {changed} is not the one that {name} was built from",
                "find out why before you continue",
            )
