"""Splits the Markdown of a card by the relevance of its words: headings, prose, and code with tables.

URLs, markup and comments are left out, because their words say nothing about the card. Every pattern runs in linear time.
"""

import re
from collections.abc import Iterator

from cardlint.card.markdown import Body
from cardlint.findings.source import Span
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple

_COMMENT = pattern(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = pattern(r"</?[a-zA-Z][^<>]{0,2000}>")
_LINK = pattern(r"!?\[([^\[\]]{0,500})\]\([^()\s]{0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,2000})?\)")
_ADDRESS = pattern(r"(?:https?|ftp)://[^\s<>)\]]+")


class Prose(NamedTuple):
    """The text of a card's body by parts, in the order of the card. ``code`` has code and tables."""

    headings: list[str]
    prose: list[str]
    code: list[str]


def split(body: Body) -> Prose:
    """Return the parts of ``body``."""
    return Prose(
        [text for heading in body.headings if (text := _visible_text(heading.text))],
        [text for span in sorted((*body.prose, *body.html_blocks)) if (text := _visible_text(body.text[slice(*span)]))],
        [shown for _, text in sorted(_code(body)) if (shown := _visible_text(text))],
    )


def _code(body: Body) -> Iterator[tuple[Span, str]]:
    """Yield code blocks and the rows of tables."""
    for fence in body.fences:
        yield fence.span, body.text[slice(*fence.content)]
    for span in body.code_blocks:
        yield span, body.text[slice(*span)]
    for table in body.tables:
        for row in filter(None, (table.header, *table.rows)):
            yield row[0], " | ".join(body.text[slice(*cell)] for cell in row)


def _visible_text(markdown: str) -> str:
    """Return the text that a reader sees, without comments, tags and URLs."""
    if "](" not in markdown and "://" not in markdown and "<" not in markdown:
        return markdown.strip()
    shown = _LINK.sub(r"\1", _LINK.sub(r"\1", _COMMENT.sub(" ", markdown)))  # twice: an image can be inside a link
    return _TAG.sub(" ", _ADDRESS.sub(" ", shown)).strip()
