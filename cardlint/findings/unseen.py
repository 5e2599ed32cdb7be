"""Names the characters of a value that a reader does not see, or mistakes for others: "a no-break space (U+00A0)".

Two strings that look the same do not help: `mit` with a zero-width space, or with a Cyrillic letter, is not `mit`.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator

from cardlint.system.lazy_pattern import pattern

_UNSEEN = pattern(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xa0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f"
    "\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
"""Controls, formats, separators other than the space, fillers and variation selectors, by their general categories."""

_ALIKE = pattern(
    "[\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u04bb\u0501\u051b\u051d"  # Cyrillic
    "\u0405\u0406\u0408\u0410\u0412\u0415\u041a\u041c-\u041e\u0420-\u0423\u0425\u051a\u051c"
    "\u0391\u0392\u0395-\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf"  # Greek
    "\u0131\u0237\u0251\u0261\u2024\u2044\u2160-\u217f\u2215\ufb00-\ufb06\uff01-\uff5e\U0001d400-\U0001d7ff]"
)
"""Characters that look like ASCII, by the confusables of Unicode Technical Standard 39, in usual fonts."""

_DASH = pattern("[\u2010-\u2015\u2043\u2212\ufe58\ufe63]")

_MOST_NAMED = 2
_SCRIPTS = ("Arabic", "Braille", "Cyrillic", "Greek", "Hangul", "Khmer", "Latin", "Mongolian", "Ogham")
_ASCII_SPACES = {" ": "space", "\t": "tab", "\n": "line break", "\r\n": "line break", "\r": "line break"}
_OWN_NAMES = {"\ufeff": "byte order mark"}  # its Unicode name, "zero width no-break space", is outdated


def seen(text: str) -> str:
    """Return ``text`` as a reader sees it: without invisible characters, and with a space for characters that look like one."""
    places = set(_unseen(text))
    shown = (
        character if at not in places else " " if _is_space(character) else "" for at, character in enumerate(text)
    )
    return "".join(shown).strip()


def marked(text: str) -> str:
    """Return ``text`` with every invisible character as ``<U+200B>``, except no-break spaces between words."""
    places = {at for at in _unseen(text) if not _is_space(text[at]) or at in (0, len(text) - 1)}
    return "".join(f"<{_code(character)}>" if at in places else character for at, character in enumerate(text))


def names(text: str) -> str:
    """Return the names of the invisible characters in ``text``, such as "a no-break space (U+00A0) at the end"; empty if there are none."""
    unseen, others = _unseen(text), [*_alike(text), *_accents(text)]
    kinds = Counter(text[at] for at in (*unseen, *others))
    said = [_name(character, count) for character, count in list(kinds.items())[:_MOST_NAMED]]
    if len(kinds) > _MOST_NAMED:
        said.append(f"{len(kinds) - _MOST_NAMED} more")
    place = _place(text, unseen) if unseen and not others else ""
    return _listed([*([_listed(said) + place] if said else []), *_edges(text)])


def _unseen(text: str) -> list[int]:
    """Return the offsets of invisible characters, except those that scripts and emoji need."""
    return [match.start() for match in _UNSEEN.finditer(text) if not _is_spelling(text, match.start())]


def _is_spelling(text: str, at: int) -> bool:
    """Return whether a joiner, a variation selector or a tag is part of how a word or an emoji is written."""
    character, before, after = text[at], text[max(at - 1, 0) : at], text[at + 1 : at + 2]
    if character in "\u200c\u200d":
        return _is_joined(before) and _is_joined(after)
    if "\ufe00" <= character <= "\ufe0f":
        return _is_joined(before) or after == "\u20e3"
    return "\U000e0020" <= character <= "\U000e007f" and "\U0001f3f4" in text[:at]  # the flags of regions


def _is_joined(neighbor: str) -> bool:
    """Return whether ``neighbor`` belongs to a script or an emoji with joiners and variants."""
    return not neighbor.isascii() and (neighbor == "\ufe0f" or _UNSEEN.match(neighbor) is None)


def _alike(text: str) -> list[int]:
    """Return the offsets of characters that look like ASCII in a text that is otherwise ASCII; dashes only if there are no spaces."""
    rest = _UNSEEN.sub("", _ALIKE.sub("", _DASH.sub("", text)))
    if text.isascii() or not rest.isascii():
        return []
    dashes = () if " " in text.strip() else _DASH.finditer(text)
    return sorted(match.start() for match in (*_ALIKE.finditer(text), *dashes))


def _accents(text: str) -> list[int]:
    """Return the offsets of combining accents after nothing, or after an ASCII letter, with which they are usually a single character."""
    if text.isascii():
        return []
    after_ascii = (at for at, each in enumerate(text) if not each.isascii() and text[max(at - 1, 0) : at].isascii())
    return [at for at in after_ascii if unicodedata.combining(text[at])]


def _edges(text: str) -> Iterator[str]:
    """Yield the ASCII white space around ``text``: "a space at the end"."""
    bare = text.strip(" \t\r\n")
    start = text[: len(text) - len(text.lstrip(" \t\r\n"))]
    end = text[len(text.rstrip(" \t\r\n")) :]
    if bare and start and start == end:
        yield f"{_white(start)} at both ends"
    elif bare:
        if start:
            yield f"{_white(start)} at the start"
        if end:
            yield f"{_white(end)} at the end"


def _white(text: str) -> str:
    if text in _ASCII_SPACES:
        return f"a {_ASCII_SPACES[text]}"
    return "spaces" if set(text) == {" "} else "white space"


def _place(text: str, unseen: list[int]) -> str:
    """Return at which end of the text the characters at ``unseen`` are; empty if they are inside."""
    count = len(unseen)
    if unseen == list(range(count)):
        return " at the start" if count < len(text) else ""
    return " at the end" if unseen == list(range(len(text) - count, len(text))) else ""


def _name(character: str, count: int) -> str:
    name = _OWN_NAMES.get(character) or unicodedata.name(character, "control character").lower()
    name = name.replace("zero width", "zero-width")
    for script in _SCRIPTS:
        name = name.replace(script.lower(), script)
    if count > 1 and not character.isalpha():
        return f"{count} {name}{'es' if name.endswith('sh') else 's'} ({_code(character)})"
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name} ({_code(character)})"


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"


def _is_space(character: str) -> bool:
    return unicodedata.category(character) in ("Zs", "Zl", "Zp")


def _listed(parts: list[str]) -> str:
    return " and ".join(parts) if len(parts) < 3 else f"{', '.join(parts[:-1])} and {parts[-1]}"
