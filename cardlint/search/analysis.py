"""Splits text into words: one analyzer for cards and queries, for all backends.

Words are runs of letters and digits, without case and Latin accents; ``3.1`` is one word. A name such as ``bert-base`` is
two consecutive words, and ``gpt-2``, letters followed by a number, is also found as ``gpt2``. Text in scripts that are
written without spaces becomes overlapping pairs of characters; the last character of a run is also a word by itself, so that
every single character begins some word.
"""

from collections.abc import Iterator
from unicodedata import normalize

from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple

VERSION = 3
"""Increase it with every change to the words, here, in `document` or in `prose`: an index stores the version that built it."""

LONGEST_WORD = 60
"""Maximum number of characters of a word; anything longer is data that nobody searches for."""

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff"
_ASCII_WORD = pattern(r"(?<![a-z0-9.])[0-9]+(?:\.[0-9]+)+(?![a-z0-9])|[a-z0-9]+")
_WORD = pattern(rf"(?<![\w.])[0-9]+(?:\.[0-9]+)+(?!\w)|[{_UNSPACED}]+|(?:(?![{_UNSPACED}])[^\W_]|[{_MARKS}])+")
_UNSPACED_RUN = pattern(f"[{_UNSPACED}]+")
_LETTERS_AND_NUMBER = pattern(r"(?<![^\W_])([^\W\d_]{1,20})[-_]([0-9]{1,4}(?:\.[0-9]{1,3})?)(?![0-9.]*[^\W_])")
_STRIPPED_MARKS = pattern("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]")


class Words(NamedTuple):
    """The words of a text in order, and further words by which it is found."""

    ordered: list[str]
    joined: list[str]


def fold(text: str) -> str:
    """Return ``text`` without distinctions that a search ignores: case, width, Latin accents, vowel points."""
    if text.isascii():
        return text.lower()
    decomposed = normalize("NFKD", text.casefold())
    return normalize("NFC", _STRIPPED_MARKS.sub("", decomposed)).casefold()


def words(text: str) -> Words:
    """Return the words of ``text``."""
    folded = fold(text)
    ordered = [word for run in _runs(folded) for word in run]
    return Words(ordered, [letters + digits for letters, digits in _LETTERS_AND_NUMBER.findall(folded)])


def is_single_unspaced(word: str) -> bool:
    """Return whether ``word`` is a single character of a script without spaces, which is only the beginning of words."""
    return len(word) == 1 and _UNSPACED_RUN.fullmatch(word) is not None


def query_words(text: str) -> list[str]:
    """Return the words that a card must have consecutively to contain ``text``.

    They are the words of the text, without the single character at the end of its last run: in the card, the run may continue.
    """
    runs = list(_runs(fold(text)))
    if runs and len(runs[-1]) > 1:
        runs[-1].pop()
    return [word for run in runs for word in run]


def _runs(folded: str) -> Iterator[list[str]]:
    """Yield the words of each run of letters and digits: one, or the pairs of a script without spaces."""
    if folded.isascii():
        for word in _ASCII_WORD.findall(folded):
            yield [word[:LONGEST_WORD]]
        return
    for run in _WORD.findall(folded):
        if _UNSPACED_RUN.match(run):
            yield [*(run[at : at + 2] for at in range(len(run) - 1)), run[-1]]
        else:
            yield [run[:LONGEST_WORD]]
