"""The identifiers of one vocabulary, what people write instead, and which identifier was meant by a typo."""

from collections.abc import Iterable, Mapping
from typing import Any

from cardlint.system.lazy_pattern import pattern
from cardlint.vocabulary.growth import growth

LONGEST_WORD_TO_COMPARE = 60
LEAST_LIKENESS = 0.7  # 1 is for equal words; below this, two words have little in common
LIKENESS_SPREAD = 0.15  # next to a word that is nearly right, others only distract
_COMPOUND = ("tasks", "subtasks")  # code-generation is spelled like image-generation, but means something else
_SEPARATORS = pattern(r"[\s,;|/&+()]+(?=.)")
_SHORTEST_TYPO = 4  # for one of these: ts is not a typo of tts
_LIKENESS_OF_A_SLIP = 0.88  # no two libraries, frameworks or flavors of hardware with the same numbers are this similar
_LIKENESS_OF_WHOLE_COMPOUNDS = 0.95  # no two tasks are this similar
_LIKENESS_OF_WORDS = 0.8
_LIKE_BEGINNING = 5  # letters that one word and the beginning of a compound have in common: ``textclassifier``
_MOST_WITH_A_WORD = 2  # identifiers that a word can be short for
_LIKENESS_OF_SHORT_PARTS = 0.5  # ``ot`` for ``to``


class Vocabulary:
    """The identifiers of one kind, with what is known about each and about the words that people write instead."""

    __slots__ = ("_compared", "_entries", "_loose", "as_of", "data", "ids", "name")

    def __init__(self, name: str, data: Mapping[str, Any], as_of: str) -> None:
        self.name = name
        self.as_of = as_of  # the date of the list, as YYYY-MM-DD
        self.data = data  # the full file, for keys that only this vocabulary has
        self._entries: Mapping[str, Any] = data["entries"]
        self.ids = tuple(self._entries)  # in the order of the Hub
        self._loose: dict[str, str] = {}
        self._compared: tuple[str, tuple[str, ...]] = (
            "",
            (),
        )  # the last word and what is similar to it: asked twice in a row

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and word in self._entries

    def __getitem__(self, word: str) -> Mapping[str, Any]:
        details = self._entries[word]
        return details if isinstance(details, Mapping) else {"value": details}

    @property
    def not_known(self) -> str:
        """What to say of a word that `may_be_new`."""
        return f"is not known to cardlint as of {self.as_of}"

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
        """``since`` and ``replacement`` of an identifier that the Hub has retired, also if it is written as ``Image Generation``."""
        retired: Mapping[str, Mapping[str, Any]] = self.data.get("retired", {})
        return retired.get(word) or retired.get(_loose(word))

    def instead_of(self, word: str) -> tuple[str, ...]:
        """What to write instead of a retired identifier: what people mean by it today, and what replaced it then."""
        retired = self.retired(word) or {}
        return tuple(retired[key] for key in ("today", "replacement") if key in retired)

    def kind_of_alias(self, word: str) -> str | None:
        """Why ``word`` is a name of an identifier, such as ``everyday_word``, in any spelling; None if that is not known."""
        known: Mapping[str, Mapping[str, str]] = self.data.get("lookalikes", {})
        return (known.get(word) or known.get(_loose(word)) or {}).get("kind")

    def suggest(self, word: str) -> tuple[str, ...]:
        """What to write instead of ``word``: what it stands for, or otherwise at most three similar identifiers.

        One of several words is never proposed for all of them: the others would be lost.
        """
        if word in self:
            return ()
        if alias := self.alias(word):
            return (alias,)
        spellings = self._by_loose_spelling()
        parts = _SEPARATORS.split(word.lower())
        meant = dict.fromkeys(spellings[each] for each in self._near(_loose(word)))
        return tuple(each for each in meant if len(parts) == 1 or each.lower() not in parts)

    def suggest_listed(self, word: str, hidden: str) -> tuple[str, ...]:
        """As `suggest`, but if ``word`` is another name of an identifier that the Hub hides, nothing.

        ``hidden``: the detail that says so, such as ``hidden_in_models``.
        """
        meant = self.alias(word)
        is_hidden = meant is not None and self[meant].get(hidden) and meant != _loose(word)
        return () if is_hidden else self.suggest(word)

    def misspelled(self, word: str) -> str | None:
        """The identifier that ``word`` is another name or a misspelling of.

        None for a word that is only similar to identifiers, and so can be a new one: ``image-to-audio``, ``a100x16``.
        """
        if word in self:
            return None
        if alias := self.alias(word):
            return alias
        loose, is_slip = _loose(word), _is_slip_in_parts if self.name in _COMPOUND else _is_slip
        return next((self._by_loose_spelling()[near] for near in self._near(loose) if is_slip(loose, near)), None)

    def may_be_new(self, word: str) -> bool:
        """Whether the Hub can have added ``word`` after ``as_of``: it adds such words, and nothing else explains this one.

        Nothing is known of the word: it is not an identifier or short for one of many, misspelled or retired, and not a word that people
        mistake for one.
        """
        grown = growth(self.name)
        if grown is None or word in self or not grown.admits(word) or self._is_part_of_some(word):
            return False
        mistaken: Mapping[str, Any] = self.data.get("lookalikes", {})
        return self.retired(word) is None and word not in mistaken and self.misspelled(word) is None

    def _near(self, word: str) -> tuple[str, ...]:
        """Return the spellings that are similar to ``word`` and say no more than it."""
        if self._compared[0] != word:
            near = nearest(word, self._by_loose_spelling())
            if self.name in _COMPOUND:
                near = tuple(each for each in near if self._says_no_more(each, word))
            self._compared = word, near
        return self._compared[1]

    def _says_no_more(self, near: str, word: str) -> bool:
        """Return whether each part of ``near`` is similar to a part of ``word``, or to two parts written as one.

        A single word can be short for an identifier, as ``segmentation`` is, but for no alias: ``audio`` is not ``audio-ctc``;
        nor for one of many, as ``classification`` would be.
        """
        if "-" not in word:
            if min(len(word), len(near)) < _SHORTEST_TYPO:
                return False
            if word in near.split("-"):
                return near in self and not self._is_part_of_some(word)
            return (
                near.replace("-", "").startswith(word[:_LIKE_BEGINNING]) or _likeness(word, near) >= _LIKENESS_OF_WORDS
            )
        if near not in self and _likeness(word, near) < _LIKENESS_OF_A_SLIP:
            return False  # speech-segmentation is not speech-generation
        parts = word.split("-")
        return all(nearest(part, (*parts, word), 1) for part in near.split("-"))

    def _is_part_of_some(self, word: str) -> bool:
        """Return whether ``word`` is short for one of many compounds, as ``classification`` is."""
        return self.name in _COMPOUND and sum(word in each.split("-") for each in self.ids) > _MOST_WITH_A_WORD

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
    from difflib import get_close_matches  # slow to import, and most cards need no suggestion

    close = get_close_matches(word, words, n=limit, cutoff=LEAST_LIKENESS)
    likeness = [_likeness(near, word) for near in close]
    return tuple(near for near, like in zip(close, likeness, strict=True) if like > likeness[0] - LIKENESS_SPREAD)


