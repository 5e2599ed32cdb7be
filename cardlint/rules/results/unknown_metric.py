"""A misspelled metric has no page and no explanation, and cannot be compared with the metric of other models.

Write the id of the metric, in lower case, and what readers should see under ``name``: the Hub compares the ids letter by
letter, so ``WER`` and ``word_error_rate`` are not ``wer``. The list is open: a metric of your own is only an info, and nothing if
the text of the card mentions it.

Source: huggingface/evaluate a7dd338 (metrics, comparisons, measurements); the Hub takes any text.
"""

import re
from collections.abc import Iterator
from functools import cache

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Node, Scalar
from cardlint.findings.diagnostic import Applicability, Fix, Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.results._scores import child, scores
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple
from cardlint.vocabulary import Vocabulary, nearest, vocabulary

_SHORTEST_TYPO = 5  # wer, cer, ter, ser and der are five metrics, not one
_LIKENESS = 0.84  # 1 is for equal words; any lower, and auprc would be a typo for auroc
_WORDS = pattern(r"[^\W_]+")
_VARIANT = pattern(r"rouge[-_ ]?(?:[0-9]|l|lsum)\Z|\+\+\Z", re.IGNORECASE)  # reported under the id of the metric
_LONGEST = 40  # a longer text is a sentence


def check(card: Card) -> Iterator[Found]:
    metrics = vocabulary("metrics")
    diagnose = cache(_diagnose)  # a card may name one metric a thousand times
    mentioned: set[str] = set()
    for node in _metrics(card):
        metric = node.text
        if metric in metrics or metric in mentioned:
            continue
        diagnosis = diagnose(metric)
        meant, fix = diagnosis.meant, None
        if meant is not None:
            fix = Fix(f"replace with `{meant}`", (edits.replace(card.source, node, meant),), diagnosis.applicability)
        else:
            mentioned.add(metric)  # once per card is enough
        alike = None
        if meant is None and diagnosis.severity is Severity.INFO:
            if metric.lower() in card.markdown.lower:
                continue
            alike = SharedCause(
                "metrics are not in the `evaluate` library", "explain them in the card", quote(metric, 24)
            )
        yield Found(node.span, diagnosis.message, fix, severity=diagnosis.severity, alike=alike)


class _Diagnosis(NamedTuple):
    """What is wrong with a metric, the id that is clearly meant, how safe the fix is, and the severity."""

    message: str
    meant: str | None
    applicability: Applicability
    severity: Severity


def _metrics(card: Card) -> Iterator[Scalar]:
    """Yield every metric id of the card."""
    nodes: list[Node | None] = [node for _, node in card.values("metrics")]
    nodes += [child(score.metric, "type") for score in scores(card)]
    for node in nodes:
        if isinstance(node, Scalar) and isinstance(node.data, str) and node.data.strip():
            yield node


def _diagnose(metric: str) -> _Diagnosis:
    """Return what is wrong with ``metric``, which the evaluate library does not have."""
    metrics = vocabulary("metrics")
    name = quote(metric)
    if len(metric) <= _LONGEST:
        meant = metrics.alias(metric)
        near = None if meant is not None else _near(metric, metrics)
        if near is not None and _letters(near) != _letters(metric):
            known = near if near in metrics else None
            message = f"metric {name} is misspelled; did you mean `{near}`?"
            return _Diagnosis(message, known, Applicability.UNSAFE, Severity.WARNING)
        meant = meant or (near and (metrics.alias(near) or near))
        if meant is not None:
            same = _letters(metric) == _letters(meant)
            message = f"metric {name} has the id `{meant}`; use that"
            severity = Severity.INFO if _VARIANT.search(metric) is not None else Severity.WARNING
            return _Diagnosis(message, meant if same else None, Applicability.SAFE, severity)
    message = f"metric {name} is not in the `evaluate` library; explain it in the card"
    return _Diagnosis(message, None, Applicability.UNSAFE, Severity.INFO)


def _near(metric: str, metrics: Vocabulary) -> str | None:
    """Return the spelling that ``metric`` is a typo for; None for other metrics and for compounds with a known one."""
    word = metric.lower()
    near = nearest(word, [*metrics.ids, *metrics.aliases], 1) if len(word) >= _SHORTEST_TYPO else ()
    if not near or abs(len(near[0]) - len(word)) > 1 or _digits(near[0]) != _digits(word):
        return None
    words = _WORDS.findall(near[0])
    if len(words) == 1 and words[0] in _WORDS.findall(word):
        return None
    from difflib import SequenceMatcher  # slow to import; most metrics are known

    swapped = sorted(near[0]) == sorted(word)
    return near[0] if swapped or SequenceMatcher(None, near[0], word).ratio() >= _LIKENESS else None


def _digits(word: str) -> str:
    return "".join(filter(str.isdigit, word))


def _letters(word: str) -> str:
    return "".join(filter(str.isalnum, word.lower()))


_RESULT = """\
model-index:
- name: m
  results:
  - task: {{type: x}}
    dataset: {{type: d, name: d}}
    metrics:
    - type: {}
      value: 0.5"""

RULE = Rule(
    name="unknown-metric",
    code="CL169",
    category="results",
    severity=Severity.WARNING,
    check=check,
    fields=("metrics", "model-index"),
    yields_to=("comma-list",),
    examples=(
        Example(
            bad=_RESULT.format("«acuracy»"),
            good=_RESULT.format("accuracy"),
            fixed=True,
            message="metric `acuracy` is misspelled; did you mean `accuracy`?",
        ),
        Example(bad="metrics:\n- «precison»\n- f1", good="metrics:\n- precision\n- f1", fixed=True),
        Example(bad="metrics: «preplexity»", good="metrics: perplexity", fixed=True),
        Example(
            bad=_RESULT.format("«rogue-1»"),
            good=_RESULT.format("rouge"),
            message="metric `rogue-1` is misspelled; did you mean `rouge-1`?",
        ),
        Example(
            bad=_RESULT.format("«Accuracy»"),
            good=_RESULT.format("accuracy"),
            fixed=True,
            message="metric `Accuracy` has the id `accuracy`; use that",
        ),
        Example(
            bad="metrics: [«WER», «word_error_rate», «rouge-1»]",
            good="metrics: [wer, rouge]",
        ),
        Example(
            bad=_RESULT.format("«acc»"),
            good=_RESULT.format("accuracy"),
            message="metric `acc` has the id `accuracy`; use that",
        ),
        Example(
            bad=_RESULT.format("«max_accuracy»"),
            good=_RESULT.format("accuracy"),
            message="metric `max_accuracy` is not in the `evaluate` library; explain it in the card",
        ),
    ),
    silent=(
        Example(good="metrics: [accuracy, f1]"),
        Example(
            good="---\nmetrics: [cosine_ndcg@10]\n---\n# M\n\n| Metric | Value |\n|---|---|\n| cosine_ndcg@10 | 0.76 |\n",
            whole=True,
        ),
    ),
)
