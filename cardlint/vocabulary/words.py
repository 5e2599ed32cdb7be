"""The identifiers of one vocabulary, what people write instead, and which identifier was meant by a typo."""

from collections.abc import Iterable, Mapping
from typing import Any

from cardlint.system.lazy_pattern import pattern

LONGEST_WORD_TO_COMPARE = 60
LEAST_LIKENESS = 0.7  # 1 is for equal words; below this, two words have little in common
LIKENESS_SPREAD = 0.15  # next to a word that is nearly right, others only distract
_COMPOUND = ("tasks", "subtasks")  # code-generation is spelled like image-generation, but means something else
_SEPARATORS = pattern(r"[\s,;|/&+()]+(?=.)")
_SHORTEST_TYPO = 4  # for one of these: ts is not a typo of tts


class Vocabulary:
    """The identifiers of one kind, with what is known about each and about the words that people write instead."""

    __slots__ = ("_entries", "_loose", "data", "ids", "name")

    def __init__(self, name: str, data: Mapping[str, Any]) -> None:
        self.name = name
        self.data = data  # the full file, for keys that only this vocabulary has
        self._entries: Mapping[str, Any] = data["entries"]
        self.ids = tuple(self._entries)  # in the order of the Hub
        self._loose: dict[str, str] = {}

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and word in self._entries

    def __getitem__(self, word: str) -> Mapping[str, Any]:
        details = self._entries[word]
        return details if isinstance(details, Mapping) else {"value": details}

    @property
    def aliases(self) -> Mapping[str, str]:
        """Words that people write and the identifier that each stands for."""
        aliases: Mapping[str, str] = self.data.get("aliases", {})
        return aliases

    def alias(self, word: str) -> str | None:
        """The identifier that ``word`` stands for: as written, or otherwise regardless of case, spaces and underscores.

        None for an identifier, and for a word that stands for none.
        """
        if word in self:
            return None
        return self.aliases.get(word) or self._by_loose_spelling().get(_loose(word))

    def retired(self, word: str) -> Mapping[str, Any] | None:
        """``since`` and ``replacement`` of an identifier that the Hub has retired."""
        retired: Mapping[str, Mapping[str, Any]] = self.data.get("retired", {})
        return retired.get(word)

    def suggest(self, word: str) -> tuple[str, ...]:
        """What to write instead of ``word``: what it stands for, or otherwise at most three similar identifiers.

        One of several words is never proposed for all of them: the others would be lost.
        """
        if word in self:
            return ()
        if alias := self.alias(word):
            return (alias,)
        spellings = self._by_loose_spelling()
        near = nearest(_loose(word), spellings)
        if self.name in _COMPOUND:
            near = tuple(each for each in near if self._says_no_more(each, _loose(word)))
        parts = _SEPARATORS.split(word.lower())
        meant = dict.fromkeys(spellings[each] for each in near)
        return tuple(each for each in meant if len(parts) == 1 or each.lower() not in parts)

    def _says_no_more(self, near: str, word: str) -> bool:
        """Return whether each part of ``near`` is similar to a part of ``word``, or to two parts written as one.

        A single word can be short for an identifier, as ``detection`` is, but for no alias: ``audio`` is not ``audio-ctc``.
        """
        if "-" not in word:
            return min(len(word), len(near)) >= _SHORTEST_TYPO and (near in self or word not in near.split("-"))
        parts = word.split("-")
        return all(nearest(part, (*parts, word), 1) for part in near.split("-"))

    def _by_loose_spelling(self) -> dict[str, str]:
        if not self._loose:
            self._loose = {_loose(str(self[key].get("name", key))): key for key in reversed(self.ids)}
            self._loose |= {_loose(alias): key for alias, key in self.aliases.items()}
            self._loose |= {_loose(key): key for key in self.ids}
        return self._loose


def nearest(word: str, words: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """The ``words`` that are most similar to ``word``, nearest first, without those much less similar than the first.

    None for a word too long to be a typo: the time of a comparison grows with its length.
    """
    if len(word) > LONGEST_WORD_TO_COMPARE:
        return ()
    from difflib import SequenceMatcher, get_close_matches  # slow to import, and most cards need no suggestion

    close = get_close_matches(word, words, n=limit, cutoff=LEAST_LIKENESS)
    likeness = [SequenceMatcher(None, near, word).ratio() for near in close]
    return tuple(near for near, like in zip(close, likeness, strict=True) if like > likeness[0] - LIKENESS_SPREAD)


def _loose(word: str) -> str:
    return "-".join(word.lower().replace("_", " ").split())
