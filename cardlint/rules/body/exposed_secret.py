"""A token or a key in a card is public: whoever finds it can act in its owner's name, and robots look for them.

Revoke it first, then take it out; history keeps it. In examples write ``hf_xxx``.

Source: Hub documentation, secrets scanning; formats as their issuers publish them.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from cardlint.card import Card
from cardlint.diagnostic import Severity
from cardlint.rule import Example, Found, Rule
from cardlint.source import Span


class _Format(NamedTuple):
    """A kind of secret: the text that shows one, where from there the secret begins, and how it goes on."""

    name: str
    sign: str
    secret: str
    offset: int = 0
    severity: Severity | None = None


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
    _Format("Slack token", "xox", _WORD + r"xox[abprs]-[A-Za-z0-9-]{10,}"),
    _Format("Slack webhook", "hooks.slack.com/services/", r"T[A-Z0-9]{6,}/B[A-Z0-9]{6,}/[A-Za-z0-9]{16,}", 25),
    _Format("private key", "-----BEGIN ", r"-----BEGIN (?:[A-Z]{2,9} ){0,2}PRIVATE KEY-----"),
    _Format("token in an address", "oken=", r"(?<=[Tt]oken=)[A-Za-z0-9_-]{20,}", 5, Severity.WARNING),
    _Format("key in an address", "&key=", r"[A-Za-z0-9_-]{20,}", 5, Severity.WARNING),
)
_LOGIN = r"(?<=://)[A-Za-z0-9_.%-]{1,64}:[^\s/:@\"'<>`]{4,64}(?=@[A-Za-z0-9.-]{3,})"
_ADDRESS_BEFORE = 300
"""Characters before a token in which its address begins."""

LEAST_CHARACTERS = 8
"""Different characters of a secret; with fewer it is a placeholder such as hf_xxxxxxxx."""

_PLACEHOLDER = r"x{4}|\*{3}|\.{3}|your|example|placeholder|insert|1234567|abcdef|<|\{|\$"


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)  # when a card first has the sign of it: most never have


def check(card: Card) -> Iterator[Found]:
    text = card.source.text
    for form in _FORMATS:
        at = text.find(form.sign)
        while at >= 0:
            secret = _pattern(form.secret).match(text, at + form.offset)
            if secret is not None and _is_secret(form, secret[0]) and _is_in_place(form, text, at):
                yield _found(form.name, secret, form.severity)
            at = text.find(form.sign, at + 1)
    if "@" in text and "://" in text:
        for secret in _passwords(text):
            yield _found("password in an address", secret, None)


def _passwords(text: str) -> Iterator[re.Match[str]]:
    at = text.find("://")
    while at >= 0:
        found = _pattern(_LOGIN).match(text, at + 3)
        if found is not None and _is_password(found[0]):
            yield found
        at = text.find("://", at + 3)


def _found(name: str, secret: re.Match[str], severity: Severity | None) -> Found:
    article = "an" if name[0] in "aeiouA" else "a"
    message = f"this is {article} {name}, {_masked(secret[0])}, for all to see; revoke it, then take it out"
    return Found(Span(*secret.span()), message, severity=severity)


def _is_secret(form: _Format, secret: str) -> bool:
    """Return whether it looks random: many different characters, and none of the words that stand for a secret."""
    if form.name == "private key":
        return True
    if len(set(secret)) < LEAST_CHARACTERS or _pattern(f"(?i:{_PLACEHOLDER})").search(secret):
        return False
    return not (secret.islower() and secret.replace("_", "").replace("-", "").isalpha())  # a long word


def _is_in_place(form: _Format, text: str, at: int) -> bool:
    """Return whether a token that only its name shows stands in the query of an address."""
    if form.severity is None:
        return True
    before = text[max(at - _ADDRESS_BEFORE, 0) : at].split()
    return bool(before) and "://" in before[-1] and "?" in before[-1] and not text[at - 1].isspace()


def _is_password(written: str) -> bool:
    """Return whether ``name:password`` is not what a manual would write."""
    if _pattern(f"(?i:{_PLACEHOLDER})").search(written):
        return False
    name, _, password = written.partition(":")
    return (
        password.lower() not in (name.lower(), "pass", "passwd", "password", "pwd", "token", "secret")
        and name.lower() != "user"
    )


def _masked(secret: str) -> str:
    """Return what tells the owner which secret it is, and nobody more: at most four characters."""
    return f"{secret[:4]}… of {len(secret)} characters" if "PRIVATE KEY" not in secret else "in PEM form"


# Put together here, because scanners of this repository would report examples written in full.
_TOKEN = "hf_" + "QwErTzUiOpAsDfGhJ" + "kLyXcVbNmQaYwSxEd"
_KEY = "AKIA" + "Q7ZP2M4N8V6T3R5W"

RULE = Rule(
    name="exposed-secret",
    code="CL320",
    category="body",
    severity=Severity.ERROR,
    check=check,
    signs=(
        "text:hf_",
        "text:api_",
        "text:sk-",
        "text:aiza",
        "text:akia",
        "text:asia",
        "text:ghp_",
        "text:gho_",
        "text:ghu_",
        "text:ghs_",
        "text:ghr_",
        "text:github_pat_",
        "text:glpat-",
        "text:xox",
        "text:hooks.slack.com",
        "text:-----begin",
        "text:oken=",
        "text:&key=",
        "text:@",
    ),
    examples=(
        Example(
            bad=f"# M\n\n```python\nlogin('«{_TOKEN}»')\n```\n",
            good="# M\n\n```python\nlogin('hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx')\n```\n",
            whole=True,
            message="this is a Hugging Face token, hf_Q… of 37 characters, for all to see; revoke it, then take it out",
        ),
        Example(bad=f"key = «{_KEY}»\n", good="key = AKIAXXXXXXXXXXXXXXXX\n", whole=True),
        Example(
            bad="git clone https://«me:s3cr3t-Pa55»@example.org/x\n",
            good="git clone https://user:password@example.org/x\n",
            whole=True,
        ),
        Example(bad="«-----BEGIN RSA PRIVATE KEY-----»\nMII\n", good="-----BEGIN PUBLIC KEY-----\n", whole=True),
        Example(
            bad="[r](https://wandb.ai/r?accessToken=«q7zp2m4n8v6t3r5wq7zp2m»)\n",
            good="[r](https://wandb.ai/r?accessToken=YOUR_TOKEN_YOUR_TOKEN_1)\n",
            whole=True,
        ),
    ),
)
