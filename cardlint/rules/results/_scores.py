"""The parts of ``model-index`` as nodes: models, their results and scores. Anything of another shape is skipped."""

from collections.abc import Iterator
from typing import Any

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Entry, Mapping, Node, Scalar, Sequence
from cardlint.findings.source import Span
from cardlint.system.named_tuple import NamedTuple


class Score(NamedTuple):
    """One metric of one result. Any part may be missing: the schema reports that."""

    result: Mapping
    metrics: Sequence
    item: int  # index in metrics
    metric: Mapping

    @property
    def type(self) -> str:
        """The metric's id as written; empty if it is not text."""
        return text(self.metric, "type")

    @property
    def value(self) -> Entry | None:
        """The key and the value of the score."""
        return self.metric.index.get("value")

    @property
    def number(self) -> float | None:
        """The score, if it is a finite number."""
        data = self.metric.data.get("value")
        if isinstance(data, bool) or not isinstance(data, int | float):
            return None
        return data if -1e300 < data < 1e300 else None

    @property
    def place(self) -> Span:
        """Where to report a problem with the number."""
        entry = self.value
        return entry.value.span if entry is not None else self.metric.span


def models(card: Card) -> Iterator[Mapping]:
    """Yield the entries of ``model-index``."""
    yield from _mappings(card.node("model-index"))


def results(card: Card) -> Iterator[Mapping]:
    """Yield every result of every model."""
    for model in models(card):
        yield from _mappings(child(model, "results"))


def scores(card: Card) -> Iterator[Score]:
    """Yield every metric of every result."""
    for result in results(card):
        metrics = child(result, "metrics")
        if isinstance(metrics, Sequence):
            for index, metric in enumerate(metrics.items):
                if isinstance(metric, Mapping):
                    yield Score(result, metrics, index, metric)


def child(node: Node | None, name: str) -> Node | None:
    """Return the value of ``name`` in a mapping, or None."""
    entry = node.index.get(name) if isinstance(node, Mapping) else None
    return entry.value if entry is not None else None


def text(node: Node | None, name: str) -> str:
    """Return the text at ``name`` in a mapping; empty if it is not text."""
    value = child(node, name)
    return value.data if isinstance(value, Scalar) and isinstance(value.data, str) else ""


def identity(data: Any) -> str:
    """Return one text for equal data, whatever the order of its outer keys."""
    return repr(sorted(data.items()) if isinstance(data, dict) else data)


def _mappings(node: Node | None) -> Iterator[Mapping]:
    if isinstance(node, Sequence):
        for item in node.items:
            if isinstance(item, Mapping):
                yield item
