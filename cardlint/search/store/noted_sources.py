"""The sources that are recorded in an index, so that it can be rebuilt from them. Changes require the lock of the index."""

from cardlint.card.kind import Kind
from cardlint.search.backends.location import Location


def is_noted(name: str, kind: Kind | None, location: Location) -> bool:
    """Return whether a source is recorded with this kind."""
    known = location.sources()
    return name in known and known[name] is kind


def note(name: str, kind: Kind | None, location: Location) -> None:
    """Record a source, unless it is recorded already."""
    if not is_noted(name, kind, location):
        location.write_sources({**location.sources(), name: kind})


def forget(name: str, location: Location) -> None:
    """Remove a source from the record."""
    known = location.sources()
    if name in known:
        location.write_sources({other: kind for other, kind in known.items() if other != name})
