"""The task of a model, and why: pipeline_tag, then tags, then config.json, then model_index.json.

The order and its details are the Hub's, checked against the tasks that it showed for some 32,000 repositories. One
detail is special to the Hub: it puts the tasks among the tags and the task of config.json in one set, and shows the first in its
own order. That answer is ``hub_task``.
"""

from cardlint.task import evidence
from cardlint.task.derive import class_name, derive_from_class, derive_from_pipeline
from cardlint.task.facts import Facts, Path, field, tags_of
from cardlint.task.library import library
from cardlint.task.library_tasks import library_tasks
from cardlint.task.order import rank, retired_task
from cardlint.task.proposal import proposals
from cardlint.task.resolution import Conflict, Derived, Library, Resolution, Retired, Source


def resolve(facts: Facts) -> Resolution:
    """Return the task of the repository and the evidence for it. Never raises, whatever the facts hold."""
    order = rank()
    declared = library(facts)
    stated = field(facts, "pipeline_tag")
    tags = _task_tags(facts)
    tagged = tuple(tag for _, tag in tags)
    architecture = class_name(facts.config, "architectures")
    pipeline = class_name(facts.model_index, "_class_name")
    from_config = derive_from_class(architecture, facts.config) if isinstance(architecture, str) else None
    from_pipeline = derive_from_pipeline(pipeline) if isinstance(pipeline, str) else None
    counted = from_config.task if from_config and declared.config_counts else None

    source: Source
    task: str | None
    if evidence.is_stated(stated):
        source, task = "pipeline_tag", stated if isinstance(stated, str) and stated in order else None
    elif tagged:
        source, task = "tags", tagged[0]
    elif counted:
        source, task = "config", counted
    elif from_pipeline and from_pipeline.task:
        source, task = "model_index", from_pipeline.task
    else:
        source, task = "none", None
    hub_task = counted if source == "tags" and counted and order[counted] < order[tagged[0]] else task

    resolution = Resolution(
        task=task,
        source=source,
        hub_task=hub_task,
        evidence=(
            evidence.of_pipeline_tag(facts, stated),
            evidence.of_tags(facts, tags, source),
            evidence.of_config(facts, architecture, from_config, declared, (source, task, hub_task)),
            evidence.of_model_index(facts, pipeline, from_pipeline, source),
        ),
        tagged=tagged,
        derived=from_config,
        composed=from_pipeline,
        library=declared,
        retired=_retired(facts, source, from_config, declared),
        conflicts=_conflicts(source, task, hub_task, tagged, counted),
        proposals=(),
        library_tasks=None if source == "pipeline_tag" and task else library_tasks(facts, declared),
    )
    return resolution if hub_task else resolution._replace(proposals=proposals(facts, resolution))


def _task_tags(facts: Facts) -> list[tuple[Path, str]]:
    """Return the tags that are tasks, in the Hub's order, each once."""
    order = rank()
    found: dict[str, Path] = {}
    for path, tag in tags_of(facts):
        if tag in order:
            found.setdefault(tag, path)
    return sorted(((path, tag) for tag, path in found.items()), key=lambda item: order[item[1]])


def _retired(facts: Facts, source: Source, config: Derived | None, declared: Library) -> Retired | None:
    """Return the word that is not a task, or no longer one, and keeps the model from having one."""
    if source == "pipeline_tag":
        stated = field(facts, "pipeline_tag")
        replacement = retired_task(stated)
        return Retired(str(stated), source, replacement) if replacement else None
    if source != "none":
        return None
    if config and config.word and not config.task and declared.config_counts:
        return Retired(config.word, "config", config.proposals[0] if config.proposals else None)
    found = ((tag, retired_task(tag)) for _, tag in tags_of(facts))
    return next((Retired(tag, "tags", replacement) for tag, replacement in found if replacement), None)


def _conflicts(
    source: Source, task: str | None, hub_task: str | None, tagged: tuple[str, ...], counted: str | None
) -> tuple[Conflict, ...]:
    if source == "pipeline_tag":
        if task and counted and counted != task:
            return (Conflict(("pipeline_tag", "config"), (task, counted), task),)
        return ()
    found: list[Conflict] = []
    if len(tagged) > 1:
        found.append(Conflict(("tags",), tagged, hub_task))
    if tagged and counted and counted not in tagged:
        found.append(Conflict(("tags", "config"), (tagged[0], counted), hub_task))
    return tuple(found)
