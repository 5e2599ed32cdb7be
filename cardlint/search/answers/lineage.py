"""The ancestors and descendants of a model: base models above it and derived models below it, according to the cards."""

from collections.abc import Iterable, Iterator

from cardlint.search.backends.protocol import Backend, Hit, SearchRequest, Sort
from cardlint.search.documents.computed import families
from cardlint.search.query.tree import Phrase, Value
from cardlint.system.named_tuple import NamedTuple

MOST = 1_000
"""The most models in a lineage, and the most derived models of one model."""


_BINDING = frozenset(("community", "copyleft", "no-derivatives", "non-commercial", "responsible-ai"))
"""The families of licenses whose terms apply to derived models; see index/license_families.yaml."""


class Relative(NamedTuple):
    """A model in the tree of another. ``depth`` is negative above it, positive below; ``parent`` is the next model towards it.

    ``known`` is false for a base without a card in the index. ``cycle``: the model is its own ancestor, so it is yielded once and
    not followed further. ``conflict``: the licenses of base models whose terms its own license violates. ``cut``: further
    relatives are omitted because there are too many.
    """

    id: str
    depth: int
    parent: str | None
    relation: str | None
    license: tuple[str, ...]
    known: bool
    cycle: bool = False
    conflict: tuple[str, ...] = ()
    cut: bool = False


def lineage(id_: str, backend: Backend) -> list[Relative]:
    """Return the relatives of the model ``id_``: the base models, farthest first, the model itself, then the derived models as a tree.

    The list is empty if the index has neither such a model nor one derived from it.
    """
    own = _model(id_, backend)
    above = list(_above(own, backend)) if own is not None else []
    reported = {each.id for each in above if each.cycle}
    below = list(_below(id_, backend, reported))
    if own is None:
        return [Relative(id_, 0, None, None, (), known=False), *below] if below else []
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
            yield Relative(id_, -len(path), child, None, (), known=False, cut=count == MOST and bool(waiting))
            continue
        cycle = id_ in path
        cut = count == MOST and bool(waiting)
        yield _relative(found, -len(path), child, backend)._replace(cycle=cycle, cut=cut)
        if not cycle:
            waiting.extend((base, id_, (*path, id_)) for base in _values(found, "base_model"))


def _below(id_: str, backend: Backend, reported: set[str]) -> Iterator[Relative]:
    """Yield the models derived from the model. ``reported``: models already reported to be their own base."""
    waiting: list[tuple[Hit, tuple[str, ...], bool]] = []

    def follow(path: tuple[str, ...]) -> None:
        derived, cut = _derived(path[-1], backend)
        waiting.extend((hit, path, cut and hit is derived[-1]) for hit in reversed(derived))

    follow((id_,))
    count = 0
    while waiting and count < MOST:
        found, path, cut = waiting.pop()
        cycle = found.id in path
        if cycle and found.id in reported:
            continue
        count += 1
        if cycle:
            reported.add(found.id)
        else:
            follow((*path, found.id))
        cut = cut or (count == MOST and bool(waiting))
        yield _relative(found, len(path), path[-1], backend)._replace(cycle=cycle, cut=cut)


def _relative(model: Hit, depth: int, parent: str | None, backend: Backend) -> Relative:
    own = _values(model, "license")
    bases = (base for id_ in _values(model, "base_model") if (base := _model(id_, backend)) is not None)
    broken = dict.fromkeys(
        license_ for base in bases for license_ in _values(base, "license") if _breaks(own, license_)
    )
    relation = next(iter(_values(model, "relation")), None)
    return Relative(model.id, depth, parent, relation, own, known=True, conflict=tuple(broken))


def _breaks(own: tuple[str, ...], base: str) -> bool:
    """Return whether the licenses ``own`` violate what ``base`` requires of derived models."""
    if not own or base in own:
        return False
    asked = _BINDING.intersection(families(base))
    kept = {family for license_ in own for family in families(license_)}
    return not asked <= kept or "community" in asked  # every community license has its own terms


def _model(id_: str, backend: Backend) -> Hit | None:
    from cardlint.search.analysis import query_words

    words = query_words(id_)
    if not words:
        return None
    hits = backend.search(SearchRequest(Phrase(" ".join(words), "id"), sort=Sort("id"), limit=MOST)).hits
    return next((hit for hit in hits if hit.id == id_ and hit.kind == "model"), None)


def _derived(id_: str, backend: Backend) -> tuple[list[Hit], bool]:
    """Return the models that declare the model as their base, and whether there are more."""
    found = backend.search(SearchRequest(Value("base_model", id_), sort=Sort("id"), limit=MOST))
    return found.hits, found.total > len(found.hits)


def _values(model: Hit, field: str) -> tuple[str, ...]:
    found: Iterable[object] = model.values.get(field, ())
    return tuple(str(value) for value in found)
