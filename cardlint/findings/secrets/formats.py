"""The kinds of secrets that are recognized by their form, read from ``schemas/facts/secrets.json``.

Searching every card for each of 60 signs would take most of the time of the rule. Three shortcuts avoid it:

* Signs with an underscore, a hyphen or a period are searched only if one expression finds what surrounds it in such secrets.
* The others are searched in the text without the characters that prose consists of, which leaves an eighth of it. Signs
  are reduced in the same way; if a reduced sign is found, the text itself is searched for the sign.
* Signs that prose has too, before a number in hexadecimal form, are searched only if the text has so long a number.
"""

import re
from collections.abc import Iterator
from functools import cache

from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple
from cardlint.system.resources import load_json

_AFTER = {
    "_": pattern(
        r"_(?:[A-Za-z0-9]{20}|v1_[A-Za-z0-9_-]{40}|(?:(?:API|ACCESS|SECRET)_)?KEY|(?:(?:api|access|secret)_?)?key)",
        re.ASCII,
    ),
    "-": pattern(r"-(?<=[sapl][kiptx]-)(?=[A-Za-z0-9_-]{20})", re.ASCII),
    ".": pattern(
        r"\.(?:[A-Za-z0-9_-]{22}|[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27}|eyJ|com/api/(?:v[0-9]{1,2}/)?webhooks/|slack(?:-gov)?\.com/|login\()",
        re.ASCII,
    ),
}
"""What surrounds the character in every secret that names it as ``after``."""

_START = r"(?:(?<![A-Za-z0-9])|(?<=\\[nrt])|(?<=%[0-9A-Fa-f]{2}))"
"""The meaning of ``^`` at the start of a form."""

_PROSE = b" \n\t\r,*|()[]{}#\"'`<>!;\\$%^+./@_0123456789abcdefghijlmnopqrstu".translate(None, b"b") + bytes(
    range(128, 256)
)
"""Characters that prose needs and signs can do without."""

_DIGITS = b"0123456789abcdef"
_AS_DIGIT = bytes(ord("0") if byte in _DIGITS else ord(" ") for byte in range(256))
_SHORTEST_NUMBER = b"0" * 32
"""The shortest hexadecimal number that is a secret, after translation with ``_AS_DIGIT``."""


class Format(NamedTuple):
    """One kind of secret, with one of the signs by which it is found."""

    name: str
    sign: str
    form: re.Pattern[str]
    after: str  # one of _AFTER, or empty
    needs: str  # a word that the text must contain, in lower case
    certain: bool  # False: only its name in a URL identifies it
    is_number: bool  # its secret part is a long hexadecimal number


class _Needle(NamedTuple):
    """A reduced sign, and the formats that have it."""

    text: bytes
    formats: tuple[Format, ...]


@cache
def formats() -> tuple[Format, ...]:
    """Return every kind, once for each of its signs, in the order of the data."""
    return tuple(
        Format(
            entry["name"],
            sign,
            form,
            after=entry.get("after", ""),
            needs=entry.get("needs", ""),
            certain=entry.get("certain", True),
            is_number=entry.get("is_number", False),
        )
        for entry in load_json("schemas/facts/secrets.json")["entries"]
        for form in (pattern(_expand(entry["form"]), re.ASCII),)
        for sign in entry["signs"]
    )


def _expand(form: str) -> str:
    return _START + form[1:] if form.startswith("^") else form


@cache
def shared_links() -> tuple[str, ...]:
    """Return parts of addresses whose token is meant for all readers."""
    return tuple(load_json("schemas/facts/secrets.json")["shared_links"])


@cache
def public_names() -> re.Pattern[str]:
    """Return the pattern of what stands before a value that is made to be public: the name of its field."""
    names = "|".join(load_json("schemas/facts/secrets.json")["public_names"])
    return re.compile(rf"\b(?:{names})[\"']?\s{{0,3}}[:=]\s{{0,3}}(?:[>|][-+0-9]{{0,2}}\s{{1,40}})?[\"']?\Z", re.ASCII)


def possible(text: str) -> Iterator[Format]:
    """Yield the formats of secrets that ``text`` may contain."""
    content = text.encode("utf-8", "surrogatepass")
    left = content.translate(None, _PROSE)
    for needle, found in _needles():
        if needle in left:
            yield from found
    if _SHORTEST_NUMBER in content.translate(_AS_DIGIT):
        yield from _numbers()
    lower = ""
    for character, expression in _AFTER.items():
        if expression.search(text) is not None:
            lower = lower or text.lower()
            for form in _formats_after()[character]:
                if not form.needs or form.needs in lower:
                    yield form


@cache
def _formats_after() -> dict[str, tuple[Format, ...]]:
    """Return, for each character of ``_AFTER``, the formats that name it."""
    return {character: tuple(form for form in formats() if form.after == character) for character in _AFTER}


@cache
def _numbers() -> tuple[Format, ...]:
    """Return the formats of secrets that are hexadecimal numbers, and have common words as signs."""
    return tuple(form for form in formats() if form.is_number)


@cache
def _needles() -> tuple[_Needle, ...]:
    """Return the needles; the empty one, for signs that are searched in the text itself, is in every text."""
    found: dict[bytes, list[Format]] = {}
    for form in formats():
        if not form.after and not form.is_number:
            needle = form.sign.encode().translate(None, _PROSE)
            found.setdefault(needle if len(needle) > 1 else b"", []).append(form)
    return tuple(_Needle(needle, tuple(found[needle])) for needle in found)
