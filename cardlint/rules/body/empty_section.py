"""A heading with nothing below it promises content that the card does not have.

Write the section, or delete the heading. No fix deletes the only section on a topic that another rule asks for, such as the
limitations.

Source: style of the Hub's own templates; consistency.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.markdown import Heading, Section
from cardlint.findings.diagnostic import Applicability, Fix, Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.body._hollow import Outline, deletion, outline
from cardlint.rules.body._levels import is_underlined
from cardlint.rules.body._topics import is_ordinary
from cardlint.system.lazy_pattern import pattern

_LONGEST_NAME = 80
_MOST_WORDS = 8
_NO_HEADING = pattern(r"[^\n]*[|\n]|--|!?\[|[A-Za-z_]+:(?: |$)")


def check(card: Card) -> Iterator[Found]:
    found = outline(card)
    if not found.empty:
        return
    following: int | None = None  # the next section that is kept; those between are deleted with this one
    empty: list[Found] = []
    for index in reversed(range(len(found.sections))):
        edits = None
        if index in found.empty and not _speaks(card, found, index, following):
            section = found.sections[index]
            name = quote(section.heading.text)
            if following is not None and _may_be_a_part(section, found.sections[following]):
                message = f"section {name} is empty; write it, or move its subsections one level down"
                alike = SharedCause("sections are empty", "write them, or move their subsections one level down", name)
                empty.append(Found(section.heading.title, message, alike=alike))
            else:
                edits = deletion(card, index, left_over=False)
                fix = Fix("delete the heading", edits, Applicability.UNSAFE) if edits is not None else None
                is_needed = index in found.needed
                advice = "write it" if is_needed else "write it, or delete the heading"
                message = f"section {name} is empty; {advice}"
                advice = "write them" if is_needed else "write them, or delete the headings"
                alike = SharedCause("sections are empty", advice, name)
                empty.append(Found(section.heading.title, message, fix, alike=alike))
        following = following if edits is not None else index
    yield from reversed(empty)


def _may_be_a_part(section: Section, following: Section) -> bool:
    """Return whether the ``following`` section, on the same level, may be meant as a part of the empty one."""
    return following.heading.level == section.heading.level and not is_ordinary(following.heading.text)


def _speaks(card: Card, found: Outline, index: int, following: int | None) -> bool:
    """Return whether a heading is complete by itself: a title, a sentence, a farewell, or words that introduce what follows."""
    heading = found.sections[index].heading
    text = heading.text
    return (
        not text
        or (index == 0 and (heading.level == 1 or not is_ordinary(text)))
        or len(text) > _LONGEST_NAME
        or text.count(" ") >= _MOST_WORDS
        or ": " in text
        or "](" in card.source.slice(heading.title)
        or text.endswith(("!", ".") if following is None else ":")
        or _is_accidental(card, heading)
        or (following is not None and _is_accidental(card, found.sections[following].heading))
    )


def _is_accidental(card: Card, heading: Heading) -> bool:
    """Return whether dashes below made text a heading by accident: the end of front matter, a table head, a list."""
    text = card.source.text
    if not is_underlined(card, heading):
        return False
    underline = text[heading.title.end : heading.span.end].strip()
    return len(underline) == 1 or _NO_HEADING.match(text, *heading.title) is not None


RULE = Rule(
    name="empty-section",
    code="CL304",
    category="body",
    severity=Severity.WARNING,
    check=check,
    examples=(
        Example(
            bad="# M\n\n## «Authors»\n\n## Training\n\nLong.\n",
            good="# M\n\n## Training\n\nLong.\n",
            whole=True,
            fixed=True,
            message="section `Authors` is empty; write it, or delete the heading",
        ),
        Example(
            bad="# M\n\n## A\n\nText\n\n## «B»\n\n<!-- later -->\n\n---\n",
            good="# M\n\n## A\n\nText\n\n",
            whole=True,
            fixed=True,
        ),
        Example(
            bad="# M\n\n- [Authors](#authors)\n  - [Us](#us)\n- [Data](#data)\n\n## Authors\n\n### «Us»\n\n## Data\n\nLong.\n",
            good="# M\n\n- [Data](#data)\n\n## Data\n\nLong.\n",
            whole=True,
            fixed=True,
        ),
        Example(
            bad="# M\n\n## «Limitations»\n\n## Training\n\nLong.\n",
            good="# M\n\n## Limitations\n\nIt is slow.\n\n## Training\n\nLong.\n",
            whole=True,
            message="section `Limitations` is empty; write it",
        ),
        Example(
            bad="# M\n\nSee [below](#uses).\n\n## «Uses»\n\n## Data\n\nLong.\n",
            good="# M\n\n## Data\n\nLong.\n\n# Happy hacking!\n",
            whole=True,
        ),
        Example(
            bad="# M\n\n### «Data Fields»\n\n### KB-BoolQ\n\nText\n",
            good="license: other\n---\n\n# M\n\n## Results:\n\n## BLEU: 31\n\nData Splits\n---\n\n|split|rows|\n---\n\n|train|1|\n",
            whole=True,
            message="section `Data Fields` is empty; write it, or move its subsections one level down",
        ),
    ),
)
