"""The excerpt of a card that shows why it was found."""

import re
from collections.abc import Iterable, Mapping

from cardlint.search.analysis import fold
from cardlint.search.query.tree import Phrase, Prefix, Query, Word, scored
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple

WIDTH = 180
"""Length of a snippet in characters, without the ellipses."""

_MOST_TEXT = 200_000
_MARKUP = pattern(r"\*\*|`|^[ \t]*(?:[*+>]|[0-9]{1,3}\.)[ \t]+", re.MULTILINE)
_WORD = pattern(r"[^\W_]+(?:\.[0-9]+)*")


class Snippet(NamedTuple):
    """An excerpt of the card's prose on one line, and the spans in it that match the query."""

    text: str
    marks: tuple[tuple[int, int], ...]


def snippet(card: str, query: Query, width: int = WIDTH) -> Snippet:
    """Return the first excerpt of ``card`` with the most words of ``query``; the beginning of the card if it has none of them."""
    from cardlint.card.card import Card  # not needed for results without snippets
    from cardlint.findings.source import Source
    from cardlint.search.documents.prose import split

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
    """Return the spans of ``text`` that match one of the ``leaves`` completely: for a phrase, all of its words."""
    # Words by their first word, and whether the last one is a prefix.
    rows: dict[str, list[tuple[list[str], bool]]] = {}
    beginnings: list[str] = []
    unspaced: list[str] = []
    for leaf in leaves:
        words, is_open = leaf.text.split(" "), isinstance(leaf, Prefix)
        if is_open and len(words) == 1:
            beginnings.append(words[0])
        rows.setdefault(words[0], []).append((words, is_open))
        if not leaf.text.isascii():
            unspaced.append(_without_pairs(words))
    found = _rows_in(text, rows, tuple(beginnings)) if rows else []
    for run in unspaced:  # in scripts without spaces, a match can be anywhere
        found += [match.span() for match in re.finditer(re.escape(run), text)]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(set(found)):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _rows_in(
    text: str, rows: Mapping[str, list[tuple[list[str], bool]]], beginnings: tuple[str, ...]
) -> list[tuple[int, int]]:
    spans = [match.span() for match in _WORD.finditer(text)]
    folded = [fold(text[start:end]) for start, end in spans]
    found = []
    for place, word in enumerate(folded):
        if beginnings and word.startswith(beginnings):
            found.append(spans[place])
        for words, is_open in rows.get(word, ()):
            here = folded[place : place + len(words)]
            if here[:-1] == words[:-1] and (here[-1] == words[-1] or (is_open and here[-1].startswith(words[-1]))):
                found.append((spans[place][0], spans[place + len(words) - 1][1]))
    return found


def _without_pairs(words: list[str]) -> str:
    """Return the run of characters that the analyzer split into overlapping pairs."""
    run = words[0]
    for word in words[1:]:
        run += word[1:] if word[:1] == run[-1:] else word
    return run


def _best_start(text: str, marks: list[tuple[int, int]], width: int) -> int:
    """Return the start of the window with the most distinct matches, a little before the first of them."""
    best, most = 0, 0
    for first, (start, _) in enumerate(marks[:500]):
        matches = set()
        for at, to in marks[first : first + 40]:
            if to > start + width * 3 // 4:
                break
            matches.add(text[at:to].lower())
        worth = sum(len(each.split()) for each in matches)
        if worth > most:
            best, most = start, worth
    if best < width // 2:
        return 0
    return text.rfind(" ", 0, best - width // 5 + 1) + 1
