"""The three-letter codes of ISO 639-3, with one name each."""

from collections.abc import Callable, Mapping
from typing import Any

from tools.vocabulary_builder import pins
from tools.vocabulary_builder.packages import Archive, javascript

PACKAGES = (pins.LANGUAGES,)


def build(archives: Mapping[str, Archive], facts: Callable[[str], Any]) -> dict[str, Any]:  # noqa: ARG001
    """Return the vocabulary. An entry is only the English name, because there are 7,916."""
    languages = javascript(archives[pins.LANGUAGES.key], "dist/index.js", "it.LANGUAGES_ISO_639_3")
    return {
        "title": "Languages: the three-letter codes of ISO 639-3",
        "entries": {code: row["name"] for code, row in sorted(languages.items())},
    }
