"""Language codes: which the Hub knows, which were withdrawn, and which mean a different language than people think."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from cardlint.system.resources import load_json
from cardlint.vocabulary.words import Vocabulary

_ISO639_3 = "schemas/vocab/languages_iso639_3.json"


class Languages(Vocabulary):
    """Two-letter codes, special values and collective languages; three-letter codes from the annex.

    The annex has 7,916 codes and takes longer to read than a card: it is read only for a word of three letters.
    """

    __slots__ = ()

    def __contains__(self, word: object) -> bool:
        return super().__contains__(word) or (_has_three_letters(word) and word in _iso639_3())

    def __getitem__(self, word: str) -> Mapping[str, Any]:
        return self._entries[word] if word in self._entries else {"name": _iso639_3()[word]}

    def alias(self, word: str) -> str | None:
        """What a name (``English``), a withdrawn code or a tag with a region (``en-US``, ``pt_BR``) stands for."""
        known = super().alias(word)
        if known or word in self:
            return known
        code, _, rest = word.replace("_", "-").partition("-")
        code = code.lower()
        if rest in self:  # two languages, as translation models have them: en-de
            return None
        if len(code) in (2, 3):
            return self.two_letter_form(code) or (code if code in self else self.aliases.get(code))
        return _iso639_3_by_name().get(word.lower().strip())

    def suggest(self, word: str) -> tuple[str, ...]:
        """As for any vocabulary, but both codes of a pair, and no similar spellings: all short codes are similar."""
        codes = word.replace("_", "-").split("-")
        if len(codes) == 2 and not self.alias(word) and all(code in self for code in codes):
            return tuple(codes)
        return super().suggest(word) if len(word) > 3 or self.alias(word) else ()

    def name_of(self, code: str) -> str | None:
        """The English name of ``code``; None if no language has it."""
        return str(self[code]["name"]) if code in self else None

    def withdrawn(self, code: str) -> str | None:
        """The code that took the place of ``code`` when ISO withdrew it: ``iw`` became ``he``."""
        return self._pair("withdrawn", code)

    def withdrawn_into(self, code: str) -> tuple[str, ...] | None:
        """The codes that replace ``code``, which ISO withdrew: several if it was split, none if there was no such language.

        None if ``code`` was not withdrawn. A two-letter code is better than the three letters of the same language.
        """
        if code in self.data["withdrawn"]:
            return (self.data["withdrawn"][code],)
        if code in self or not _has_three_letters(code):
            return None
        into = load_json(_ISO639_3)["withdrawn"].get(code)
        return tuple(self.two_letter_form(each) or each for each in into) if into is not None else None

    def members(self, code: str) -> tuple[str, ...]:
        """The languages of the macrolanguage ``code`` that have two-letter codes: those of ``hbs`` are ``bs``, ``hr`` and ``sr``."""
        members: Mapping[str, str] = self.data["members"]
        shortened = (self.two_letter_form(member) for member, of in members.items() if of == code)
        return tuple(short for short in shortened if short is not None)

    def group(self, name: str) -> str | None:
        """The code of a group of languages by its name, such as ``sla`` for ``Slavic`` or ``Slavic languages``."""
        return _groups_by_name().get(name.lower().removesuffix(" languages").removesuffix(" language"))

    def is_group(self, code: str) -> bool:
        """Whether ``code`` is of a group of languages, such as ``ber``, Berber languages."""
        return code in self._entries and bool(self._entries[code].get("collective"))

    def mistaken(self, code: str) -> str | None:
        """The code that was meant by ``code``, which is not a language: ``jp`` is a country, ``ja`` its language."""
        return self._pair("mistaken", code)

    def bibliographic(self, code: str) -> str | None:
        """The two-letter code for ``code`` if that is for use in libraries only: ``de`` for ``ger``."""
        return self._pair("bibliographic", code)

    def doubtful(self, code: str) -> tuple[str, ...]:
        """The codes that may be meant by ``code``, a language that is better known as a country: ``kr``, ``se``."""
        return tuple(self.data["doubtful"].get(code, ()))

    def two_letter_form(self, code: str) -> str | None:
        """The two-letter code of the language that ``code`` names with three letters: ``en`` for ``eng``."""
        return self._pair("two_letter_forms", code)

    def _pair(self, table: str, code: str) -> str | None:
        pairs: Mapping[str, str] = self.data[table]
        return pairs.get(code)


def _has_three_letters(word: object) -> bool:
    return isinstance(word, str) and len(word) == 3


def _iso639_3() -> Mapping[str, str]:
    names: Mapping[str, str] = load_json(_ISO639_3)["entries"]
    return names


@cache
def _iso639_3_by_name() -> Mapping[str, str]:
    return {name.lower(): code for code, name in _iso639_3().items()}


@cache
def _groups_by_name() -> Mapping[str, str]:
    entries: Mapping[str, Mapping[str, Any]] = load_json("schemas/vocab/languages.json")["entries"]
    groups = {code: str(details["name"]).lower() for code, details in entries.items() if details.get("collective")}
    return {name.removesuffix(" languages"): code for code, name in groups.items()}
