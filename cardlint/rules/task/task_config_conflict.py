"""The card names a task that the model's architecture cannot serve, so the widget and the code snippets fail.

The Hub uses ``pipeline_tag`` whatever ``config.json`` says. Correct whichever of the two is wrong. Other tasks that the
class can serve are not reported: zero-shot-classification for a classifier, translation for a language model.
Without ``pipeline_tag`` the tags are compared: if the task of ``config.json`` comes first in the Hub's order, the Hub
shows that one.

Source: @huggingface/tasks; transformers utils/update_metadata.py; 31,935 real repositories.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rule_kit.suggestions.task import resolution
from cardlint.rules.task._serves import serves
from cardlint.vocabulary import vocabulary

if TYPE_CHECKING:
    from cardlint.task.resolution import Resolution

_TRANSFORMERS = "transformers"


def check(card: Card) -> Iterator[Found]:
    if card.repository is None or card.repository.mapping("config.json") is None:
        return
    resolved = resolution(card)
    if resolved.library.declared in (None, _TRANSFORMERS):
        yield from _stated(card, resolved)
        yield from _tagged(card, resolved)


def _stated(card: Card, resolved: "Resolution") -> Iterator[Found]:
    node, derived = card.node("pipeline_tag"), resolved.derived
    if node is None or derived is None or not isinstance(node.data, str) or node.data not in vocabulary("tasks"):
        return
    if not serves(derived, node.data):
        yield Found(
            node.span,
            f"`pipeline_tag` is `{node.data}`, but {quote(derived.class_name)} in `config.json` is for `{derived.task}`",
        )


def _tagged(card: Card, resolved: "Resolution") -> Iterator[Found]:
    derived = resolved.derived
    if resolved.source != "tags" or derived is None or not resolved.library.config_counts:
        return
    tag = resolved.tagged[0]
    is_shown = resolved.hub_task == tag
    if derived.task is None or derived.task in resolved.tagged or (is_shown and serves(derived, tag)):
        return
    span = next((span for word, span in card.strings("tags") if word == tag), None)
    if span is not None:
        found = f"which is for `{derived.task}`" if is_shown else f"so the Hub shows `{derived.task}`"
        yield Found(
            span,
            f"the tag `{tag}` contradicts `config.json`, {found}; add `pipeline_tag`",
            severity=Severity.INFO if is_shown else None,
        )


RULE = Rule(
    name="task-config-conflict",
    code="CL116",
    category="files",
    severity=Severity.WARNING,
    check=check,
    kinds=(Kind.MODEL,),
    signs=("file:config.json",),
    examples=(
        Example(
            bad="library_name: transformers\npipeline_tag: «image-classification»",
            good="library_name: transformers\npipeline_tag: fill-mask",
            files={"config.json": '{"architectures": ["BertForMaskedLM"]}'},
            message="`pipeline_tag` is `image-classification`, but `BertForMaskedLM` in `config.json` is for `fill-mask`",
        ),
        Example(
            bad="pipeline_tag: «text-classification»",
            good="pipeline_tag: summarization",
            files={"config.json": '{"architectures": ["LlamaForCausalLM"]}'},
        ),
        Example(
            bad="library_name: transformers\ntags:\n- «fill-mask»",
            good="library_name: transformers\ntags:\n- zero-shot",
            files={"config.json": '{"architectures": ["BertForTokenClassification"]}'},
            message="the tag `fill-mask` contradicts `config.json`, so the Hub shows `token-classification`; add `pipeline_tag`",
        ),
    ),
)
