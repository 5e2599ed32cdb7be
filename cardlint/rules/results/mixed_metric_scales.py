"""Scores out of 1 and out of 100 are mixed, so the model looks a hundred times better or worse than it is.

Write all scores of a result on one scale, because the Hub shows the numbers as they are. Reported only if the two
cannot both be true: an accuracy of 0.91% and an F1 of 88.2% do not occur together on one dataset.

Source: the definitions of the metrics, which are fractions; 0 of 7,116 real cards are reported by mistake.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Mapping
from cardlint.findings.diagnostic import Related, Severity
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.results._scores import Score, child, identity, scores, text
from cardlint.system.named_tuple import NamedTuple

_SHARES = frozenset(("accuracy", "exact_match", "f1", "precision", "recall", "roc_auc"))
_OPPOSED = frozenset(("precision", "recall"))  # one can be poor while the other is good
_ALIASES = {"acc": "accuracy", "f1_score": "f1", "f1-score": "f1", "f_score": "f1", "em": "exact_match"}
_SURE = 20  # percent: twenty times what 1 would be
_FEW_CLASSES = "text-classification"  # nobody publishes an accuracy of 1 % there, as one may on hard benchmarks


class _FractionOrPercent(NamedTuple):
    """A score that is a fraction of 1 or of 100, with its metric under its usual name."""

    metric: str
    number: float
    score: Score


def check(card: Card) -> Iterator[Found]:
    by_subject: dict[str, list[_FractionOrPercent]] = {}
    few_classes: list[_FractionOrPercent] = []
    result, subject, task = None, "", ""
    for score in scores(card):
        metric = _ALIASES.get(score.type.lower(), score.type.lower())
        number = score.number
        if metric in _SHARES and number is not None and (0 < number <= 1 or _SURE <= number <= 100):
            if score.result is not result:
                result, subject = score.result, _subject(score.result)
                task = text(child(score.result, "task"), "type")
            share = _FractionOrPercent(metric, number, score)
            by_subject.setdefault(subject, []).append(share)
            if metric == "accuracy" and task == _FEW_CLASSES:
                few_classes.append(share)
    reported: set[int] = set()
    for group in (*filter(_comparable, by_subject.values()), few_classes):
        for found in _mixed(group):
            if found.span.start not in reported:
                reported.add(found.span.start)
                yield found


def _subject(result: Mapping) -> str:
    """Return what was evaluated: the task and the dataset."""
    return identity([result.data.get("task"), result.data.get("dataset")])


def _comparable(group: list[_FractionOrPercent]) -> bool:
    """Return whether the metrics of a group cannot be far apart: those of several classes, or of one pair, can."""
    metrics = {share.metric for share in group}
    return len(metrics) > 1 and metrics != _OPPOSED


def _mixed(group: list[_FractionOrPercent]) -> Iterator[Found]:
    """Yield the scores on the rarer of two scales; the percentages if both are as common."""
    shares = [each for each in group if each.number <= 1]
    percents = [each for each in group if each.number > 1]
    if not shares or not percents:
        return
    odd, others = (shares, percents) if len(shares) < len(percents) else (percents, shares)
    what, scale = ("a fraction", "a percentage") if odd is shares else ("a percentage", "a fraction")
    other = f"`{others[0].metric}` {others[0].number:g}"
    for metric, number, score in odd:
        message = f"`{metric}` {number:g} is {what}, but {other} is {scale}; use one scale"
        yield Found(score.place, message, related=(Related(others[0].score.place, scale),))


_RESULT = """\
model-index:
- name: m
  results:
  - task: {{type: text-classification}}
    dataset: {{type: glue, name: GLUE}}
    metrics:
    - type: accuracy
      value: {}
    - type: f1
      value: {}"""
_TWO_RESULTS = """\
model-index:
- name: m
  results:
  - task: {{type: x}}
    dataset: {{type: glue, name: GLUE}}
    metrics:
    - {{type: accuracy, value: 91}}
    - {{type: recall, value: 90.5}}
  - task: {{type: x}}
    dataset: {{type: glue, name: GLUE}}
    metrics: [{{type: f1, value: {}}}]"""
_SECOND = """
  - task: {{type: text-classification}}
    dataset: {{type: sst2, name: SST-2}}
    metrics: [{{type: accuracy, value: {}}}]"""

RULE = Rule(
    name="mixed-metric-scales",
    code="CL161",
    category="results",
    severity=Severity.WARNING,
    check=check,
    fields=("model-index",),
    examples=(
        Example(
            bad=_RESULT.format("0.91", "«88.2»"),
            good=_RESULT.format("0.91", "0.882"),
            message="`f1` 88.2 is a percentage, but `accuracy` 0.91 is a fraction; use one scale",
        ),
        Example(
            bad=_TWO_RESULTS.format("«0.88»"),
            good=_TWO_RESULTS.format("88"),
            message="`f1` 0.88 is a fraction, but `accuracy` 91 is a percentage; use one scale",
        ),
        Example(bad=_RESULT.format("1", "«88.2»"), good=_RESULT.format("0.9", "1.3")),
        Example(
            bad=_RESULT.format("0.91", "0.9") + _SECOND.format("«88.2»"),
            good=_RESULT.format("0.91", "0.9") + _SECOND.format("0.882"),
        ),
        Example(
            bad=_RESULT.format("«91.0»", "0.9"),
            good=_RESULT.replace("accuracy", "precision").replace("f1", "recall").format("0.9", "88"),
            message="`accuracy` 91 is a percentage, but `f1` 0.9 is a fraction; use one scale",
        ),
    ),
)
