"""The widget ignores a key that it does not know, so a title is not shown or an input or parameter is not sent.

Correct the name; parameters of the model belong under ``parameters``.

Source: @huggingface/hub 2.17.5 ApiWidgetExampleFromModelcard; 20 such keys in 1,227 real examples.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from cardlint.card import schema as schemas
from cardlint.card.card import Card
from cardlint.card.front_matter.node import Entry, Mapping
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.widget._examples import examples
from cardlint.vocabulary import nearest

_TITLES = ("title", "name", "label")  # from before example_title existed, and from other tools


def check(card: Card) -> Iterator[Found]:
    known = _keys("widget", "example")
    find_nearest = cache(_find_nearest)  # the examples of a card tend to repeat a mistake
    for example in examples(card):
        for name, entry in example.index.items():
            if name in known:
                continue
            meant = find_nearest(str(name))
            if meant is not None and meant not in example.index:
                fix = Fix(f"rename to `{meant}`", (edits.rename(entry, meant),), Applicability.UNSAFE)
                message = f"the widget does not know {quote(str(name), 30)}; did you mean `{meant}`?"
                yield Found(entry.key.span, message, fix)
            elif name in _keys("inference", "parameters"):
                message = f"the widget ignores `{name}` here; move it under `parameters`"
                yield Found(entry.key.span, message, _move(card, example, entry))
            else:
                message = f"the widget ignores {quote(str(name), 30)}, which is not an input of any task; remove it"
                yield Found(entry.key.span, message, severity=Severity.INFO)


def _move(card: Card, example: Mapping, entry: Entry) -> Fix | None:
    """Move the parameter under ``parameters``, which are added in its place if the example has none."""
    source, text = card.source, card.source.slice(entry.span)
    if "\n" in text or text.endswith(("|", ">")):
        return None
    at, end = source.position(entry.key.start).column - 1, source.line_end
    if "parameters" not in example.index:
        new = f"parameters: {{{text}}}" if example.flow else f"parameters:{end}{' ' * (at + 2)}{text}"
        return Fix("move it under `parameters`", (Edit(entry.span, new),), Applicability.UNSAFE)
    parameters = example.index["parameters"].value
    gone = edits.delete_entry(source, example, entry)
    if not isinstance(parameters, Mapping) or parameters.flow or not parameters.entries or gone is None:
        return None
    last = source.line_span(max(parameters.end - 1, parameters.start))
    indent = " " * (source.position(parameters.start).column - 1)
    added = Edit(Span(last.end, last.end), f"{indent}{text}{end}")
    return Fix("move it under `parameters`", (gone, added), Applicability.UNSAFE)


def _find_nearest(name: str) -> str | None:
    """Return the key that ``name`` is a typo for; None for parameters of the model, and if none is similar."""
    if name in _TITLES:
        return "example_title"
    if name in _keys("inference", "parameters"):
        return None
    spelled = name.lower().replace("-", "_").replace(" ", "_")
    return next(iter(nearest(spelled, _keys("widget", "example"), 1)), None)


@cache
def _keys(schema: str, part: str) -> tuple[str, ...]:
    properties: dict[str, Any] = schemas.resolve(f"urn:cardlint:{schema}#/$defs/{part}")["properties"]
    return tuple(properties)


RULE = Rule(
    name="unknown-widget-key",
    code="CL186",
    category="widget",
    severity=Severity.WARNING,
    check=check,
    kinds=(Kind.MODEL,),
    fields=("widget",),
    examples=(
        Example(
            bad="widget:\n- text: hi\n  «exdample_title»: Greeting",
            good="widget:\n- text: hi\n  example_title: Greeting",
            fixed=True,
            message="the widget does not know `exdample_title`; did you mean `example_title`?",
        ),
        Example(
            bad="widget:\n- «source-sentence»: a\n  sentences: [b]\n- «title»: b\n  text: c",
            good="widget:\n- source_sentence: a\n  sentences: [b]\n- example_title: b\n  text: c",
            fixed=True,
        ),
        Example(
            bad="widget:\n- text: a cat\n  «negative_prompt»: blurry",
            good="widget:\n- text: a cat\n  parameters:\n    negative_prompt: blurry",
            fixed=True,
            message="the widget ignores `negative_prompt` here; move it under `parameters`",
        ),
        Example(
            bad="widget:\n- text: a cat\n  «negative_prompt»: blurry\n  parameters:\n    seed: 1\n- {text: b, «negative_prompt»: c}",
            good="widget:\n- text: a cat\n  parameters:\n    seed: 1\n    negative_prompt: blurry\n"
            "- {text: b, parameters: {negative_prompt: c}}",
            fixed=True,
        ),
        Example(
            bad="widget:\n- text: a\n  «hypothesis_template»: This is {}.",
            good="widget:\n- text: a\n  multi_class: true",
            message="the widget ignores `hypothesis_template`, which is not an input of any task; remove it",
        ),
        Example(bad="widget:\n- text: a\n  «top_k»: |\n    5", good="widget:\n- text: a"),
    ),
)
