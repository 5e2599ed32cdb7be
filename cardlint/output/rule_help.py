"""A rule's documentation in the forms that reports use: a summary, a description, and the complete text with an example."""

from cardlint.rule_kit.rule import Rule
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple

_BACKTICKS = pattern("`{3,}")


class Help(NamedTuple):
    """The documentation of one rule."""

    summary: str  # one sentence: the problem and its effect
    description: str  # without the source
    text: str
    markdown: str  # with an example


def help_of(rule: Rule) -> Help:
    """Return the documentation of ``rule``, from its module's docstring and its first example."""
    paragraphs = [" ".join(paragraph.split()) for paragraph in rule.text.split("\n\n")]
    description = "\n\n".join(each for each in paragraphs if not each.startswith("Source:"))
    return Help(paragraphs[0], description, rule.text, f"{rule.text}\n{_example(rule)}")


def _example(rule: Rule) -> str:
    if not rule.examples:
        return ""
    example = rule.examples[0]
    bad = example.bad.replace("«", "").replace("»", "")
    return f"\nBad:\n\n{_fence(bad)}\nGood:\n\n{_fence(example.good)}"


def _fence(text: str) -> str:
    fence = "`" * (1 + max((len(run) for run in _BACKTICKS.findall(text)), default=2))
    return f"{fence}yaml\n{text.rstrip()}\n{fence}\n"
