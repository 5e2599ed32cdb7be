"""The record that defines a search engine. A new engine adds a folder next to this file, with such a record.

An address such as ``NAME://HOST/INDEX`` belongs to the engine in the folder ``NAME``; any other address is a folder on this disk.
"""

from collections.abc import Callable
from importlib import import_module

from cardlint.search.backends.location import Location
from cardlint.search.backends.protocol import Backend
from cardlint.search.backends.storage import Holdings, Writer
from cardlint.search.fields import FieldTable
from cardlint.system.errors import CardlintError
from cardlint.system.named_tuple import NamedTuple

ON_DISK = "embedded"
"""The folder of the engine whose indexes are folders on this disk."""


class Engine(NamedTuple):
    """The functions that locate, create, read and change the indexes of one engine. All other code uses an engine only through these.

    A place is the location of one generation of an index, as returned by ``Location.place``.
    """

    name: str  # in manifests
    version: Callable[[], str]  # the installed version; this may import the engine, which takes time
    locate: Callable[[str], Location]  # by address
    create: Callable[[str], None]  # creates an empty generation at a place
    open: Callable[[str, FieldTable], Backend]  # for reading
    holdings: Callable[[str], Holdings]
    writer: Callable[[str, FieldTable], Writer]
    remove: Callable[[str], None]  # removes everything of ours at a place, and nothing else


class LocatedIndex(NamedTuple):
    """The engine and the location of an index, which need not exist."""

    engine: Engine
    location: Location


def index_at(address: str) -> LocatedIndex:
    """Return the index at ``address``. Raises CardlintError if no engine has the name before ``://``."""
    engine = engine_in(_scheme(address) or ON_DISK)
    return LocatedIndex(engine, engine.locate(address))


def is_folder(address: str) -> bool:
    """Return whether the index at ``address`` is a folder on this disk."""
    return _scheme(address) is None


def engine_in(folder: str = ON_DISK) -> Engine:
    """Import and return the engine in ``folder``. Raises CardlintError if there is none."""
    name = f"{__package__}.{folder}"
    engine: Engine | None = None
    try:
        engine = getattr(import_module(f"{name}.engine"), "ENGINE", None)
    except ModuleNotFoundError as error:
        if error.name not in (name, f"{name}.engine"):  # a dependency of the engine is not installed
            raise
    if engine is None:
        raise CardlintError(f"there is no search engine `{folder}`", "name a folder: `--index DIR`")
    return engine


def _scheme(address: str) -> str | None:
    """Return the part before ``://``, but not a single letter, which is a drive of Windows."""
    scheme, mark, _ = address.partition("://")
    return scheme if mark and scheme.isidentifier() and len(scheme) > 1 else None
