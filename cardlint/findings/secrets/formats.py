"""The kinds of secrets that are known by their form, read from ``schemas/facts/secrets.json``.

To look for each of 60 signs in every card would take most of the time of the rule. A text is searched less often:

* Signs with an underscore, a hyphen or a full stop are looked for where one expression finds what follows it in every such secret.
* The others are looked for in what is left of the text without the characters that prose is made of, an eighth of it. A
  sign of the text stands there too, reduced in the same way; whether a reduced sign is in the text itself is looked up.
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
"""What stands around the character in every secret that names it as ``after``."""

_START = r"(?:(?<![A-Za-z0-9])|(?<=\\[nrt])|(?<=%[0-9A-Fa-f]{2}))"
"""What a ``^`` at the start of a form stands for."""

_PROSE = b" \n\t\r,*|()[]{}#\"'`<>!?;\\$%^+./@_0123456789abcdefghijlmnopqrstu".translate(None, b"b") + bytes(
    range(128, 256)
)
"""Characters that signs can do without, and prose cannot."""


class Format(NamedTuple):
    """One kind of secret, as it is searched for at one of its signs."""

    name: str
    sign: str
    form: re.Pattern[str]
    after: str  # one of _AFTER, or empty
    needs: str  # a word that the text must have, in small letters
    certain: bool  # False: only its name in an address shows it


class _Needle(NamedTuple):
    """A reduced sign, and the formats that have it."""

    text: bytes
    formats: tuple[Format, ...]


@cache
def formats() -> tuple[Format, ...]:
    """Return every kind once for each of its signs, in the order of the data."""
    return tuple(
        Format(entry["name"], sign, form, entry.get("after", ""), entry.get("needs", ""), entry.get("certain", True))
        for entry in load_json("schemas/facts/secrets.json")["entries"]
        for form in (pattern(_spelt_out(entry["form"]), re.ASCII),)
        for sign in entry["signs"]
    )


def _spelt_out(form: str) -> str:
    return _START + form[1:] if form.startswith("^") else form


def possible(text: str) -> Iterator[Format]:
    """Yield the formats that ``text`` may have secrets of."""
    left = text.encode("utf-8", "surrogatepass").translate(None, _PROSE)
    for needle, found in _needles():
        if needle in left:
            yield from found
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
def _needles() -> tuple[_Needle, ...]:
    """Return the needles; the empty one, of signs that are looked for in the text itself, stands in every text."""
    found: dict[bytes, list[Format]] = {}
    for form in formats():
        if not form.after:
            needle = form.sign.encode().translate(None, _PROSE)
            found.setdefault(needle if len(needle) > 1 else b"", []).append(form)
    return tuple(_Needle(needle, tuple(found[needle])) for needle in found)
