"""Describes what each source says, and why it counts or not."""

from cardlint.findings.type_words import describe_type
from cardlint.task.facts import (
    CARD,
    CONFIG,
    MODEL_INDEX,
    Broken,
    Facts,
    Path,
    field,
    file_names,
    printable,
    tags_of,
)
from cardlint.task.order import rank, retired_task
from cardlint.task.resolution import Derived, Evidence, Library, Source
from cardlint.vocabulary import vocabulary

MOST_TAGS = 3
"""How many tags are quoted; an ellipsis replaces the rest."""
_NAMES = {
    "pipeline_tag": "`pipeline_tag` comes first",
    "tags": "`tags` come first",
    "config": f"`{CONFIG}` comes first",
}


def is_stated(value: object) -> bool:
    """Return whether the Hub regards ``pipeline_tag`` as present: null, false, 0 and the empty string count as absent."""
    return value is not None and value != 0 and value != ""  # ``False != 0`` is false


def of_pipeline_tag(facts: Facts, stated: object) -> Evidence:
    """Return the evidence of the card's ``pipeline_tag``."""
    source: Source = "pipeline_tag"
    if stated is None:
        return Evidence(source, CARD, None, None, "absent", "the card has no `pipeline_tag`")
    line = facts.line_of(CARD, ("pipeline_tag",))
    if not is_stated(stated):
        return Evidence(source, CARD, line, printable(stated), "ignored", "an empty `pipeline_tag` does not count")
    if not isinstance(stated, str):
        reason = f"`pipeline_tag` is {describe_type(stated)}, not a string, so the Hub shows no task"
        return Evidence(source, CARD, line, printable(stated), "broken", reason)
    if stated in rank():
        return Evidence(source, CARD, line, stated, "won", f"the card says `{stated}`")
    replacement = retired_task(stated)
    word = printable(stated)
    reason = f"`{word}` was retired; use `{replacement}`" if replacement else f"`{word}` is not a task"
    return Evidence(source, CARD, line, word, "broken", reason)


def _unknown(stated: str) -> str:
    tasks = vocabulary("tasks")
    return tasks.not_known if tasks.may_be_new(stated) else "is not a task"


def of_tags(facts: Facts, tags: list[tuple[Path, str]], source: Source) -> Evidence:
    """Return the evidence of the card's ``tags``; ``tags`` are the tasks among them."""
    written = field(facts, "tags")
    if written is None:
        return Evidence("tags", CARD, None, None, "absent", "the card has no `tags`")
    line = facts.line_of(CARD, ("tags",))
    if not isinstance(written, str | list | tuple):
        reason = f"`tags` is {describe_type(written)}, not a list"
        return Evidence("tags", CARD, line, printable(written), "broken", reason)
    if not tags:
        others = [printable(tag, 30) for _, tag in tags_of(facts)]
        more = ", …" if len(others) > MOST_TAGS else ""
        listed = ", ".join(others[:MOST_TAGS]) + more
        quoted = ", ".join(f"`{tag}`" for tag in others[:MOST_TAGS]) + more
        reason = f"there is no task among {quoted}" if quoted else "there are no tags"
        return Evidence("tags", CARD, line, listed or None, "ignored", reason)
    first = tags[0][1]
    line = facts.line_of(CARD, tags[0][0])
    listed = ", ".join(tag for _, tag in tags)
    if source != "tags":
        quoted = ", ".join(f"`{tag}`" for _, tag in tags)
        return Evidence("tags", CARD, line, listed, "lost", f"{quoted}; {_NAMES[source]}")
    reason = (
        f"`{first}` is a task" if len(tags) == 1 else f"`{first}` is the first of {len(tags)} tasks in the Hub's order"
    )
    return Evidence("tags", CARD, line, listed, "won", reason)


def of_config(
    facts: Facts,
    name: str | Broken | None,
    config: Derived | None,
    declared: Library,
    outcome: tuple[Source, str | None, str | None],
) -> Evidence:
    """Return the evidence of config.json. ``outcome``: what decided, the task, and the task that the Hub shows."""
    if config is None:
        return _without_class("config", facts, CONFIG, facts.config, name, "architectures")
    source, task, hub_task = outcome
    line = facts.line_of(CONFIG, ("architectures", 0))
    class_name = printable(config.class_name)
    if config.task is None:
        return Evidence("config", CONFIG, line, class_name, "ignored", _without_task(config))
    implied = f"`{class_name}` is for `{config.task}`{_how(config)}"
    if not declared.config_counts:
        return Evidence("config", CONFIG, line, class_name, "ignored", f"{implied}, but {declared.reason}")
    if source == "config":
        return Evidence("config", CONFIG, line, class_name, "won", implied)
    reason = f"{implied}{' too' if config.task == task else ''}; {_NAMES[source]}"
    if config.task == hub_task != task:
        reason += ", but the Hub's order puts it before them"
    return Evidence("config", CONFIG, line, class_name, "lost", reason)


def of_model_index(facts: Facts, name: str | Broken | None, pipeline: Derived | None, source: Source) -> Evidence:
    """Return the evidence of model_index.json."""
    if pipeline is None:
        return _without_class("model_index", facts, MODEL_INDEX, facts.model_index, name, "_class_name")
    line = facts.line_of(MODEL_INDEX, ("_class_name",))
    class_name = printable(pipeline.class_name)
    if pipeline.task is None:
        return Evidence("model_index", MODEL_INDEX, line, class_name, "ignored", _without_task(pipeline))
    if source == "model_index":
        return Evidence("model_index", MODEL_INDEX, line, class_name, "won", f"`{class_name}` is for `{pipeline.task}`")
    return Evidence(
        "model_index",
        MODEL_INDEX,
        line,
        class_name,
        "lost",
        f"`{class_name}` is for `{pipeline.task}`; {_NAMES[source]}",
    )


def _how(found: Derived) -> str:
    """Return how the task of a class was determined, if not by the table."""
    if found.auto_class is not None:
        return f" by `{found.auto_class}`, the first entry of `auto_map` that loads it"
    return " by its suffix" if found.by == "suffix" else ""


def _without_task(found: Derived) -> str:
    if found.word:
        return f"`{printable(found.class_name)}` is for `{found.word}`, which is not a task of the Hub"
    made_for = f", made for `{found.proposals[0]}`" if found.proposals else ""
    return f"the Hub does not know `{printable(found.class_name)}`{made_for}"


def _without_class(
    source: Source, facts: Facts, file: str, document: object, name: str | Broken | None, key: str
) -> Evidence:
    """Return the evidence of a JSON file that names no class."""
    if isinstance(name, Broken):
        return Evidence(source, file, None, None, "broken", name.reason)
    if document is not None:
        return Evidence(source, file, None, None, "ignored", f"it has no `{key}`")
    if file in file_names(facts):
        return Evidence(source, file, None, None, "ignored", "its content was not given")
    return Evidence(source, file, None, None, "absent", "no such file")
