"""The BibTeX entries in the body: where each begins and ends, and whether it is in a block of code."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from cardlint.card.analysis import PerCard
from cardlint.card.card import Card
from cardlint.findings.source import Span
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple

_ENTRY = pattern(
    r"(?P<kind>@(?:article|book|booklet|conference|dataset|inbook|incollection|inproceedings|manual"
    r"|mastersthesis|misc|online|phdthesis|proceedings|report|software|techreport|unpublished))[ \t]*\{",
    re.IGNORECASE,
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
def citations(card: Card) -> list[Citation]:
    """The BibTeX entries in the body, except in inline code, in comments and in HTML that shows its text as it is."""
    body = card.markdown
    text = body.text
    if "@" not in text:
        return []
    found = []  # the beginnings of lines with an entry, what is before it, and its kind
    for entry in _ENTRY.finditer(text, body.start):
        line = text.rfind("\n", body.start, entry.start()) + 1 or body.start
        before = text[line : entry.start()]
        if not before.strip(" \t>"):
            found.append((line, before, entry))
    citations = []
    for index, (_, before, entry) in enumerate(found):
        start = entry.start()
        fence = _around([fence.content for fence in body.fences], start)
        block = fence or _around(body.code_blocks, start)
        if block is None and (body.in_code(start) or body.in_preformatted(start)):
            continue
        following = found[index + 1][0] if index + 1 < len(found) else len(text)
        stop = min(following, fence.end if fence is not None else following, start + _LONGEST)
        end = _end(text, entry.end() - 1, stop)
        citations.append(Citation(Span(*entry.span("kind")), before, end, block is not None))
    return citations


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
