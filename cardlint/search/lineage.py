"""Where a model comes from and what was made of it: base models up, derived models down, as the cards say."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cardlint.search.backend import Backend, Hit, Request, Sort
from cardlint.search.query import Phrase, Value

MOST = 1_000
"""Models of a lineage, and derived models of one, that are followed."""


class Relative(NamedTuple):
    """A model in the tree of another. ``depth`` is negative above it, positive below; ``parent`` is towards it.

    ``known`` is false for a base that the index has no card of. ``cycle`` says that the model is its own ancestor: it
    is not followed further. ``conflict`` names the licence of a base that the model's own licence differs from.
    """

    id: str
    depth: int
    parent: str | None
    relation: str | None
    license: tuple[str, ...]
    known: bool
    cycle: bool = False
    conflict: tuple[str, ...] = ()


def lineage(id_: str, backend: Backend) -> list[Relative]:
    """Return the relatives of the model ``id_``: bases from the farthest on, itself, then derived ones in the order of
    a tree.

    Empty where the index has no such model.
    """
    own = _model(id_, backend)
    if own is None:
        return []
    above = list(_above(own, backend))
    below = list(_below(own, backend))
    return [*reversed(above), _relative(own, 0, None, backend), *below]


def _above(model: Hit, backend: Backend) -> Iterator[Relative]:
    waiting: list[tuple[str, str, tuple[str, ...]]]
    waiting = [(base, model.id, (model.id,)) for base in _values(model, "base_model")]
    count = 0
    while waiting and count < MOST:
        id_, child, path = waiting.pop()
        count += 1
        found = _model(id_, backend)
        if found is None:
            yield Relative(id_, -len(path), child, None, (), known=False)
            continue
        cycle = id_ in path
        yield _relative(found, -len(path), child, backend)._replace(cycle=cycle)
        if not cycle:
            waiting.extend((base, id_, (*path, id_)) for base in _values(found, "base_model"))


def _below(model: Hit, backend: Backend) -> Iterator[Relative]:
    waiting: list[tuple[Hit, tuple[str, ...]]]
    waiting = [(derived, (model.id,)) for derived in reversed(_derived(model.id, backend))]
    count = 0
    while waiting and count < MOST:
        found, path = waiting.pop()
        count += 1
        cycle = found.id in path
        yield _relative(found, len(path), path[-1], backend)._replace(cycle=cycle)
        if not cycle:
            waiting.extend((derived, (*path, found.id)) for derived in reversed(_derived(found.id, backend)))


def _relative(model: Hit, depth: int, parent: str | None, backend: Backend) -> Relative:
    own = _values(model, "license")
    bases = (base for id_ in _values(model, "base_model") if (base := _model(id_, backend)) is not None)
    other = dict.fromkeys(
        license_ for base in bases for license_ in _values(base, "license") if own and license_ not in own
    )
    relation = next(iter(_values(model, "relation")), None)
    return Relative(model.id, depth, parent, relation, own, known=True, conflict=tuple(other))


def _model(id_: str, backend: Backend) -> Hit | None:
    from cardlint.search.analysis import query_words

    words = query_words(id_)
    if not words:
        return None
    hits = backend.search(Request(Phrase(" ".join(words), "id"), sort=Sort("id"), limit=MOST)).hits
    return next((hit for hit in hits if hit.id == id_ and hit.kind == "model"), None)


def _derived(id_: str, backend: Backend) -> list[Hit]:
    return backend.search(Request(Value("base_model", id_), sort=Sort("id"), limit=MOST)).hits


def _values(model: Hit, field: str) -> tuple[str, ...]:
    found: Iterable[object] = model.values.get(field, ())
    return tuple(str(value) for value in found)
