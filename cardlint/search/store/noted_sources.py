"""The sources that an index notes, so that it can be rebuilt of them. They are changed under the lock of the index."""

from cardlint.card.kind import Kind
from cardlint.search.backends.location import Location


def is_noted(name: str, kind: Kind | None, location: Location) -> bool:
    """Return whether a source is noted as one of this kind."""
    known = location.sources()
    return name in known and known[name] is kind


def note(name: str, kind: Kind | None, location: Location) -> None:
    """Note a source. Nothing is written where it is noted already."""
    if not is_noted(name, kind, location):
        location.write_sources({**location.sources(), name: kind})


def forget(name: str, location: Location) -> None:
    """Note no longer what has no cards any more."""
    known = location.sources()
    if name in known:
        location.write_sources({other: kind for other, kind in known.items() if other != name})
