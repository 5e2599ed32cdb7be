"""Whether the schema of a card accepts a value, before a fix writes it."""

from typing import Any

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Path
from cardlint.card.schema.violation import checker


def accepts(card: Card, path: Path, value: Any) -> bool:
    """Return whether the schema accepts ``value`` at ``path``, with everything else in that field as it is."""
    name = path[0]
    data = _replaced(card.fields.get(str(name)), path[1:], value)
    return not any(breach.path[: len(path)] == path for breach in checker(card.kind.value)({name: data}))


def _replaced(data: Any, path: Path, value: Any) -> Any:
    if not path:
        return value
    step, *rest = path
    if isinstance(data, dict):
        return {**data, step: _replaced(data.get(step), tuple(rest), value)}
    return [_replaced(each, tuple(rest), value) if index == step else each for index, each in enumerate(data)]
