"""A score that is not a number cannot be compared, sorted or plotted; the Hub only repeats its text.

Write only the number: ``14.82``, not ``14.82%``, ``"14.82"`` or ``14,82``. If there is no score yet, remove the metric.
A spread such as ``20.0 ± 1.2`` is only an info: the Hub's schema has it as an example.

Source: @huggingface/hub 2.17.5 ApiModelIndex, whose schema takes any value; 48 of 2,421 real scores.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Entry, Scalar, is_unread
from cardlint.card.front_matter.scalars import read
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity, SharedCause, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.results._scores import scores
from cardlint.system.lazy_pattern import pattern

_NUMBER_FORM = r"[-+]?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?"
_NUMBER = pattern(_NUMBER_FORM)
_SPREAD = pattern(rf"{_NUMBER_FORM}%?\s?(?:±|\+/-|\+-)\s?{_NUMBER_FORM}%?")
_NO_SCORE = pattern(
    r"n\W?a\W*|nan|none|null|nil|undefined|unknown|missing|pending|t\W?b\W?[adc]|to ?do\b.*|fill\W?me|placeholder"
    r"|(?:coming )?soon"
    r"|[?x_.\s-]*%?|<.*>|\{.*\}|\[.*\]",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST = 60
"""Characters: a longer text is prose."""


def check(card: Card) -> Iterator[Found]:
    for score in scores(card):
        entry = score.value
        if entry is not None and score.number is None:
            found = _check_value(entry, score.type)
            if found is not None:
                yield found


def _check_value(entry: Entry, metric: str) -> Found | None:
    node = entry.value
    data = node.data
    whose = f" of {quote(metric, 24)}" if metric else ""
    if is_unread(node):
        return None
    if data is None:
        place = node.span if node.end > node.start else entry.key.span
        message = f"the value{whose} is empty; write the score, or remove the metric"
        alike = SharedCause("metrics have no value", "write the scores, or remove the metrics", quote(metric, 24))
        return Found(place, message, hub=Verdict.UNKNOWN, alike=alike)
    if not isinstance(node, Scalar):
        return Found(node.span, f"the value{whose} is {quote(data)}; write one metric for each number")
    if not isinstance(data, str) or (len(data) <= _LONGEST and _NO_SCORE.fullmatch(data.strip())):
        written = quote(node.text)
        message = f"the value{whose}, {written}, is not a score; write the number, or remove the metric"
        alike = SharedCause("values of metrics are not scores", "write the numbers, or remove the metrics", written)
        return Found(node.span, message, alike=alike)
    number = data.strip().removesuffix("%").rstrip()
    fix = None
    if len(data) <= _LONGEST and _NUMBER.fullmatch(number) and isinstance(read(number), int | float):
        same = number == data.strip()
        title = f"replace with the number `{number}`"
        fix = Fix(title, (Edit(node.span, number),), Applicability.SAFE if same else Applicability.UNSAFE)
    severity = Severity.INFO if len(data) <= _LONGEST and _SPREAD.fullmatch(data.strip()) else None
    return Found(node.span, f"the value{whose}, {quote(data)}, is text; write only the number", fix, severity=severity)


_RESULT = """\
model-index:
- name: m
  results:
  - task: {{type: x}}
    dataset: {{type: d, name: d}}
    metrics:
    - type: wer
      value: {}"""

RULE = Rule(
    name="non-numeric-metric-value",
    code="CL160",
    category="results",
    severity=Severity.WARNING,
    check=check,
    fields=("model-index",),
    examples=(
        Example(
            bad=_RESULT.format("«N/A»"),
            good=_RESULT.format("12.5"),
            message="the value of `wer`, `N/A`, is not a score; write the number, or remove the metric",
        ),
        Example(bad=_RESULT.format('«"???"»'), good=_RESULT.format("-0.5")),
        Example(bad=_RESULT.format("«pending»"), good=_RESULT.format("1e-3")),
        Example(bad=_RESULT.format("«.nan»"), good=_RESULT.format("0")),
        Example(bad=_RESULT.format("«null»"), good=_RESULT.format("1.0")),
        Example(bad=_RESULT.replace("value", "«value»").format("").rstrip(), good=_RESULT.format("1.0")),
        Example(
            bad=_RESULT.format("«{exact: 80.1, f1: 84.0}»"),
            good=_RESULT.format("84.0"),
            message="the value of `wer` is a mapping; write one metric for each number",
        ),
        Example(bad=_RESULT.format("«20.0 ± 1.2»"), good=_RESULT.format("20.0")),
        Example(bad=_RESULT.format("«4,17»"), good=_RESULT.format("4.17")),
        Example(bad=_RESULT.format("«0.95 (macro)»"), good=_RESULT.format("0.95")),
        Example(bad=_RESULT.format("«'12.5'»"), good=_RESULT.format("12.5"), fixed=True),
        Example(
            bad=_RESULT.format("«69.5%»"),
            good=_RESULT.format("69.5"),
            fixed=True,
            message="the value of `wer`, `69.5%`, is text; write only the number",
        ),
    ),
)
