"""The Trainer did not know the data, and wrote "on an unknown dataset" or "on the None dataset" into the card.

Write which data it was, and list it in ``datasets``: without it, nobody can judge or repeat the training.

Source: transformers 5, modelcard.py, TrainingSummary; in 329 of 7,116 real cards, 60 read, all true.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.system.lazy_pattern import pattern

_WORDS = pattern(r"\bon (?:an unknown|an unkown|the None|an? None|the unknown) dataset\b")
_ENDS = ("unknown dataset", "unkown dataset", "None dataset")
"""What the words end with: looking for these first is much faster."""

_FIRST = "on "


def check(card: Card) -> Iterator[Found]:
    body = card.markdown
    if not any(end in body.text for end in _ENDS):
        return
    for found in _WORDS.finditer(body.text, body.start):
        if not body.in_code(found.start()):
            span = Span(found.start() + len(_FIRST), found.end())
            yield Found(span, f"the card says {quote(found[0])}; write which data it was, also in `datasets`")
            return


RULE = Rule(
    name="unnamed-training-data",
    code="CL351",
    category="body",
    severity=Severity.WARNING,
    kinds=(Kind.MODEL,),
    check=check,
    signs=("text:unknown dataset", "text:unkown dataset", "text:none dataset"),
    examples=(
        Example(
            bad="# M\n\nThis model is a fine-tuned version of [a](b) on «the None dataset».\n",
            good="# M\n\nThis model is a fine-tuned version of [a](b) on the film reviews.\n",
            whole=True,
            message="the card says `on the None dataset`; write which data it was, also in `datasets`",
        ),
        Example(bad="It was trained on «an unknown dataset».\n", good="It was trained on data of ours.\n", whole=True),
    ),
    silent=(
        Example(good="`on the None dataset` is what the Trainer writes.\n", whole=True),
        Example(good="Results on an unknown datasets server, on the none dataset\n", whole=True),
    ),
)
