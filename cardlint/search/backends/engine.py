"""What an engine is: one record. All that a new engine has to bring is behind it, in a folder next to this file.

An index at an address such as ``NAME://HOST/INDEX`` is one of the engine in the folder ``NAME``; any other is a folder on this disk.
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
    """How indexes of one kind are found, made, read and changed. Everything above reaches an engine through these alone.

    A place is where one generation of an index is, as its location calls it.
    """

    name: str  # as manifests have it
    version: Callable[[], str]  # of what is installed; this may import it, which takes time
    locate: Callable[[str], Location]  # by the address of an index
    create: Callable[[str], None]  # an empty generation at a place
    open: Callable[[str, FieldTable], Backend]  # for questions
    holdings: Callable[[str], Holdings]
    writer: Callable[[str, FieldTable], Writer]
    remove: Callable[[str], None]  # all of ours at a place, and nothing else


class LocatedIndex(NamedTuple):
    """An index, be it made or not: how it is read and changed, and where it is."""

    engine: Engine
    location: Location


def index_at(address: str) -> LocatedIndex:
    """Return the index at ``address``. CardlintError where no engine is called as the address begins."""
    engine = engine_in(_scheme(address) or ON_DISK)
    return LocatedIndex(engine, engine.locate(address))


def is_folder(address: str) -> bool:
    """Return whether the index at ``address`` is a folder on this disk."""
    return _scheme(address) is None


def engine_in(folder: str = ON_DISK) -> Engine:
    """Return the engine in ``folder``, which is imported when it is asked for. CardlintError where there is none."""
    name = f"{__package__}.{folder}"
    engine: Engine | None = None
    try:
        engine = getattr(import_module(f"{name}.engine"), "ENGINE", None)
    except ModuleNotFoundError as error:
        if error.name not in (name, f"{name}.engine"):  # what it needs is not installed
            raise
    if engine is None:
        raise CardlintError(f"there is no search engine `{folder}`", "name a folder: `--index DIR`")
    return engine


def _scheme(address: str) -> str | None:
    """Return what is before ``://``. One letter is a drive of Windows."""
    scheme, mark, _ = address.partition("://")
    return scheme if mark and scheme.isidentifier() and len(scheme) > 1 else None
