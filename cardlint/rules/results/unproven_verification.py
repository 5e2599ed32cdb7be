"""The score claims to be verified without the Hub's proof, so it gets no badge and misleads readers.

The Hub's own evaluator writes ``verified`` and ``verifyToken`` together. Remove them from scores that you report
yourself.

Source: huggingface_hub repocard_data.py, where the token proves that the Hub generated the evaluation; 13 of 2,421
real scores.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Entry, Mapping
from cardlint.findings.diagnostic import Applicability, Fix, Severity, SharedCause
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.results._scores import scores
from cardlint.system.lazy_pattern import pattern

_TOKEN = pattern(r"[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}", re.ASCII)
"""A signed JSON Web Token: header, claims and signature."""


def check(card: Card) -> Iterator[Found]:
    for score in scores(card):
        index = score.metric.index
        token = index.get("verifyToken")
        claim = index.get("verified")
        if token is not None and isinstance(token.value.data, str) and not _TOKEN.fullmatch(token.value.data):
            message = "`verifyToken` is not a token from the Hub, which alone can write it; remove it"
            yield Found(token.value.span, message, _deletion(card, score.metric, token))
        elif token is None and claim is not None and claim.value.data is True:
            message = "`verified: true` has no effect without the Hub's `verifyToken`; remove it"
            alike = SharedCause(
                "metrics are `verified: true` without the Hub's `verifyToken`, which has no effect", "remove it"
            )
            yield Found(claim.span, message, _deletion(card, score.metric, claim), alike=alike)


def _deletion(card: Card, metric: Mapping, entry: Entry) -> Fix | None:
    if metric.flow and entry not in metric.entries:  # merged in from elsewhere
        return None
    edit = edits.delete_entry(card.source, metric, entry)
    title = f"remove `{card.source.slice(entry.key.span)}`"
    return Fix(title, (edit,), Applicability.UNSAFE) if edit is not None else None


_RESULT = """\
model-index:
- name: m
  results:
  - task: {type: x}
    dataset: {type: d, name: d}
    metrics:
    - type: wer
      value: 12.5
"""

RULE = Rule(
    name="unproven-verification",
    code="CL168",
    category="results",
    severity=Severity.WARNING,
    check=check,
    fields=("model-index",),
    signs=("text:verif",),
    examples=(
        Example(
            bad=_RESULT + "      «verified: true»",
            good=_RESULT.rstrip(),
            message="`verified: true` has no effect without the Hub's `verifyToken`; remove it",
        ),
        Example(
            bad=_RESULT + "      «verified: true»\n      name: Test",
            good=_RESULT + "      name: Test",
            fixed=True,
        ),
        Example(
            bad=_RESULT + "      verifyToken: «mine»\n      name: Test",
            good=_RESULT + "      name: Test",
            fixed=True,
            message="`verifyToken` is not a token from the Hub, which alone can write it; remove it",
        ),
        Example(
            bad=_RESULT + "      verifyToken: «''»\n      name: Test",
            good=_RESULT
            + "      verified: true\n      verifyToken: eyJhbGciOiJFZERTQSJ9.eyJoYXNoIjoiMSJ9.c2lnbmF0dXJlMQ",
        ),
        Example(bad=_RESULT + "      «verified: true»\n      a: b", good=_RESULT + "      verified: false"),
    ),
)
