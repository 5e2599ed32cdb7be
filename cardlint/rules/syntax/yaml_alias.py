"""Anchors and aliases are read, but every tool that saves the card replaces them with their values.

Repeat the value in each place.

Source: js-yaml and PyYAML resolve them; huggingface_hub dumps the data, measured.
"""

from collections.abc import Iterator
from textwrap import dedent, indent

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Node, Scalar, walk
from cardlint.card.front_matter.reader import ProblemKind
from cardlint.findings.diagnostic import Edit, Fix, Related, Severity
from cardlint.findings.source import Source, Span
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.system.lazy_pattern import pattern

_FIELD = pattern(r"( *(?:- +)*)[^\s\[{#][^\[{\r\n]*: +")
_NAME = pattern(r"[&*][^\s,\[\]{}:]+")
_MOST = 100  # anchors and aliases that one fix changes
_SHOWN = 3  # aliases of one anchor
_LONGEST = 400  # characters of a value that is written out


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
        name = text[first.start + 1 : end]
        uses = sorted(span for span in front_matter.aliases if text[span.start : span.end] == f"*{name}")
        yield Found(
            Span(first.start, max(end, first.end)),
            "anchors and aliases are lost when a tool saves the card; write the values out",
            _fix(card) if not front_matter.problems else None,
            related=tuple(Related(span, "used here") for span in uses[:_SHOWN]),
        )


def _fix(card: Card) -> Fix | None:
    """Write every value out, provided that each is on one line or is the block value of a field."""
    text, front_matter = card.source.text, card.front_matter
    starts = sorted({span.start for span in front_matter.aliases}) if front_matter is not None else []
    if card.root is None or len(starts) > _MOST:
        return None
    nodes = {node.start: node for _, node in walk(card.root)}
    places = [Span(*match.span()) for start in starts if (match := _NAME.match(text, start)) is not None]
    wanted = {text[start + 1 : end] for start, end in places if text[start] == "*"}
    values: dict[str, str] = {}
    made: list[Edit] = []
    for span in places:
        name = text[span.start + 1 : span.end]
        if text[span.start] == "*":
            edit = _copy(card.source, span, values[name]) if name in values else None
        elif name not in wanted:
            edit = edits.delete_property(card.source, span)
        else:
            value = _value(card.source, span, nodes.get(span.start), starts)
            edit = edits.delete_property(card.source, span) if value is not None and name not in values else None
            values[name] = value or ""
        if edit is None:
            return None
        made.append(edit)
    return Fix("write the values out", tuple(made)) if len(made) == len(starts) else None  # unequal: it has a merge key


def _value(source: Source, anchor: Span, node: Node | None, starts: list[int]) -> str | None:
    """Return the value of an anchor if it can be copied: on one line, or as the lines of a block, indented as below its field."""
    if node is None or any(anchor.start < start < node.end for start in starts):
        return None
    if isinstance(node, Scalar) or node.flow:
        text = source.text[anchor.end : node.end].lstrip(" ")
        is_open = isinstance(node, Scalar) and node.plain and any(mark in text for mark in ",[]{}")
        return None if not text or len(text) > _LONGEST or "\n" in text or text.startswith("!") or is_open else text
    line, column = source.line_span(anchor.start), _column(source, anchor)
    lines = source.text[line.end : node.end]
    if column is None or len(lines) > _LONGEST or source.text[anchor.end : line.end].strip():
        return None
    indentation = len(lines) - len(lines.lstrip(" ")) - column
    return indent("\n" + dedent(lines), " " * indentation) if indentation >= 0 else None


def _copy(source: Source, alias: Span, value: str) -> Edit | None:
    """Write ``value`` in place of an alias, a block below its field."""
    if not value.startswith("\n"):
        return Edit(alias, value)
    column = _column(source, alias)
    if column is None or source.text[alias.end : source.line_span(alias.start).end].strip():
        return None
    start = len(source.text[: alias.start].rstrip(" "))
    return Edit(Span(start, alias.end), indent(value, " " * column))


def _column(source: Source, value: Span) -> int | None:
    """Return the column of the block-style field whose value is at ``value``."""
    field = _FIELD.fullmatch(source.text, source.line_span(value.start).start, value.start)
    return len(field[1]) if field is not None else None


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
        Example(
            bad="tags: «&t»\n  - a # x\n  - b\nmodels:\n- tags: *t\nunused: &u\n  c: 1",
            good="tags:\n  - a # x\n  - b\nmodels:\n- tags:\n    - a # x\n    - b\nunused:\n  c: 1",
            fixed=True,
        ),
        Example(bad="a: «&x»\n  b: 1\nc:\n  <<: *x", good="a:\n  b: 1\nc:\n  b: 1"),
        Example(bad="tags: «&t» [&u a, *u]\ndatasets: *t", good="tags: [a, a]\ndatasets: [a, a]"),
        Example(bad="license: «&l»\ntags: [*l]", good="license: mit\ntags: [mit]"),
        Example(bad="widget:\n- «&w»  # ours\n  text: a\n- *w", good="widget:\n- text: a"),
    ),
)
