"""The BibTeX entries in the body: where each begins and ends, and whether it is in a block of code."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from cardlint.card.analysis import PerCard
from cardlint.card.card import Card
from cardlint.card.markdown import Body
from cardlint.findings.source import Span
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple

_ENTRY = pattern(
    r"^(?P<before>[ \t>]*)(?P<kind>@(?:article|book|booklet|conference|dataset|inbook|incollection|inproceedings|manual"
    r"|mastersthesis|misc|online|phdthesis|proceedings|report|software|techreport|unpublished))[ \t]*\{",
    re.IGNORECASE | re.MULTILINE,
)
_KINDS = "article book conf dataset in m online p report software techreport unpublished"
SIGNS = tuple(f"text:@{kind}" for kind in _KINDS.split())
"""The signs of rules about entries: the beginnings of their kinds."""

_BRACE = pattern(r"\\.|[{}]", re.DOTALL)
_LONGEST = 20_000
"""Characters of an entry that are read; the longest in a real card has 6,000."""


class Citation(NamedTuple):
    """A BibTeX entry. ``end`` is after its last brace, or None if its braces are not balanced."""

    kind: Span  # "@article"
    before: str  # what is before it on its line
    end: int | None
    in_code: bool


@PerCard
def citations(card: Card) -> tuple[Citation, ...]:
    """Return the BibTeX entries of the body, except in inline code, in comments and in HTML that shows its text as it is."""
    return tuple(_citations(card.markdown)) if "@" in card.markdown.text else ()


def _citations(body: Body) -> Iterator[Citation]:
    found = list(_ENTRY.finditer(body.text, body.start))
    for index, each in enumerate(found):
        start = each.start("kind")
        fence = _around([fence.content for fence in body.fences], start)
        block = fence or _around(body.code_blocks, start)
        if block is None and (body.in_code(start) or body.in_preformatted(start)):
            continue
        following = found[index + 1].start() if index + 1 < len(found) else len(body.text)
        stop = min(following, fence.end if fence is not None else following, start + _LONGEST)
        yield Citation(
            Span(*each.span("kind")), each["before"], _end(body.text, each.end() - 1, stop), block is not None
        )


def _around(blocks: Sequence[Span], offset: int) -> Span | None:
    index = bisect_right(blocks, offset, key=lambda block: block.start) - 1
    return blocks[index] if index >= 0 and blocks[index].start <= offset < blocks[index].end else None


def _end(text: str, start: int, stop: int) -> int | None:
    """Return the offset after the brace that closes the one at ``start``, or None if there is none before ``stop``."""
    depth = 0
    for brace in _BRACE.finditer(text, start, stop):
        if brace[0] == "{":
            depth += 1
        elif brace[0] == "}":
            depth -= 1
            if depth == 0:
                return brace.end()
    return None
