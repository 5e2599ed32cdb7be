"""The identifiers that the Hub knows: tasks, licenses, languages, libraries and the values in dataset and Space cards.

The files in ``schemas/vocab`` are read when they are first used. ``datasets`` and ``spaces`` contain several
vocabularies each, with names such as ``spaces/hardware``.
"""

import os
from functools import cache

from cardlint.system.errors import CardlintError
from cardlint.system.resources import load_json, path_of
from cardlint.vocabulary.language_codes import Languages
from cardlint.vocabulary.words import Vocabulary, nearest

__all__ = ["Vocabulary", "languages", "nearest", "vocabulary", "vocabulary_names"]


@cache
def vocabulary(name: str) -> Vocabulary:
    """The vocabulary ``name``, such as ``licenses`` or ``spaces/hardware``. Raises CardlintError if there is none."""
    file, _, section = name.partition("/")
    if not os.path.isfile(path_of(f"schemas/vocab/{file}.json")):
        raise CardlintError(f"`{name}` is not a vocabulary", f"choose from {', '.join(vocabulary_names())}")
    data = load_json(f"schemas/vocab/{file}.json")
    if section and section not in data["entries"]:
        raise CardlintError(f"`{file}` has no vocabulary `{section}`", f"choose from {', '.join(data['entries'])}")
    if name == "languages":
        return Languages(name, data, data["as_of"])
    return Vocabulary(name, data["entries"][section] if section else data, data["as_of"])


def languages() -> Languages:
    """The vocabulary of languages, with everything it knows about a code."""
    known = vocabulary("languages")
    assert isinstance(known, Languages)  # noqa: S101 - narrows the type
    return known


def vocabulary_names() -> tuple[str, ...]:
    """The names of all vocabulary files, in alphabetical order."""
    files = os.listdir(path_of("schemas/vocab"))
    return tuple(sorted(file.removesuffix(".json") for file in files if file.endswith(".json")))
