"""The part of a card that shows why it was found."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from cardlint.pattern import pattern
from cardlint.search.analysis import fold
from cardlint.search.query import Phrase, Prefix, Query, Word, scored

WIDTH = 180
"""Characters of a snippet, the ellipses not counted."""

_MOST_TEXT = 200_000
_MARKUP = pattern(r"\*\*|`|^[ \t]*(?:[*+>]|[0-9]{1,3}\.)[ \t]+", re.MULTILINE)
_WORD = pattern(r"[^\W_]+(?:\.[0-9]+)*")


class Snippet(NamedTuple):
    """A piece of the card's prose on one line, and the spans of it that were searched for."""

    text: str
    marks: tuple[tuple[int, int], ...]


def snippet(card: str, query: Query, width: int = WIDTH) -> Snippet:
    """Return the piece of ``card`` with the most of the words of ``query``, the first such; its beginning where there
    is none.
    """
    from cardlint.card import Card  # the reader of cards, which a page without snippets does not need
    from cardlint.search.prose import split
    from cardlint.source import Source

    parts = split(Card(Source(card)).markdown)
    text = " ".join(_MARKUP.sub("", " ".join([*parts.prose, *parts.headings, *parts.code])[:_MOST_TEXT]).split())
    marks = _marks(text, list(scored(query)))
    start = _best_start(text, marks, width)
    end = min(len(text), start + width)
    if end < len(text) and " " in text[start:end]:
        end = text.rindex(" ", start, end)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    inside = tuple(
        (at - start + len(before), to - start + len(before)) for at, to in marks if start <= at and to <= end
    )
    return Snippet(before + text[start:end] + after, inside)


def _marks(text: str, leaves: Iterable[Word | Phrase | Prefix]) -> list[tuple[int, int]]:
    whole: set[str] = set()
    beginnings: list[str] = []
    for leaf in leaves:
        *words, last = leaf.text.split(" ")
        whole.update(words)
        if isinstance(leaf, Prefix):
            beginnings.append(last)
        else:
            whole.add(last)
    if not whole and not beginnings:
        return []
    starts = tuple(beginnings)
    unspaced = [word for word in (*whole, *starts) if not word.isascii()]
    found = [
        match.span()
        for match in _WORD.finditer(text)
        if (word := fold(match[0])) in whole or (starts and word.startswith(starts))
    ]
    for word in unspaced:  # scripts without blanks: a word is anywhere
        found += [match.span() for match in re.finditer(re.escape(word), text)]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(set(found)):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _best_start(text: str, marks: list[tuple[int, int]], width: int) -> int:
    """Return where the window with the most different marked words begins, a little before the first of them."""
    best, most = 0, 0
    for first, (start, _) in enumerate(marks[:500]):
        words = set()
        for at, to in marks[first : first + 40]:
            if to > start + width * 3 // 4:
                break
            words.add(text[at:to].lower())
        if len(words) > most:
            best, most = start, len(words)
    if best < width // 2:
        return 0
    return text.rfind(" ", 0, best - width // 5 + 1) + 1
