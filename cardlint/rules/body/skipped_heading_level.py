"""A heading that skips a level breaks the outline: people with a screen reader look for a section that does not exist.

Make it one level deeper than the heading that it belongs to. A subtitle directly below the title, all of it in italics or
bold, has no level: ``# Title``, ``### *Subtitle*``.

Source: HTML, headings; markdownlint MD001.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from cardlint.card.card import Card
from cardlint.card.markdown import Heading
from cardlint.findings.diagnostic import Applicability, Fix, Related, Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.body._levels import moved
from cardlint.system.lazy_pattern import pattern

_EMPHASIZED = pattern(
    r"(?P<mark>\*{1,3}|_{1,3})(?![\s*_])(?:(?!(?P=mark)).)+(?P=mark)|<(?P<tag>em|i|b|strong|small|sub)>.+</(?P=tag)>",
    re.IGNORECASE,
)


def check(card: Card) -> Iterator[Found]:
    headings = [heading for heading in card.markdown.headings if not heading.nested]
    if len(headings) > 1 and _is_subtitle(card, *headings[:2]):
        del headings[1]
    for at, (above, heading) in enumerate(pairwise(headings), 1):
        level = above.level + 1
        if heading.level > level:
            message = f"heading {quote(heading.text)} jumps from level {above.level} to {heading.level}; make it level {level}"
            other = Related(above.title, f"level {above.level}")
            alike = SharedCause(
                "headings skip a level", "make each one level deeper than the one above", quote(heading.text)
            )
            yield Found(heading.title, message, _fix(card, headings, at, level), related=(other,), alike=alike)


def _is_subtitle(card: Card, title: Heading, heading: Heading) -> bool:
    """Return whether ``heading``, directly below the title of the card, has nothing but emphasized text."""
    between = card.source.text[title.span.end : heading.span.start]
    return not between.strip() and _EMPHASIZED.fullmatch(card.source.slice(heading.title).strip()) is not None


def _fix(card: Card, headings: list[Heading], at: int, level: int) -> Fix | None:
    """Move the heading up with its subsections and its siblings, which would otherwise become its subsections."""
    skipped, end = headings[at].level, at + 1
    while end < len(headings) and headings[end].level >= skipped:
        end += 1
    if end < len(headings) and headings[end].level > level:
        return None  # its level is between the two, so it would become a subsection
    siblings = headings[at:end]
    edits = moved(card, siblings, level - skipped)
    others = ", and move the headings below it up" if siblings[1:] else ""
    return Fix(f"change to level {level}{others}", edits, Applicability.UNSAFE) if edits is not None else None


RULE = Rule(
    name="skipped-heading-level",
    code="CL308",
    category="body",
    severity=Severity.WARNING,
    check=check,
    examples=(
        Example(
            bad="# M\n\n#### «Uses»\n\nText\n",
            good="# M\n\n## Uses\n\nText\n",
            whole=True,
            fixed=True,
            message="heading `Uses` jumps from level 1 to 4; make it level 2",
        ),
        Example(
            bad="# M\n\n### «A»\n\n### B\n\n#### C\n\nText\n\n## D\n\nText\n",
            good="# M\n\n## A\n\n## B\n\n### C\n\nText\n\n## D\n\nText\n",
            whole=True,
            fixed=True,
        ),
        Example(
            bad="# M\n\n### *For films*\n\n##### «Uses»\n\nText\n",
            good="# M\n\n### *For films*\n\n## Uses\n\nText\n",
            whole=True,
            fixed=True,
        ),
        Example(
            bad="# M\n\n### «*Inputs* and outputs»\n\nText\n",
            good="# M\n\n## *Inputs* and outputs\n\nText\n",
            whole=True,
        ),
        Example(
            bad="# M\n\n#### «A»\n\nText\n\n### B\n\nText\n",
            good="# M\n\n## A\n\nText\n\n### B\n\nText\n",
            whole=True,
        ),
    ),
    silent=(
        Example(good="# M\n\n> #### Quoted\n\nText\n", whole=True),
        Example(good="# M\n### *A model for films*\n\nText\n\n## Uses\n\nText\n", whole=True),
        Example(good="# M\n\n#### __For films__\n\n## Uses\n\nText\n", whole=True),
        Example(good="# M\n\n## A\n\nText\n\n### B\n\nText\n\n# N\n", whole=True),
    ),
)
