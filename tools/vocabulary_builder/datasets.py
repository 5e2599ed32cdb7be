"""Values in dataset cards: sizes, creators, multilinguality, modalities, libraries, builders, splits, features."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from tools.vocabulary_builder import pins
from tools.vocabulary_builder.datasets_source import DatasetsSource
from tools.vocabulary_builder.packages import Archive, javascript

PACKAGES = (pins.DATASETS, pins.TASKS)

_THOUSANDS = {"": 0, "K": 1, "M": 2, "B": 3, "T": 4}


def build(archives: Mapping[str, Archive], facts: Callable[[str], Any]) -> dict[str, Any]:
    """Return several vocabularies in one, most of them from the source code of the ``datasets`` library."""
    known = facts("datasets")
    source = DatasetsSource(archives[pins.DATASETS.key])
    libraries = javascript(archives[pins.TASKS.key], "dist/commonjs/index.js", "it.DATASET_LIBRARIES_UI_ELEMENTS")
    creators = source.resource("creators")
    sections = {
        "size_categories": {size: _bounds(size) for size in _known_last(source.resource("size_categories"))},
        "annotations_creators": _words(creators["annotations"]),
        "language_creators": _words(creators["language"]),
        "multilinguality": {word: {"means": text} for word, text in source.resource("multilingualities").items()},
        "source_datasets": _words(known["source_datasets"]),
        "modalities": _words(known["modalities"]),
        "formats": _words(known["formats"]),
        "libraries": {key: _library(library) for key, library in libraries.items()},
        "special_tags": _words(known["special_tags"]),
        "builders": source.builders(),
        "splits": {split: {"keywords": words} for split, words in source.split_keywords().items()},
        "features": {name: _feature(name, known["feature_arguments"]) for name in source.feature_classes()},
        "dtypes": _words(known["dtypes"]),
    }
    aliases = known["aliases"]
    return {
        "title": "Values in dataset cards",
        "entries": {
            name: {"entries": words} | ({"aliases": aliases[name]} if name in aliases else {})
            for name, words in sections.items()
        },
        "extensions": source.extensions(),
        "folder_parameters": source.folder_parameters(),
        "feature_keys": known["feature_keys"],
        "dtype_patterns": known["dtype_patterns"],
        "dtype_choices": known["dtype_choices"],
        "dtype_forms": {word: form for form, words in known["dtype_forms"].items() for word in words},
        "config_keys": known["config_keys"],
        "dataset_info_keys": known["dataset_info_keys"],
        "split_info_keys": known["split_info_keys"],
        "split_name_pattern": source.constant("naming.py", "_split_re"),
        "config_name_forbidden": source.constant("naming.py", "INVALID_WINDOWS_CHARACTERS_IN_PATH"),
        "sharded_pattern": source.constant("data_files.py", "SPLIT_PATTERN_SHARDED"),
        "split_separators": source.constant("data_files.py", "NON_WORDS_CHARS"),
    }


def _words(words: list[str]) -> dict[str, Any]:
    """Return entries without any data."""
    return {word: {} for word in words}


def _known_last(sizes: list[str]) -> list[str]:
    return sorted(sizes, key=lambda size: size == "unknown")


def _bounds(size: str) -> dict[str, int]:
    """Return the numbers of rows for a size such as ``1K<n<10K``: at least ``at_least``, and less than ``below``."""
    numbers = {
        side: int(digits) * 1000 ** _THOUSANDS[unit]
        for side, pattern in (("at_least", r"^(\d+)([KMBT]?)<n|^n>(\d+)([KMBT]?)$"), ("below", r"n<(\d+)([KMBT]?)$"))
        if (match := re.search(pattern, size))
        for digits, unit in [[group for group in match.groups() if group is not None]]
    }
    return numbers if size == "unknown" else {"at_least": 0} | numbers


def _library(library: Mapping[str, str]) -> dict[str, str]:
    return {
        "name": library["prettyLabel"],
        "repository": library["repoUrl"],
        "documentation": library["docsUrl"],
    }


def _feature(name: str, arguments: Mapping[str, list[str]]) -> dict[str, Any]:
    """The word for a feature class in YAML, and the arguments that it cannot do without, if it has any."""
    return {"key": _snake_case(name)} | ({"arguments": arguments[name]} if name in arguments else {})


def _snake_case(name: str) -> str:
    """Return the name of a feature class in YAML, derived as in the ``datasets`` library: ``Array2D`` becomes ``array2_d``."""
    name = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", name)
    return re.sub(r"([a-z\d])([A-Z])", r"\1_\2", name).lower()
