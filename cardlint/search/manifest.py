"""How an index was made, and which of its generations is current. Replacing the manifest is the swap."""

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
"""Goes up when an older cardlint could not read the index, or would spoil it."""

GENERATION = pattern(r"generation-([0-9]{6,9})")
MOST_GENERATIONS = 999_999_999


class Manifest(NamedTuple):
    """What made the index."""

    generation: str  # the current one
    engine: str
    engine_version: str
    fields: str  # fingerprint of index/fields.yaml
    format: int = FORMAT
    analyser: int = analysis.VERSION
    cardlint: str = __version__
    created: float = 0.0

    @classmethod
    def new(cls, generation: str, engine: str, engine_version: str, table: FieldTable) -> "Manifest":
        """Return the manifest of an index that is made now."""
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


def manifest_of(told: object, address: str) -> Manifest:
    """Return the manifest that was written down as ``told``, of the index at ``address``.

    DamagedError where it makes no sense; MismatchError where an older cardlint wrote it, CardlintError where a newer one.
    """
    written = told.get("format") if isinstance(told, dict) else None
    if not isinstance(told, dict) or type(written) is not int:
        raise DamagedError(f"the manifest of the index in {address} is invalid")
    if written > FORMAT:
        raise CardlintError(
            f"the index in {address} has the format {written}, and this cardlint has {FORMAT}",
            "upgrade cardlint, or use another `--index DIR`",
        )
    if written < FORMAT:
        raise MismatchError(f"the index in {address} has the format {written}, and this cardlint has {FORMAT}")
    if not _is_whole(told):
        raise DamagedError(f"the manifest of the index in {address} is invalid")
    return Manifest(**{name: told[name] for name in Manifest._fields})


def is_ours(told: object) -> bool:
    """Return whether ``told`` is a manifest as we write it, of this format or of an older one."""
    return isinstance(told, dict) and _is_whole({"engine_version": "", **told}) and told["format"] <= FORMAT


def _is_whole(told: Mapping[str, Any]) -> bool:
    typed = all(type(told.get(name)) in types for name, types in _TYPES.items())
    return typed and GENERATION.fullmatch(told["generation"]) is not None


def check(manifest: Manifest, address: str, table: FieldTable, engine: str) -> None:
    """Raise MismatchError where the index at ``address`` has other fields, another analyzer or an engine other than ``engine``."""
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

    ``engine_version``: the one that is installed, where somebody knows.
    """
    if manifest.cardlint != __version__:
        return f"the index in {address} was made by cardlint {manifest.cardlint}, whose findings and tasks may differ"
    if engine_version is not None and manifest.engine_version != engine_version:
        return f"the index in {address} was made with {manifest.engine} {manifest.engine_version}, and now {engine_version} is used"
    return None
