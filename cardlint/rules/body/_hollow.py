"""Sections that say nothing: empty ones, and those where a template's words still stand for what was to be written."""

import re
from bisect import bisect_left
from enum import Enum
from functools import cached_property
from itertools import accumulate

from cardlint.card.analysis import PerCard
from cardlint.card.card import Card
from cardlint.card.markdown import Body, Section
from cardlint.findings.diagnostic import Edit
from cardlint.findings.source import Span
from cardlint.rules.body._contents import entries_for
from cardlint.system.lazy_pattern import pattern

_MARKER = r"\[(?:more info(?:rmation)? needed|needs more info(?:rmation)?|todo|tbd)\]"
LEFT_OVER = pattern(rf"{_MARKER}(?:\([^()\s]*\))?", re.IGNORECASE)
UNFILLED_POINT = pattern(  # of a list, with nothing below it
    rf"^(?P<indent>[ \t]*)[-*+][ \t]+\*\*[^*\n]{{1,60}}\*\*:?[ \t]*{_MARKER}(?:\(\))?[ \t.]*(?:\n|\Z)"
    r"(?![ \t]*(?![-*+][ \t]|[#<])\S|\s*^(?P=indent)[ \t]{2,}\S)(?P<blank>(?:[ \t]*\n)*)",
    re.IGNORECASE | re.MULTILINE,
)
_IN_WORDS = pattern(
    r"more info(?:rmation)? needed|needs more info(?:rmation)?|todo|tbd|to be (?:added|completed|determined)|coming soon",
    re.IGNORECASE,
)
_AROUND = " \t\r\n.…!*_`"
_GENERATED = "been generated automatically according to"  # the words of unedited-generated-card
_NOTHING = " \t\r\n-*_=\ufeff\u200b"
_LONGEST = 2_000  # of what says nothing, comments included
_LONGEST_WORDS = 40


class Says(Enum):
    """What the text of a section says, its parts aside."""

    NOTHING = "nothing"
    LEFT_OVER = "only the words of a template"
    SOMETHING = "something"


class Outline:
    """The sections of a card, what each says, and which lies within which."""

    def __init__(self, body: Body) -> None:
        self.sections = body.sections
        self.left_over: dict[int, Span] = {}  # words without brackets that are all that a section says
        self._body = body
        self._generated = _GENERATED in body.lower
        self.says = [self._said(index, section) for index, section in enumerate(self.sections)]

    @cached_property
    def ends(self) -> list[int]:
        """For each section the index behind its last part."""
        starts = [section.heading.span.start for section in self.sections]
        return [bisect_left(starts, section.span.end) for section in self.sections]

    @cached_property
    def parents(self) -> list[int | None]:
        """For each section the one around it."""
        return _parents(self.ends)

    @cached_property
    def _written(self) -> list[int]:
        return [0, *accumulate(each is not Says.NOTHING for each in self.says)]

    @cached_property
    def _filled(self) -> list[int]:
        return [0, *accumulate(each is Says.SOMETHING for each in self.says)]

    def around(self, index: int, *, left_over: bool) -> int | None:
        """Return the largest section that would say nothing without the text of section ``index``; None: its parts do.

        With ``left_over`` a template's words are nothing. A title is not deleted, nor all that there is.
        """
        count = self._filled if left_over else self._written
        own = count[index + 1] - count[index]
        found = None
        at: int | None = index
        while at is not None and count[self.ends[at]] - count[at] == own:
            if at == 0 and (self.ends[0] == len(self.sections) or self.sections[0].heading.level == 1):
                break
            found, at = at, self.parents[at]
        return found

    def _said(self, index: int, section: Section) -> Says:
        start, end = section.own
        if end - start > _LONGEST:
            return Says.SOMETHING
        text = self._body.text[start:end]
        if "<!--" in text:
            text = self._without_comments(section.own)
        said = text.strip(_NOTHING)
        if not said:
            return Says.NOTHING
        if "[" in said and not LEFT_OVER.sub("", UNFILLED_POINT.sub("", text)).strip(_NOTHING + "."):
            return Says.LEFT_OVER
        if len(said) > _LONGEST_WORDS:
            return Says.SOMETHING
        words = text.strip(_AROUND)
        if not _IN_WORDS.fullmatch(words) or (self._generated and words.lower() == "more information needed"):
            return Says.SOMETHING  # the comment of a generated card already asks for it
        at = start + text.index(words)
        self.left_over[index] = Span(at, at + len(words))
        return Says.LEFT_OVER

    def _without_comments(self, span: Span) -> str:
        """Return the text at ``span`` with blanks for its comments."""
        text, comments = self._body.text[slice(*span)], self._body.comments
        for comment in comments[bisect_left(comments, span) : bisect_left(comments, (span.end,))]:
            first, last = comment.start - span.start, comment.end - span.start
            text = text[:first] + " " * (last - first) + text[last:]
        return text


@PerCard
def outline(card: Card) -> Outline:
    """Return the outline of the body of ``card``."""
    return Outline(card.markdown)


def deletion(card: Card, index: int, *, left_over: bool) -> tuple[Edit, ...] | None:
    """Return the edits that delete section ``index``, what would be empty without it, and its lines in the table of contents.

    None where its parts say something, or where another place leads to it.
    """
    found = outline(card)
    at = found.around(index, left_over=left_over)
    if at is None:
        return None
    span = _whole(found.sections[at])
    if "cardlint:" in card.source.slice(span):
        span = _whole(found.sections[index])  # a part may stay by its author's wish
    entries = entries_for(card, span)
    return (*entries, Edit(span, "")) if entries is not None else None


def _whole(section: Section) -> Span:
    return Span(section.heading.span.start, section.span.end)


def _parents(ends: list[int]) -> list[int | None]:
    """Return for each section the one around it."""
    parents: list[int | None] = []
    around: list[int] = []
    for index in range(len(ends)):
        while around and ends[around[-1]] <= index:
            around.pop()
        parents.append(around[-1] if around else None)
        around.append(index)
    return parents
