"""The heading under which a place of the body stands."""

from bisect import bisect_left

from cardlint.card.markdown import Body


def heading_above(body: Body, offset: int) -> str:
    """Return the text of the heading above ``offset``; empty where there is none."""
    index = bisect_left(body.sections, offset, key=lambda section: section.heading.span.start)
    return body.sections[index - 1].heading.text if index else ""
