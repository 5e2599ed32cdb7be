"""Headings as the reader sees them, their anchors, and the sections that they begin."""

from bisect import bisect_left
from unicodedata import category

from cardlint.card.markdown.elements import Heading, Link, Run, Section
from cardlint.card.markdown.entities import unescape
from cardlint.card.markdown.inlines import INTERESTING, Inlines
from cardlint.findings.source import Span
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import new

_EMPHASIS = pattern(r"\*+|~~|(?<![^\W_])_+(?=\S)|(?<=\S)_+(?![^\W_])")
_ESCAPE = pattern(r"\\(?=[!-/:-@\[-`{-~])")
_KEPT = {code: None for code in range(128) if not chr(code).isalnum() and chr(code) not in "_-"} | {ord(" "): "-"}
_SIMPLE = pattern(r"[\w ,.:()'-]*")


def headings(text: str, found: list[tuple[int, Span, Run, bool]], inlines: Inlines) -> tuple[Heading, ...]:
    """Return the headings of ``found`` with their visible text."""
    hidden: list[Span] | None = None
    result = []
    for level, span, run, nested in found:
        written = run.text or text[run.start : run.end]
        if not _SIMPLE.fullmatch(written) or "_" in written:
            if hidden is None and INTERESTING.search(written) is not None:
                hidden = sorted(_hidden(inlines))
            written = _seen(written, run.start, hidden or [])
        result.append(new(Heading, (level, written, span, new(Span, run[:2]), nested)))
    return tuple(result)


def anchors(found: tuple[Heading, ...]) -> tuple[str, ...]:
    """Return the anchor of each heading; repeated anchors get a number."""
    seen: dict[str, int] = {}
    result = []
    for heading in found:
        anchor = _slug(heading.text)
        count = seen.get(anchor)
        seen[anchor] = 0 if count is None else count + 1
        if count is not None:
            anchor = f"{anchor}-{count + 1}"
            seen.setdefault(anchor, 0)
        result.append(anchor)
    return tuple(result)


def sections(found: tuple[Heading, ...], end: int) -> tuple[Section, ...]:
    """Return the sections of the headings outside of quotes and lists."""
    ordered = [heading for heading in found if not heading.nested]
    ends = [end] * len(ordered)
    waiting: list[int] = []  # headings whose section is still open
    for index, heading in enumerate(ordered):
        while waiting and ordered[waiting[-1]].level >= heading.level:
            ends[waiting.pop()] = heading.span.start
        waiting.append(index)
    following = [*(heading.span.start for heading in ordered[1:]), end]
    result = []
    for heading, last, own in zip(ordered, ends, following, strict=False):
        start = heading.span.end
        result.append(new(Section, (heading, new(Span, (start, last)), new(Span, (start, own)))))
    return tuple(result)


def _hidden(inlines: Inlines) -> list[Span]:
    """Return the parts of the text that are not visible: images, tags, and of links everything but their text."""
    hidden = [*(each.span for each in inlines.images), *(tag.span for tag in inlines.tags), *inlines.comments]
    for link in inlines.links:
        hidden.extend(_around_words(link))
    return hidden


def _around_words(link: Link) -> tuple[Span, Span]:
    start = link.span.start + (0 if link.span == link.target_span else 1)
    return Span(link.span.start, start), Span(min(start + len(link.text), link.span.end), link.span.end)


def _seen(written: str, start: int, hidden: list[Span]) -> str:
    """Return the visible text of a heading that is ``written`` at ``start``."""
    parts, at = [], start
    for each in hidden[bisect_left(hidden, Span(start, 0)) :]:
        if each.start >= start + len(written):
            break
        if each.end > at:
            parts.append(written[max(at - start, 0) : max(each.start - start, 0)])
            at = max(at, each.end)
    parts.append(written[at - start :])
    text = _ESCAPE.sub("", _EMPHASIS.sub("", "".join(parts).replace("`", "")))
    return " ".join(unescape(text).split())


def _slug(text: str) -> str:
    """Return the anchor of a heading, as GitHub and the Hub make it: lower-case letters, digits and hyphens."""
    if text.isascii():
        return text.lower().translate(_KEPT)
    return "".join(
        "-" if character == " " else character
        for character in text.lower()
        if character.isalnum() or character in "_- " or category(character).startswith("M")
    )
