"""Anchors and aliases are read, but every tool that saves the card writes them out.

Write the value where it is wanted.

Source: js-yaml and PyYAML resolve them; huggingface_hub dumps the data, measured.
"""

from collections.abc import Iterator

from cardlint import edits
from cardlint.card import Card
from cardlint.diagnostic import Edit, Fix, Severity
from cardlint.front_matter.node import Node, Scalar, walk
from cardlint.front_matter.reader import ProblemKind
from cardlint.pattern import pattern
from cardlint.rule import Example, Found, Rule
from cardlint.source import Span

_NAME = pattern(r"[&*][^\s,\[\]{}:]+")
_MOST = 100  # places that one fix changes
_LONGEST = 200  # value that is written out


def check(card: Card) -> Iterator[Found]:
    front_matter = card.front_matter
    if front_matter is None or not front_matter.aliases:
        return
    undefined = {each.span for each in front_matter.problems if each.kind is ProblemKind.UNDEFINED_ALIAS}
    first = min((span for span in front_matter.aliases if span not in undefined), default=None)
    if first is not None:
        text = card.source.text
        end = first.start + 1
        while end < len(text) and not text[end].isspace() and text[end] not in ",[]{}:":
            end += 1
        yield Found(
            Span(first.start, max(end, first.end)),
            "anchors and aliases are lost when a tool saves the card; write the value out",
            _fix(card) if not front_matter.problems else None,
        )


def _fix(card: Card) -> Fix | None:
    """Write every value out, provided that each is a word or a list on one line."""
    text, front_matter = card.source.text, card.front_matter
    starts = sorted({span.start for span in front_matter.aliases}) if front_matter is not None else []
    if card.root is None or len(starts) > _MOST:
        return None
    nodes = {node.start: node for _, node in walk(card.root)}
    values: dict[str, str] = {}
    made: list[Edit] = []
    for start in starts:
        name = _NAME.match(text, start)
        if name is None:
            return None  # a merge
        if text[start] == "*":
            made.append(Edit(Span(*name.span()), values.get(name[0][1:], "")))
            continue
        span = _value(card, nodes.get(start), starts)
        if span is None or name[0][1:] in values or text[start : span.start].rstrip() != name[0]:
            return None
        made.append(Edit(Span(start, span.start), ""))
        values[name[0][1:]] = card.source.slice(span)
    return Fix("write the values out", tuple(made))


def _value(card: Card, node: Node | None, starts: list[int]) -> Span | None:
    """Return where the value of an anchor stands, if it can be written elsewhere as it is."""
    if node is None:
        return None
    span = edits.value_span(card.source, node)
    text = card.source.slice(span)
    is_part = any(span.start <= start < span.end for start in starts)
    is_open = isinstance(node, Scalar) and node.plain and any(mark in text for mark in ",[]{}")
    return None if not 0 < len(text) <= _LONGEST or "\n" in text or is_part or is_open else span


RULE = Rule(
    name="yaml-alias",
    code="CL037",
    category="syntax",
    severity=Severity.INFO,
    check=check,
    examples=(
        Example(bad="tags: «&a» [b]\ndatasets: *a", good="tags: [b]\ndatasets: [b]", fixed=True),
        Example(
            bad="license: «&x» mit # ours\ntags: [*x, b]\nthumbnail: *x\n",
            good="license: mit # ours\ntags: [mit, b]\nthumbnail: mit\n",
            fixed=True,
        ),
        Example(bad="a: «&x»\n  b: 1\nc:\n  <<: *x", good="a:\n  b: 1\nc:\n  b: 1"),
    ),
)
