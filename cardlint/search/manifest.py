"""The small file that says which generation of an index is in force, and what made it. Replacing it is the swap."""

import json
import os
import time
from collections.abc import Mapping
from typing import Any, NamedTuple

from cardlint._version import __version__
from cardlint.search import analysis
from cardlint.search.fields import FieldTable
from cardlint.search.folder import ANEW, explain_failures, replace_file
from cardlint.system.errors import CardlintError
from cardlint.system.lazy_pattern import pattern
from cardlint.system.regular_file import CONFIGURATION_LIMIT, read_whole, reason

FILE = "index.json"
FORMAT = 2
"""Goes up when an older cardlint could not read the files, or would spoil them."""


GENERATION = pattern(r"generation-([0-9]{6,9})")
MOST_GENERATIONS = 999_999_999


class MismatchError(CardlintError):
    """The index was made by other rules than ours. It has to be made again before it answers as it should."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "`cardlint index rebuild` makes it anew")


class DamagedError(CardlintError):
    """The index is not what was written."""

    def __init__(self, message: str) -> None:
        super().__init__(message, ANEW)


class Manifest(NamedTuple):
    """What made the index."""

    generation: str  # the folder that is in force
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


def read(folder: str) -> Manifest | None:
    """Return the manifest in ``folder``, or None where there is no index.

    DamagedError where it makes no sense; MismatchError where an older cardlint wrote it, CardlintError where a newer one.
    """
    try:
        told = json.loads(read_whole(os.path.join(folder, FILE), CONFIGURATION_LIMIT, follow=False))
    except FileNotFoundError:
        return None
    except PermissionError as error:  # built by another user, for example in an image of a container
        raise CardlintError(
            f"cannot read the index in {folder}: permission denied", f"its owner can allow it: chmod -R a+rX {folder}"
        ) from error
    except OSError as error:
        raise DamagedError(f"cannot read the manifest of the index in {folder}: {reason(error)}") from error
    except (ValueError, RecursionError) as error:
        raise DamagedError(f"cannot read the manifest of the index in {folder}: {error}") from error
    written = told.get("format") if isinstance(told, dict) else None
    if type(written) is not int:
        raise DamagedError(f"the manifest of the index in {folder} makes no sense")
    if written > FORMAT:
        raise CardlintError(
            f"the index in {folder} has the format {written}, and this cardlint has {FORMAT}",
            "update cardlint, or use another --index DIR",
        )
    if written < FORMAT:
        raise MismatchError(f"the index in {folder} has the format {written}, and this cardlint has {FORMAT}")
    if not _is_whole(told):
        raise DamagedError(f"the manifest of the index in {folder} makes no sense")
    return Manifest(**{name: told[name] for name in Manifest._fields})


def is_there(folder: str) -> bool:
    """Return whether ``folder`` has a manifest as we write it, of this format or of an older one."""
    try:
        told = json.loads(read_whole(os.path.join(folder, FILE), CONFIGURATION_LIMIT, follow=False))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(told, dict) and _is_whole({"engine_version": "", **told}) and told["format"] <= FORMAT


def _is_whole(told: Mapping[str, Any]) -> bool:
    typed = all(type(told.get(name)) in types for name, types in _TYPES.items())
    return typed and GENERATION.fullmatch(told["generation"]) is not None


def check(manifest: Manifest, folder: str, table: FieldTable, engine: str) -> None:
    """Raise MismatchError where the index in ``folder`` has other fields, another analyser or an engine other than ``engine``."""
    if manifest.analyser != analysis.VERSION:
        what = f"another way to split text into words (version {manifest.analyser}, now {analysis.VERSION})"
    elif manifest.fields != table.fingerprint:
        what = "another table of fields"
    elif manifest.engine != engine:
        what = f"another engine ({manifest.engine}, now {engine})"
    else:
        return
    raise MismatchError(f"the index in {folder} was made with {what}")


def outdated(manifest: Manifest, folder: str, engine_version: str | None = None) -> str | None:
    """Return why the index in ``folder``, although it can be used, should be made anew, or None where it should not.

    ``engine_version``: the one that is installed, where somebody knows.
    """
    if manifest.cardlint != __version__:
        return f"the index in {folder} was made by cardlint {manifest.cardlint}, whose findings and tasks may differ"
    if engine_version is not None and manifest.engine_version != engine_version:
        return f"the index in {folder} was made with {manifest.engine} {manifest.engine_version}, and now {engine_version} is used"
    return None


def write(manifest: Manifest, folder: str) -> None:
    """Put ``manifest`` in force: at once, and durably."""
    with explain_failures(folder):
        replace_file(os.path.join(folder, FILE), json.dumps(manifest._asdict(), indent=1))
