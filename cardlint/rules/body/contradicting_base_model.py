"""The text names another base model than the metadata, so the reader does not know what was fine-tuned.

Correct the one that is wrong. The Hub draws the model tree from ``base_model``.

Source: Hub documentation, model cards, base_model; consistency.
"""

import re
from collections.abc import Iterator

from cardlint.card import Card
from cardlint.diagnostic import Severity
from cardlint.kind import Kind
from cardlint.pattern import pattern
from cardlint.rule import Example, Found, Rule
from cardlint.rules.body._targets import model_id
from cardlint.shown import shown

REACH = 60
"""Characters before a link that say what it is."""

_ID = pattern(r"(?:[a-z0-9][\w.-]*/)?[a-z0-9][\w.-]*")
_FROM = pattern(
    r"(?:fine[- ]?tuned|finetuned|distilled|quanti[sz]ed|converted|finetune|adapter|quantization|quants)"
    r"(?:\s++(?:version|variant|model|checkpoint|adapter|copy))?+\s++(?:of|from|for|version\s++of)(?:\s++the)?\s++[*_`]*+\[?$",
    re.IGNORECASE,
)


def check(card: Card) -> Iterator[Found]:
    bases = {value.lower() for value, _ in card.strings("base_model")}
    names = {base.rpartition("/")[2] for base in bases}
    text = card.source.text
    if not bases or not all(_ID.fullmatch(base) for base in bases):
        return
    for link in card.markdown.links:
        target = model_id(link.target)
        if target is None or ("/" not in target and "-" not in target):  # a user's page
            continue
        if target.lower() in bases or target.lower().rpartition("/")[2] in names:
            continue
        if _FROM.search(text, max(link.span.start - REACH, card.markdown.start), link.span.start):
            stated = next(value for value, _ in card.strings("base_model"))
            yield Found(link.target_span, f"the text says {shown(target)}, but base_model is {shown(stated)}")


_CARD = """\
---
base_model: google-bert/bert-base-cased
---
A fine-tuned version of [this model]({}), like [another](https://huggingface.co/example-org/another).
"""

RULE = Rule(
    name="contradicting-base-model",
    code="CL324",
    category="body",
    severity=Severity.WARNING,
    kinds=(Kind.MODEL,),
    check=check,
    fields=("base_model",),
    examples=(
        Example(
            bad=_CARD.format("«https://huggingface.co/google-bert/bert-base-uncased»"),
            good=_CARD.format("https://huggingface.co/bert-base-cased"),
            whole=True,
            message="the text says google-bert/bert-base-uncased, but base_model is google-bert/bert-base-cased",
        ),
    ),
)
