"""What the models of a library are for: its usual task, or another one that the files, the class or a tag shows.

The Hub does not infer this; it is proposed to a model that has no task.
"""

from collections.abc import Collection, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from cardlint.system.named_tuple import NamedTuple
from cardlint.system.resources import load_json
from cardlint.task.derive import class_name
from cardlint.task.facts import CONFIG, Facts, field, file_names, has_tag, printable, tags_of
from cardlint.task.library import TRANSFORMERS
from cardlint.task.library_files import detect
from cardlint.task.resolution import Library, LibraryTasks


def library_tasks(facts: Facts, library: Library) -> LibraryTasks | None:
    """Return the tasks of the library that the card declares or the files show; None if its models are for anything."""
    for name, reason in _libraries(facts, library):
        for row in _rows().get(name, ()):
            if row.fits(facts):
                return LibraryTasks(name, row.tasks, reason)
    return None


def _libraries(facts: Facts, library: Library) -> Iterator[tuple[str, str]]:
    """Yield each library with what speaks for it: the field, then the tags, then the files. The field decides alone for transformers."""
    written = field(facts, "library_name")
    if isinstance(written, str) and written:
        yield written, f"the library is `{printable(written, 30)}`"
        if written == TRANSFORMERS:
            return
    yield from ((tag, f"the card has the tag `{tag}`") for _, tag in tags_of(facts) if tag in _rows())
    detected = library.detected or detect(facts)
    if detected is not None:
        yield detected, f"the files are for `{detected}`"


class _Row(NamedTuple):
    """Tasks, and the conditions for them, which must all hold: an empty one always holds."""

    tasks: tuple[str, ...]
    documents: Mapping[str, Mapping[str, Collection[object]]]
    """Name of a JSON file -> key -> its values, of which the file has one."""
    suffix: str
    """The end of the class in config.json."""
    several_labels: bool
    """config.json names more than one label."""
    tags: frozenset[str]
    """Tags of which the card has one."""
    files: tuple[str, ...]
    """Patterns of which one fits a file."""

    def fits(self, facts: Facts) -> bool:
        """Return whether all conditions hold."""
        if self.tags and not any(has_tag(facts, tag) for tag in self.tags):
            return False
        if self.suffix and not _has_class(facts.config, self.suffix):
            return False
        if self.several_labels and not _has_several_labels(facts.config):
            return False
        if self.files and not any(fnmatchcase(name, each) for name in file_names(facts) for each in self.files):
            return False
        return all(_says(_document(facts, name), keys) for name, keys in self.documents.items())


def _document(facts: Facts, name: str) -> object:
    return facts.config if name == CONFIG else facts.document_of(name)


def _says(document: object, keys: Mapping[str, Collection[object]]) -> bool:
    return isinstance(document, Mapping) and all(_is_one_of(document.get(key), values) for key, values in keys.items())


def _is_one_of(value: object, values: Collection[object]) -> bool:
    return any(type(value) is type(each) and value == each for each in values)  # false is not 0


def _has_class(config: object, suffix: str) -> bool:
    name = class_name(config, "architectures")
    return isinstance(name, str) and name.endswith(suffix)


def _has_several_labels(config: object) -> bool:
    labels = config.get("id2label") if isinstance(config, Mapping) else None
    return isinstance(labels, Mapping) and len(labels) > 1


@cache
def _rows() -> Mapping[str, tuple[_Row, ...]]:
    libraries: Mapping[str, list[dict[str, Any]]] = load_json("schemas/vocab/library_files.json")["tasks"]
    return {name: tuple(map(_row, rows)) for name, rows in libraries.items()}


def _row(entry: Mapping[str, Any]) -> _Row:
    return _Row(
        tasks=tuple(entry["tasks"]),
        documents=entry.get("documents", {}),
        suffix=entry.get("class", ""),
        several_labels=entry.get("several_labels", False),
        tags=frozenset(entry.get("tags", ())),
        files=tuple(entry.get("files", ())),
    )
