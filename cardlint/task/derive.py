"""The task that config.json and model_index.json imply: from class name to task, with the tables that the Hub uses.

config.json counts through ``architectures[0]``. If ``auto_map`` says which auto class loads that class from code of the repository,
the first such auto class decides, as it did for all 72 models with custom code in August 2026. Otherwise the table decides, and for a
class that is not in the table, one of six suffixes. ``model_type``, ``id2label`` and ``task_specific_params`` did not change the task
of any model that we have seen.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

from cardlint.findings.type_words import describe_type
from cardlint.system.named_tuple import NamedTuple
from cardlint.system.resources import load_json
from cardlint.task.facts import Broken, printable
from cardlint.task.resolution import Derived

LONGEST_CLASS_NAME = 200
"""In characters. A longer "class name" is not looked up; the longest real one has 61."""


class Tables(NamedTuple):
    """The class tables of schemas/vocab/architectures.json."""

    entries: Mapping[str, str]
    """Class of transformers -> the word in the Hub's table."""
    no_tasks: Mapping[str, list[str]]
    """Words of that table that are not tasks -> tasks to propose instead."""
    suffixes: Mapping[str, str]
    """Suffix of a class that is not in the table -> the word it stands for."""
    alternatives: Mapping[str, list[str]]
    """Class -> further tasks it can serve."""
    unread: Mapping[str, str]
    """Class that the Hub's table leaves out -> the task it serves anyway."""
    auto_classes: Mapping[str, str]
    """Auto class, such as AutoModelForCausalLM -> the word for the classes that it loads."""
    narrower: Mapping[str, list[str]]
    """Class -> tasks to propose, if its word would propose more."""
    pipelines: Mapping[str, str]
    """Class of diffusers -> its task in the Hub's table."""
    pipeline_hints: Mapping[str, str]
    """Class of diffusers that the Hub's table leaves out -> the task it serves anyway."""


@cache
def tables() -> Tables:
    """Return the tables. The file is read when a class is first looked up."""
    data: dict[str, Any] = load_json("schemas/vocab/architectures.json")
    return Tables(*(data[part] for part in Tables._fields))


def class_name(document: object, key: str) -> str | Broken | None:
    """Return the class that ``document`` names under ``key``; None if there is none.

    ``key`` is ``architectures``, a list whose first class counts, or ``_class_name``, a class or the pair of a module in the repository
    and a class in it.
    """
    if document is None or isinstance(document, Broken):
        return document
    if not isinstance(document, Mapping):
        return Broken(f"it contains {describe_type(document)}, not an object")
    value = document.get(key)
    if value is None:
        return None
    if key == "architectures":
        if not isinstance(value, list | tuple):
            return Broken(f"`{key}` is {describe_type(value)}, not a list")
        if not value:
            return None
        value = value[0]
    elif isinstance(value, list | tuple) and len(value) == 2 and isinstance(value[0], str):
        value = value[1]
    if not isinstance(value, str):
        return Broken(f"`{key}` contains {describe_type(value)}, not a class name")
    return (
        value
        if len(value) <= LONGEST_CLASS_NAME
        else Broken(f"`{key}` contains `{printable(value, 30)}`, not a class name")
    )


def derive_from_class(name: str, config: object) -> Derived:
    """Return what the transformers class ``name`` stands for in ``config``, the content of config.json."""
    found = tables()
    by: Literal["auto_map", "table", "suffix", "nothing"] = "auto_map"
    auto_class = _auto_class(name, config)
    word = found.auto_classes[auto_class] if auto_class is not None else None
    if word is None:
        by, word = "table", found.entries.get(name)
    if word is None:
        word = next((task for suffix, task in found.suffixes.items() if name.endswith(suffix)), None)
        by = "suffix" if word else "nothing"
    alternatives = tuple(found.alternatives.get(name, ()))
    if word is not None and word not in found.no_tasks:
        return Derived(name, word, word, by, alternatives, auto_class=auto_class)
    hint = found.unread.get(name)
    proposals = (hint,) if hint else _proposals(name, word, config)
    return Derived(name, word, None, by, alternatives, proposals, auto_class)


def _auto_class(name: str, config: object) -> str | None:
    """Return the first auto class that loads the class ``name`` from code of the repository, as ``auto_map`` says."""
    auto_map = config.get("auto_map") if isinstance(config, Mapping) else None
    for auto_class, path in auto_map.items() if isinstance(auto_map, Mapping) else ():
        if auto_class in tables().auto_classes and isinstance(path, str) and path.rpartition(".")[2] == name:
            return str(auto_class)
    return None


def derive_from_pipeline(name: str) -> Derived:
    """Return what the diffusers pipeline ``name`` stands for."""
    found = tables()
    task = found.pipelines.get(name)
    if task:
        return Derived(name, task, task, "table")
    hint = found.pipeline_hints.get(name)
    return Derived(name, None, None, "nothing", (), (hint,) if hint else ())


def _proposals(name: str, word: str | None, config: object) -> tuple[str, ...]:
    found = tables()
    usual = found.narrower.get(name) or found.no_tasks.get(word or "", [])
    params = config.get("task_specific_params") if isinstance(config, Mapping) else None
    tuned = [key for key in params if isinstance(key, str)] if isinstance(params, Mapping) else []
    kinds = {proposal for proposal in usual for key in tuned if key == proposal or key.startswith(f"{proposal}_")}
    if len(kinds) == 1:
        usual = sorted(usual, key=lambda proposal: proposal not in kinds)
    return tuple(usual)
