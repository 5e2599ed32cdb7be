"""The Hub does not know this task, so the model has no widget and no code snippet, and no task filter finds it.

The Hub keeps the word and warns; it does not fall back to the tags or to ``config.json``. Write one of the Hub's tasks.
A word that is written like a task and resembles none is a warning: the Hub may have added it after the date of our list.

Source: the Hub's answer to a push: "The pipeline tag ... is not in the official list"; @huggingface/tasks.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.task._words import correction, is_slip, lookalike, loosely, several
from cardlint.vocabulary import vocabulary


def check(card: Card) -> Iterator[Found]:
    tasks = vocabulary("tasks")
    for violation in card.violations("unknown-task"):
        word = violation.found
        if listed := several(word):
            yield Found(violation.span, _one_only(listed), hub=violation.hub)
            continue
        near = tasks.suggest_listed(word, "hidden_in_models")
        clear = bool(near) and (tasks.alias(word) is not None or is_slip(loosely(word), near[0]))
        near = near[:1] if clear else near
        is_new = tasks.may_be_new(word) and not _is_library(word)
        hint = f"did you mean {' or '.join(map(quote, near))}?" if near else _look_up(is_new)
        fix = None
        if clear:
            same = loosely(word) == near[0] or lookalike(word) == "transformers_pipeline_alias"
            fix = correction(card, violation, near[0], Applicability.SAFE if same else Applicability.UNSAFE)
        fault = tasks.not_known if is_new else "is not a task of the Hub"
        message = f"`pipeline_tag` {quote(word)} {fault}; {hint}"
        yield Found(violation.span, message, fix, violation.hub, Severity.WARNING if is_new else None)


def _one_only(listed: tuple[str, ...]) -> str:
    *others, last = map(quote, listed)
    keep = f"keep {', '.join(others)} or {last}" if others else f"write only {last}"
    return f"`pipeline_tag` takes one task only; {keep}"


def _look_up(is_new: bool) -> str:
    return "check huggingface.co/tasks" if is_new else "choose one from huggingface.co/tasks"


def _is_library(word: str) -> bool:
    libraries = vocabulary("libraries")
    return word in libraries or word in libraries.data["formats"]


RULE = Rule(
    name="unknown-task",
    code="CL110",
    category="metadata",
    severity=Severity.ERROR,
    hub=Verdict.WARNS,
    check=check,
    breach=True,
    kinds=(Kind.MODEL,),
    yields_to=("retired-task", "subtask-as-task"),
    examples=(
        Example(
            bad="pipeline_tag: «text-clasification»",
            good="pipeline_tag: text-classification",
            fixed=True,
            message="`pipeline_tag` `text-clasification` is not a task of the Hub; did you mean `text-classification`?",
        ),
        Example(bad="pipeline_tag: «text-to-imgae»", good="pipeline_tag: text-to-image", fixed=True),
        Example(bad="pipeline_tag: «'Text Generation'»", good="pipeline_tag: 'text-generation'", fixed=True),
        Example(bad="pipeline_tag: «fill_mask»  # why", good="pipeline_tag: fill-mask  # why", fixed=True),
        Example(bad="pipeline_tag: «ner»", good="pipeline_tag: token-classification", fixed=True),
        Example(
            bad="pipeline_tag: «text-generation, text-classification»",
            good="pipeline_tag: text-generation",
            message="`pipeline_tag` takes one task only; keep `text-generation` or `text-classification`",
        ),
        Example(bad="pipeline_tag: «asr / tts»", good="pipeline_tag: text-to-speech"),
        Example(
            bad="pipeline_tag: «translation and other things»",
            good="pipeline_tag: translation",
            message="`pipeline_tag` takes one task only; write only `translation`",
        ),
        Example(
            bad="pipeline_tag: «classification»",
            good="pipeline_tag: image-classification",
            message="`pipeline_tag` `classification` is not a task of the Hub; choose one from huggingface.co/tasks",
        ),
        Example(bad="pipeline_tag: «information-retrieval»", good="pipeline_tag: feature-extraction"),
        Example(bad="pipeline_tag: «protein-folding»", good="pipeline_tag: other"),
        Example(
            bad="pipeline_tag: «Protein Folding»",
            good="pipeline_tag: other",
            message="`pipeline_tag` `Protein Folding` is not a task of the Hub; choose one from huggingface.co/tasks",
        ),
        Example(bad="pipeline_tag: «pytorch»", good="pipeline_tag: other"),
    ),
)
