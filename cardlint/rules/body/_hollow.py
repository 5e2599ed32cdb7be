"""Sections without content: empty ones, and those that still hold only the template's words."""

import re
from bisect import bisect_left
from enum import Enum
from itertools import accumulate

from cardlint.card.analysis import PerCard
from cardlint.card.card import Card
from cardlint.card.markdown import Section
from cardlint.findings.diagnostic import Edit
from cardlint.findings.source import Span
from cardlint.rules.body._contents import entries_for
from cardlint.rules.body._topics import bold_titles, demanded
from cardlint.system.cached_property import cached_property
from cardlint.system.lazy_pattern import pattern

_MARKER = r"\[(?:more info(?:rmation)? needed|needs more info(?:rmation)?|todo|tbd)\]"
LEFT_OVER = pattern(rf"{_MARKER}(?:\([^()\s]*\))?", re.IGNORECASE)
UNFILLED_POINT = pattern(  # a list item with nothing nested below it
    rf"^(?P<indent>[ \t]*)[-*+][ \t]+\*\*[^*\n]{{1,60}}\*\*:?[ \t]*{_MARKER}(?:\(\))?[ \t.]*(?:\n|\Z)"
    r"(?![ \t]*(?![-*+][ \t]|[#<])\S|\s*^(?P=indent)[ \t]{2,}\S)(?P<blank>(?:[ \t]*\n)*)",
    re.IGNORECASE | re.MULTILINE,
)
UNFILLED_LINE = pattern(  # the template's words alone on a line, or as a list item with nothing nested below it
    rf"^(?P<indent>[ ]{{0,3}})(?P<mark>[-*+][ \t]+)?[*_]{{0,3}}{_MARKER}(?:\([^()\s]*\))?[*_.]{{0,4}}[ \t]*(?:\n|\Z)"
    r"(?![ ]{0,3}(?:=+|-+)[ \t]*(?:\n|\Z)|(?P=indent)[ \t]{2,}\S)(?P<blank>(?:[ \t]*\n)*)",
    re.IGNORECASE | re.MULTILINE,
)
_AROUND = r"[\s.…!*_`]*+"
_IN_WORDS = pattern(
    rf"{_AROUND}(?P<words>more info(?:rmation)? needed|needs more info(?:rmation)?|todo|tbd"
    rf"|to be (?:added|completed|determined)|coming soon){_AROUND}",
    re.IGNORECASE,
)
_GENERATED = "been generated automatically according to"  # the comment that unedited-generated-card reports
_NOTHING = " \t\r\n-*_=\ufeff\u200b"
# A single set with _NOTHING in it takes ten times as long to compile.
_MAY_BE_EMPTY = pattern(r"(?:[ \t\r\n*_=-]|\ufeff|\u200b)*+(?:<!--|\Z)")
_LONGEST = 2_000  # length of a section without content, comments included


class Says(Enum):
    """What the text of a section says, without its subsections."""

    NOTHING = "nothing"
    LEFT_OVER = "only the words of a template"
    SOMETHING = "something"


