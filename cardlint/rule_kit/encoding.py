"""The encoding of a card that is not UTF-8, if it is certain, and the edits that convert it to UTF-8.

UTF-16 is identified by its first two bytes. Windows-1252 is certain if every byte that is not UTF-8 becomes a letter or
a sign in a place that is usual in text, and a single language has all the letters. Windows-1251, Mac Roman, GBK and
others produce signs within words, capitals after small letters, or letters that no language combines.
"""

import re
from collections.abc import Collection

from cardlint.findings.diagnostic import Edit
from cardlint.findings.source import MOST_STRAYS, Fault, Source, Span
from cardlint.system.lazy_pattern import pattern

_LETTERS = {
    "ca": "àçèéíïòóúü",
    "da no nb nn": "æøåéèêóòô",
    "de": "äöüß",
    "es gl": "áéíñóúü",
    "et": "äöõü",
    "fi sv": "äöåéàü",
    "fr": "àâæçèéêëîïôœùûüÿ",
    "it": "àèéìíîòóùú",
    "nl af": "áäéèëíïóöúü",
    "pt": "áâãàçéêíóôõúü",
}
"""The non-ASCII letters of the languages that Windows-1252 is used for."""

_KNOWN = frozenset(("en", "code", *" ".join(_LETTERS).split()))
"""Languages that Windows-1252 can represent: for any other, another encoding is more likely."""

_WINDOWS_1252 = {
    0xDC00 + byte: character  # as ``surrogateescape`` writes the byte
    for byte in range(0x80, 0x100)
    if (character := bytes((byte,)).decode("cp1252", errors="ignore"))
}

_LETTER = r"[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ffŒœŠšŽžŸ]"
_WORD = pattern(_LETTER + "+")
_WORD_AT_END = pattern(_LETTER + "+$")
_LONGEST_WORD = 64
_LONE = pattern(r"(?:(?<=[\s\"“«(])|^)[àèéóåøÀÈÉ](?=\s)", re.MULTILINE)  # words of one letter
_UNLIKELY = pattern(r"œ(?![udis])|Œ(?![udisUDIS])|[âæ]$")
_OF_OTHERS_TOO = frozenset("ãìõ")
"""Letters whose bytes are common letters of other languages in Windows-1250 and 1257."""

_SIGN = pattern(
    r"""
      (?<!\w)[‘’“”«»‹›–—] | [‘’“”«»‹›–—](?!\w)         # no word on one side of it
    | (?<=[A-Za-z])’(?=(?:s|t|re|ve|ll|d|m)\b)         # it’s
    | (?:(?<=\b[cdjlmnst])|(?<=\bqu))’(?=[aehiouyâàéèêîô])  # l’été
    | (?<!\w)[•§©®±·×÷](?!\w) | […™®] | (?<!\s)\xa0(?!\s)
    | (?<=\d)[×·–°ªº] | °(?=[CF]\b)
    | [£€](?=\d) | (?<=\d)€ | (?<=\d[ \xa0])€(?!\w)
    | (?<=[A-Za-z\d)])[²³](?!\w) | (?<![^\W\d])[¼½¾](?!\w) | (?<!\w)µ(?=[A-Za-z]) | (?<!\w)[¡¿](?=[A-Za-z\u00c0-\u00ff])
    """,
    re.VERBOSE,
)
"""The signs of Windows-1252, each where it can occur: the character of another encoding would occur elsewhere."""


def repair(source: Source, languages: Collection[str] = ()) -> tuple[Edit, ...]:
    """Return the edits of the text of ``source`` that insert the characters that its bytes mean; none if that is not certain.

    ``languages`` are the codes of the languages that the card lists.
    """
    if source.fault is Fault.UTF_16 and source.content is not None:
        try:
            return (Edit(Span(0, 0), source.content.decode("utf-16")),)
        except UnicodeDecodeError:
            return ()
    strays = source.strays()
    if source.content is None or len(strays) == MOST_STRAYS or not _KNOWN.issuperset(languages):
        return ()
    text = source.content.decode(errors="surrogateescape").translate(_WINDOWS_1252)
    is_plausible = _is_plausible(text, strays, names_language=bool(languages))
    return tuple(Edit(Span(at, at + 1), text[at]) for at in strays) if is_plausible else ()


def _is_plausible(text: str, places: list[int], *, names_language: bool) -> bool:
    """Return whether the letters and signs at ``places`` are used as people write them.

    ``names_language``: the card says which language it is written in.
    """
    wanted = frozenset(places)
    letters: set[str] = set()
    end = 0
    for at in places:
        if at < end:
            continue  # in a word that was examined already
        rest = _WORD.match(text, at)
        if rest is None:
            if not _SIGN.match(text, at):
                return False
            continue
        start, end = at - len(_word_before(text, at)), rest.end()
        word = text[start:end]
        found = [text[place] for place in range(start, end) if place in wanted]
        if len(found) == len(word) and not (names_language and _LONE.match(text, start)):
            return False
        if not (word.islower() or word.isupper() or word.istitle()) or _UNLIKELY.search(word):
            return False
        letters.update("".join(found).lower())
    if not names_language and not letters.isdisjoint(_OF_OTHERS_TOO):
        return False
    return any(letters.issubset(known) for known in _LETTERS.values())


def _word_before(text: str, at: int) -> str:
    """Return the letters directly before a place."""
    match = _WORD_AT_END.search(text, max(0, at - _LONGEST_WORD), at)
    return match[0] if match is not None else ""
