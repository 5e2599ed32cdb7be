"""The lines of a table of contents, which are deleted together with the sections that they link to."""

from bisect import bisect_left
from collections import Counter

from cardlint.card.analysis import PerCard
from cardlint.card.card import Card
from cardlint.card.markdown import Body, Link
from cardlint.card.markdown.html import attributes
from cardlint.findings.diagnostic import Edit
from cardlint.findings.source import Span
from cardlint.rules.body._targets import anchor
from cardlint.system.lazy_pattern import pattern

_BEFORE = pattern(r"(?P<indent>[ \t]*)(?:[-*+]|\d{1,3}[.)])[ \t]+[*_]{0,3}")
_BEHIND = pattern(r"[*_]{0,3}[ \t]*\r?\n?")
_ITEM = pattern(r"(?P<indent>[ \t]*)(?:[-*+]|\d{1,3}[.)])[ \t]")


class Anchors:
    """The card's links to its own anchors, and where its headings are."""

    def __init__(self, body: Body) -> None:
        self.links: dict[str, list[Link]] = {}
        for link in body.links:
            if (name := anchor(link.target)) is not None:
                self.links.setdefault(name, []).append(link)
        headings = body.headings if self.links else ()
        self.starts = [heading.span.start for heading in headings]
        counts = Counter(heading.text.lower() for heading in headings)
        linked = {
            heading.text.lower() for heading, name in zip(headings, body.anchors, strict=False) if name in self.links
        }
        self.repeated = {text: count for text, count in counts.items() if count > 1 and text in linked}


@PerCard
def _anchors(card: Card) -> Anchors:
    return Anchors(card.markdown)


def entries_for(card: Card, span: Span) -> tuple[Edit, ...] | None:
    """Return the edits that delete the lines linking to the headings in ``span``; None if another link would break."""
    anchors = _anchors(card)
    if not anchors.links:
        return ()
    first, last = (bisect_left(anchors.starts, offset) for offset in span)
    headings = card.markdown.headings[first:last]
    if anchors.repeated:
        counts = Counter(heading.text.lower() for heading in headings)
        if any(0 < counts[text] < count for text, count in anchors.repeated.items()):
            return None  # another heading with this name would get a different number
    lines: dict[int, Edit] = {}
    for name in (*card.markdown.anchors[first:last], *_ids(card, span)):
        for link in anchors.links.get(name, ()):
            line = card.source.line_span(link.span.start)
            if span.start <= line.start < span.end:
                continue
            if not _is_only_link(card, link, line):
                return None
            lines[line.start] = Edit(line, "")
    edits = tuple(lines[start] for start in sorted(lines))
    return edits if all(_is_last(card, edit.span, lines) for edit in edits) else None


def _ids(card: Card, span: Span) -> set[str]:
    """Return the anchors defined by tags in ``span``, such as ``<a id="uses"></a>``."""
    body = card.markdown
    if "<" not in card.source.text[slice(*span)]:
        return set()
    first, last = (bisect_left(body.html, offset, key=lambda tag: tag.span.start) for offset in span)
    tags = body.html[first:last]
    return {value.lower() for tag in tags for name, value, _ in attributes(body.text, tag) if name in ("id", "name")}


def _is_only_link(card: Card, link: Link, line: Span) -> bool:
    """Return whether the list item at ``line`` contains only ``link``."""
    text = card.source.text
    return bool(
        _BEFORE.fullmatch(text, line.start, link.span.start) and _BEHIND.fullmatch(text, link.span.end, line.end)
    )


def _is_last(card: Card, line: Span, lines: dict[int, Edit]) -> bool:
    """Return whether deleting the item at ``line`` leaves none of its nested items behind."""
    text = card.source.text
    here, below = _ITEM.match(text, line.start), _ITEM.match(text, line.end)
    if here is None or below is None or line.end in lines:
        return True
    return len(below["indent"].expandtabs(4)) <= len(here["indent"].expandtabs(4))
