"""Where the secrets of a text are: tokens, keys and passwords, in the formats that their issuers publish.

All are ASCII, so that one character is one byte and one column. Text without secrets is only searched for their signs.

Source: the issuers' documentation; npm 2021-09 (GitHub blog), PyPI help on API tokens, Replicate, Groq and NVIDIA on
their keys, RFC 7519 for JSON Web Tokens. Lengths where an issuer names none: gitleaks and TruffleHog.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from cardlint.source import Span

SEEN = 4
"""Characters of a token that may be seen: they tell the owner which it is, and nobody more."""


class Part(NamedTuple):
    """A part of a secret without blanks, wherever it is quoted; what follows its first ``seen`` characters is hidden."""

    span: Span
    seen: int


class Secret(NamedTuple):
    """A secret: what kind it is, where, and what of it must not be repeated."""

    name: str
    span: Span
    parts: tuple[Part, ...]
    certain: bool = True  # False: only its name in an address shows it


class _Format(NamedTuple):
    """A kind of secret: the text that shows one, where from there the secret begins, and how it goes on."""

    name: str
    sign: str
    secret: str
    offset: int = 0
    certain: bool = True


_WORD = r"(?<![A-Za-z0-9_])"
_FORMATS = (
    _Format("Hugging Face token", "hf_", _WORD + r"hf_[A-Za-z0-9]{30,}"),
    _Format("Hugging Face token", "api_", _WORD + r"api_(?:org_)?[A-Za-z0-9]{34}(?![A-Za-z0-9])"),
    _Format("API key", "sk-", _WORD + r"sk-(?:(?:proj|ant|or|svcacct)-[A-Za-z0-9_-]{20,}|[A-Za-z0-9]{20,})"),
    _Format("API key", "AIza", _WORD + r"AIza[A-Za-z0-9_-]{35}"),
    _Format("AWS key", "AKIA", _WORD + r"AKIA[0-9A-Z]{16}(?![0-9A-Za-z])"),
    _Format("AWS key", "ASIA", _WORD + r"ASIA[0-9A-Z]{16}(?![0-9A-Za-z])"),
    *(_Format("GitHub token", f"gh{letter}_", _WORD + r"gh[pousr]_[A-Za-z0-9]{30,}") for letter in "pousr"),
    _Format("GitHub token", "github_pat_", _WORD + r"github_pat_[A-Za-z0-9_]{22,}"),
    _Format("GitLab token", "glpat-", _WORD + r"glpat-[A-Za-z0-9_-]{20,}"),
    _Format("Groq key", "gsk_", _WORD + r"gsk_[A-Za-z0-9]{52}(?![A-Za-z0-9])"),
    _Format("npm token", "npm_", _WORD + r"npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])"),
    _Format("NVIDIA key", "nvapi-", _WORD + r"nvapi-[A-Za-z0-9_-]{60,}"),
    _Format("PyPI token", "pypi-", _WORD + r"pypi-Ag[A-Za-z0-9_-]{70,}"),
    _Format("Replicate token", "r8_", _WORD + r"r8_[A-Za-z0-9]{37}(?![A-Za-z0-9])"),
    _Format("Slack token", "xox", _WORD + r"xox[abprs]-[A-Za-z0-9-]{10,}"),
    _Format("Slack webhook", "hooks.slack.com/services/", r"T[A-Z0-9]{6,}/B[A-Z0-9]{6,}/[A-Za-z0-9]{16,}", 25),
    _Format(
        "JSON Web Token", "eyJ", r"(?<![A-Za-z0-9_.-])eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,}"
    ),
    _Format("token in an address", "oken=", r"(?<=[Tt]oken=)[A-Za-z0-9_-]{20,}", 5, certain=False),
    _Format("key in an address", "&key=", r"[A-Za-z0-9_-]{20,}", 5, certain=False),
)
_AFTER_PREFIX = r"_[A-Za-z0-9]{20}"
_OTHERS = tuple(form for form in _FORMATS if not form.sign.endswith("_") or form.sign == "github_pat_")
"""The formats that a text can have in which that stands nowhere: to look for it takes as long as to look for one sign."""

_KEY = "-----BEGIN "
_KEY_HEADER = _KEY + r"(?:[A-Z]{2,9} ){0,2}PRIVATE KEY-----"
_KEY_END = "-----END"
_LONGEST_KEY = 10_000
_LOGIN = r"://(?P<login>[A-Za-z0-9_.%-]{1,64}:(?P<password>(?:(?![:@\"'<>`/])[!-~]){4,64}))(?=@[A-Za-z0-9.-]{3,})"
_ADDRESS_BEFORE = 300
"""Characters before a token in which its address begins."""

LEAST_CHARACTERS = 8
"""Different characters of a secret; with fewer it is a placeholder such as hf_xxxxxxxx."""

_PLACEHOLDER = (
    r"x{4}|\*{3}|\.{3}|your|example|placeholder|insert|1234567|abcdef|<|\{|\$"
    r"|eyJzdWIiOiIxMjM0NTY3ODkw"  # of jwt.io's own example
)
_PLACEHOLDERS = ("pass", "passwd", "password", "pwd", "token", "secret")
_WORDS = r"(?i:pass|pwd|secret|token|key)"
_RANDOM = r"(?=[^0-9]*[0-9])(?=[^A-Za-z]*[A-Za-z]).{10,}"

SIGNS = (*(form.sign.lower() for form in _FORMATS), _KEY.lower().strip(), "@")
"""Words, in small letters, one of which every text with a secret has."""


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)  # when a text first has the sign of it: most never have


@lru_cache(maxsize=2)
def secrets(text: str) -> tuple[Secret, ...]:
    """Return the secrets of ``text``, format by format, and none twice. The rule asks, and then the report of the same card."""
    return tuple(_secrets(text))


def _secrets(text: str) -> Iterator[Secret]:
    seen: set[int] = set()
    for form in _FORMATS if _pattern(_AFTER_PREFIX).search(text) is not None else _OTHERS:
        at = text.find(form.sign)
        while at >= 0:
            found = _pattern(form.secret).match(text, at + form.offset)
            if (
                found is not None
                and found.start() not in seen
                and _is_random(found[0])
                and (form.certain or _is_in_query(text, at))
            ):
                span = Span(*found.span())
                seen.add(span.start)
                yield Secret(form.name, span, (Part(span, SEEN),), form.certain)
            at = text.find(form.sign, at + 1 if found is None else found.end())
    if _KEY in text:
        yield from _private_keys(text)
    if "@" in text:
        yield from _passwords(text)


def _private_keys(text: str) -> Iterator[Secret]:
    at = text.find(_KEY)
    while at >= 0:
        header = _pattern(_KEY_HEADER).match(text, at)
        if header is None:
            at = text.find(_KEY, at + 1)
            continue
        stop = text.find(_KEY_END, header.end(), header.end() + _LONGEST_KEY)
        cut = _pattern(r"[^A-Za-z0-9+/=\s]|$").search(text, header.end()) if stop < 0 else None
        end = stop if cut is None else cut.start()
        lines = _pattern(r"[!-~]{8,}").finditer(text, header.end(), end)
        yield Secret("private key", Span(*header.span()), tuple(Part(Span(*line.span()), 0) for line in lines))
        at = text.find(_KEY, end)


def _passwords(text: str) -> Iterator[Secret]:
    for found in _pattern(_LOGIN).finditer(text):
        if _is_password(found["login"]):
            part = Part(Span(*found.span()), found.start("password") - found.start())
            yield Secret("password in an address", Span(*found.span("login")), (part,))


def _is_random(secret: str) -> bool:
    """Return whether it looks random: many different characters, and none of the words that stand for a secret."""
    if len(set(secret)) < LEAST_CHARACTERS or _pattern(f"(?i:{_PLACEHOLDER})").search(secret):
        return False
    return not (secret.islower() and secret.replace("_", "").replace("-", "").isalpha())  # a long word


def _is_in_query(text: str, at: int) -> bool:
    """Return whether a token that only its name shows stands in the query of an address."""
    before = text[max(at - _ADDRESS_BEFORE, 0) : at].split()
    return bool(before) and "://" in before[-1] and "?" in before[-1] and not text[at - 1].isspace()


def _is_password(written: str) -> bool:
    """Return whether ``name:password`` is not what a manual would write."""
    if _pattern(f"(?i:{_PLACEHOLDER})").search(written):
        return False
    name, _, password = written.partition(":")
    if name.lower() in ("user", "username"):  # a manual's, unless no manual would have such a password
        return (
            len(set(password)) >= LEAST_CHARACTERS
            and _pattern(_RANDOM).match(password) is not None
            and _pattern(_WORDS).search(password) is None
        )
    return password.lower() not in (name.lower(), *_PLACEHOLDERS)
