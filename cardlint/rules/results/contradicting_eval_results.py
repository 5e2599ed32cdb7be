"""One benchmark with two scores: the card says one thing, the file of results that the leaderboard reads another.

Correct the older one. ``.eval_results/`` takes the place of model-index, so the score may as well leave the card.

Source: hub-docs eval_results.yaml 242f4a1; both are shown on the page of the model.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.repository.eval_results import files
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.results._scores import Score, child, scores, text

_ROUNDING = 0.06  # 20.9 stands for 20.87


def check(card: Card) -> Iterator[Found]:
    stated: dict[str, list[Score]] = {}
    for score in scores(card):
        dataset = text(child(score.result, "dataset"), "type").lower()
        if "/" in dataset and score.number is not None:
            stated.setdefault(dataset, []).append(score)
    beside = _beside(card) if stated else {}
    for dataset, found in stated.items():
        number = found[0].number
        if dataset not in beside or len(found) > 1 or len(beside[dataset]) > 1 or number is None:
            continue  # of several tasks or metrics it is not told which belongs to which
        other, place = beside[dataset][0]
        if not any(abs(number * scale - other) <= _ROUNDING * scale for scale in (0.01, 1, 100)):
            yield Found(found[0].place, f"{quote(dataset, 30)} is {number:g} here and {other:g} in {quote(place, 50)}")


def _beside(card: Card) -> dict[str, list[tuple[float, str]]]:
    """Return the scores of the files beside the card, by dataset, with their places."""
    found: dict[str, list[tuple[float, str]]] = {}
    for file in files(card.repository):
        for line, result in file.results():
            dataset, value = result.get("dataset"), result.get("value")
            name = dataset.get("id") if isinstance(dataset, dict) else None
            if isinstance(name, str) and isinstance(value, float | int) and abs(value) < 1e300:
                found.setdefault(name.lower(), []).append((value, f"{file.name} line {line}"))
    return found


_RESULT = """\
model-index:
- name: m
  results:
  - task: {{type: x}}
    dataset: {{type: cais/hle, name: HLE}}
    metrics: [{{type: accuracy, value: {}}}]"""

RULE = Rule(
    name="contradicting-eval-results",
    code="CL172",
    category="results",
    severity=Severity.WARNING,
    check=check,
    kinds=(Kind.MODEL,),
    fields=("model-index",),
    signs=("file:.eval_results",),
    examples=(
        Example(
            bad=_RESULT.format("«29.0»"),
            good=_RESULT.format("0.209"),
            files={".eval_results/hle.yaml": "- dataset: {id: cais/hle, task_id: default}\n  value: 20.9\n"},
            message="`cais/hle` is 29 here and 20.9 in `.eval_results/hle.yaml line 1`",
        ),
    ),
)
