"""The heading above a place in the body."""

from bisect import bisect_left

from cardlint.card.markdown import Body


def heading_above(body: Body, offset: int) -> str:
    """Return the text of the heading above ``offset``; empty if no heading is above it."""
    index = bisect_left(body.sections, offset, key=lambda section: section.heading.span.start)
    return body.sections[index - 1].heading.text if index else ""
