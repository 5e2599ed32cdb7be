"""The files ``.eval_results/*.yaml`` beside a card: scores on benchmark datasets, with what is wrong with each file."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from cardlint import schema as schemas
from cardlint.front_matter import reader
from cardlint.front_matter.node import Node, Path, descend
from cardlint.repository import BrokenFile, Repository
from cardlint.schema.validator import Breach, Check, compile_schema
from cardlint.source import Source

FOLDER = ".eval_results"
MOST_FILES = 100
"""Files that are read at most; real models have one for each benchmark."""

_SUFFIXES = (".yaml", ".yml")


class EvalFile(NamedTuple):
    """One file. ``fault`` says why it cannot be read; ``root`` is its data, as far as it could be."""

    name: str  # relative to the repository
    source: Source
    root: Node | None = None
    fault: str | None = None
    fault_offset: int = 0

    def breaches(self) -> Iterator[tuple[int, Breach]]:
        """Yield what the schema does not allow, each with its line."""
        if self.root is not None:
            for breach in _checker()(self.root.data):
                yield self.line(breach.path), breach

    def line(self, path: Path) -> int:
        """Return the line of the value at ``path``."""
        node = descend(self.root, path) if self.root is not None else None
        return self.source.position(node.start if node is not None else 0).line

    def results(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield each result that is a mapping, with its line."""
        data = self.root.data if self.root is not None else None
        for index, result in enumerate(data if isinstance(data, list) else ()):
            if isinstance(result, dict):
                yield self.line((index,)), result


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
        text = repository.text(name)
    except BrokenFile as broken:
        return EvalFile(name, Source("", name), fault=str(broken))
    source = Source(text or "", name)
    parsed = reader.parse(source.text)
    if parsed.problems:
        problem = parsed.problems[0]
        detail = f" ({problem.detail})" if problem.detail else ""
        return EvalFile(name, source, None, f"{problem.kind.value}{detail}", problem.span.start)
    return EvalFile(name, source, parsed.root)


@cache
def _checker() -> Check:
    return compile_schema(schemas.resolve("urn:cardlint:results#/$defs/eval_results"))