class Outline:
    """The sections of a card, what each says, and how they are nested."""

    def __init__(self, card: Card) -> None:
        self.sections = card.markdown.sections
        self._body = card.markdown
        self._demanded = demanded(card)  # not the card, which holds this: only the garbage collector would free the two

    @cached_property
    def says(self) -> list[Says]:
        """What the text of each section says."""
        return [self._said(section) for section in self.sections]

    @cached_property
    def left_over(self) -> dict[int, Span]:
        """For each section that says nothing else, the template's words without brackets."""
        found = {}
        for index, section in enumerate(self.sections):
            if self.says[index] is Says.LEFT_OVER and (words := self._words_left(self._visible(section))) is not None:
                found[index] = Span(section.own.start + words.start, section.own.start + words.end)
        return found

    @cached_property
    def empty(self) -> frozenset[int]:
        """The sections that say nothing and have no subsections."""
        sections, may_be_empty, text = self.sections, _MAY_BE_EMPTY.match, self._body.text
        return frozenset(
            index
            for index, section in enumerate(sections)
            if section.own == section.span and may_be_empty(text, *section.own) and self._said(section) is Says.NOTHING
        )

    @cached_property
    def _is_generated(self) -> bool:
        return _GENERATED in self._body.lower

    @cached_property
    def ends(self) -> list[int]:
        """For each section, the index after its last subsection."""
        starts = [section.heading.span.start for section in self.sections]
        return [bisect_left(starts, section.span.end) for section in self.sections]

    @cached_property
    def parents(self) -> list[int | None]:
        """For each section, the section that contains it."""
        return _parents(self.ends)

    @cached_property
    def _written(self) -> list[int]:
        return [0, *accumulate(each is not Says.NOTHING for each in self.says)]

    @cached_property
    def _filled(self) -> list[int]:
        return [0, *accumulate(each is Says.SOMETHING for each in self.says)]

    @cached_property
    def open_topics(self) -> list[tuple[str, ...]]:
        """The words of the topics that a rule asks for and that no section with content is about."""
        filled = self._filled
        ends = self.ends
        titles = [title for index, title in enumerate(self._titles) if filled[ends[index]] > filled[index]]
        titles += [title for title, end in bold_titles(self._body) if not self._is_left_over(end)]
        found = "\n".join(titles)
        return [words for words in self._demanded if not any(word in found for word in words)]

    @cached_property
    def needed(self) -> frozenset[int]:
        """The sections without content that a rule would ask for if they were deleted, with their subsections."""
        needed: set[int] = set()
        for words in self.open_topics:
            on_topic = self._on_topic(words)
            if on_topic:
                first = min(on_topic, key=lambda index: self.sections[index].heading.level)
                needed.update(range(first, self.ends[first]))
        return frozenset(needed)

    def is_needed_item(self, text: str) -> bool:
        """Return whether a list item is the only place that is about a topic that a rule asks for."""
        lower = text.lower()
        return any(any(word in lower for word in words) and not self._on_topic(words) for words in self.open_topics)

    @cached_property
    def _titles(self) -> list[str]:
        """The headings in lower case."""
        return [section.heading.text.lower() for section in self.sections]

    def _on_topic(self, words: tuple[str, ...]) -> list[int]:
        used = [word for word in words if word in "\n".join(self._titles)]
        return (
            [index for index, title in enumerate(self._titles) if any(word in title for word in used)] if used else []
        )

    def _is_left_over(self, start: int) -> bool:
        """Return whether only the template's words follow on the line from ``start``."""
        end = self._body.text.find("\n", start)
        rest = self._body.text[start : end if end >= 0 else None].strip(" \t:.*")
        return LEFT_OVER.fullmatch(rest) is not None or _IN_WORDS.fullmatch(rest) is not None

    def around(self, index: int, *, left_over: bool) -> int | None:
        """Return the largest section that says nothing apart from section ``index``; None if a subsection says something.

        With ``left_over``, a template's words count as nothing. The title, the entire card and what a rule asks for are never
        deleted.
        """
        count = self._filled if left_over else self._written
        own = count[index + 1] - count[index]
        found = None
        at: int | None = index
        while at is not None and count[self.ends[at]] - count[at] == own:
            if at == 0 and (self.ends[0] == len(self.sections) or self.sections[0].heading.level == 1):
                break
            if not self.needed.isdisjoint(range(at, self.ends[at])):
                break
            found, at = at, self.parents[at]
        return found

    def _said(self, section: Section) -> Says:
        start, end = section.own
        if end - start > _LONGEST:
            return Says.SOMETHING
        text = self._visible(section)
        said = text.strip(_NOTHING)
        if not said:
            return Says.NOTHING
        if LEFT_OVER.search(said):
            filled = UNFILLED_POINT.sub("", text) if "**" in text else text
            if not LEFT_OVER.sub("", filled).strip(_NOTHING + "."):
                return Says.LEFT_OVER
        return Says.SOMETHING if self._words_left(text) is None else Says.LEFT_OVER

    def _words_left(self, text: str) -> Span | None:
        """Return where the template's words without brackets are in a section's ``text``, if it says nothing else."""
        found = _IN_WORDS.fullmatch(text)
        if found is None or (self._is_generated and found["words"].lower() == "more information needed"):
            return None  # unedited-generated-card already reports it
        return Span(*found.span("words"))

    def _visible(self, section: Section) -> str:
        """Return the text of a section with its comments replaced by spaces."""
        text = self._body.text[slice(*section.own)]
        return self._without_comments(text, section.own) if "<!--" in text else text

    def _without_comments(self, text: str, span: Span) -> str:
        comments = self._body.comments
        for comment in comments[bisect_left(comments, span) : bisect_left(comments, (span.end,))]:
            first, last = comment.start - span.start, comment.end - span.start
            text = text[:first] + " " * (last - first) + text[last:]
        return text


@PerCard
def outline(card: Card) -> Outline:
    """Return the outline of the body of ``card``."""
    return Outline(card)


def deletion(card: Card, index: int, *, left_over: bool) -> tuple[Edit, ...] | None:
    """Return the edits that delete section ``index``, what would be empty without it, and their lines in the table of contents.

    None if a subsection says something, or if another link leads to it.
    """
    found = outline(card)
    at = found.around(index, left_over=left_over)
    if at is None:
        return None
    span = _extent(found.sections[at])
    if "cardlint:" in card.source.slice(span):
        span = _extent(found.sections[index])  # its author may want to keep a subsection
    entries = entries_for(card, span)
    return (*entries, Edit(span, "")) if entries is not None else None


def _extent(section: Section) -> Span:
    return Span(section.heading.span.start, section.span.end)


def _parents(ends: list[int]) -> list[int | None]:
    """Return for each section the section that contains it."""
    parents: list[int | None] = []
    around: list[int] = []
    for index in range(len(ends)):
        while around and ends[around[-1]] <= index:
            around.pop()
        parents.append(around[-1] if around else None)
        around.append(index)
    return parents
