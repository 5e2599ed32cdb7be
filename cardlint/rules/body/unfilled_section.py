"""A section that still says "[More Information Needed]" or "TODO" shows readers that nobody filled in the template.

Write the section, or delete it: not every section of the template is required. No fix deletes the only section on a topic that
another rule asks for, such as the limitations.

Source: templates of huggingface_hub and of datasets; left in 1,058 of 7,116 real cards.
"""

import re
from collections.abc import Iterable, Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.body._hollow import LEFT_OVER, UNFILLED_LINE, UNFILLED_POINT, Outline, Says, deletion, outline
from cardlint.system.named_tuple import NamedTuple

_FIX = "delete the unfilled parts"
_NEAR = 200  # characters
_WORDS = ("needed", "needs more", "todo", "tbd", "to be added", "to be completed", "to be determined", "coming soon")


class Gap(NamedTuple):
    """A section that is not filled in, by its index in the outline; None is the text above the first heading."""

    section: int | None
    span: Span  # the first of the template's words
    words: str
    times: int


def check(card: Card) -> Iterator[Found]:
    lower = card.markdown.lower
    if not any(word in lower for word in _WORDS):
        return
    found = outline(card)
    for gap in sorted(_gaps(card, found), key=lambda gap: gap.span):
        where = "the card" if gap.section is None else f"section {quote(found.sections[gap.section].heading.text)}"
        times = "" if gap.times == 1 else f" ({gap.times} times)"
        advice = "write it" if gap.section in found.needed else "write it or delete it"
        message = f"{where} still says {gap.words}{times}; {advice}"
        yield Found(gap.span, message, _fix(card, gap), alike=_alike(found, gap))


def _alike(found: Outline, gap: Gap) -> SharedCause | None:
    if gap.section is None:
        return None
    name = quote(found.sections[gap.section].heading.text, 30)
    advice = "write them" if gap.section in found.needed else "write or delete them"
    return SharedCause("sections are not filled in", advice, name)


def _gaps(card: Card, found: Outline) -> Iterator[Gap]:
    for section, span in found.left_over.items():
        yield Gap(section, span, quote(card.source.slice(span)), 1)
    for place, spans in _in_brackets(card, found).items():
        yield Gap(place, spans[0], f"`{card.source.slice(spans[0]).partition(']')[0]}]`", len(spans))


def _in_brackets(card: Card, found: Outline) -> dict[int | None, list[Span]]:
    body = card.markdown
    places: dict[int | None, list[Span]] = {}
    above = 0  # headings
    for match in LEFT_OVER.finditer(card.source.text, body.start):
        if not body.in_code(match.start()):
            while above < len(found.sections) and found.sections[above].own.start <= match.start():
                above += 1
            places.setdefault(above - 1 if above else None, []).append(Span(*match.span()))
    return places


def _fix(card: Card, gap: Gap) -> Fix | None:
    """Delete the section if it says nothing else, in text or subsections; otherwise only its unfilled lines and list items."""
    if gap.section is None:
        return None
    found = outline(card)
    section = found.sections[gap.section]
    is_unwritten = found.says[gap.section] is Says.LEFT_OVER
    if is_unwritten and (section.own == section.span or found.around(gap.section, left_over=True) is not None):
        edits: Iterable[Edit] = deletion(card, gap.section, left_over=True) or ()
    else:
        edits = _points(card, section.own)
    made = tuple(sorted(edits))
    return Fix(_FIX, made, Applicability.UNSAFE) if made else None


def _points(card: Card, section: Span) -> list[Edit]:
    """Delete the lines and list items that are not filled in, and the blank lines after those that have some before them."""
    if "cardlint:" in card.source.slice(section):  # its author may want to keep an item
        return []
    edits: list[Edit] = []
    last, is_below_blank = -1, False
    text = card.markdown.text
    lines = (line for line in UNFILLED_LINE.finditer(text, *section) if not _is_introduced(text, line.start()))
    for point in sorted((*UNFILLED_POINT.finditer(text, *section), *lines), key=re.Match.start):
        if card.markdown.in_code(point.start()) or outline(card).is_needed_item(point[0]):
            continue
        if point.start() != last:
            is_below_blank = not card.source.slice(card.source.line_span(point.start() - 1)).strip()
        last = point.end()
        edits.append(Edit(Span(point.start(), last if is_below_blank else point.start("blank")), ""))
    return edits


