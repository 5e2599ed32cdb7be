"""From a card or a line of JSON to `Facts`."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from cardlint.card.repository import BrokenFile, Repository
from cardlint.findings.source import Fault
from cardlint.findings.type_words import describe_type
from cardlint.system.errors import CardlintError
from cardlint.system.named_tuple import NamedTuple
from cardlint.task.facts import ADAPTER_CONFIG, CARD, CONFIG, MODEL_INDEX, Broken, Facts, Path
from cardlint.task.resolution import Resolution
from cardlint.task.resolver import resolve

if TYPE_CHECKING:
    from cardlint.card.card import Card


def resolve_task(card: "Card", *, legacy: bool = False) -> Resolution:
    """Return the task of the model that ``card`` describes, and why.

    ``legacy``: the repository was created before August 2024.
    """
    return resolve(facts_of(card, legacy=legacy))


def facts_of(card: "Card", *, legacy: bool = False) -> Facts:
    """Return the facts of a card and of the files next to it."""

    def line_of(file: str, path: Path) -> int | None:
        if file != CARD:
            return _json_line(card.repository, file, path)
        node = card.node(*path)
        return None if node is None else card.source.position(node.span.start).line

    found = facts_beside(card.repository, legacy=legacy)
    return found._replace(fields=card.fields, line_of=line_of, code_of=lambda: code_of(card))


def code_of(card: "Card") -> Iterable[str]:
    """Yield the fenced blocks of code in the body; none if the card is too long for its body to be read."""
    if card.source.fault is not Fault.LONG and not card.source.is_unread:
        yield from (card.source.slice(fence.content) for fence in card.markdown.fences)


def facts_beside(repository: Repository | None, *, legacy: bool = False) -> Facts:
    """Return the facts of a repository without its card."""
    if repository is None:
        return Facts(legacy=legacy)
    return Facts(
        fields=None,
        files=repository.names if repository.known else None,
        config=_document(repository, CONFIG),
        model_index=_document(repository, MODEL_INDEX),
        legacy=legacy,
        line_of=lambda file, path: _json_line(repository, file, path),
        document_of=lambda name: _document(repository, name),
    )


class NamedFacts(NamedTuple):
    """Facts, and the id of the model that they describe, if that is given."""

    id: str | None
    facts: Facts


def facts_of_line(text: str | bytes, *, legacy: bool = False) -> NamedFacts:
    """Return the id and the facts of one line of JSON.

    Its keys are id, card, files, config, model_index, adapter_config and legacy, all optional. Raises CardlintError if it is not a JSON
    object.
    """
    try:
        line = json.loads(text)
    except RecursionError as error:
        raise CardlintError("nested too deeply") from error
    except ValueError as error:
        raise CardlintError(
            "not JSON", "write each line as an object with `id`, `card`, `files`, `config`, `model_index`"
        ) from error
    if not isinstance(line, dict):
        raise CardlintError(f"{describe_type(line)}, not an object")
    name = line.get("id")
    card, files = line.get("card"), line.get("files")
    facts = Facts(
        fields=card if isinstance(card, Mapping) else None,
        files=files if isinstance(files, list) else None,
        config=line.get("config"),
        model_index=line.get("model_index"),
        legacy=legacy or line.get("legacy") is True,
        document_of={ADAPTER_CONFIG: line.get("adapter_config")}.get,
    )
    return NamedFacts(name if isinstance(name, str) else None, facts)


def _document(repository: Repository, name: str) -> object:
    try:
        document = repository.json(name)
    except BrokenFile as error:
        return Broken(str(error))
    if document is None and repository.has(name):
        return Broken("it contains null, not an object")
    return document


def _json_line(repository: Repository | None, file: str, path: Path) -> int | None:
    """Return the line of the value of a top-level key, or of the first item if that is a list."""
    try:
        text = repository.text(file) if repository else None
    except BrokenFile:
        return None
    found = re.search(rf'"{re.escape(str(path[0]))}"\s*:\s*\[?\s*', text) if text else None
    return None if text is None or found is None else text.count("\n", 0, found.end()) + 1
