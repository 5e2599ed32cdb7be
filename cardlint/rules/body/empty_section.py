"""A heading with nothing below it promises what the card does not say.

Write the section, or delete the heading.

Source: style of the Hub's own templates; consistency.
"""

from collections.abc import Iterator

from cardlint.body import Body, Section
from cardlint.card import Card
from cardlint.diagnostic import Applicability, Edit, Fix, Severity
from cardlint.rule import Example, Found, Rule
from cardlint.shown import shown
from cardlint.source import Span

LONGEST_NAME = 80


def check(card: Card) -> Iterator[Found]:
    body = card.markdown
    sections = body.sections
    for index, section in enumerate(sections):
        following = sections[index + 1] if index + 1 < len(sections) else None
        if following is not None and following.heading.level > section.heading.level:
            continue  # its parts follow
        if section.own.end - section.own.start > 200 or _says_something(body, section):
            continue
        if (section.heading.level == 1 and index == 0) or len(section.heading.text) > LONGEST_NAME:
            continue  # a title, or a sentence that is written as a heading
        name = shown(section.heading.text)
        edit = Edit(Span(section.heading.span.start, section.own.end), "")
        fix = Fix("delete the heading", (edit,), Applicability.UNSAFE) if len(sections) > 1 else None
        yield Found(section.heading.title, f"section {name} is empty; write it, or delete the heading", fix)


def _says_something(body: Body, section: Section) -> bool:
    text = body.text[slice(*section.own)]
    if "<!--" in text:
        for comment in body.comments:
            if section.own.start <= comment.start < section.own.end:
                text = text.replace(body.text[slice(*comment)], "")
    return bool(text.strip(" \t\r\n-*_=\ufeff\u200b")) or not section.heading.text


RULE = Rule(
    name="empty-section",
    code="CL304",
    category="body",
    severity=Severity.WARNING,
    check=check,
    examples=(
        Example(
            bad="# M\n\n## «Uses»\n\n## Training\n\nLong.\n",
            good="# M\n\n## Training\n\nLong.\n",
            whole=True,
            fixed=True,
            message="section Uses is empty; write it, or delete the heading",
        ),
        Example(
            bad="# M\n\n## A\n\nText\n\n## «B»\n\n<!-- later -->\n\n---\n",
            good="# M\n\n## A\n\nText\n\n",
            whole=True,
            fixed=True,
        ),
    ),
)
