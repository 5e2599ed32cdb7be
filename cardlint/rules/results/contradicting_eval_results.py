"""The card and the results file that the leaderboard reads give different scores for the same benchmark.

Correct the older one. ``.eval_results/`` replaces ``model-index``, so you can also remove the score from the card.

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

_ROUNDING = 0.06  # 20.9 may be 20.87 rounded


def check(card: Card) -> Iterator[Found]:
    stated: dict[str, list[Score]] = {}
    for score in scores(card):
        dataset = text(child(score.result, "dataset"), "type").lower()
        if "/" in dataset and score.number is not None:
            stated.setdefault(dataset, []).append(score)
    filed = _filed(card) if stated else {}
    for dataset, found in stated.items():
        number = found[0].number
        if dataset not in filed or len(found) > 1 or len(filed[dataset]) > 1 or number is None:
            continue  # with several tasks or metrics, nothing says which belong together
        other, place = filed[dataset][0]
        if not any(abs(number * scale - other) <= _ROUNDING * scale for scale in (0.01, 1, 100)):
            yield Found(
                found[0].place, f"{quote(dataset, 30)} is {number:g} here but {other:g} in {place}; correct one"
            )


def _filed(card: Card) -> dict[str, list[tuple[float, str]]]:
    """Return the scores of the results files, by dataset, with their places."""
    found: dict[str, list[tuple[float, str]]] = {}
    for file in files(card.repository):
        for line, result in file.results():
            dataset, value = result.get("dataset"), result.get("value")
            name = dataset.get("id") if isinstance(dataset, dict) else None
            if isinstance(name, str) and isinstance(value, float | int) and abs(value) < 1e300:
                found.setdefault(name.lower(), []).append((value, f"{quote(file.name, 50)}, line {line}"))
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
            message="`cais/hle` is 29 here but 20.9 in `.eval_results/hle.yaml`, line 1; correct one",
        ),
    ),
)
