"""The title is still the template's, so this card looks like thousands of others.

Write the name of the model or dataset.

Source: huggingface_hub modelcard_template.md (``Model Card for Model ID``) and datasetcard_template.md.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule

_TITLES = frozenset(
    (
        "model card for model id",
        "dataset card for dataset name",
        "dataset card for [dataset name]",
        "dataset card for [needs more information]",
        "model card for [model name]",
        "dataset name",
        "model name",
        "model id",
        "name of model",
        "my model",
    )
)


def check(card: Card) -> Iterator[Found]:
    for heading in card.markdown.headings[:1]:
        if heading.text.lower() in _TITLES:
            yield Found(
                heading.title,
                f"title {quote(heading.text)} is from the template; write the name of the model or dataset",
            )


RULE = Rule(
    name="template-title",
    code="CL306",
    category="body",
    severity=Severity.WARNING,
    check=check,
    examples=(
        Example(
            bad="# «Model Card for Model ID»\n\nText\n",
            good="# Model Card for Film sentiment\n\nText\n",
            whole=True,
            message="title `Model Card for Model ID` is from the template; write the name of the model or dataset",
        ),
    ),
)
