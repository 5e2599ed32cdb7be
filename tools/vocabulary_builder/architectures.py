"""Model classes and their tasks on the Hub: those of transformers by replaying its releases, those of diffusers directly.

The Hub reads a table that a script of transformers writes: for each mapping of its auto classes, in a fixed order, the
classes get a word; a later mapping overwrites an earlier one, and rows are never deleted. So classes that were removed from
transformers keep the word of their last release. Releases are replayed from old to new, each with the rows of the
script at that time. The sources are parsed, never imported.
"""

import ast
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from tools.vocabulary_builder import pins
from tools.vocabulary_builder.packages import Archive, Package

RELEASES = (
    Package("pypi", "transformers", "4.25.1", fixed=True),
    Package("pypi", "transformers", "4.57.3", fixed=True),
    Package("pypi", "transformers", "5.0.0", fixed=True),
    pins.TRANSFORMERS,
)
"""The last releases that contain classes that were removed later: those of TensorFlow and Flax, and three more.

If classes are removed in the newest release, add the release before it to this list.
"""

DIFFUSERS = pins.DIFFUSERS

PACKAGES = (*RELEASES, DIFFUSERS)

PERMANENT = ("entries", "auto_classes")
"""Parts from which the Hub never deletes an entry, so that a rebuild must not either."""

_Entries: TypeAlias = dict[str, tuple[str, ...]]
_FOLDER = "transformers/models/auto/"
_FRAMEWORKS = (("modeling_auto.py", ""), ("modeling_tf_auto.py", "TF_"), ("modeling_flax_auto.py", "FLAX_"))
_SUFFIX = "_MAPPING_NAMES"


def build(archives: Mapping[str, Archive], facts: Callable[[str], Any]) -> dict[str, Any]:
    """Return the tables. Words that are not tasks of the Hub are kept, with the tasks to propose for them."""
    known = facts("architectures")
    words: dict[str, str] = {}
    others: dict[str, list[str]] = {}
    unread: dict[str, str] = {}
    for package in RELEASES:
        mappings = _mappings(archives[package.key])
        rows = [row for row in known["rows"] if row["until"] is None or _before(package.version, row["until"])]
        named = [(row["word"], name) for row in rows for name in mappings.get(row["mapping"], ())]
        words |= {name: word for word, name in named}
        for name in {name for _, name in named}:
            others[name] = list(dict.fromkeys(word for word, other in named if other == name and word != words[name]))
        unread |= {name: task for mapping, task in known["unread"].items() for name in mappings.get(mapping, ())}
    no_tasks: dict[str, list[str]] = known["no_tasks"]
    alternatives = {name: [word for word in others[name] if word not in no_tasks] for name in sorted(words)}
    return {
        "title": "Classes of transformers and diffusers, and the task that the Hub derives from each",
        "entries": dict(sorted(words.items())),
        "no_tasks": no_tasks,
        "suffixes": known["suffixes"],
        "auto_classes": dict(
            sorted(item for package in RELEASES for item in _auto_classes(archives[package.key], known["rows"]))
        ),
        "alternatives": {name: tasks for name, tasks in alternatives.items() if tasks},
        "unread": {
            name: task for name, task in sorted(unread.items()) if words.get(name) is None or words[name] in no_tasks
        },
        "narrower": known["narrower"],
        "pipelines": _pipelines(archives[DIFFUSERS.key], known["pipelines"]),
        "pipeline_hints": known["pipeline_hints"],
    }


def _auto_classes(archive: Archive, rows: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield each auto class, such as AutoModelForCausalLM, with the word of its mapping, for classes that cannot be in a mapping."""
    words = {row["mapping"]: row["word"] for row in rows}
    lazy: dict[str, str] = {}  # mapping -> the dictionary with the names of its classes
    for statement in ast.parse(archive.read(f"{_FOLDER}modeling_auto.py")).body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(args=[_, ast.Name(id=names)])):
                lazy[name] = names.removesuffix(_SUFFIX)
            case ast.ClassDef(name=name, body=body):
                for each in body:
                    match each:
                        case ast.Assign(targets=[ast.Name(id="_model_mapping")], value=ast.Name(id=mapping)):
                            if lazy.get(mapping) in words:
                                yield name, words[lazy[mapping]]


def _before(version: str, other: str) -> bool:
    first, second = (tuple(int(part) for part in text.split(".")) for text in (version, other))
    return first < second


def _mappings(archive: Archive) -> dict[str, list[str]]:
    """Return the classes in each mapping of the auto classes, by the mapping's name without the framework."""
    found: dict[str, list[str]] = {}
    for file, prefix in _FRAMEWORKS:
        if _FOLDER + file not in archive.names():
            continue
        for name, entries in _ordered_dicts(archive.read(_FOLDER + file)).items():
            if name.startswith(prefix) and name.endswith(_SUFFIX):
                base = name.removeprefix(prefix).removesuffix(_SUFFIX)
                found.setdefault(base, []).extend(_classes(entries))
    return found


def _classes(entries: _Entries) -> Iterator[str]:
    return (name for names in entries.values() for name in names)


def _ordered_dicts(source: bytes) -> dict[str, _Entries]:
    """Return every ``NAME = OrderedDict([...])`` of a module. The entries of dictionaries that are unpacked in it are included."""
    found: dict[str, _Entries] = {}
    for statement in ast.parse(source).body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(args=[ast.List(elts=items), *_])):
                found[name] = {}
                for item in items:
                    found[name] |= _entries(item, found)
    return found


def _entries(item: ast.expr, known: Mapping[str, _Entries]) -> _Entries:
    match item:
        case ast.Starred():
            spread = [node.id for node in ast.walk(item) if isinstance(node, ast.Name) and node.id in known]
            return known[spread[0]]
        case ast.Tuple(elts=[key, ast.Tuple(elts=several)]):
            return {ast.unparse(key): tuple(_word(each) for each in several)}
        case ast.Tuple(elts=[key, one]):
            return {ast.unparse(key): (_word(one),)}
    return {}


def _word(node: ast.expr) -> str:
    """Return the name of a class, which is written as a string in transformers, and as a name in diffusers."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ast.unparse(node)


def _pipelines(archive: Archive, mappings: Mapping[str, str]) -> dict[str, str]:
    """Return the task of each class of diffusers. A class in several mappings has the task of the first one, as observed on the Hub."""
    dicts = _ordered_dicts(archive.read("diffusers/pipelines/auto_pipeline.py"))
    found: dict[str, str] = {}
    for mapping, task in mappings.items():
        for name in _classes(dicts[mapping]):
            found.setdefault(name, task)
    return dict(sorted(found.items()))
