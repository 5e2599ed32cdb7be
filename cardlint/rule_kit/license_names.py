"""Which identifier is meant by a license that is written differently: ``Apache License, Version 2.0`` is ``apache-2.0``."""

import re
from functools import cache

from cardlint.system.named_tuple import NamedTuple
from cardlint.system.resources import load_json
from cardlint.vocabulary import vocabulary

LONGEST_NAME = 120
"""Characters; no name of a license is longer. Anything longer is text, and is not examined."""

_LONG_FORMS = (
    ("licence", "license"),
    ("creative commons", "cc"),
    ("gnu affero general public", "agpl"),
    ("gnu lesser general public", "lgpl"),
    ("gnu general public", "gpl"),
    ("mozilla public", "mpl"),
    ("non commercial", "nc"),
    ("noncommercial", "nc"),
    ("share alike", "sa"),
    ("sharealike", "sa"),
    ("no derivatives", "nd"),
    ("noderivatives", "nd"),
    ("noderivs", "nd"),
    ("attribution", "by"),
)
# Patterns are compiled when a card first needs them; most licenses are identifiers and need no pattern.
_IDLE_WORDS = r"\b(?:the|licensed?|version|gnu|international|unported|universal|generic|agreement)\b"
_VERSION_SIGN = r"v\.?(?=\s?\d)"
_DIVIDED_VERSION = r"(?<=\d)[-_ ](?=\d)"
_REMARK = r"\([^()]*\)\s*$"
_WITH_REMARK = r"(?P<name>\S.*?)(?:\s*(?://|/\*|<!--|--|[;#(])|[\s,]+(?=see\b))\s*(?P<remark>\S.*)"
_NO_NAME = r"(?i)[{}<>\[\]?]|^unlicensed$|^licen[cs]e\b"  # a placeholder, a file
_BUSINESS_SOURCE = frozenset(("bsl", "bsl1.1", "busl", "busl1.1", "businesssource", "businesssource1.1"))
_LICENSE_URL = (
    r"creativecommons\.org/(?:licenses/(?P<cc>by(?:-[a-z]{2})*)/(?P<version>\d\.\d)|publicdomain/(?P<zero>zero)/1\.0)"
    r"|(?:opensource|spdx)\.org/licenses?/(?P<spdx>[\w.+-]+?)(?:\.html)?/?$"
    r"|apache\.org/licenses/LICENSE-(?P<apache>2\.0)"
)
_BSD = r"bsd([23])|([23])clausebsd"
_BETWEEN = r"[^a-z0-9.+]+"
_FINAL_ZERO = r"(?<=\d)(?:\.0)+(?![\d.])"
_VERSION = r"[\d.]+"
_VERSION_BEHIND = r"[1-9.][\d.]*"
_LAST_VERSION = r"(?<=[a-z])\d+(?:\.\d+)*$"
_MOST_VERSIONS = 3


class LicenseMatch(NamedTuple):
    """The identifier that a word means, and whether nothing is lost by writing it instead."""

    identifier: str
    certain: bool


def identify(word: str) -> LicenseMatch | None:
    """Return the identifier that ``word`` means, or None if that is not known. An identifier means itself."""
    known = vocabulary("licenses")
    if word in known:
        return LicenseMatch(word, True)
    if len(word) > LONGEST_NAME:
        return None
    if exact := known.aliases.get(word):
        return LicenseMatch(exact, word not in known.data["approximate"])
    if url := re.search(_LICENSE_URL, word):
        return _identify_url(url)
    if unlisted_name(word) is not None:
        return None
    key = _key(word)
    return _matches().get(key) or _without_remark(word) or _without_version(key)


def split_remark(word: str) -> tuple[str, str] | None:
    """Return the license and the remark behind it in ``apache-2.0 // see LICENSE`` or ``MIT (code)``; None if there is none."""
    found = re.fullmatch(_WITH_REMARK, word.strip()) if len(word) <= LONGEST_NAME else None
    remark = found["remark"].removesuffix("*/").removesuffix("-->").strip(" .()") if found is not None else ""
    return (found["name"], remark) if found is not None and remark else None


def suggest(word: str) -> tuple[str, ...]:
    """Return the identifiers that are spelled almost like ``word``, without those of another version, or of half of what it says."""
    if len(word) > LONGEST_NAME or re.search(_NO_NAME, word) or unlisted_name(word) is not None:
        return ()
    key = _key(word)
    if versions := _versions_of(key) or _other_versions(key):
        return versions
    version = re.findall(_VERSION, key)
    known = vocabulary("licenses")
    near = known.suggest(word) if " " not in word.strip() or known.misspelled(word) else ()
    named = {match.identifier for part in word.split() if (match := identify(part)) is not None}
    return tuple(
        each for each in near if (not version or re.findall(_VERSION, _key(each)) == version) and named <= {each}
    )