def _is_introduced(text: str, start: int) -> bool:
    """Return whether the text before ``start`` asks for what follows: ``Trained on:``."""
    return text[max(0, start - _NEAR) : start].rstrip(" \t\n*_").endswith((":", "?"))


RULE = Rule(
    name="unfilled-section",
    code="CL301",
    category="body",
    severity=Severity.WARNING,
    check=check,
    signs=tuple(f"text:{word}" for word in _WORDS),
    examples=(
        Example(
            bad="# M\n\nA model.\n\n## Glossary\n\n«[More Information Needed]»\n\n## Training\n\nLong.\n",
            good="# M\n\nA model.\n\n## Training\n\nLong.\n",
            whole=True,
            fixed=True,
            message="section `Glossary` still says `[More Information Needed]`; write it or delete it",
        ),
        Example(
            bad="# D\n\n## Source\n\n- by: «[Needs More Information]»\n- for: [Needs More Information]\n",
            good="# D\n\n## Source\n\n- by: us\n\n`[More Information Needed]`\n",
            whole=True,
            message="section `Source` still says `[Needs More Information]` (2 times); write it or delete it",
        ),
        Example(
            bad="# M\n\n## Details\n\nGood.\n\n- **By [optional]:** «[More Information Needed]»\n- **For:** [TODO]\n\nBad.\n"
            "- **Code:** [TODO]\n- **Site:** here\n",
            good="# M\n\n## Details\n\nGood.\n\nBad.\n- **Site:** here\n",
            whole=True,
            fixed=True,
            message="section `Details` still says `[More Information Needed]` (3 times); write it or delete it",
        ),
        Example(
            bad="# M\n\n## About\n\nText\n\n- **Uses:** «[TODO]»\n- **Home:** [TODO]\n",
            good="# M\n\n## About\n\nText\n\n- **Uses:** fun\n",
            whole=True,
        ),
        Example(
            bad="# M\n\n## Details\n\n- **By:** us\n- **For:** «[TODO]»\n\n"
            "### Sources\n\n<!-- links -->\n\n- **Code:** «[TODO]»\n* **Paper**: [TODO].\n\n## Data\n\nLong.\n",
            good="# M\n\n## Details\n\n- **By:** us\n\n## Data\n\nLong.\n",
            whole=True,
            fixed=True,
        ),
        Example(
            bad="# M\n\n## Authors\n\n<!-- who? -->\n\n«Coming soon»...\n\n## Data\n\n*«TODO»*\n\n## Training\n\nA TODO list.\n",
            good="# M\n\n## Training\n\nA TODO list.\n",
            whole=True,
            fixed=True,
            message="section `Authors` still says `Coming soon`; write it or delete it",
        ),
        Example(
            bad="# M\n\n## Uses\n\nFor research.\n\n«[More Information Needed]»\n\n## Data\n\nLong.\n**«[TODO]».**\n- a\n- [TODO]\n",
            good="# M\n\n## Uses\n\nFor research.\n\n## Data\n\nLong.\n- a\n",
            whole=True,
            fixed=True,
        ),
        Example(
            bad="# M\n\n## Uses\n\n«[TODO]»\n\n### Direct\n\nWords.\n\n## Data\n\nLong. «[TODO]»\n\n"
            "> [TODO]\n\n1. [TODO]\n\n**Hours:**\n\n[TODO]\n",
            good="# M\n\n## Uses\n\n### Direct\n\nWords.\n\n## Data\n\nLong.\n",
            whole=True,
        ),
        Example(
            bad="# M\n\n- [Authors](#authors)\n- [Data](#data)\n\n## Authors\n\n### Us\n\n«TBD»\n\n"
            "### Other\n\n«TBD»\n\n## Data\n\nLong.\n",
            good="# M\n\n- [Data](#data)\n\n## Data\n\nLong.\n",
            whole=True,
            fixed=True,
        ),
        Example(
            bad="# M\n\nA model.\n\n## Limitations\n\n«TODO»\n\n### Bias\n\n«TODO»\n\n## More\n\n«TODO»\n",
            good="# M\n\nA model.\n\n## Limitations\n\nIt is slow.\n",
            whole=True,
            message="section `Limitations` still says `TODO`; write it",
        ),
    ),
)
