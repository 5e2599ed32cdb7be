"""Moves headings to other levels while keeping the shape of the outline."""

from collections.abc import Iterable

from cardlint.card.card import Card
from cardlint.card.markdown import Heading
from cardlint.findings.diagnostic import Edit
from cardlint.findings.source import Span

DEEPEST = 6


def moved(card: Card, headings: Iterable[Heading], by: int) -> tuple[Edit, ...] | None:
    """Return the edits that move ``headings`` down ``by`` levels (up if negative); None if one cannot move that far."""
    edits: list[Edit] = []
    for heading in headings:
        level = heading.level + by
        if not 1 <= level <= DEEPEST:
            return None
        start = heading.span.start
        if not is_underlined(card, heading):
            edits.append(Edit(Span(start, start + heading.level), "#" * level))
        elif "\n" in card.source.slice(heading.title):
            return None  # a heading of several lines needs its underline
        else:
            edits += (Edit(Span(start, start), f"{'#' * level} "), Edit(Span(heading.title.end, heading.span.end), ""))
    return tuple(edits)


def is_underlined(card: Card, heading: Heading) -> bool:
    """Return whether the heading is made by a line below it; its text may begin with a hash, such as ``#1``."""
    text, end = card.source.text, heading.span.start + heading.level
    hashes = text[heading.span.start : end]
    return hashes.strip("#") != "" or text[end : end + 1] not in ("", " ", "\t", "\r", "\n")
