"""``inference: false`` hides the widget, so the page shows only the examples that have an output.

Give the examples an ``output``, or remove ``inference: false``.

Source: hub-docs models-widgets.md 242f4a1.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Related, Severity
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.widget._examples import examples, head


def check(card: Card) -> Iterator[Found]:
    entry = card.entry("inference")
    if entry is None or entry.value.data is not False:
        return
    hidden = [example for example in examples(card) if "output" not in example.data]
    if hidden:
        number = "the example" if len(hidden) == 1 else f"{len(hidden)} examples"
        message = f"`inference: false` hides {number} without `output`; add one, or remove the line"
        yield Found(entry.span, message, related=(Related(head(hidden[0]), "hidden example"),))


RULE = Rule(
    name="hidden-widget-examples",
    code="CL191",
    category="widget",
    severity=Severity.INFO,
    check=check,
    kinds=(Kind.MODEL,),
    fields=("inference",),
    examples=(
        Example(
            bad="«inference: false»\nwidget:\n- text: a\n- text: b",
            good="inference: false\nwidget:\n- text: a\n  output: {text: b}",
            message="`inference: false` hides 2 examples without `output`; add one, or remove the line",
        ),
    ),
    silent=(
        Example(good="inference: true\nwidget:\n- text: a"),
        Example(good="inference: false\nwidget:\n- text: a\n  output: {text: b}"),
        Example(good="widget:\n- text: a"),
    ),
)
