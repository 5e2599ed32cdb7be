"""The facts about a repository that the resolver uses: card fields, file names and two JSON files. All of them are untrusted.

Any value can have any type, so nothing here is trusted to be what its name says; the readers below give clean values.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from cardlint.findings.type_words import describe_type
from cardlint.system.named_tuple import NamedTuple

CARD, CONFIG, MODEL_INDEX, ADAPTER_CONFIG = "README.md", "config.json", "model_index.json", "adapter_config.json"

Path = tuple[str | int, ...]
"""A place in a file: keys and list indexes from the top."""


class Broken(NamedTuple):
    """In place of a file that exists but cannot be used."""

    reason: str


def _nowhere(_file: str, _path: Path) -> int | None:
    return None


def _no_document(_file: str) -> object:
    return None


def _no_code() -> Iterable[str]:
    return ()


class Facts(NamedTuple):
    """The inputs of `resolve`. None means that a thing is missing.

    ``config`` and ``model_index`` are parsed JSON of any shape, or `Broken`. ``line_of`` gives the line, from 1, of a
    place in README.md, config.json or model_index.json. ``legacy``: created before August 2024. ``document_of`` gives the parsed
    JSON of another file, or None; ``code_of`` the blocks of code in the card. Both are called only if an answer depends on them.
    """

    fields: Mapping[str, Any] | None = None
    files: Collection[str] | None = None
    config: object = None
    model_index: object = None
    legacy: bool = False
    line_of: Callable[[str, Path], int | None] = _nowhere
    document_of: Callable[[str], object] = _no_document
    code_of: Callable[[], Iterable[str]] = _no_code


def field(facts: Facts, name: str) -> object:
    """Return the card's value of ``name``; None if there is no card, no such field, or no mapping at all."""
    return facts.fields.get(name) if isinstance(facts.fields, Mapping) else None


def tags_of(facts: Facts) -> list[tuple[Path, str]]:
    """Return the card's tags with their places. A lone string is one tag, as on the Hub; other types are skipped."""
    tags = field(facts, "tags")
    if isinstance(tags, str):
        return [(("tags",), tags)]
    if not isinstance(tags, list | tuple):
        return []
    return [(("tags", index), tag) for index, tag in enumerate(tags) if isinstance(tag, str)]


def has_tag(facts: Facts, tag: str) -> bool:
    """Return whether the card has exactly this tag."""
    tags = field(facts, "tags")
    return tags == tag if isinstance(tags, str) else isinstance(tags, list | tuple) and tag in tags


def file_names(facts: Facts) -> frozenset[str]:
    """Return the file names of the repository; empty if they are unknown."""
    if isinstance(facts.files, str) or not isinstance(facts.files, Collection):
        return frozenset()
    return frozenset(name for name in facts.files if isinstance(name, str))


_SHORTEST_SECRET, _LONGEST_SECRET = 16, 2_000
"""The fewest characters of a value that may be a secret, and the most that are searched for one."""


def printable(value: object, limit: int = 60) -> str:
    """Return ``value`` for use in a message: one line, printable, at most ``limit`` characters, without secrets."""
    if isinstance(value, str):
        if len(value) >= _SHORTEST_SECRET:
            # Before the text is cut, when the secret can still be recognized.
            from cardlint.findings.secrets.mask import (
                mask,
            )

            value = mask(value[:_LONGEST_SECRET])
        clipped = value[: limit + 1]
        text = "".join(character if character.isprintable() else "�" for character in clipped) or '""'
        return text if len(text) <= limit else text[: limit - 1] + "…"
    return describe_type(value)
