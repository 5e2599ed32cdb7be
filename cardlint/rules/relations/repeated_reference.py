"""A base model listed twice makes the model look like a merge; a dataset listed twice counts only once.

Keep one of the two.

Source: hub-docs model-cards.md: several base models mean a merge.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Sequence
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Related, Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule

_FIELDS = ("base_model", "datasets", "models", "buckets")


def check(card: Card) -> Iterator[Found]:
    for name in _FIELDS:
        node = card.node(name)
        if isinstance(node, Sequence) and len(node.items) > 1:
            yield from _find_repeated(card, name, node)


def _find_repeated(card: Card, name: str, sequence: Sequence) -> Iterator[Found]:
    seen: dict[str, tuple[str, Span]] = {}
    for index, item in enumerate(sequence.items):
        text = item.data
        if not isinstance(text, str):
            continue
        if text.casefold() not in seen:
            seen[text.casefold()] = text, item.span
            continue
        first, place = seen[text.casefold()]
        edit = edits.delete_item(card.source, sequence, index)
        applicability = Applicability.SAFE if first == text else Applicability.UNSAFE
        fix = Fix("remove the item", (edit,), applicability) if edit is not None else None
        severity = Severity.WARNING if name == "base_model" else None
        message = f"`{name}` lists {quote(text)} twice; remove one"
        alike = SharedCause(f"items of `{name}` are repeated", "remove the duplicates", quote(text))
        yield Found(item.span, message, fix, severity=severity, related=(Related(place, "first here"),), alike=alike)


RULE = Rule(
    name="repeated-reference",
    code="CL152",
    category="relations",
    severity=Severity.INFO,  # a warning for base models
    worst=Severity.WARNING,
    check=check,
    kinds=(Kind.MODEL, Kind.SPACE),
    fields=_FIELDS,
    examples=(
        Example(
            bad="base_model:\n- a/b\n- «a/b»",
            good="base_model:\n- a/b",
            fixed=True,
            message="`base_model` lists `a/b` twice; remove one",
        ),
        Example(bad="datasets: [imdb, squad, «Imdb»]", good="datasets: [imdb, squad]", fixed=True),
    ),
    silent=(Example(good="datasets: [1, 1]"),),
)
