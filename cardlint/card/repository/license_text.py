"""Recognizes licenses by their text: sentences that only one license has, found in a LICENSE file.

Comparing full texts would miss every file with a name filled in or a paragraph added. The sentences are data, in
``schemas/facts/license_texts.json``, written as they are after ``_plain``.
"""

from functools import cache

from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple
from cardlint.system.resources import load_json

READ_LIMIT = 400_000
"""How many characters are searched: ten times the longest license."""

_BETWEEN_WORDS = pattern(r"[^a-z0-9+]+")


class _Marks(NamedTuple):
    """The signs of a license: every sentence of ``every`` is there, and no sentence of ``never``."""

    every: tuple[str, ...]
    never: tuple[str, ...]


def recognize_text(text: str) -> frozenset[str]:
    """Return the licenses whose text is in ``text``, as identifiers; the Hub lists all of them except ``busl-1.1``."""
    plain = _plain(text[:READ_LIMIT])
    return frozenset(
        identifier
        for identifier, marks in _marks().items()
        if all(sentence in plain for sentence in marks.every) and not any(sentence in plain for sentence in marks.never)
    )


def _plain(text: str) -> str:
    """Return the words of ``text`` in lower case and American spelling, with one space between them."""
    return f" {_BETWEEN_WORDS.sub(' ', text.lower()).replace('licence', 'license')} "


@cache
def _marks() -> dict[str, _Marks]:
    entries = load_json("schemas/facts/license_texts.json")["entries"]
    return {
        identifier: _Marks(tuple(marks["every"]), tuple(marks.get("never", ())))
        for identifier, marks in entries.items()
    }
