"""Masks the secrets in texts: asterisks replace each secret, except for what identifies it to its owner.

One asterisk replaces one character, so that positions and carets stay right.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cardlint.findings.secrets.find import find_secrets
from cardlint.findings.source import Span
from cardlint.system.lazy_pattern import pattern

_LEAST = 8
"""Characters of a secret by which it is recognized if a message cuts it short."""

_LETTER = pattern(r"[a-z0-9]")
_NO_LETTERS = pattern(r"[^a-z0-9]+")
_STYLE = pattern("(\x1b\\[[0-9;]*m|\x1b\\]8;;|\x1b\\\\)")


def mask(text: str) -> str:
    """Return ``text`` with its secrets masked; text without secrets is returned as it is. Terminal styles are not part of a secret."""
    if "\x1b" not in text:
        return starred(text, hidden_places(text))
    parts = _STYLE.split(text)
    return "".join(part if place % 2 else starred(part, hidden_places(part)) for place, part in enumerate(parts))


def mask_data(value: Any) -> Any:
    """Return JSON data with the secrets in every text masked, including keys."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, Mapping):
        return {mask_data(key): mask_data(each) for key, each in value.items()}
    return [mask_data(each) for each in value] if isinstance(value, list | tuple) else value


class Mask:
    """The secrets of some texts, recognized wherever they are quoted: complete, cut short, in lower case, or as part of an id."""

    def __init__(self, *texts: str) -> None:
        words: set[tuple[str, int]] = set()
        for text in texts:
            for secret in find_secrets(text):
                words.update((text[slice(*span)].lower(), seen) for span, seen in secret.parts)
        self._words = _SecretWords(words)
        self._letters = _SecretWords((_letters(word), len(_letters(word[:seen]))) for word, seen in words)

    def __bool__(self) -> bool:
        """Return whether there is anything to hide."""
        return bool(self._words)

    def text(self, text: str) -> str:
        """Return ``text``, such as a message, with the secrets in it masked."""
        if not self._words:
            return text
        lower = text.lower() if text.isascii() else "".join(map(_small, text))
        return starred(text, sorted((*self._words.places(lower), *self._places_in_ids(lower))))

    def _places_in_ids(self, lower: str) -> Iterator[tuple[int, int]]:
        """Yield the positions of secrets whose punctuation was replaced, as in the id that a fix would make of one."""
        places = [at for at, character in enumerate(lower) if _LETTER.match(character)]
        for start, end in self._letters.places(_letters(lower)):
            yield places[start], places[end - 1] + 1


class _SecretWords:
    """Secrets in lower case, each with how many of its characters may be shown."""

    def __init__(self, words: Iterable[tuple[str, int]]) -> None:
        self._words = sorted(words)
        self._starts = {word[:_LEAST] for word, _ in self._words}
        self._most = max((len(word) for word, _ in self._words), default=0)

    def __bool__(self) -> bool:
        return bool(self._words)

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the parts of ``text`` that must not be shown."""
        at = 0
        while at <= len(text) - _LEAST:
            if text[at : at + _LEAST] not in self._starts:
                at += 1
                continue
            length, seen = self._longest(text[at : at + self._most])
            if length > seen:
                yield at + seen, at + length
            at += length

    def _longest(self, text: str) -> tuple[int, int]:
        """Return with how many characters of a secret ``text`` begins, and how many of those may be shown."""
        place = bisect_left(self._words, (text, 0))
        near = self._words[max(0, place - 1) : place + 1]
        return max((_common_start(word, text), seen) for word, seen in near)


def hidden_places(text: str) -> list[Span]:
    """Return the parts of ``text`` that must not be shown, sorted."""
    return sorted(Span(span.start + seen, span.end) for secret in find_secrets(text) for span, seen in secret.parts)


def starred(text: str, places: Iterable[tuple[int, int]]) -> str:
    """Return ``text`` with an asterisk for every character of ``places``, which are sorted."""
    parts, at = [], 0
    for start, end in places:
        parts += [text[at:start], "*" * (end - max(start, at))]
        at = max(at, end)
    return "".join((*parts, text[at:]))


def _common_start(one: str, other: str) -> int:
    """Return the length of the common beginning of two texts."""
    length = min(len(one), len(other))
    return next((at for at in range(length) if one[at] != other[at]), length)


def _letters(lower: str) -> str:
    """Return the ASCII letters and digits of a text in lower case."""
    return _NO_LETTERS.sub("", lower)


def _small(character: str) -> str:
    lower = character.lower()
    return lower if len(lower) == 1 else character
