"""The result still has a placeholder from the tool that wrote it, so it says nothing about the model.

Write the names that the tool left open, or remove the result.

Source: the templates of transformers, sentence-transformers and huggingface_hub, which write such words.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Mapping, Scalar
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.results._scores import child, models, results
from cardlint.system.lazy_pattern import pattern

_PLACEHOLDER = pattern(
    r"unknown|dataset|model|name|n/a|none|null|to ?do|tbd|placeholder|my[ _-](?:model|dataset)|output_?dir"
    r"|\?+|<[^<>]*>|\{[^{}]*\}|\[[^\[\]]*\]",
    re.IGNORECASE,
)
_LONGEST = 60


def check(card: Card) -> Iterator[Found]:
    for model in models(card):
        yield from _check_text(model, "name", "the model's name")
    for result in results(card):
        dataset = child(result, "dataset")
        if isinstance(dataset, Mapping):
            yield from _check_text(dataset, "type", "the dataset's id")
            yield from _check_text(dataset, "name", "the dataset's name")


def _check_text(mapping: Mapping, name: str, what: str) -> Iterator[Found]:
    node = child(mapping, name)
    if isinstance(node, Scalar) and isinstance(node.data, str):
        written = node.data.strip()
        if not written or (len(written) <= _LONGEST and _PLACEHOLDER.fullmatch(written)):
            found = f"is the placeholder {quote(written)}" if written else "is empty"
            yield Found(node.span, f"{what} {found}; write it, or remove the result")


_RESULT = """\
model-index:
- name: {}
  results:
  - task: {{type: sentence-similarity}}
    dataset: {{type: {}, name: {}}}
    metrics: [{{type: spearmanr, value: 0.8}}]"""

RULE = Rule(
    name="placeholder-result",
    code="CL167",
    category="results",
    severity=Severity.INFO,
    check=check,
    fields=("model-index",),
    examples=(
        Example(
            bad=_RESULT.format("m", "«unknown»", "«Unknown»"),
            good=_RESULT.format("m", "mteb/stsbenchmark-sts", "sts test"),
            message="the dataset's id is the placeholder `unknown`; write it, or remove the result",
        ),
        Example(bad=_RESULT.format('«""»', "d", "d"), good=_RESULT.format("dataset-reader", "d", "d")),
    ),
)
