"""The signs of a card's kind, each with a weight: fields, the title, the files next to it, folders, and the text.

A field that authors also write in cards of other kinds counts so little that it outvotes neither the folder nor the other fields.
The words are data: ``schemas/facts/kinds.json``.
"""

import os
import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any

from cardlint.card.kind import Kind
from cardlint.card.repository import Repository
from cardlint.card.repository.formats import DATA, PICKLED, WEIGHTS
from cardlint.card.schema import fields as fields_of
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple
from cardlint.system.resources import load_json

WEAK, HINT, STRONG, TITLED, DECISIVE = 1, 2, 3, 4, 5

_WITH_FIELDS = (Kind.MODEL, Kind.DATASET, Kind.SPACE)

_LONGEST = 50_000
"""How many characters of the text are searched."""

_LEAST_COMPARED = 6
"""Minimum length of a field that is compared with known ones: short words are similar by chance."""

_LEAST_LIKENESS = 0.84  # 1 for equal names
_MOST_COMPARED, _MOST_LETTERS = 10, 40

_TITLE = pattern(
    r"#(?<![^\n]#) +(?P<kind>dataset|model) card\b", re.IGNORECASE
)  # begins with the hash, which is fast to find
_DATASET_FILE = pattern(r"huggingface\.co/datasets/(?P<owner>[\w.-]+)/[\w.-]+/(?:resolve|blob|raw)/", re.ASCII)


class Sign(NamedTuple):
    """One sign of a kind: a ``field``, or what ``reason`` describes."""

    kind: Kind
    weight: int
    reason: str = ""
    field: str = ""


def facts() -> Mapping[str, Any]:
    """Return the words that indicate a kind."""
    found: Mapping[str, Any] = load_json("schemas/facts/kinds.json")
    return found


def of_fields(names: Collection[str]) -> Iterator[Sign]:
    """Yield the fields that mean something, or are written, in cards of one kind only."""
    signs = _signs_by_field()
    for name in names:
        if name in signs:
            yield from signs[name]


@cache
def _signs_by_field() -> dict[str, tuple[Sign, ...]]:
    """Return the fields that are signs of a kind, or of several."""
    known = facts()
    weak: list[str] = known["weak_fields"]
    leaning: Mapping[str, str] = known["leaning_fields"]
    found: dict[str, tuple[Sign, ...]] = {}
    for kind in _WITH_FIELDS:
        lean = [*fields_of.own_wild(kind.value), *(name for name, word in leaning.items() if word == kind.value)]
        signs = {name: Sign(kind, WEAK, field=name) for name in lean}
        for name in fields_of.own(kind.value):
            signs[name] = Sign(kind, DECISIVE if name == "sdk" else WEAK if name in weak else STRONG, field=name)
        for name, sign in signs.items():
            found[name] = (*found.get(name, ()), sign)
    return found


def of_slips(names: Collection[str]) -> Iterator[Sign]:
    """Yield the fields that look like a misspelled field of one kind."""
    known = fields_of.all_known()
    strange = [name for name in names if name not in known and _LEAST_COMPARED <= len(name) <= _MOST_LETTERS][
        :_MOST_COMPARED
    ]
    if not strange:
        return
    from difflib import get_close_matches  # slow to import, and most cards do not have such names

    kinds = {name: kind for kind in _WITH_FIELDS for name in fields_of.own(kind.value)}
    for name in strange:
        loose = name.lower().replace("-", "_").replace(" ", "_")
        meant = next(iter(get_close_matches(loose, kinds, 1, _LEAST_LIKENESS)), None)
        if meant is not None and meant not in facts()["weak_fields"] and len(meant) >= _LEAST_COMPARED:
            yield Sign(kinds[meant], HINT, f"its field `{name}` looks like `{meant}`")


