"""A section that still says "[More Information Needed]" tells the reader that nobody filled in the template.

Write the section, or delete it: the template is an offer, not a form.

Source: templates of huggingface_hub and of datasets; left in 967 of 7,116 real cards.
"""

import re
from collections.abc import Iterator

from cardlint.body import Section
from cardlint.card import Card
from cardlint.diagnostic import Applicability, Edit, Fix, Severity
from cardlint.pattern import pattern
from cardlint.rule import Example, Found, Rule
from cardlint.shown import shown
from cardlint.source import Span

_PLACEHOLDER = pattern(
    r"\[(?:more info(?:rmation)? needed|needs more info(?:rmation)?|todo|tbd)\](?:\([^()\s]*\))?", re.IGNORECASE
)


def check(card: Card) -> Iterator[Found]:
    text, body = card.source.text, card.markdown
    if (
        "needed]" not in body.lower
        and "[needs more" not in body.lower
        and "[to" not in body.lower
        and "[tb" not in body.lower
    ):
        return
    sections = iter(body.sections)
    section = next(sections, None)
    current: Section | None = None
    first: re.Match[str] | None = None
    count = 0
    for found in _PLACEHOLDER.finditer(text, body.start):
        if body.in_code(found.start()):
            continue
        while section is not None and section.own.start <= found.start():
            if first is not None:
                yield _found(card, first, count, current)
                first, count = None, 0
            current, section = section, next(sections, None)
        first = first or found
        count += 1
    if first is not None:
        yield _found(card, first, count, current)


def _found(card: Card, first: re.Match[str], count: int, section: Section | None) -> Found:
    where = f"section {shown(section.heading.text)}" if section is not None else "the card"
    times = "" if count == 1 else f" ({count} times)"
    message = f"{where} still says {first[0].partition(']')[0]}]{times}; write it, or delete it"
    return Found(Span(*first.span()), message, _fix(card, section))


def _fix(card: Card, section: Section | None) -> Fix | None:
    """Delete a section that has nothing else, neither text nor parts."""
    text = card.source.text
    if (
        section is None
        or section.span != section.own
        or _PLACEHOLDER.sub("", text[slice(*section.own)]).strip(" \t\r\n.-*")
    ):
        return None
    edit = Edit(Span(section.heading.span.start, section.own.end), "")
    return Fix("delete the section", (edit,), Applicability.UNSAFE)


RULE = Rule(
    name="unfilled-section",
    code="CL301",
    category="body",
    severity=Severity.WARNING,
    check=check,
    signs=("text:needed]", "text:[needs more", "text:[todo]", "text:[tbd]"),
    examples=(
        Example(
            bad="# M\n\nA model.\n\n## Uses\n\n«[More Information Needed]»\n\n## Training\n\nLong.\n",
            good="# M\n\nA model.\n\n## Training\n\nLong.\n",
            whole=True,
            fixed=True,
            message="section Uses still says [More Information Needed]; write it, or delete it",
        ),
        Example(
            bad="# D\n\n## Source\n\n- by: «[Needs More Information]»\n- for: [Needs More Information]\n",
            good="# D\n\n## Source\n\n- by: us\n\n`[More Information Needed]`\n",
            whole=True,
            message="section Source still says [Needs More Information] (2 times); write it, or delete it",
        ),
    ),
)
