"""Statistics of the cards in an index: counts for every facet, the share of cards with each field, findings by rule.

They come from a single request with all facets, so that every backend gives the same figures.
"""

from collections.abc import Iterable, Iterator, Mapping

from cardlint.search.backends.protocol import Backend, FacetCount, SearchRequest
from cardlint.search.documents.buckets import label_order
from cardlint.search.fields import Field, FieldTable
from cardlint.search.query.tree import all_of
from cardlint.system.named_tuple import NamedTuple

ALL = 1_000_000
"""More values than any completely counted field has."""

_APART = ("kind", "rule", "severity", "missing")
"""Fields that are shown separately."""


class ValueCount(NamedTuple):
    """A value, and how many of the cards have it."""

    value: str
    cards: int


class Share(NamedTuple):
    """A field, how many of the cards can have it, and how many do."""

    name: str
    title: str
    cards: int
    of: int


class Distribution(NamedTuple):
    """How many cards have each value of a field: the most frequent values, or all ranges or years in order.

    ``of`` is the number of cards that can have the field, ``others`` the number of further values.
    """

    name: str
    title: str
    of: int
    values: tuple[ValueCount, ...]
    others: int


class Finding(NamedTuple):
    """A rule, and how many cards have findings of it."""

    rule: str
    severity: str | None  # None: this version of cardlint does not have the rule
    cards: int


class Statistics(NamedTuple):
    """The statistics of some cards."""

    cards: int
    kinds: tuple[ValueCount, ...]
    coverage: tuple[Share, ...]
    distributions: tuple[Distribution, ...]
    severities: tuple[ValueCount, ...]  # cards with a finding of each severity, the worst first
    findings: tuple[Finding, ...]


def statistics(
    request: SearchRequest, backend: Backend, table: FieldTable, *, fields: Iterable[str] = (), size: int = 10
) -> Statistics:
    """Return the statistics of the cards that ``request`` finds.

    There are distributions for ``fields``, or for all facets if it is empty, each with up to ``size`` values.
    """
    shown = [table[name] for name in fields] or [field for field in table.facets if field.name not in _APART]
    asked = dict.fromkeys([*_APART, *(field.name for field in shown)])
    query = all_of([request.query, *(choice.query for choice in request.chosen.values())])  # restricts every facet
    answer = backend.search(SearchRequest(query, limit=0, facets=tuple(asked), facet_size=ALL))
    kinds = _named(answer.facets["kind"])
    lacking = dict(_named(answer.facets["missing"]))
    return Statistics(
        cards=answer.total,
        kinds=kinds,
        coverage=tuple(_coverage(table, dict(kinds), lacking)),
        distributions=tuple(
            each
            for field in shown
            if (each := _distribution(field, _able(field, dict(kinds)), _named(answer.facets[field.name]), size)).values
        ),
        severities=_by_severity(dict(_named(answer.facets["severity"]))),
        findings=tuple(Finding(rule, _severity(rule), cards) for rule, cards in _named(answer.facets["rule"])),
    )


def _named(counts: Iterable[FacetCount]) -> tuple[ValueCount, ...]:
    return tuple(ValueCount(each.value, each.count) for each in counts if each.value is not None and each.count)


def _able(field: Field, kinds: Mapping[str, int]) -> int:
    """Return how many of the cards can have the field, by their kind."""
    return sum(kinds.get(kind, 0) for kind in field.kinds)


def _coverage(table: FieldTable, kinds: Mapping[str, int], lacking: Mapping[str, int]) -> Iterator[Share]:
    """Yield the shares of the fields that cards can lack and some of the cards can have, in the order of the table."""
    for field in table:
        able = _able(field, kinds)
        if field.lack and able and field.computed != "id":
            yield Share(field.name, field.title, able - lacking.get(field.name, 0), able)


def _distribution(field: Field, able: int, counts: tuple[ValueCount, ...], size: int) -> Distribution:
    if field.buckets is not None:
        place = label_order(field)
        counts = tuple(sorted(counts, key=lambda item: place(item[0])))
        size = len(counts)
    return Distribution(field.name, field.title, able, counts[:size], max(0, len(counts) - size))


def _by_severity(cards: Mapping[str, int]) -> tuple[ValueCount, ...]:
    from cardlint.findings.diagnostic import Severity

    return tuple(
        ValueCount(each.label, cards[each.label]) for each in sorted(Severity, reverse=True) if each.label in cards
    )


def _severity(rule: str) -> str | None:
    from cardlint.rules import find

    found = find(rule)
    return found.severity.label if found is not None else None
