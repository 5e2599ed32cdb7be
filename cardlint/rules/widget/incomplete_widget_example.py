"""The Hub drops an example that lacks an input of the task, so the widget shows fewer examples, or none at all.

Add the missing input, such as ``context`` next to ``text`` for question-answering.

Source: hub-docs models-widgets.md and models-widgets-examples.md 242f4a1.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Mapping
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.widget._examples import examples, head, inputs_of


def check(card: Card) -> Iterator[Found]:
    found = list(examples(card))
    inputs = inputs_of(card) if found else None
    if inputs is None:
        return
    for example in found:
        missing = [[name for name in form if name not in example.data] for form in inputs.forms]
        least = min(missing, key=len)
        if not least:
            yield from _blanks(example, inputs.forms[missing.index(least)])
            continue
        takes = " or ".join(" and ".join(map(quote, form)) for form in inputs.forms)
        message = f"the example lacks {' and '.join(map(quote, least))}, as `{inputs.task}` takes {takes}; add it"
        shown = "output" in example.data  # in a gallery, where nothing runs
        yield Found(head(example), message, severity=Severity.INFO if shown else None)


def _blanks(example: Mapping, form: tuple[str, ...]) -> Iterator[Found]:
    """Yield the inputs that are there and empty."""
    for name in form:
        node = example.index[name].value
        if isinstance(node.data, str | list) and not (node.data.strip() if isinstance(node.data, str) else node.data):
            yield Found(node.span, f"`{name}` of the example is empty, so the widget sends nothing; write one")


RULE = Rule(
    name="incomplete-widget-example",
    code="CL180",
    category="widget",
    severity=Severity.WARNING,
    check=check,
    kinds=(Kind.MODEL,),
    fields=("widget",),
    examples=(
        Example(
            bad="pipeline_tag: question-answering\nwidget:\n- «text»: Who?",
            good="pipeline_tag: question-answering\nwidget:\n- text: Who?\n  context: Me.",
            message="the example lacks `context`, as `question-answering` takes `text` and `context`; add it",
        ),
        Example(
            bad="pipeline_tag: question-answering\nwidget:\n- text: Who?\n  context: «''»",
            good="pipeline_tag: question-answering\nwidget:\n- text: Who?\n  context: Me.",
            message="`context` of the example is empty, so the widget sends nothing; write one",
        ),
        Example(
            bad="tags: [image-classification]\nwidget:\n- «text»: a cat\n- src: a.png",
            good="tags: [image-classification]\nwidget:\n- src: https://example.org/a.png",
        ),
        Example(
            bad="pipeline_tag: text-generation\nwidget:\n- «example_title»: Chat",
            good="pipeline_tag: text-generation\nwidget:\n- messages:\n  - {role: user, content: Hello}",
            message="the example lacks `text`, as `text-generation` takes `text` or `messages`; add it",
        ),
        Example(
            bad="library_name: transformers\nwidget:\n- «src»: a.png",
            good="library_name: transformers\nwidget:\n- text: good",
            files={"config.json": '{"architectures": ["BertForSequenceClassification"]}'},
        ),
        Example(
            bad="pipeline_tag: text-to-image\nwidget:\n- «output»: {url: https://example.org/a.png}",
            good="widget:\n- output: {url: https://example.org/a.png}",
        ),
    ),
)
