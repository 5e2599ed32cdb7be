"""Lines that name only the card's license: ``- **License:** MIT``, a table row, a section of one line."""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.source import Span
from cardlint.rule_kit.license_names import identify
from cardlint.rules.body._above import heading_above
from cardlint.system.lazy_pattern import pattern

_LINE = pattern(
    r"(?:[-*+][ \t]{1,3})?(?:\*\*|__)?licen[cs]e(?:\*\*|__)?[ \t]?:(?:\*\*|__)?(?P<value>[^\n]{1,200})(?=\n|\Z)",
    re.IGNORECASE,
)
_SIGNS = ("icense", "icence", "ICENSE", "ICENCE")  # searching for these is ten times faster than matching every line
_ONLY_A_NAME = pattern(
    r"[\s*_`]*(?:the )?\[?[*_`]*(?P<name>[A-Za-z][^\]\n*_`<>]{1,80}?)[*_`]*(?:\]\([^)\s]{0,200}\))?[\s*_`.]*"
)
_TITLE = pattern(r"licen[cs](?:e|ing)(?: information| info| details)?", re.IGNORECASE)
_ROW = pattern(r"[*_]*licen[cs]e[*_]*:?[*_]*", re.IGNORECASE)
_OTHER_WORK = {
    Kind.MODEL: pattern(r"data|corpus|corpora|base|original|source|code|credit|third|tokeni[sz]er", re.IGNORECASE),
    Kind.DATASET: pattern(r"model|original|source|code|credit|third|baseline", re.IGNORECASE),
}
_LONGEST = 300


def claims_of_lines(card: Card) -> Iterator[tuple[str, Span]]:
    """Yield the licenses that lines, table rows and sections state for the work, with the words that name them."""
    body = card.markdown
    text = body.text
    for line in _lines(text, body.start):
        if not body.in_code(line.start()) and not _OTHER_WORK[card.kind].search(heading_above(body, line.start())):
            yield from _claim(text, Span(*line.span("value")))
    for table in body.tables:
        for row in table.rows if len(table.header) == 2 else ():
            if len(row) == 2 and _ROW.fullmatch(text, *row[0]):
                yield from _claim(text, row[1])
    for section in body.sections:
        if _TITLE.fullmatch(section.heading.text.strip(" :")) and section.own.end - section.own.start <= _LONGEST:
            yield from _claim(text, section.own)


def _lines(text: str, start: int) -> Iterator[re.Match[str]]:
    """Yield the lines from ``start`` that begin with the word license and a colon."""
    starts = set()
    for sign in _SIGNS:
        at = text.find(sign, start)
        while at >= 0:
            starts.add(max(text.rfind("\n", 0, at) + 1, start))
            end = text.find("\n", at)
            at = text.find(sign, end) if end >= 0 else -1
    for first in sorted(starts):
        line = _LINE.match(text, first)
        if line is not None:
            yield line


def _claim(text: str, span: Span) -> Iterator[tuple[str, Span]]:
    """Yield the license that ``span`` names, provided that it says nothing else."""
    found = _ONLY_A_NAME.fullmatch(text, *span)
    match = identify(found["name"]) if found is not None else None
    if found is not None and match is not None and match.certain:
        yield match.identifier, Span(*found.span("name"))
