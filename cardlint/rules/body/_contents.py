"""The lines of a table of contents, which go with the sections that they lead to."""

from bisect import bisect_left
from collections import Counter
from typing import TypeVar

from cardlint.card.analysis import PerCard
from cardlint.card.card import Card
from cardlint.card.markdown import Body, Heading, Link, Tag
from cardlint.card.markdown.html import attributes
from cardlint.findings.diagnostic import Edit
from cardlint.findings.source import Span
from cardlint.rules.body._targets import anchor
from cardlint.system.lazy_pattern import pattern

_Element = TypeVar("_Element", Heading, Tag)

_BEFORE = pattern(r"(?P<indent>[ \t]*)(?:[-*+]|\d{1,3}[.)])[ \t]+[*_]{0,3}")
_BEHIND = pattern(r"[*_]{0,3}[ \t]*\r?\n?")
_ITEM = pattern(r"(?P<indent>[ \t]*)(?:[-*+]|\d{1,3}[.)])[ \t]")


class Anchors:
    """What the card links to within itself, by anchor, and how its headings are called."""

    def __init__(self, body: Body) -> None:
        self.links: dict[str, list[Link]] = {}
        for link in body.links:
            if (name := anchor(link.target)) is not None:
                self.links.setdefault(name, []).append(link)
        headings = body.headings if self.links else ()
        self.counts = Counter(heading.text.lower() for heading in headings)
        self.linked = {heading.text.lower() for heading in headings if heading.anchor in self.links}


@PerCard
def _anchors(card: Card) -> Anchors:
    return Anchors(card.markdown)


def entries_for(card: Card, span: Span) -> tuple[Edit, ...] | None:
    """Return the edits that delete the lines leading to the headings at ``span``; None where another link would be broken."""
    anchors = _anchors(card)
    if not anchors.links:
        return ()
    headings = _between(card.markdown.headings, span)
    for text, count in Counter(heading.text.lower() for heading in headings).items():
        if text in anchors.linked and count < anchors.counts[text]:
            return None  # another heading of this name would get another number
    lines: dict[int, Edit] = {}
    for name in (*(heading.anchor for heading in headings), *_ids(card, span)):
        for link in anchors.links.get(name, ()):
            line = card.source.line_span(link.span.start)
            if span.start <= line.start < span.end:
                continue
            if not _is_alone(card, link, line):
                return None
            lines[line.start] = Edit(line, "")
    edits = tuple(lines[start] for start in sorted(lines))
    return edits if all(_is_last(card, edit.span, lines) for edit in edits) else None


def _ids(card: Card, span: Span) -> set[str]:
    """Return the anchors that tags at ``span`` name, as ``<a id="uses"></a>``."""
    body = card.markdown
    if "<" not in card.source.text[slice(*span)]:
        return set()
    tags = _between(body.html, span)
    return {value.lower() for tag in tags for name, value, _ in attributes(body.text, tag) if name in ("id", "name")}


def _between(elements: tuple[_Element, ...], span: Span) -> tuple[_Element, ...]:
    first, last = (bisect_left(elements, offset, key=lambda each: each.span.start) for offset in span)
    return elements[first:last]


def _is_alone(card: Card, link: Link, line: Span) -> bool:
    """Return whether the item of a list at ``line`` is nothing but ``link``."""
    text = card.source.text
    return bool(
        _BEFORE.fullmatch(text, line.start, link.span.start) and _BEHIND.fullmatch(text, link.span.end, line.end)
    )


def _is_last(card: Card, line: Span, lines: dict[int, Edit]) -> bool:
    """Return whether no item within the one at ``line`` would stay without it."""
    text = card.source.text
    here, below = _ITEM.match(text, line.start), _ITEM.match(text, line.end)
    if here is None or below is None or line.end in lines:
        return True
    return len(below["indent"].expandtabs(4)) <= len(here["indent"].expandtabs(4))
