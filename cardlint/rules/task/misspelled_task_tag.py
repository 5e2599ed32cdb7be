"""A tag is nearly the name of a task, but the Hub compares letter by letter, so it shows no task and no widget.

Write the task as the Hub does, in lower case with hyphens, or add it as ``pipeline_tag``.

Source: hub-docs model-cards.md, tags; in 22 of 7,116 real cards, all 28 tags read, all true.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Scalar
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.missing import lacks
from cardlint.rule_kit.one_slip import is_one_slip
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rule_kit.suggestions.task import resolution
from cardlint.system.lazy_pattern import pattern
from cardlint.vocabulary import vocabulary

_BETWEEN_WORDS = pattern(r"[\s_]+")
_SHORTEST = 9  # letters of a task that a slip of one letter is compared with
_LONGEST = 40
_MOST_TAGS = 100


def check(card: Card) -> Iterator[Found]:
    if not lacks(card, "pipeline_tag"):
        return
    for path, node in list(card.values("tags"))[:_MOST_TAGS]:
        if not isinstance(node, Scalar) or not isinstance(node.data, str) or len(node.data) > _LONGEST or not path:
            continue
        task = _meant(node.data)
        if task is None:
            continue
        if resolution(card).hub_task is not None:
            return
        fix = Fix(f"write `{task}`", (edits.replace(card.source, node, task),), Applicability.UNSAFE)
        yield Found(
            node.span, f"the tag {quote(node.data)} is nearly the task {quote(task)}; write it as the Hub does", fix
        )


def _meant(tag: str) -> str | None:
    """Return the task that ``tag`` was meant to be, or None if it is one, or resembles none."""
    tasks = vocabulary("tasks")
    if tag in tasks:
        return None
    written: str = _BETWEEN_WORDS.sub("-", tag.strip().lower())
    if written in tasks:
        return written
    if len(written) < _SHORTEST - 1:
        return None
    letters = written.replace("-", "")
    for task in map(str, tasks.ids):
        if task[:2] == written[:2] or task[-2:] == written[-2:]:  # a slip does not change both ends
            is_long = len(task) >= _SHORTEST
            if is_long and (letters == task.replace("-", "") or is_one_slip(written, task)):
                return task
    return None


RULE = Rule(
    name="misspelled-task-tag",
    code="CL155",
    category="metadata",
    severity=Severity.WARNING,
    check=check,
    kinds=(Kind.MODEL,),
    fields=("tags",),
    examples=(
        Example(
            bad="tags:\n- «Text Classification»\n- films",
            good="tags:\n- text-classification\n- films",
            fixed=True,
            message="the tag `Text Classification` is nearly the task `text-classification`; write it as the Hub does",
        ),
        Example(bad="tags: [«text_generation»]", good="tags: [text-generation]", fixed=True),
        Example(bad="tags: [«TokenClassification»]", good="tags: [token-classification]", fixed=True),
        Example(bad="tags: [«image-clasification»]", good="tags: [image-classification]", fixed=True),
    ),
    silent=(
        Example(good="pipeline_tag: text-classification\ntags: [Text Classification]"),
        Example(good="tags: [text-generation, Text Classification]"),
        Example(good="tags: [text, classification, summary, translator, film-mask, other]"),
        Example(
            good="library_name: transformers\ntags: [Fill Mask]",
            files={"config.json": '{"architectures": ["BertForMaskedLM"]}'},
        ),
    ),
)
