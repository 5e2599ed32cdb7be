"""The page of the model links only the metrics listed under ``metrics``, and this one has results but is missing.

Add it to the list of metrics.

Source: hub-docs model-cards.md 242f4a1: ``metrics`` are the links of the page, separate from ``model-index``.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Related, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.results._scores import Score, scores
from cardlint.vocabulary import vocabulary

_SHOWN = 5


def check(card: Card) -> Iterator[Found]:
    entry = card.entry("metrics")
    listed = {_plain(metric) for metric, _ in card.strings("metrics")}
    if entry is None or not listed:
        return
    metrics = vocabulary("metrics")
    missing: dict[str, Score] = {}
    for score in scores(card):
        if score.type in metrics and _plain(score.type) not in listed:  # other words have no page to link to
            missing.setdefault(score.type, score)
    if missing:
        names = ", ".join(quote(name, 20) for name in list(missing)[:_SHOWN])
        edit = edits.append(card, entry, *missing)
        fix = Fix("add the missing metrics", (edit,), Applicability.UNSAFE) if edit is not None else None
        message = f"`metrics` lacks {names} from `model-index`; add what has results"
        others = [Related(score.metric.index["type"].value.span, "not listed") for score in missing.values()]
        yield Found(entry.key.span, message, fix, related=tuple(others[:_SHOWN]))


def _plain(metric: str) -> str:
    return vocabulary("metrics").alias(metric) or metric


_RESULT = """\
metrics: [wer]
model-index:
- name: m
  results:
  - task: {type: x}
    dataset: {type: d, name: d}
    metrics: [{type: wer, value: 9.5}, {type: cer, value: 3.2}]"""

RULE = Rule(
    name="unlisted-metric",
    code="CL166",
    category="results",
    severity=Severity.INFO,
    check=check,
    kinds=(Kind.MODEL,),
    fields=("metrics",),
    examples=(
        Example(
            bad=_RESULT.replace("metrics: [wer]", "«metrics»: [wer]"),
            good=_RESULT.replace("[wer]", "[wer, cer]"),
            fixed=True,
            message="`metrics` lacks `cer` from `model-index`; add what has results",
        ),
        Example(
            bad=_RESULT.replace("metrics: [wer]", "«metrics»: wer"),
            good=_RESULT.replace("[wer]", "[wer, cer]"),
            fixed=True,
        ),
        Example(
            bad=_RESULT.replace("metrics: [wer]", "«metrics»:\n- WER\n- bleu"),
            good=_RESULT.replace(" [wer]", "\n- WER\n- bleu\n- cer"),
            fixed=True,
        ),
    ),
    silent=(
        Example(good=_RESULT.replace("metrics: [wer]", "metrics: []", 1)),
        Example(good=_RESULT.replace("type: cer", "type: mine")),
    ),
)