def _is_slip(word: str, near: str) -> bool:
    """Return whether ``word`` is ``near`` with a letter or two wrong. Another number makes it another thing."""
    return _digits(word) == _digits(near) and _likeness(word, near) >= _LIKENESS_OF_A_SLIP


def _is_slip_in_parts(word: str, near: str) -> bool:
    """Return whether each part of ``word`` is that of ``near``, or a typo of it; one more part can be another thing.

    A compound that is written as one word, such as ``text2image``, has lost its hyphens.
    """
    if _digits(word) and _digits(near) and _digits(word) != _digits(near):
        return False
    parts, others = word.split("-"), near.split("-")
    if len(parts) == 1 or _likeness(word, near) >= _LIKENESS_OF_WHOLE_COMPOUNDS:
        return True
    return len(parts) == len(others) and all(map(_is_same_part, parts, others))


def _is_same_part(part: str, other: str) -> bool:
    is_short = min(len(part), len(other)) < _SHORTEST_TYPO
    return _likeness(part, other) >= (_LIKENESS_OF_SHORT_PARTS if is_short else LEAST_LIKENESS)


def _likeness(word: str, other: str) -> float:
    from difflib import SequenceMatcher  # slow to import, and most cards need no suggestion

    return SequenceMatcher(None, word, other).ratio()


def _digits(word: str) -> str:
    return "".join(character for character in word if character.isdigit())


def _loose(word: str) -> str:
    return "-".join(word.lower().replace("_", " ").split())
