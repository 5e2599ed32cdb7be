"""The card gives two scores for one task, dataset and metric, so readers have to guess which one is right.

Keep one, or write in the metric's name what differs. huggingface_hub merges the two when it saves the card. A score that
the Hub's evaluator verified does not repeat the one that you report.

Source: huggingface_hub repocard_data.py, EvalResult.is_equal_except_value; huggingface/huggingface_hub#1186.
"""

from bisect import bisect_left
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Mapping, Sequence
from cardlint.findings.diagnostic import Edit, Fix, Related, Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.results._scores import Score, child, identity, models, scores

_SCORES = frozenset(("metrics",))
_MEASURED = frozenset(("value", "verified", "verifyToken"))  # what can differ between two runs of one measurement


def check(card: Card) -> Iterator[Found]:
    if sum(1 for _ in models(card)) > 1:
        return  # different models have different scores
    first: dict[str, Score] = {}
    identities: dict[int, str] = {}  # the identities of results, by the place where each begins
    result, subject = None, ""
    for score in scores(card):
        if not score.type:
            continue
        if score.result is not result:
            result, subject = score.result, _without(score.result, _SCORES)
        verified = "verified " if _is_verified(score.metric) else ""
        twin = first.setdefault(verified + subject + _without(score.metric, _MEASURED), score)
        if twin is score:
            continue
        name = quote(score.type, 24)
        if identity(twin.metric.data) == identity(score.metric.data):
            message = f"{name} repeats the score on line {_line(card, twin.metric.span)}; remove one"
            fix, others = _deletion(card, score, twin, identities), (Related(twin.metric.span, "the same score"),)
            alike = SharedCause("scores repeat others", "remove them", name)
            yield Found(score.metric.span, message, fix, severity=Severity.INFO, related=others, alike=alike)
        elif twin.metric.data.get("value") != score.metric.data.get("value"):
            here, there = quote(score.metric.data.get("value"), 16), quote(twin.metric.data.get("value"), 16)
            message = (
                f"{name} is {here} here but {there} on line {_line(card, twin.place)}; name what differs, or keep one"
            )
            alike = SharedCause(
                "scores differ from another for the same result", "name what differs, or keep one of each", name
            )
            yield Found(score.place, message, related=(Related(twin.place, "the other score"),), alike=alike)


def _line(card: Card, span: Span) -> int:
    return card.source.position(span.start).line


def _is_verified(metric: Mapping) -> bool:
    return metric.data.get("verified") is True or metric.data.get("verifyToken") is not None


def _without(mapping: Mapping, names: frozenset[str]) -> str:
    return identity({name: part for name, part in mapping.data.items() if name not in names})


def _deletion(card: Card, score: Score, twin: Score, identities: dict[int, str]) -> Fix | None:
    """Return the fix that removes one of two equal results or metrics. ``identities`` caches the identities of results."""
    for each in (score.result, twin.result):
        if each.start not in identities:
            identities[each.start] = identity(each.data)
    if score.result is not twin.result and identities[score.result.start] == identities[twin.result.start]:
        name, edit = "result", _delete(card, score.result)
    elif score.metrics is twin.metrics and score.metric is not twin.metric and not score.metrics.flow:
        name, edit = "metric", edits.delete_item(card.source, score.metrics, score.item)
    else:
        return None
    return Fix(f"remove the repeated {name}", (edit,)) if edit is not None else None


def _delete(card: Card, result: Mapping) -> Edit | None:
    results = child(next(models(card)), "results")
    if not isinstance(results, Sequence):
        return None
    index = bisect_left(results.items, result.start, key=lambda each: each.start)
    is_there = index < len(results.items) and results.items[index] is result  # an alias is defined elsewhere
    return edits.delete_item(card.source, results, index) if is_there else None


_RESULT = """\
model-index:
- name: m
  results:
  - task:
      type: x
    dataset:
      type: d
      name: d
    metrics:
    - type: wer
      value: 12.5
    - type: {}
      value: {}"""
_ONE = _RESULT.rpartition("\n    -")[0]
_EQUAL = "«type: wer\n      value: 12.5»"

RULE = Rule(
    name="repeated-result",
    code="CL163",
    category="results",
    severity=Severity.WARNING,
    check=check,
    fields=("model-index",),
    examples=(
        Example(
            bad=_RESULT.format("wer", "«13.1»"),
            good=_RESULT.format("cer", "13.1"),
            message="`wer` is `13.1` here but `12.5` on line 12; name what differs, or keep one",
        ),
        Example(
            bad=f"{_ONE}\n    - {_EQUAL}",
            good=_ONE,
            fixed=True,
        ),
        Example(
            bad=_ONE + _ONE.partition("results:")[2].replace("type: wer\n      value: 12.5", _EQUAL),
            good=_ONE,
            fixed=True,
            message="`wer` repeats the score on line 11; remove one",
        ),
        Example(
            bad=_RESULT.format("wer", "«1»"),
            good=_RESULT.format("wer\n      name: Test WER", "1"),
        ),
    ),
    silent=(
        Example(good=_RESULT.format("wer", "13.1\n      verified: true\n      verifyToken: a.b.c")),
        Example(good=_RESULT.format("wer", "12.5\n      verifyToken: a.b.c")),
        Example(
            good=_RESULT.format("wer", 13) + "\n" + _RESULT.format("wer", 13).partition("\n")[2].replace("12.5", "14")
        ),
        Example(good=_RESULT.replace("type: wer", "name: wer").replace("type: {}", "name: wer").format(13)),
    ),
)
