"""The manifest of an index: how it was built, and which of its generations is current. Replacing the manifest swaps generations."""

import time
from collections.abc import Mapping
from typing import Any

from cardlint._version import __version__
from cardlint.search import analysis
from cardlint.search.errors import DamagedError, MismatchError
from cardlint.search.fields import FieldTable
from cardlint.system.errors import CardlintError
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple

FORMAT = 2
"""Increase it if an older cardlint could not read the index, or would damage it."""

GENERATION = pattern(r"generation-([0-9]{6,9})")
MOST_GENERATIONS = 999_999_999


class Manifest(NamedTuple):
    """What the index was built with."""

    generation: str  # the name of the current one
    engine: str
    engine_version: str
    fields: str  # fingerprint of index/fields.yaml
    format: int = FORMAT
    analyser: int = analysis.VERSION
    cardlint: str = __version__
    created: float = 0.0

    @classmethod
    def new(cls, generation: str, engine: str, engine_version: str, table: FieldTable) -> "Manifest":
        """Return the manifest for an index that is built now."""
        return cls(generation, engine, engine_version, table.fingerprint, created=time.time())


_TYPES = {
    "generation": (str,),
    "engine": (str,),
    "engine_version": (str,),
    "fields": (str,),
    "analyser": (int,),
    "format": (int,),
    "cardlint": (str,),
    "created": (int, float),
}


def manifest_of(data: object, address: str) -> Manifest:
    """Return the manifest of the index at ``address`` from its JSON ``data``.

    Raises DamagedError if it is not valid, MismatchError if an older cardlint wrote it, and CardlintError if a newer one did.
    """
    written = data.get("format") if isinstance(data, dict) else None
    if not isinstance(data, dict) or type(written) is not int:
        raise DamagedError(f"the manifest of the index in {address} is invalid")
    if written > FORMAT:
        raise CardlintError(
            f"the index in {address} has the format {written}, and this cardlint has {FORMAT}",
            "upgrade cardlint, or use another `--index DIR`",
        )
    if written < FORMAT:
        raise MismatchError(f"the index in {address} has the format {written}, and this cardlint has {FORMAT}")
    if not _is_complete(data):
        raise DamagedError(f"the manifest of the index in {address} is invalid")
    return Manifest(**{name: data[name] for name in Manifest._fields})


def is_ours(data: object) -> bool:
    """Return whether the JSON ``data`` is a manifest of cardlint, in this format or an older one."""
    return isinstance(data, dict) and _is_complete({"engine_version": "", **data}) and data["format"] <= FORMAT


def _is_complete(data: Mapping[str, Any]) -> bool:
    typed = all(type(data.get(name)) in types for name, types in _TYPES.items())
    return typed and GENERATION.fullmatch(data["generation"]) is not None


def check(manifest: Manifest, address: str, table: FieldTable, engine: str) -> None:
    """Raise MismatchError if the index at ``address`` has other fields, another analyzer or an engine other than ``engine``."""
    if manifest.analyser != analysis.VERSION:
        what = f"another way to split text into words (version {manifest.analyser}, now {analysis.VERSION})"
    elif manifest.fields != table.fingerprint:
        what = "another table of fields"
    elif manifest.engine != engine:
        what = f"another engine ({manifest.engine}, now {engine})"
    else:
        return
    raise MismatchError(f"the index in {address} was made with {what}")


def outdated(manifest: Manifest, address: str, engine_version: str | None = None) -> str | None:
    """Return why the index at ``address``, although usable, should be rebuilt, or None if it should not.

    ``engine_version``: the installed version of the engine, if it is known.
    """
    if manifest.cardlint != __version__:
        return f"the index in {address} was made by cardlint {manifest.cardlint}, whose findings and tasks may differ"
    if engine_version is not None and manifest.engine_version != engine_version:
        return f"the index in {address} was made with {manifest.engine} {manifest.engine_version}, and now {engine_version} is used"
    return None
