"""Which codes are meant by a language that is not written as one: names, regions, several languages in one value."""

import re
from collections.abc import Container, Iterator, Mapping
from functools import cache
from typing import Any

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Node
from cardlint.findings.diagnostic import Applicability, Fix
from cardlint.rule_kit import edits
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple
from cardlint.system.resources import load_json
from cardlint.vocabulary import languages

LONGEST_NAME = 60
"""Characters; no name of a language is longer."""

CODE = pattern(r"[a-z]{2,3}|code|multilingual")
"""What the Hub accepts as a language; it does not check whether the code is assigned."""

_WRAPPING = " \t\r\n,;.'\"[]{}()"
# Patterns are compiled when a card first needs them; most languages are codes and need no pattern.
_MIXED = r"(?i)[-_ ]*\bcode[-_ ]?(?:mix(?:ed|ing)?|switch(?:ed|ing)?)\b[-_ ]*"
_SEPARATORS = r"(?i)\s*(?:[/|;+&\s]|\band\b)\s*"
_REMARK = r"\s*\([^()]*\)\s*$"
_TAG = r"(?P<code>[a-zA-Z]{2,3})[-_](?P<rest>[a-zA-Z0-9]{2,8}(?:[-_][a-zA-Z0-9]{1,8})*)"


class LanguageMatch(NamedTuple):
    """The codes that a value means; ``tag`` is the BCP-47 tag if it is more specific than the code.

    ``is_mixture``: the value is the name of a mixture of the languages, such as ``hinglish``.
    """

    codes: tuple[str, ...]
    certain: bool
    tag: str | None = None
    is_mixture: bool = False


class Replacement(NamedTuple):
    """A language of a card, the code to write instead, its node, and the fix; a three-letter code may be a guess."""

    code: str
    new: str
    node: Node
    fix: Fix | None


def identify(word: str) -> LanguageMatch | None:
    """Return what ``word`` means, or None if that is not known."""
    if len(word) > LONGEST_NAME:
        return None
    bare = word.strip(_WRAPPING)
    if mixed := slips("mixed").get(bare.lower()):
        return LanguageMatch(tuple(mixed), certain=False, is_mixture=True)
    if re.search(_MIXED, bare):
        rest = re.sub(_MIXED, " ", bare)
        found = identify(rest) or identify(rest.replace("-", " "))
        return found._replace(certain=False, is_mixture=True) if found is not None and len(found.codes) > 1 else None
    for kind in ("programming", "undetermined"):
        if meant := slips(kind).get(bare.lower()):
            return LanguageMatch((meant,), certain=False)
    if code := _code(bare):
        return LanguageMatch((code,), certain=len(bare) != 3 or bare.isupper() or bare.islower())  # Any is a word
    if retired := _retired(bare.lower()):
        return LanguageMatch((retired,), certain=False)
    if tagged := re.fullmatch(_TAG, bare):
        return _read_tag(tagged["code"], tagged["rest"])
    if code := _code(re.sub(_REMARK, "", word).strip(_WRAPPING)):
        return LanguageMatch((code,), certain=False)
    return _read_several([part for part in re.split(_SEPARATORS, bare) if part])


def is_mixture(word: str) -> bool:
    """Return whether ``word`` says that languages are mixed: ``singlish``, ``code-mixed``."""
    return word.lower() in slips("ambiguous_mixtures") or re.search(_MIXED, word) is not None


def find_languages(card: Card, table: Container[str]) -> Iterator[tuple[str, Node]]:
    """Yield the languages of ``card`` that are in ``table``, with their nodes; fast if there are none."""
    data = card.fields.get("language")
    words = data if isinstance(data, list) else (data,)
    if any(isinstance(word, str) and word in table for word in words):
        for _, node in card.values("language"):
            if isinstance(node.data, str) and node.data in table:
                yield node.data, node


def replacements(card: Card, table: Mapping[str, str]) -> Iterator[Replacement]:
    """Yield the languages of ``card`` for which ``table`` has another code, with that code and the fix that writes it.

    There is no fix if the card lists the other code too.
    """
    listed: set[str] | None = None
    for code, node in find_languages(card, table):
        if listed is None:
            listed = {word for word, _ in card.strings("language")}
        new = table[code]
        yield Replacement(code, new, node, replacing(card, node, new) if new not in listed else None)


def replacing(card: Card, node: Node, code: str) -> Fix:
    """Return the fix that writes ``code`` at ``node``; three letters may be a guess."""
    applicability = Applicability.SAFE if len(code) == 2 else Applicability.UNSAFE
    return Fix(f"replace with `{code}`", (edits.replace(card.source, node, code),), applicability)


@cache
def slips(kind: str) -> Mapping[str, Any]:
    """Return what people write and the code that they mean, or the codes; the kinds are the keys of the file."""
    table: Mapping[str, Any] = load_json("schemas/facts/language_slips.json")[kind]
    return table


def _code(word: str) -> str | None:
    """Return the code that ``word`` is, in any case, or that it names."""
    lower = word.lower()
    known = languages()
    if CODE.fullmatch(lower) and lower in known and known.withdrawn(lower) is None:
        return known.two_letter_form(lower) or lower
    is_name = (len(word) > 3 or not word.isascii()) and "-" not in word and "_" not in word
    return known.alias(word) if is_name else None


def _read_several(parts: list[str]) -> LanguageMatch | None:
    """Read ``en fr`` and ``English and French``; codes among names are more likely words, as in ``old english``."""
    if any(part.lower() == "or" for part in parts):
        return None  # the word, or the code of Odia
    codes = [_code(part) for part in parts]
    if len(parts) < 2 or None in codes or len({len(part) > 3 for part in parts}) > 1:
        return None
    return LanguageMatch(tuple(dict.fromkeys(code for code in codes if code)), certain=False)


def _retired(code: str) -> str | None:
    """Return what replaces a code that is no longer one, or never was."""
    known = languages()
    into = known.withdrawn_into(code) or ()
    current = into[0] if len(into) == 1 and not known.is_group(into[0]) else None
    return current or known.mistaken(code) or known.bibliographic(code) or slips("countries").get(code)


def _read_tag(code: str, rest: str) -> LanguageMatch | None:
    """Read ``pt-BR`` as Portuguese with a region, and ``en-ru`` as two languages."""
    known = languages()
    language = _code(code) or known.withdrawn(code.lower())
    if language is None:
        return None
    parts = re.split("[-_]", rest)
    if f"{code}-{rest}".lower() not in slips("regions") and all(
        part.islower() and len(part) in (2, 3) and part in known and part != code for part in parts
    ):
        return LanguageMatch(tuple(dict.fromkeys((language, *parts))), certain=False)
    return LanguageMatch(
        (known.two_letter_form(language) or language,),
        certain=False,
        tag=_tag(known.withdrawn(code.lower()) or code, rest),
    )


def _tag(code: str, rest: str) -> str:
    """Return a BCP-47 tag as it is usually written: ``pt-BR``, ``zh-Hant-TW``."""
    parts = [code.lower()]
    for part in re.split("[-_]", rest):
        if len(part) == 2:
            parts.append(part.upper())
        else:
            parts.append(part.capitalize() if len(part) == 4 and part.isalpha() else part.lower())
    return "-".join(parts)
