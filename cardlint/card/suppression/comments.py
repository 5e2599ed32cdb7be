"""The comments of a card that are meant for cardlint, and the lines to which each applies.

In the front matter, a ``#`` within a value is not a comment; in the Markdown, a comment within code is not. The text is
read only where it contains ``cardlint:``, and each line only once, no matter how many comments there are.
"""

from bisect import bisect_right
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Scalar, walk
from cardlint.findings.source import Source, Span
from cardlint.system.lazy_pattern import pattern

MARK = "cardlint:"
_YAML = pattern(r"(?:(?<=[ \t\n])|^)#[ \t]*cardlint:[^\n]*")


def comments(card: Card) -> Iterator[tuple[Span, Span]]:
    """Yield every comment that is meant for cardlint, and the lines to which it applies, in the order of the text."""
    text = card.source.text
    body = 0
    if card.block is not None:
        body = card.block.body
        if text.find(MARK, *card.block.content) >= 0:
            yield from _yaml_comments(card, card.block.content)
    if text.find(MARK, body) >= 0:
        yield from _markdown_comments(card)


def _yaml_comments(card: Card, content: Span) -> Iterator[tuple[Span, Span]]:
    source = card.source
    written = [node.span for _, node in walk(card.root) if isinstance(node, Scalar)] if card.root is not None else []
    written.sort()
    starts = [span.start for span in written]
    ahead = Span(0, 0)  # the last line found: many comments in a row share it
    for match in _YAML.finditer(source.text, *content):
        comment = Span(match.start(), match.start() + len(match[0].rstrip()))
        at = bisect_right(starts, comment.start) - 1
        if at >= 0 and comment.start < written[at].end and not _heads_block(source, written[at], comment.start):
            continue  # within a value
        line = source.line_span(comment.start)
        if source.text[line.start : comment.start].strip():
            yield comment, line
        else:
            if ahead.start < line.end:
                ahead = _next_line(source, line.end, content.end)
            yield comment, ahead


def _heads_block(source: Source, value: Span, offset: int) -> bool:
    """Return whether ``offset`` is after the ``|`` or ``>`` of a block scalar, where comments are allowed."""
    return source.text[value.start] in "|>" and source.line_span(value.start).end > offset


def _next_line(source: Source, start: int, end: int) -> Span:
    """Return the first line from ``start`` that is neither blank nor a comment."""
    while start < end:
        line = source.line_span(start)
        content = source.slice(line).strip()
        if content and not content.startswith("#"):
            return line
        start = line.end
    return Span(start, start)


def _markdown_comments(card: Card) -> Iterator[tuple[Span, Span]]:
    source = card.source
    ahead = Span(0, 0)
    for comment in card.markdown.comments:
        if not source.text[comment.start + 4 : comment.end].lstrip().startswith(MARK):
            continue
        first, last = source.line_span(comment.start), source.line_span(comment.end - 1)
        alone = not (source.text[first.start : comment.start] + source.text[comment.end : last.end]).strip()
        if not alone:
            yield comment, Span(first.start, last.end)
            continue
        if ahead.end <= last.end:
            ahead = _next_block(card, last.end)
        yield comment, Span(max(ahead.start, last.end), ahead.end)


def _next_block(card: Card, start: int) -> Span:
    """Return the next lines up to a blank one, or an entire fenced code block."""
    source = card.source
    size = len(source.text)
    while start < size and not source.slice(source.line_span(start)).strip():
        start = source.line_span(start).end
    end = start
    while end < size and source.slice(line := source.line_span(end)).strip():
        end = line.end
    fence = next((each for each in card.markdown.fences if start <= each.span.start < end), None)
    return Span(start, max(end, fence.span.end, start + 1) if fence is not None else max(end, start + 1))