def unlisted_name(word: str) -> str | None:
    """Return a ``license_name`` for a license that the Hub does not list, from its SPDX identifier; otherwise None."""
    if _key(word) in _BUSINESS_SOURCE:
        return "busl-1.1"
    return next((name for name in (word.lower(), f"{word.lower()}.0") if name in _spdx()), None)


def slug(word: str) -> str:
    """Return ``word`` as a ``license_name``: lower case, no spaces."""
    words = (part.strip(".") for part in re.split(r"[^a-z0-9.+]+", word.lower()))
    return "-".join(filter(None, words))


def _key(word: str) -> str:
    """Return ``word`` without differences of spelling: ``GNU GPL v3.0`` and ``gpl-3`` are both ``gpl3``."""
    text = re.sub(r"[-_ ]+", " ", word.lower().strip())
    for long, short in _LONG_FORMS:
        text = text.replace(long, short)
    text = re.sub(_VERSION_SIGN, "", re.sub(_IDLE_WORDS, " ", text))
    text = re.sub(_DIVIDED_VERSION, ".", text)
    key = re.sub(_FINAL_ZERO, "", re.sub(_BETWEEN, "", text)).strip(".")
    clauses = re.fullmatch(_BSD, key)
    return f"bsd{clauses[1] or clauses[2]}clause" if clauses is not None else key


@cache
def _matches() -> dict[str, LicenseMatch]:
    """Return every known spelling by its key; the Hub's identifiers take precedence over names, and names over aliases."""
    known = vocabulary("licenses")
    loose = set(known.data["approximate"])
    matches = {_key(alias): LicenseMatch(identifier, alias not in loose) for alias, identifier in known.aliases.items()}
    matches |= {_key(known[identifier]["name"]): LicenseMatch(identifier, True) for identifier in reversed(known.ids)}
    matches |= {_key(identifier): LicenseMatch(identifier, True) for identifier in reversed(known.ids)}
    matches.pop("", None)
    return matches


def _without_remark(word: str) -> LicenseMatch | None:
    """Read a license and a remark in parentheses, which is lost unless it names the same license, as ``MIT License (MIT)`` does."""
    remark = re.search(_REMARK, word)
    match = _matches().get(_key(word[: remark.start()])) if remark is not None else None
    if remark is None or match is None:
        return None
    name = _key(remark[0].strip(" ()"))
    same = _matches().get(name)
    is_same = (same is not None and same.identifier == match.identifier) or (
        name != "" and _key(match.identifier).startswith(name)
    )
    return LicenseMatch(match.identifier, match.certain and is_same)


def _without_version(key: str) -> LicenseMatch | None:
    """Read ``gpl3+``, an old way to say "or later", and a version of a license that the Hub lists without one."""
    match = _matches().get(key.removesuffix("+")) or _matches().get(re.sub(_VERSION, "", key))
    if match is None or (vocabulary("licenses")[match.identifier]["is_family"] and _versions_of(match.identifier)):
        return None  # its versions are nearer
    return LicenseMatch(match.identifier, False)


def _identify_url(url: re.Match[str]) -> LicenseMatch | None:
    """Read the well-known URL of the text of a license."""
    if url["cc"]:
        return identify(f"cc-{url['cc']}-{url['version']}")
    return LicenseMatch("cc0-1.0", True) if url["zero"] else identify(url["spdx"] or f"apache-{url['apache']}")


def _versions_of(key: str) -> tuple[str, ...]:
    """Return the latest versions on the Hub of the license ``key``, latest first: of ``gpl`` 3.0 and 2.0."""
    versions = [identifier for identifier in vocabulary("licenses").ids if key and _is_version_of(identifier, key)]
    return tuple(versions[-_MOST_VERSIONS:][::-1])


def _other_versions(key: str) -> tuple[str, ...]:
    """Return the versions on the Hub of a license in a version that it does not have: first of the same number, as 3.3 for 3.4."""
    version = re.search(_LAST_VERSION, key)
    if version is None:
        return ()
    base = key[: version.start()]
    return _versions_of(base + version[0].partition(".")[0]) or _versions_of(base)


def _is_version_of(identifier: str, key: str) -> bool:
    rest = _key(identifier)
    return rest.startswith(key) and re.fullmatch(_VERSION_BEHIND, rest[len(key) :]) is not None


@cache
def _spdx() -> frozenset[str]:
    return frozenset(load_json("schemas/facts/spdx_licenses.json")["entries"])
