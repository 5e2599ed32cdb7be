"""``eval.yaml`` is incomplete or wrong, so the Hub does not treat the dataset as a benchmark.

It must have ``name``, ``evaluation_framework`` (one that the Hub knows) and ``tasks``, each with its own ``id``. The
``config`` and ``split`` of a task must name a subset and a split in this card. A framework that is written like the known
ones and resembles none is a warning: the Hub may have added it after the date of our list.

Source: hub-docs docs/hub/eval-results.md; @huggingface/tasks EVALUATION_FRAMEWORKS.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter import reader
from cardlint.card.front_matter.node import Entry, Mapping, Node, Sequence
from cardlint.card.kind import Kind
from cardlint.card.repository import BrokenFile
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.findings.source import Source, Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.dataset._subsets import configs_of, splits_of_files
from cardlint.vocabulary import vocabulary

_FILE = "eval.yaml"
_REQUIRED = ("name", "evaluation_framework", "tasks")


def check(card: Card) -> Iterator[Found]:
    if card.repository is None or not card.repository.has(_FILE):
        return
    try:
        file = card.repository.source(_FILE)
    except BrokenFile as broken:
        yield Found(card.top, f"`{_FILE}` cannot be read: {broken}")
        return
    if file is None:
        return
    parsed = reader.parse(file.text)
    if not parsed.problems and isinstance(parsed.root, Mapping):
        yield from _framework(file, parsed.root)
    yield from (Found(span, reason, file=file) for span, reason in _faults(card, parsed))


def _framework(file: Source, root: Mapping) -> Iterator[Found]:
    """Yield what is wrong with the name of the framework."""
    entry, frameworks = root.index.get("evaluation_framework"), vocabulary("evaluation_frameworks")
    if entry is None or entry.value.data in frameworks:
        return
    written = entry.value.data
    word = written if isinstance(written, str) else ""
    if frameworks.may_be_new(word):
        message = f"`evaluation_framework` {quote(word)} {frameworks.not_known}; check that the Hub has it"
        yield Found(entry.value.span, message, file=file, severity=Severity.WARNING)
        return
    near = frameworks.suggest(word)
    hint = f"; did you mean `{near[0]}`?" if near else ""
    yield Found(entry.value.span, f"the Hub does not know the `evaluation_framework` {quote(written)}{hint}", file=file)


def _faults(card: Card, parsed: reader.FrontMatter) -> Iterator[tuple[Span, str]]:
    if parsed.problems:
        problem = parsed.problems[0]
        yield problem.span, f"this is not YAML ({problem.kind.value} {quote(problem.detail)}); correct it"
        return
    if not isinstance(parsed.root, Mapping):
        yield Span(0, 0), f"the file must be a mapping; write {', '.join(map(quote, _REQUIRED))}"
        return
    for node, reason in _of_root(card, parsed.root):
        span = node.entries[0].key.span if isinstance(node, Mapping) and node.entries else node.span
        yield span, reason


def _of_root(card: Card, root: Mapping) -> Iterator[tuple[Node, str]]:
    for name in _REQUIRED:
        if name not in root.index:
            yield root, f"`{name}` is missing; add it"
    tasks = root.index.get("tasks")
    if tasks is not None and isinstance(tasks.value, Sequence):
        yield from _tasks(card, tasks.value)
    elif tasks is not None:
        yield tasks.value, "`tasks` must be a list; write one"


def _tasks(card: Card, tasks: Sequence) -> Iterator[tuple[Node, str]]:
    configs = {config.name: config.node for config in configs_of(card)}
    seen: set[str] = set()
    for task in tasks.items:
        if not isinstance(task, Mapping) or "id" not in task.index:
            yield task, "the task has no `id`; add it"
            continue
        name = task.index["id"].value
        if not isinstance(name.data, str):
            yield name, f"the `id` of a task must be text, not {quote(name.data)}; put it in quotes"
        elif name.data in seen:
            yield name, f"two tasks have the `id` {quote(name.data)}; give each its own"
        else:
            seen.add(name.data)
        config, split = task.index.get("config"), task.index.get("split")
        if configs and config is not None and isinstance(config.value.data, str):
            yield from _target(configs, config, split)


def _target(configs: dict[str, Mapping], config: Entry, split: Entry | None) -> Iterator[tuple[Node, str]]:
    name = str(config.value.data)
    node = configs.get(name)
    if node is None:
        yield config.value, f"`configs` in the card has no subset {quote(name)}; correct the name"
        return
    splits = splits_of_files(node) if split is not None else None
    if split is not None and splits is not None and all(each.name != split.value.data for each in splits):
        yield split.value, f"the subset {quote(name)} has no split {quote(split.value.data)}; correct the name"


RULE = Rule(
    name="invalid-eval-yaml",
    code="CL241",
    category="metadata",
    severity=Severity.ERROR,
    kinds=(Kind.DATASET,),
    fields=("license", "language", "tags", "task_categories", "size_categories", "configs", "dataset_info"),
    check=check,
    examples=(
        Example(
            bad="tags: [benchmark:official]",
            good="tags: [benchmark:official]",
            kind=Kind.DATASET,
            files={"eval.yaml": "name: Quiz\nevaluation_framework: «inspect_ai»\ntasks:\n- id: quiz\n"},
            good_files={"eval.yaml": "name: Quiz\nevaluation_framework: inspect-ai\ntasks:\n- id: quiz\n"},
            message="the Hub does not know the `evaluation_framework` `inspect_ai`; did you mean `inspect-ai`?",
        ),
        Example(
            bad="tags: [benchmark:official]",
            good="tags: [benchmark:official]",
            kind=Kind.DATASET,
            files={"eval.yaml": "name: Quiz\nevaluation_framework: «lighteval»\ntasks:\n- id: quiz\n"},
            good_files={"eval.yaml": "name: Quiz\nevaluation_framework: inspect-ai\ntasks:\n- id: quiz\n"},
        ),
    ),
)
