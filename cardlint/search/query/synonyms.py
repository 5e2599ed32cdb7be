"""Words that mean the same: index/synonyms.yaml and the aliases of tasks, as the words of the analyzer."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TypeAlias

from cardlint.search.analysis import query_words
from cardlint.system.resources import load_yaml
from cardlint.vocabulary import vocabulary

Words: TypeAlias = tuple[str, ...]


class Synonyms:
    """For words in a row, the other ways to say the same."""

    __slots__ = ("_others", "longest")

    def __init__(self, groups: Iterator[list[str]]) -> None:
        self._others: dict[Words, dict[Words, None]] = {}
        for group in groups:
            said = list(dict.fromkeys(tuple(query_words(text)) for text in group))
            for words in said:
                self._others.setdefault(words, {}).update(dict.fromkeys(other for other in said if other != words))
        self.longest = max(map(len, self._others), default=1)

    def alternatives(self, words: Words) -> tuple[Words, ...]:
        """Return what else may be written for ``words``."""
        return tuple(self._others.get(words, ()))


@cache
def shipped_synonyms() -> Synonyms:
    """Return the synonyms that cardlint knows."""
    return Synonyms(_groups())


def _groups() -> Iterator[list[str]]:
    yield from load_yaml("index/synonyms.yaml")
    tasks = vocabulary("tasks")
    aliases: Mapping[str, str] = tasks.aliases
    for alias, task in aliases.items():
        if alias.islower() and "_" not in alias and len(query_words(alias)) == 1:
            yield [alias, task]
