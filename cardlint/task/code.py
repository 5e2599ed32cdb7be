"""Which tasks the code in a card is for: what it passes to ``pipeline``, and the auto classes that it loads the model with."""

from collections.abc import Iterator

from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple
from cardlint.task.derive import tables
from cardlint.task.order import rank
from cardlint.vocabulary import vocabulary

_PIPELINE = pattern(r"""(?<![\w.])(?:transformers\.)?pipeline\(\s*(?:task\s*=\s*)?["']([\w-]{1,60})["']""")
_AUTO_CLASS = pattern(r"\b(?:TF|Flax)?(AutoModelFor\w{1,60})")
_TRANSLATION = pattern(r"translation_\w{2,20}_to_\w{2,20}")


class UsedTask(NamedTuple):
    """A task, and the name in the code that shows it."""

    task: str
    name: str


def called_tasks(code: str) -> Iterator[UsedTask]:
    """Yield the task of each ``pipeline("…")`` in ``code``."""
    tasks = vocabulary("tasks")
    for word in _PIPELINE.findall(code):
        name = "translation" if _TRANSLATION.fullmatch(word) else word
        task = name if name in rank() else tasks.alias(name)
        if task is not None:
            yield UsedTask(task, "pipeline")


def loaded_tasks(code: str) -> Iterator[UsedTask]:
    """Yield the tasks of each auto class, such as ``AutoModelForCausalLM``, in ``code``."""
    found = tables()
    for name in _AUTO_CLASS.findall(code):
        word = found.auto_classes.get(name)
        if word is not None:
            yield from (UsedTask(task, name) for task in found.no_tasks.get(word, [word]))
