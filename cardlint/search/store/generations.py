"""Reads and changes the index at an address. It consists of generations, which an engine creates; the manifest names the current one.

A build creates a new generation next to the current one, and swaps them. An update changes the current one atomically. If the process
is killed at any point, the index is completely the old or the new one.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import TypeVar

from cardlint.search import manifest
from cardlint.search.backends.engine import Engine, LocatedIndex, index_at
from cardlint.search.backends.location import Location
from cardlint.search.backends.protocol import Backend
from cardlint.search.backends.storage import Holdings, Writer
from cardlint.search.errors import DamagedError, MismatchError, no_index
from cardlint.search.fields import FieldTable
from cardlint.search.manifest import MOST_GENERATIONS, Manifest
from cardlint.system.errors import CardlintError

_ATTEMPTS = 5
_GENERATION = "generation-"

Snapshot = TypeVar("Snapshot", Backend, Holdings)


def open_backend(address: str, table: FieldTable) -> Backend:
    """Return the index at ``address``, opened for reading.

    Raises CardlintError if there is none, and MismatchError if it must be rebuilt.
    """
    return _open(address, table, lambda engine, place: engine.open(place, table))


def open_holdings(address: str, table: FieldTable) -> Holdings:
    """Return the content of the index at ``address``. Raises like ``open_backend``."""
    return _open(address, table, lambda engine, place: engine.holdings(place))


def _open(address: str, table: FieldTable, open_place: Callable[[Engine, str], Snapshot]) -> Snapshot:
    engine, location = index_at(address)
    location.require_trusted()
    for attempt in range(_ATTEMPTS):
        found = location.manifest()
        if found is None:
            raise no_index(address)
        manifest.check(found, address, table, engine.name)
        try:
            return open_place(engine, location.place(found.generation))
        except CardlintError:
            if attempt + 1 == _ATTEMPTS or location.manifest() == found:  # otherwise it was swapped while we opened it
                raise
    raise AssertionError


@contextmanager
def committed(writer: Writer) -> Iterator[Writer]:
    """Commit the changes of the block; an error cancels them."""
    try:
        yield writer
        writer.commit()
    except BaseException:
        writer.cancel()
        raise


@contextmanager
def updating(address: str, table: FieldTable, wait: float = 0.0) -> Iterator[Writer]:
    """Hold the lock, and change the index at ``address``, which is created if it does not exist. An error changes nothing."""
    index = index_at(address)
    with index.location.writing(wait):
        found = index.location.manifest()
        if found is None:
            _remove_leftovers(index, None)
            with _next_generation(index, table) as writer:
                yield writer
            return
        manifest.check(found, address, table, index.engine.name)
        _remove_leftovers(index, found)
        with committed(index.engine.writer(index.location.place(found.generation), table)) as writer:
            yield writer


@contextmanager
def building(address: str, table: FieldTable, wait: float = 0.0) -> Iterator[Writer]:
    """Hold the lock, and build a new index next to the one at ``address``, which it replaces at the end."""
    index = index_at(address)
    with index.location.writing(wait):
        in_force(index.location)  # raises if a newer cardlint made the index
        with _next_generation(index, table) as writer:
            yield writer


def is_made(address: str) -> bool:
    """Return whether there is an index at ``address``. Raises like ``manifest_of``."""
    return index_at(address).location.manifest() is not None


def in_force(location: Location) -> Manifest | None:
    """Return the current manifest of the index, or None if there is no valid one."""
    try:
        return location.manifest()
    except (DamagedError, MismatchError):
        return None


def newest_first(generations: Iterable[str]) -> list[str]:
    """Return the names in ``generations``, the newest first."""
    return sorted(generations, key=_number, reverse=True)


def _number(generation: str) -> int:
    return int(generation.removeprefix(_GENERATION))


def _next_name(known: Iterable[str]) -> str:
    """Return the name of the next generation after the ``known`` ones; after the highest number, the first unused name."""
    numbers = set(map(_number, known))
    last = max(numbers, default=0)
    free = (number for number in count(last + 1 if last < MOST_GENERATIONS else 1) if number not in numbers)
    return f"{_GENERATION}{next(free):06}"


@contextmanager
def _next_generation(index: LocatedIndex, table: FieldTable) -> Iterator[Writer]:
    engine, location = index
    found = in_force(location)
    name = _next_name([*location.generations(), *([found.generation] if found is not None else [])])
    place = location.place(name)
    engine.create(place)
    try:
        with committed(engine.writer(place, table)) as writer:
            yield writer
    except BaseException:
        engine.remove(place)
        raise
    made = Manifest.new(name, engine.name, engine.version(), table)
    location.put_in_force(made)
    _remove_leftovers(index, made)


def _remove_leftovers(index: LocatedIndex, kept: Manifest | None) -> None:
    """Remove all generations except ``kept``, those of interrupted builds too, and unfinished files."""
    index.location.remove_unfinished()
    for name in index.location.generations():
        if kept is None or name != kept.generation:
            index.engine.remove(index.location.place(name))
