"""An index in a folder: generations that an engine makes, of which the manifest names one.

A build makes a new generation beside the one in force and swaps. An update changes the one in force, all at once. Killed anywhere,
the index is the old or the new one.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import TypeVar

from cardlint.search import manifest
from cardlint.search.backends.engine import DEFAULT, Engine, Holdings, Writer, engine_named
from cardlint.search.backends.protocol import Backend
from cardlint.search.fields import FieldTable
from cardlint.search.folder import explain_failures, sync
from cardlint.search.manifest import GENERATION, MOST_GENERATIONS, DamagedError, Manifest, MismatchError
from cardlint.search.private_folder import prepare, require_private
from cardlint.search.store import lock
from cardlint.system.errors import CardlintError

_ATTEMPTS = 5
_GENERATION = "generation-"

Snapshot = TypeVar("Snapshot", Backend, Holdings)


def open_backend(folder: str, table: FieldTable) -> Backend:
    """Return the index in ``folder`` for questions.

    CardlintError where there is none; MismatchError where it has to be made anew.
    """
    return _open(folder, table, lambda engine, place: engine.open(place, table))


def open_holdings(folder: str, table: FieldTable) -> Holdings:
    """Return what the index in ``folder`` holds; raises as ``open_backend`` does."""
    return _open(folder, table, lambda engine, place: engine.holdings(place))


def _open(folder: str, table: FieldTable, open_place: Callable[[Engine, str], Snapshot]) -> Snapshot:
    if os.path.isdir(folder) and not os.path.lexists(os.path.join(folder, manifest.FILE)):
        raise _no_index(folder)  # before anybody is advised to change a folder that is not ours
    require_private(folder)
    for attempt in range(_ATTEMPTS):
        found = manifest.read(folder)
        if found is None:
            raise _no_index(folder)
        manifest.check(found, folder, table, DEFAULT)
        try:
            return open_place(engine_named(found.engine), os.path.join(folder, found.generation))
        except CardlintError:
            if attempt + 1 == _ATTEMPTS or manifest.read(folder) == found:  # else it was swapped while we opened it
                raise
    raise AssertionError


def _no_index(folder: str) -> CardlintError:
    return CardlintError(f"there is no index in {folder}", "`cardlint index add PATH` makes one")


@contextmanager
def committed(writer: Writer) -> Iterator[Writer]:
    """Commit what is written inside; an error cancels it."""
    try:
        yield writer
        writer.commit()
    except BaseException:
        writer.cancel()
        raise


@contextmanager
def updating(folder: str, table: FieldTable, wait: float = 0.0) -> Iterator[Writer]:
    """Hold the lock and change the index in ``folder``, which is made if there is none. An error changes nothing."""
    from cardlint.search.store.removal import remove_leftovers  # a question removes nothing

    engine = engine_named()
    prepare(folder)
    with lock.writing(folder, wait), explain_failures(folder):
        found = manifest.read(folder)
        if found is None:
            remove_leftovers(folder, None, engine)
            with _next_generation(folder, table) as writer:
                yield writer
            return
        manifest.check(found, folder, table, engine.name)
        remove_leftovers(folder, found, engine)
        with committed(engine.writer(os.path.join(folder, found.generation), table)) as writer:
            yield writer


@contextmanager
def building(folder: str, table: FieldTable, wait: float = 0.0) -> Iterator[Writer]:
    """Hold the lock and make a new index beside the one in ``folder``, which takes its place at the end."""
    prepare(folder)
    with lock.writing(folder, wait), explain_failures(folder):
        in_force(folder)  # that of a newer cardlint is none of ours
        with _next_generation(folder, table) as writer:
            yield writer


def in_force(folder: str) -> Manifest | None:
    """Return the manifest of the index in ``folder``, or None where there is none that makes sense."""
    try:
        return manifest.read(folder)
    except (DamagedError, MismatchError):
        return None


def generations(folder: str) -> list[str]:
    """Return the names of all generations in ``folder``, the newest first."""
    return sorted((name for name in os.listdir(folder) if GENERATION.fullmatch(name)), key=_number, reverse=True)


def _number(generation: str) -> int:
    return int(generation.removeprefix(_GENERATION))


def _next_name(known: Iterable[str]) -> str:
    """Return the name of the generation behind the ``known`` ones; behind the last number there is, the first that is free."""
    numbers = set(map(_number, known))
    last = max(numbers, default=0)
    free = (number for number in count(last + 1 if last < MOST_GENERATIONS else 1) if number not in numbers)
    return f"{_GENERATION}{next(free):06}"


@contextmanager
def _next_generation(folder: str, table: FieldTable) -> Iterator[Writer]:
    from cardlint.search.store.removal import remove_leftovers

    engine = engine_named()
    found = in_force(folder)
    name = _next_name([*generations(folder), *([found.generation] if found is not None else [])])
    generation = os.path.join(folder, name)
    engine.create(generation)
    try:
        with committed(engine.writer(generation, table)) as writer:
            yield writer
    except BaseException:
        engine.remove(generation)
        raise
    sync(generation)
    made = Manifest.new(name, engine.name, engine.version(), table)
    manifest.write(made, folder)
    remove_leftovers(folder, made, engine)