def of_values(fields: Mapping[str, Any]) -> Iterator[Sign]:
    """Yield the values that cards of one kind only have, such as the library ``kernels``."""
    for name, words in facts()["values"].items():
        value = fields.get(name)
        for word in value if isinstance(value, list) else (value,):
            if isinstance(word, str) and word.lower() in words:
                kind = Kind(words[word.lower()])
                yield Sign(kind, DECISIVE if kind is Kind.KERNEL else STRONG, f"`{word}` is in `{name}`", name)
                break


def of_title(text: str) -> Iterator[Sign]:
    """Yield what the card calls itself."""
    kind = titled(text)
    if kind is not None:
        yield Sign(kind, TITLED, "its title says so")


def titled(text: str) -> Kind | None:
    """Return the kind that the title of a card names, such as ``# Dataset Card for X``, or None."""
    title = _TITLE.search(text, 0, 4096)
    return Kind(title["kind"].lower()) if title is not None else None


def of_files(repository: Repository) -> Iterator[Sign]:
    """Yield what the files next to the card show."""
    known = facts()
    names = [name.lower() for name in repository.top]
    for name in known["decisive_files"]:
        if name in names:
            yield Sign(Kind(known["configurations"][name]), DECISIVE, f"`{name}` is next to it")
            return
    if "build" in names and _has_build_variant(repository, known["build_variants"]):
        yield Sign(Kind.KERNEL, DECISIVE, "builds of a kernel are next to it")
    elif any(name.endswith(WEIGHTS + PICKLED) for name in names) or "config.json" in names:
        yield Sign(Kind.MODEL, STRONG, "weight files are next to it")
    elif any(name in names for name in known["application_files"]):
        yield Sign(Kind.SPACE, HINT, "an application file is next to it")
    elif any(name.endswith(DATA) for name in names):
        yield Sign(Kind.DATASET, HINT, "data files are next to it")


def _has_build_variant(repository: Repository, starts: list[str]) -> bool:
    """Return whether the folder ``build`` has the folder of a build, such as ``torch29-cxx11-cu128-x86_64-linux``."""
    try:
        names = os.listdir(os.path.join(repository.root, "build"))
    except OSError:
        return False
    return any(name.startswith(tuple(starts)) for name in names) and repository.has("build")


def of_folders(repository: Repository) -> Iterator[Sign]:
    """Yield what the names of the two folders around the repository show, such as ``datasets/owner/name``."""
    kinds = facts()["folders"]
    for name in reversed(os.path.abspath(repository.root).split(os.sep)[-3:-1]):
        if name.lower() in kinds:
            yield Sign(Kind(kinds[name.lower()]), HINT, f"it is in a folder named `{name}`")
            return


def of_text(text: str, names: Collection[str]) -> Iterator[Sign]:
    """Yield what the headings, the code and the links of the text show. ``names``: the fields of the card."""
    known = facts()
    text = text[:_LONGEST]
    headings = {line.strip("#* \t:").lower() for line in text.splitlines() if line.startswith("#")}
    for word, phrases in known["headings"].items():
        found = next((phrase for phrase in phrases if phrase in headings), None)
        if found is not None:
            yield Sign(Kind(word), STRONG, f"it has a section `{found.capitalize()}`")
    for word, phrases in known["texts"].items():
        found = next((phrase for phrase in phrases if phrase in text), None)
        if found is not None:
            yield Sign(Kind(word), HINT, f"its text has `{found}`")
    lower = text.lower()
    for word, phrases in known["weak_texts"].items():
        for phrase in phrases:
            if phrase in lower:
                yield Sign(Kind(word), WEAK, f"its text has `{phrase}`")
    link = next((each for each in _DATASET_FILE.finditer(text) if each["owner"] not in known["shared_files"]), None)
    if link is not None:
        yield Sign(Kind.DATASET, HINT, "its text links to files of a dataset")
    if set(names) <= set(known["page_fields"]) and any(phrase in text for phrase in known["bucket_texts"]):
        yield Sign(Kind.BUCKET, STRONG, "its text is about the files of a bucket")
