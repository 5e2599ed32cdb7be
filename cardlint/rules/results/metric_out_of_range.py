"""The metric cannot have this score: for example, an accuracy above 100 or a negative error rate.

Check the number. Word and character error rates can exceed 100%, and do.

Source: the definitions of the metrics; huggingface/evaluate a7dd338.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Severity
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.results._scores import scores

_SHARE = (0.0, 100.0)  # whether written as a share of 1 or as percent
_CORRELATION = (-100.0, 100.0)
_DISTANCE = (0.0, None)
_RANGES: dict[str, tuple[float, float | None]] = {
    "accuracy": _SHARE,
    "acc": _SHARE,
    "bleu": _SHARE,
    "exact_match": _SHARE,
    "f1": _SHARE,
    "mean_iou": _SHARE,
    "precision": _SHARE,
    "recall": _SHARE,
    "roc_auc": _SHARE,
    "rouge": _SHARE,
    "sacrebleu": _SHARE,
    "matthews_correlation": _CORRELATION,
    "pearsonr": _CORRELATION,
    "spearmanr": _CORRELATION,
    "cer": _DISTANCE,
    "mae": _DISTANCE,
    "mape": _DISTANCE,
    "mase": _DISTANCE,
    "mse": _DISTANCE,
    "ter": _DISTANCE,
    "wer": _DISTANCE,
    "perplexity": (1.0, None),
}
_ROUNDING = 1e-6  # 100.00000001 comes from floating point


def check(card: Card) -> Iterator[Found]:
    for score in scores(card):
        metric = score.type.lower()
        number = score.number
        if number is None or metric not in _RANGES:
            continue
        low, high = _RANGES[metric]
        if number < low - _ROUNDING:
            yield Found(score.place, f"`{metric}` cannot be `{number:g}`; write {low:g} or more")
        elif high is not None and number > high + _ROUNDING:
            yield Found(score.place, f"`{metric}` cannot be `{number:g}`; write {high:g} or less")


_RESULT = """\
model-index:
- name: m
  results:
  - task: {{type: x}}
    dataset: {{type: d, name: d}}
    metrics: [{{type: {}, value: {}}}]"""

RULE = Rule(
    name="metric-out-of-range",
    code="CL162",
    category="results",
    severity=Severity.WARNING,
    check=check,
    fields=("model-index",),
    examples=(
        Example(
            bad=_RESULT.format("accuracy", "«9134»"),
            good=_RESULT.format("accuracy", "91.34"),
            message="`accuracy` cannot be `9134`; write 100 or less",
        ),
        Example(
            bad=_RESULT.format("wer", "«-0.2»"),
            good=_RESULT.format("wer", "107.9"),
            message="`wer` cannot be `-0.2`; write 0 or more",
        ),
        Example(bad=_RESULT.format("F1", "«-1»"), good=_RESULT.format("spearmanr", "-0.3")),
        Example(bad=_RESULT.format("perplexity", "«0.4»"), good=_RESULT.format("loss", "-3")),
    ),
)
