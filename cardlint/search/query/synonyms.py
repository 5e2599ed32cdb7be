"""Synonyms: index/synonyms.yaml and the aliases of tasks, as words of the analyzer."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TypeAlias

from cardlint.search.analysis import query_words
from cardlint.system.resources import load_yaml
from cardlint.vocabulary import vocabulary

_EVERYDAY = "everyday_word"  # such as chat: in a text it says less than the task

Words: TypeAlias = tuple[str, ...]


class Synonyms:
    """The alternatives for consecutive words."""

    __slots__ = ("_others", "longest")

    def __init__(self, groups: Iterator[list[str]]) -> None:
        self._others: dict[Words, dict[Words, None]] = {}
        for group in groups:
            forms = list(dict.fromkeys(tuple(query_words(text)) for text in group))
            for words in forms:
                self._others.setdefault(words, {}).update(dict.fromkeys(other for other in forms if other != words))
        self.longest = max(map(len, self._others), default=1)

    def alternatives(self, words: Words) -> tuple[Words, ...]:
        """Return the synonyms of ``words``."""
        return tuple(self._others.get(words, ()))


@cache
def shipped_synonyms() -> Synonyms:
    """Return the synonyms that are shipped with cardlint."""
    return Synonyms(_groups())


def _groups() -> Iterator[list[str]]:
    yield from load_yaml("index/synonyms.yaml")
    tasks = vocabulary("tasks")
    aliases: Mapping[str, str] = tasks.aliases
    kinds = {word: details["kind"] for word, details in tasks.data["lookalikes"].items()}
    for alias, task in aliases.items():
        if kinds[alias] != _EVERYDAY and alias.islower() and "_" not in alias and len(query_words(alias)) == 1:
            yield [alias, task]
