"""The examples of the ``widget`` field as nodes, and the task that decides what they need. Other shapes are skipped."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Mapping, Sequence
from cardlint.findings.source import Span
from cardlint.rule_kit.suggestions.task import resolution
from cardlint.system.named_tuple import NamedTuple
from cardlint.system.resources import load_json
from cardlint.vocabulary import vocabulary


class Inputs(NamedTuple):
    """What an example of a task needs: ``forms`` are alternatives, ``medium`` is the kind of file that ``src`` takes."""

    task: str
    forms: tuple[tuple[str, ...], ...]
    medium: str | None


def examples(card: Card) -> Iterator[Mapping]:
    """Yield every example that is a mapping."""
    node = card.node("widget")
    if isinstance(node, Sequence):
        for item in node.items:
            if isinstance(item, Mapping):
                yield item


def head(example: Mapping) -> Span:
    """Where to report a problem with the example as such: its first key."""
    return example.entries[0].key.span if example.entries else example.span


def task_of(card: Card) -> str | None:
    """Return the task that the Hub gives the model: from ``pipeline_tag``, the tags or the files; or None."""
    stated = card.fields.get("pipeline_tag")
    if stated:
        return stated if isinstance(stated, str) and stated in vocabulary("tasks") else None
    tagged = any(tag in vocabulary("tasks") for tag, _ in card.strings("tags"))
    if not tagged and (card.repository is None or not card.repository.known):
        return None  # no file can say: spares most cards the resolver
    return resolution(card).hub_task


def inputs_of(card: Card) -> Inputs | None:
    """Return what the examples of the card need; None if the task is unknown or has no documented inputs."""
    task = task_of(card)
    return _inputs(task) if task is not None else None


@cache
def _inputs(task: str) -> Inputs | None:
    details: dict[str, Any] = load_json("schemas/vocab/widgets.json")["entries"].get(task, {})
    forms = tuple(tuple(form) for form in details.get("inputs", ()))
    return Inputs(task, forms, details.get("src")) if forms else None
