"""The files ``.eval_results/*.yaml`` next to a card: scores on benchmark datasets, and what is wrong with each file."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from cardlint.card import schema as schemas
from cardlint.card.front_matter import reader
from cardlint.card.front_matter.node import Mapping, Node, Sequence
from cardlint.card.repository import BrokenFile, Repository
from cardlint.card.schema.validator import Check, compile_schema
from cardlint.card.schema.violation import Violation, locate
from cardlint.findings.source import Source, Span
from cardlint.system.named_tuple import NamedTuple

FOLDER = ".eval_results"
MOST_FILES = 100
"""The most files that are read; real models have one for each benchmark."""

_SUFFIXES = (".yaml", ".yml")


class EvalFile(NamedTuple):
    """One file. ``fault`` says why it cannot be read, and where, if it is text; ``root`` is its data."""

    name: str  # relative to the repository
    source: Source | None
    root: Node | None = None
    fault: str | None = None
    fault_span: Span = Span(0, 0)

    def violations(self) -> Iterator[Violation]:
        """Yield what the schema does not allow, each with its place."""
        if self.root is not None:
            for breach in _checker()(self.root.data):
                yield locate(breach, self.root)

    def results(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield each result that is a mapping, with its line."""
        if self.source is None or not isinstance(self.root, Sequence):
            return
        for item in self.root.items:
            if isinstance(item, Mapping):
                yield self.source.position(item.start).line, item.data


def files(repository: Repository | None) -> Iterator[EvalFile]:
    """Yield the files of results of a repository, in the order of their names. Never raises."""
    if repository is None or not repository.has(FOLDER):
        return
    found = sorted(
        name for name in repository.names if name.startswith(f"{FOLDER}/") and name.lower().endswith(_SUFFIXES)
    )
    for name in found[:MOST_FILES]:
        yield _read(repository, name)


def _read(repository: Repository, name: str) -> EvalFile:
    try:
        source = repository.source(name)
    except BrokenFile as broken:
        return EvalFile(name, None, fault=str(broken))
    if source is None:
        return EvalFile(name, None, fault="it is gone")
    parsed = reader.parse(source.text)
    if parsed.problems:
        problem = parsed.problems[0]
        detail = f" ({problem.detail})" if problem.detail else ""
        return EvalFile(name, source, None, f"{problem.kind.value}{detail}", problem.span)
    return EvalFile(name, source, parsed.root)


@cache
def _checker() -> Check:
    return compile_schema(schemas.resolve("urn:cardlint:results#/$defs/eval_results"))
