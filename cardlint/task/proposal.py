"""Tasks that a card without one can declare, best supported first. The Hub does not show them by itself."""

from collections.abc import Iterator

from cardlint.task.facts import Facts, field, printable, tags_of
from cardlint.task.library_files import task_hint
from cardlint.task.order import rank, retired_task
from cardlint.task.resolution import Proposal, Resolution
from cardlint.vocabulary import vocabulary

TAGS_READ = 100
"""How many tags are looked up as other names of tasks; cards with more tags are rare, and name their task early."""

LONGEST_NAME = 60
"""The longest word that is compared with the tasks, in characters."""


def proposals(facts: Facts, resolution: Resolution) -> tuple[Proposal, ...]:
    """Return the tasks to propose, each once."""
    found: dict[str, Proposal] = {}
    for item in _all(facts, resolution):
        if item.task in rank():
            found.setdefault(item.task, item)
    return tuple(found.values())


def _all(facts: Facts, resolution: Resolution) -> Iterator[Proposal]:
    tasks = vocabulary("tasks")
    stated = field(facts, "pipeline_tag")
    if isinstance(stated, str) and 0 < len(stated) <= LONGEST_NAME:
        replacement = retired_task(stated)
        for task in (replacement,) if replacement else tasks.suggest(stated):
            yield Proposal(task, f"`pipeline_tag` is `{printable(stated)}`")
    yield from (Proposal(tag, "the card has this tag") for tag in resolution.tagged)
    for _, tag in tags_of(facts)[:TAGS_READ]:
        meant = tasks.alias(tag) if len(tag) <= LONGEST_NAME else None
        if meant is not None:
            yield Proposal(meant, f"the card has the tag `{printable(tag)}`")
    for made_for in (resolution.derived, resolution.composed):
        if made_for is not None:
            for task in (made_for.task,) if made_for.task else made_for.proposals:
                yield Proposal(task, f"the class is `{printable(made_for.class_name)}`")
    detected = resolution.library.detected
    hint = task_hint(detected) if detected else None
    if hint:
        yield Proposal(hint, f"the files are for `{detected}`")
