"""The answer of the resolver: the task and every source that was read, as typed data for rules, output and index."""

from typing import Literal

from cardlint.system.named_tuple import NamedTuple

Source = Literal["pipeline_tag", "tags", "config", "model_index", "none"]
Verdict = Literal["won", "lost", "ignored", "absent", "broken"]


class Evidence(NamedTuple):
    """One source: what it says, and why it counts or not.

    ``won`` gives the task; ``lost`` names a task but another source comes first; ``ignored`` is not read or names
    no task; ``absent`` is missing; ``broken`` cannot be used. ``line`` counts from 1.
    """

    source: Source
    file: str
    line: int | None
    said: str | None
    verdict: Verdict
    reason: str


class Derived(NamedTuple):
    """The task that a class name in config.json or model_index.json implies.

    ``word`` is what the Hub's table says, which may not be a task (``text2text-generation``); ``task`` is the word if it is a task.
    ``alternatives`` are further tasks the class can serve; ``proposals`` what a card can declare if ``task`` is None.
    """

    class_name: str
    word: str | None
    task: str | None
    by: Literal["auto_map", "table", "suffix", "nothing"]
    alternatives: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()
    auto_class: str | None = None  # where ``auto_map`` decided


class Library(NamedTuple):
    """Which library the card declares, and so whether the Hub reads config.json.

    ``detected`` is what the files suggest if nothing is declared; the Hub does not use it.
    """

    declared: str | None
    config_counts: bool
    reason: str
    detected: str | None


class Retired(NamedTuple):
    """A retired task, or a word that is only in the Hub's table, in place of an answer."""

    name: str
    source: Source
    replacement: str | None


class Conflict(NamedTuple):
    """Sources that name different tasks: ``tags`` among themselves, or two sources. ``hub_task`` is what the Hub picks."""

    between: tuple[Source, ...]
    tasks: tuple[str, ...]
    hub_task: str | None


class Proposal(NamedTuple):
    """A task that the card can declare, and the reason for it."""

    task: str
    reason: str


class LibraryTasks(NamedTuple):
    """What the models of ``library`` are for, the usual task first. ``reason`` says how the library is known."""

    library: str
    tasks: tuple[str, ...]
    reason: str


class Resolution(NamedTuple):
    """The answer and everything that led to it.

    ``task`` follows pipeline_tag, tags, config.json, model_index.json; ``hub_task`` is what the Hub shows, which
    differs only if tags and config.json disagree. ``source`` is what decided, even if it decided on no task (an unknown
    pipeline_tag). ``derived`` and ``composed`` are what config.json and model_index.json imply, even if they do not
    count; ``tagged`` are the tasks among the tags in the Hub's order. ``library_tasks`` are those of its library, unless
    ``pipeline_tag`` decides, or its models are for anything.
    """

    task: str | None
    source: Source
    hub_task: str | None
    evidence: tuple[Evidence, ...]
    tagged: tuple[str, ...]
    derived: Derived | None
    composed: Derived | None
    library: Library
    retired: Retired | None
    conflicts: tuple[Conflict, ...]
    proposals: tuple[Proposal, ...]
    library_tasks: LibraryTasks | None = None

    @property
    def config_ignored(self) -> bool:
        """Whether config.json names a task that the Hub does not read because no library is declared."""
        return (
            self.derived is not None
            and self.derived.task is not None
            and not self.library.config_counts
            and self.library.declared is None
        )
