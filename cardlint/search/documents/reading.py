"""An entry, prepared for the computed fields: the card, its prose, the files next to it, its task and its findings."""

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cardlint.card.card import Card
from cardlint.findings.secrets.mask import Mask
from cardlint.findings.source import Source
from cardlint.search.documents.entry import CardEntry
from cardlint.search.documents.hub_facts import FACT, fields_of
from cardlint.search.documents.prose import Prose, split
from cardlint.search.documents.safetensors import Weights, read
from cardlint.system.containment import lies_inside

if TYPE_CHECKING:
    from cardlint.findings.diagnostic import Diagnostic
    from cardlint.task.resolution import Resolution

MOST_WEIGHT_FILES = 2_000
"""The most safetensors files of one repository whose headers are read."""


class CardReading:
    """An entry whose parts are computed once, on demand."""

    def __init__(self, entry: CardEntry) -> None:
        self.entry = entry
        self.facts = entry.facts
        self.repository = entry.repository
        self.card = Card(Source(entry.text, entry.path), entry.kind, entry.repository)

    @cached_property
    def mask(self) -> Mask:
        """The secrets of the card and of the facts from its source."""
        return Mask(self.entry.text, "\n".join(_strings(self.facts)))

    @cached_property
    def fields(self) -> Mapping[str, Any]:
        """The front matter."""
        return self.card.fields

    @cached_property
    def prose(self) -> Prose:
        """The parts of the body."""
        return split(self.card.markdown)

    @cached_property
    def files(self) -> Iterable[str]:
        """The names of the files next to the card, as far as they are known."""
        names = self.facts.get("files")
        if isinstance(names, list | tuple):
            return tuple(name for name in names if isinstance(name, str))
        return self.repository.names if self.repository is not None and self.repository.known else ()

    @cached_property
    def weights(self) -> list[Weights]:
        """The headers of the safetensors files next to the card."""
        if self.repository is None:
            return []
        names = sorted(name for name in self.files if name.endswith(".safetensors"))[:MOST_WEIGHT_FILES]
        root = self.repository.root
        paths = (path for name in names if lies_inside(path := os.path.join(root, name), root))
        return [found for path in paths if (found := read(path)) is not None]

    @cached_property
    def resolution(self) -> "Resolution":
        """The task, and the evidence for it."""
        from cardlint.task import Facts, facts_of, resolve

        if self.facts.get("config") is None and "files" not in self.facts:
            return resolve(facts_of(self.card))
        return resolve(Facts(fields=self.fields, files=list(self.files), config=self.facts.get("config")))

    @cached_property
    def hub(self) -> Mapping[str, list[str]]:
        """The Hub's data about the repository, by field."""
        return fields_of(self.facts.get(FACT), self.card.kind.value)

    @cached_property
    def findings(self) -> "list[Diagnostic]":
        """The findings of the linter in the card."""
        from cardlint.findings.failure import is_failure
        from cardlint.search.documents.lint_settings import linter_of

        found = linter_of(self.entry.path, self.entry.source).check(self.card)
        return [each for each in found if not is_failure(each)]  # a failure of cardlint says nothing about the card


def _strings(value: Any) -> Iterator[str]:
    """Yield every string in the data, at any depth."""
    todo = [value]
    while todo:
        value = todo.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping | list | tuple):
            todo.extend(value.values() if isinstance(value, Mapping) else value)
