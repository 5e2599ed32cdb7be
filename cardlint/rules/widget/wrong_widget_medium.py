"""The file is not of the kind that the task takes, such as an image for speech recognition, so the example fails.

Give ``src`` a file of the right kind.

Source: hub-docs models-widgets-examples.md 242f4a1; @huggingface/tasks 0.21.54.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Scalar
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import related
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.widget._examples import examples, inputs_of
from cardlint.task.example import media_of

_NAMES = {"audio": "audio", "image": "an image", "video": "a video"}


def check(card: Card) -> Iterator[Found]:
    found = [entry.value for example in examples(card) if (entry := example.index.get("src")) is not None]
    inputs = inputs_of(card) if found else None
    if inputs is None or inputs.medium is None:
        return
    for node in found:
        if not isinstance(node, Scalar) or not isinstance(node.data, str):
            continue
        name = node.text.partition("?")[0].partition("#")[0].rpartition("/")[2]
        media = media_of(node.text)
        if media and inputs.medium not in media:
            message = (
                f"{quote(name)} is {_NAMES[media[0]]}, but `{inputs.task}` takes {_NAMES[inputs.medium]}; replace it"
            )
            yield Found(node.span, message, related=related.to_value(card, "pipeline_tag", "the task"))


RULE = Rule(
    name="wrong-widget-medium",
    code="CL184",
    category="widget",
    severity=Severity.WARNING,
    check=check,
    kinds=(Kind.MODEL,),
    fields=("widget",),
    signs=("text:src",),
    examples=(
        Example(
            bad="pipeline_tag: automatic-speech-recognition\nwidget:\n- src: «https://example.org/a.png?x=1»",
            good="pipeline_tag: automatic-speech-recognition\nwidget:\n- src: https://example.org/a.flac",
            message="`a.png` is an image, but `automatic-speech-recognition` takes audio; replace it",
        ),
        Example(
            bad="tags: [image-classification]\nwidget:\n- src: «sound.mp3»",
            good="tags: [image-classification]\nwidget:\n- src: https://example.org/tiger",
        ),
    ),
    silent=(
        Example(good="pipeline_tag: reinforcement-learning\nwidget:\n- src: a.png"),
        Example(good="pipeline_tag: image-classification\nwidget:\n- src: [a.mp3]\n- src: 1"),
    ),
)
