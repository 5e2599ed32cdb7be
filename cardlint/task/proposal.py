"""Tasks that a card without one can declare. The Hub does not show them by itself.

The sources are asked in the order of how often they were right on real cards, and the first that names a task decides. If it names
several, a later one may narrow them down.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from cardlint.task.code import UsedTask, called_tasks, loaded_tasks
from cardlint.task.facts import Facts, field, printable, tags_of
from cardlint.task.order import rank, retired_task
from cardlint.task.resolution import Proposal, Resolution
from cardlint.vocabulary import vocabulary

TAGS_READ = 100
"""Tags that are looked up as other names of tasks; cards with more are rare and name their task early."""

RESULTS_READ = 500
"""Results in ``model-index`` that are read; all of a card are for the same few tasks."""

_ONLY_STATED = "stated_word"
"""The kind of words that name a task as its value, but may mean something else as a tag: ``embedding``, ``nli``."""

LONGEST_NAME = 60
"""Characters of a word that is compared with the tasks."""

LONGEST_CODE = 100_000
"""Characters of code that are searched; the code in a real card has a few thousand."""


def proposals(facts: Facts, resolution: Resolution) -> tuple[Proposal, ...]:
    """Return the tasks to propose, each once, best supported first."""
    first: dict[str, Proposal] = {}
    for source in _SOURCES:
        found: dict[str, Proposal] = {}
        for item in source(facts, resolution):
            if item.task in rank():
                found.setdefault(item.task, item)
        if not first:
            first = found
        elif len(common := found.keys() & first.keys()) == 1:
            return (found[common.pop()],)
        if len(first) == 1:
            break
    return tuple(first.values())


def _stated(facts: Facts, _resolution: Resolution) -> Iterator[Proposal]:
    stated, tasks = field(facts, "pipeline_tag"), vocabulary("tasks")
    if isinstance(stated, str) and 0 < len(stated) <= LONGEST_NAME:
        replacement = retired_task(stated)
        for task in (replacement,) if replacement else tasks.suggest_listed(stated, "hidden_in_models"):
            yield Proposal(task, f"`pipeline_tag` is `{printable(stated)}`")


def _tagged(_facts: Facts, resolution: Resolution) -> Iterator[Proposal]:
    return (Proposal(tag, "the card has this tag") for tag in resolution.tagged)


def _of_library(_facts: Facts, resolution: Resolution) -> Iterator[Proposal]:
    known = resolution.library_tasks
    return (Proposal(task, known.reason) for task in known.tasks) if known is not None else iter(())


def _of_class(_facts: Facts, resolution: Resolution) -> Iterator[Proposal]:
    for made_for in (resolution.derived, resolution.composed):
        if made_for is not None:
            for task in (made_for.task,) if made_for.task else made_for.proposals:
                yield Proposal(task, f"the class is `{printable(made_for.class_name)}`")


def _of_results(facts: Facts, _resolution: Resolution) -> Iterator[Proposal]:
    tasks = vocabulary("tasks")
    for word in islice(_result_tasks(field(facts, "model-index")), RESULTS_READ):
        task = word if word in rank() else tasks.alias(word)
        if task is not None:
            yield Proposal(task, "`model-index` has results for it")


def _result_tasks(index: object) -> Iterator[str]:
    """Yield the task of every result in ``model-index``, as far as it has the usual form."""
    for model in index if isinstance(index, list | tuple) else ():
        results = model.get("results") if isinstance(model, Mapping) else None
        for result in results if isinstance(results, list | tuple) else ():
            task = result.get("task") if isinstance(result, Mapping) else None
            word = task.get("type") if isinstance(task, Mapping) else None
            if isinstance(word, str) and len(word) <= LONGEST_NAME:
                yield word


def _called(facts: Facts, _resolution: Resolution) -> Iterator[Proposal]:
    return map(_used, called_tasks(_code(facts)))


def _loaded(facts: Facts, _resolution: Resolution) -> Iterator[Proposal]:
    return map(_used, loaded_tasks(_code(facts)))


def _used(used: UsedTask) -> Proposal:
    return Proposal(used.task, f"the code in the card uses `{used.name}`")


def _code(facts: Facts) -> str:
    return "\n".join(facts.code_of())[:LONGEST_CODE]


def _other_names(facts: Facts, _resolution: Resolution) -> Iterator[Proposal]:
    tasks = vocabulary("tasks")
    for _, tag in tags_of(facts)[:TAGS_READ]:
        meant = tasks.alias(tag) if len(tag) <= LONGEST_NAME else None
        if meant is not None and tasks.kind_of_alias(tag) != _ONLY_STATED:
            yield Proposal(meant, f"the card has the tag `{printable(tag)}`")


_SOURCES: tuple[Callable[[Facts, Resolution], Iterator[Proposal]], ...] = (
    _stated,
    _tagged,
    _of_library,
    _of_class,
    _of_results,
    _called,
    _loaded,
    _other_names,
)
"""From the most reliable to the least: of the cards that name a task themselves, model-index and pipeline agree with 97 of 100, the
auto classes with 93, and other names in the tags with 76."""
