"""What a card that is no UTF-8 was saved in, where that is certain, and the edits that make UTF-8 of it.

UTF-16 says so itself, by its first two bytes. Windows-1252 is certain where every byte that is no UTF-8 gives a letter or
a sign that stands as those stand in text, and all the letters are those of one language. Windows-1251, Mac Roman, GBK and
others give signs within words, capitals behind small letters, or letters that no language has together.
"""

import re
from collections.abc import Collection

from cardlint.diagnostic import Edit
from cardlint.pattern import pattern
from cardlint.source import Fault, Source, Span

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
"""The letters beyond ASCII of the languages that Windows-1252 is used for."""

_KNOWN = frozenset(("en", "code", *" ".join(_LETTERS).split()))
"""Languages of a card that Windows-1252 can write: another one is better written by another encoding."""

_WORD = pattern(r"[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ffŒœŠšŽžŸ]+")
_LONE = pattern(r"(?:(?<=[\s\"“«(])|^)[àèéóåøÀÈÉ](?=\s)", re.MULTILINE)  # words of one letter
_UNLIKELY = pattern(r"œ(?![udis])|Œ(?![udisUDIS])")
_SIGN = pattern(
    r"""
      (?<!\w)[‘’“”«»‹›–—] | [‘’“”«»‹›–—](?!\w)         # on one side of it stands no word
    | (?<=[A-Za-z])’(?=(?:s|t|re|ve|ll|d|m)\b)         # it’s
    | (?:(?<=\b[cdjlmnst])|(?<=\bqu))’(?=[aehiouyâàéèêîô])  # l’été
    | (?<!\w)[•§©®±·×÷](?!\w) | […™®] | (?<!\s)\xa0(?!\s)
    | (?<=\d)[×·–°ªº] | °(?=[CF]\b)
    | [£€](?=\d) | (?<=\d)€ | (?<=\d[ \xa0])€(?!\w)
    | (?<=[A-Za-z\d)])[²³](?!\w) | (?<![^\W\d])[¼½¾](?!\w) | (?<!\w)µ(?=[A-Za-z]) | (?<!\w)[¡¿](?=[A-Za-z\u00c0-\u00ff])
    """,
    re.VERBOSE,
)
"""The signs of Windows-1252, each where it can stand: what another encoding has there stands elsewhere."""


def repaired(source: Source, languages: Collection[str] = ()) -> tuple[Edit, ...]:
    """Return the edits of the text of ``source`` that put in what its bytes meant; none where that is not certain.

    ``languages`` are the codes of those that the card names.
    """
    if source.fault is Fault.UTF_16 and source.content is not None:
        try:
            return (Edit(Span(0, 0), source.content.decode("utf-16")),)
        except UnicodeDecodeError:
            return ()
    strays = source.strays()
    try:
        meant = {at: byte.decode("cp1252") for at, byte in strays.items()}
    except UnicodeDecodeError:
        return ()
    if not _KNOWN.issuperset(languages) or not _stands(source, meant):
        return ()
    return tuple(Edit(Span(at, at + 1), character) for at, character in meant.items())


def _stands(source: Source, meant: dict[int, str]) -> bool:
    """Return whether the characters ``meant`` stand in the text, each at its offset, as people write them."""
    characters = list(source.text)
    for at, character in meant.items():
        characters[at] = character
    text = "".join(characters)
    letters: set[str] = set()
    signs = set(meant)
    for word in _WORD.finditer(text):
        strays = [at for at in range(*word.span()) if at in meant]
        if not strays:
            continue
        if len(strays) == len(word[0]) and not _LONE.match(text, word.start()):
            return False
        if not (word[0].islower() or word[0].isupper() or word[0].istitle()) or _UNLIKELY.search(word[0]):
            return False
        letters.update(text[at].lower() for at in strays)
        signs.difference_update(strays)
    return any(letters.issubset(known) for known in _LETTERS.values()) and all(_SIGN.match(text, at) for at in signs)
