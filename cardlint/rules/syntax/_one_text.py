"""Reads the list that one text was meant to be: words between commas or spaces, or a list in quotes."""

import re
from collections.abc import Callable, Iterator

from cardlint.card.front_matter import reader
from cardlint.card.front_matter.node import Scalar, Sequence
from cardlint.card.repository.ids import is_id
from cardlint.system.lazy_pattern import pattern

_BRACKETS = {"[": "]", "(": ")", "{": "}"}
_QUOTES = ("'", '"')
_NUMBER = pattern(r"\d,\d")
_PARTS = pattern(r"(?:[^,()\[\]{}]|\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\})+")
_SEPARATORS = (r"\s*[;,&+]\s*|\s+(?:and|or)\s+|\s+", r"\s*\|\s*", r"\s*/\s*")
LONGEST = 2_000
"""Characters of a text that are read as a list."""


def in_quotes(text: str) -> list[str] | None:
    """Return the words of a list in quotes, as Python and JSON write it: ``"['a', 'b']"``. None if ``text`` is none."""
    text = text.strip()
    if len(text) > LONGEST or not is_in_brackets(text):
        return None
    words = _flow_list(text[1:-1])
    is_list = "," in text or text[1:-1].strip().startswith(_QUOTES)
    return words if words and (is_list or text[0] == "[") else None


def between_commas(text: str) -> list[str] | None:
    """Return the words between commas, but not those within brackets or quotes; None if there is no clear list."""
    if len(text) > LONGEST or "," not in text or _NUMBER.search(text):
        return None
    if any(part.strip().startswith(_QUOTES) for part in text.split(",")):
        return _flow_list(text)
    parts = _PARTS.findall(text)
    if is_in_brackets(text) or sum(map(len, parts)) + text.count(",") - sum(part.count(",") for part in parts) < len(
        text
    ):
        return None  # brackets that are not closed
    return [word for part in parts if (word := part.strip())]


def between_other_separators(text: str, fits: Callable[[str], bool], is_open: bool) -> list[str] | None:
    """Return the words between spaces, semicolons, slashes, ``and`` or ``or``, provided that each ``fits`` and ``text`` does not.

    ``is_open``: the field accepts words that nobody knows, so that only ids with an owner are clearly several values.
    """
    if len(text) > LONGEST or fits(text):
        return None
    for words in _splits(text.strip(), _SEPARATORS[:1] if is_open else _SEPARATORS):
        if len(words) > 1 and all(fits(word) and (is_id(word) or not is_open) for word in words):
            return words
    return None


def is_in_brackets(text: str) -> bool:
    """Return whether a bracket opens and closes ``text``."""
    return len(text) > 1 and _BRACKETS.get(text[0]) == text[-1]


def _splits(text: str, separators: tuple[str, ...]) -> Iterator[list[str]]:
    for each in separators:
        yield [word for word in re.split(each, text) if word]


def _flow_list(inner: str) -> list[str] | None:
    """Return the items of ``[inner]`` as YAML reads them, if all are single values."""
    read = reader.parse(f"[{inner}]")
    root = read.root
    if read.problems or not read.complete or not isinstance(root, Sequence) or not root.items:
        return None
    items = [item for item in root.items if isinstance(item, Scalar) and item.data is not None and item.text.strip()]
    if len(items) < len(root.items) or any(item.plain and item.text == "None" for item in items):
        return None
    return [item.text.strip() for item in items]
