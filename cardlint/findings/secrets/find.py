"""Where the secrets in a text are: tokens, keys and passwords, in the formats that their issuers publish.

All are ASCII, so that one character is one byte and one column. A text without secrets is only searched for their signs.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from cardlint.findings.secrets.formats import Format, formats, possible, public_names, shared_links
from cardlint.findings.source import Span
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple

SEEN = 4
"""Characters of a token that may be shown: they identify it only to its owner."""


class Part(NamedTuple):
    """A part of a secret without white space; everything after its first ``seen`` characters is hidden."""

    span: Span
    seen: int


class Secret(NamedTuple):
    """A secret: its kind, its position, and the parts that must not be repeated."""

    name: str
    span: Span
    parts: tuple[Part, ...]
    certain: bool = True  # False: only its name in an address shows it


_PRIVATE_KEY = "private key"  # the name in the data of the only kind with several lines
_KEY_END = "-----END"
_KEY_LINE = pattern(r"[!-~]{8,}", re.ASCII)
_NO_KEY = pattern(r"[^A-Za-z0-9+/=\s]|$", re.ASCII)
_LONGEST_KEY = 10_000
_LOGIN = pattern(
    r"://(?P<login>[A-Za-z0-9_.%-]{0,64}:(?P<password>(?:(?![:@\"'<>`/])[!-~]){4,64}))(?=@[A-Za-z0-9.-]{3,})", re.ASCII
)
_ADDRESS_BEFORE = 300
"""Characters before a token in which its URL must begin."""

_NAME_BEFORE = 80
"""Characters before a value in which the name of its field must be."""

_NAME_AFTER = 24
"""Characters of an address that are read from the sign of a token on, to find the end of its name."""

LEAST_CHARACTERS = 8
"""Different characters in a secret; with fewer it is a placeholder such as hf_xxxxxxxx."""

_PLACEHOLDER = pattern(
    r"x{4}|\*{3}|\.{3}|your|example|placeholder|insert|1234567|abcdef|<|\{|\$"
    r"|eyJzdWIiOiIxMjM0NTY3ODkw"  # of jwt.io's own example
    r"|4eC39HqLyjWDarjtT1zdp7dc",  # of Stripe's documentation
    re.ASCII | re.IGNORECASE,
)
_PLACEHOLDERS = ("pass", "passwd", "password", "pwd", "token", "secret")
_WORDS = pattern(r"pass|pwd|secret|token|key", re.ASCII | re.IGNORECASE)
_RANDOM = pattern(r"(?=[^0-9]*[0-9])(?=[^A-Za-z]*[A-Za-z]).{10,}", re.ASCII)


def signs() -> tuple[str, ...]:
    """Return words in lower case; every text with a secret contains one of them."""
    words = (*(form.needs or form.sign.lower().strip() for form in formats()), "@")
    return tuple(dict.fromkeys(words))


@lru_cache(maxsize=2)
def find_secrets(text: str) -> tuple[Secret, ...]:
    """Return the secrets of ``text``, format by format, without duplicates. Cached for the rule and the report of the same card."""
    return tuple(_find(text))


def _find(text: str) -> Iterator[Secret]:
    seen: set[int] = set()
    for form in possible(text):
        if form.name == _PRIVATE_KEY:
            yield from _private_keys(text, form)
            continue
        at = text.find(form.sign)
        while at >= 0:
            found = form.form.match(text, at)
            if found is not None:
                span = Span(*found.span("secret" if "secret" in form.form.groupindex else 0))
                if (
                    span.start not in seen
                    and _is_random(text[span.start : span.end])
                    and (form.certain or _is_in_query(text, at))
                    and not _is_public(text, span.start)
                ):
                    seen.add(span.start)
                    yield Secret(form.name, span, (Part(span, SEEN),), form.certain)
            at = text.find(form.sign, at + 1 if found is None else found.end())
    if "@" in text:
        yield from _passwords(text)


def _private_keys(text: str, form: Format) -> Iterator[Secret]:
    at = text.find(form.sign)
    while at >= 0:
        header = form.form.match(text, at)
        if header is None:
            at = text.find(form.sign, at + 1)
            continue
        stop = text.find(_KEY_END, header.end(), header.end() + _LONGEST_KEY)
        cut = _NO_KEY.search(text, header.end()) if stop < 0 else None
        end = stop if cut is None else cut.start()
        lines = _KEY_LINE.finditer(text, header.end(), end)
        yield Secret(form.name, Span(*header.span()), tuple(Part(Span(*line.span()), 0) for line in lines))
        at = text.find(form.sign, end)


def _passwords(text: str) -> Iterator[Secret]:
    for found in _LOGIN.finditer(text):
        if _is_password(found["login"]):
            part = Part(Span(*found.span()), found.start("password") - found.start())
            yield Secret("password in an address", Span(*found.span("login")), (part,))


def _is_random(secret: str) -> bool:
    """Return whether it looks random: many different characters, and no word that is a placeholder for a secret."""
    if len(set(secret)) < LEAST_CHARACTERS or _PLACEHOLDER.search(secret):
        return False
    return not (secret.islower() and secret.replace("_", "").replace("-", "").isalpha())  # a long word


def _is_in_query(text: str, at: int) -> bool:
    """Return whether a token that only its name identifies is in the query of a URL that is not meant for all readers."""
    before = text[max(at - _ADDRESS_BEFORE, 0) : at].split()
    if not before or "://" not in before[-1] or "?" not in before[-1] + text[at] or text[at - 1].isspace():
        return False
    address = before[-1] + text[at : at + _NAME_AFTER]
    return not any(part in address for part in shared_links())


def _is_public(text: str, start: int) -> bool:
    """Return whether the value at ``start`` belongs to a field whose values are made to be public."""
    return public_names().search(text, max(start - _NAME_BEFORE, 0), start) is not None


def _is_password(written: str) -> bool:
    """Return whether ``name:password`` is not an example from a manual."""
    if _PLACEHOLDER.search(written):
        return False
    name, _, password = written.partition(":")
    if name.lower() in ("user", "username"):  # a manual's, unless no manual would have such a password
        return (
            len(set(password)) >= LEAST_CHARACTERS
            and _RANDOM.match(password) is not None
            and _WORDS.search(password) is None
        )
    return password.lower() not in (name.lower(), *_PLACEHOLDERS)
