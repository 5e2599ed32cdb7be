"""The small file that says which generation of an index is in force, and what made it. Replacing it is the swap."""

import json
import os
import time
from typing import NamedTuple

from cardlint import __version__
from cardlint.errors import CardlintError
from cardlint.search import analysis
from cardlint.search.fields import Table
from cardlint.search.folder import explained, sync

FILE = "index.json"
FORMAT = 1
"""Goes up when an older cardlint could not read the files, or would spoil them."""


class MismatchError(CardlintError):
    """The index was made by other rules than ours. It has to be made again before it answers as it should."""


class Manifest(NamedTuple):
    """What made the index."""

    generation: str  # the folder that is in force
    engine: str
    fields: str  # fingerprint of index/fields.yaml
    format: int = FORMAT
    analyser: int = analysis.VERSION
    cardlint: str = __version__
    created: float = 0.0

    @classmethod
    def of(cls, generation: str, engine: str, table: Table) -> "Manifest":
        """Return the manifest of an index that is made now."""
        return cls(generation, engine, table.fingerprint, created=time.time())


def read(folder: str) -> Manifest | None:
    """Return the manifest in ``folder``, or None where there is no index.

    CardlintError where it makes no sense to us.
    """
    try:
        with open(os.path.join(folder, FILE), encoding="utf-8") as file:
            told = json.load(file)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise CardlintError(
            f"cannot read the manifest of the index in {folder}: {error}", "`cardlint index rebuild`"
        ) from error
    written = told.get("format") if isinstance(told, dict) else None
    if written != FORMAT:
        newer = isinstance(written, int) and written > FORMAT
        hint = "update cardlint, or use another --index DIR" if newer else "remove the folder, and add the cards anew"
        raise CardlintError(f"the index in {folder} has the format {written}, and this cardlint has {FORMAT}", hint)
    manifest = Manifest(**{name: told[name] for name in Manifest._fields if name in told})
    if os.path.basename(manifest.generation) != manifest.generation:
        raise CardlintError(f"the manifest of the index in {folder} leads out of it")
    return manifest


def check(manifest: Manifest, folder: str, table: Table) -> None:
    """Raise MismatchError where the index in ``folder`` has other fields or another analyser."""
    if manifest.analyser != analysis.VERSION:
        what = f"another way to split text into words (version {manifest.analyser}, now {analysis.VERSION})"
    elif manifest.fields != table.fingerprint:
        what = "another table of fields"
    else:
        return
    raise MismatchError(f"the index in {folder} was made with {what}", "`cardlint index rebuild` makes it anew")


def write(manifest: Manifest, folder: str) -> None:
    """Put ``manifest`` in force: at once, and durably."""
    path = os.path.join(folder, FILE)
    beside = f"{path}.new"
    with explained(folder):
        with open(beside, "w", encoding="utf-8") as file:
            json.dump(manifest._asdict(), file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
        sync(folder)
