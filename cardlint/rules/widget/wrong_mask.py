"""A fill-mask example fails unless its text contains the mask token exactly once.

Write ``<mask>``, which the widget replaces with the mask token of the tokenizer, or write that token.

Source: hub-docs models-widgets.md 242f4a1, ``mask_token``; transformers FillMaskPipeline.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Scalar
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit import related
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.widget._examples import examples, task_of
from cardlint.task.mask import ANY_MASK, MASK, masks, own_mask


def check(card: Card) -> Iterator[Found]:
    found = [node for example in examples(card) if (node := _text(example.index.get("text"))) is not None]
    if not found or task_of(card) != "fill-mask":
        return
    own = _own_mask(card)
    for node in found:
        yield from _check_example(card, node, own)


def _check_example(card: Card, node: Scalar, own: str | None) -> Iterator[Found]:
    count, wrong = masks(node.text, own)
    if count == 0:
        yield Found(node.span, f"the example has no mask; write {quote(own or ANY_MASK, 20)} for the word to fill in")
    elif count > 1:
        yield Found(node.span, f"the example has {count} masks, but the widget fills in only one; keep one")
    elif wrong is not None and own is not None:
        message = f"{quote(wrong)} is not the mask of this model; use {quote(own, 20)}"
        fix, other = _replacement(card, node, wrong, own), related.to_value(card, "mask_token", "the mask of the model")
        yield Found(node.span, message, fix, related=other)


def _replacement(card: Card, node: Scalar, wrong: str, own: str) -> Fix | None:
    at = card.source.slice(node.span).find(wrong)
    if at < 0 or (node.plain and node.span.start + at == node.span.start) or not MASK.fullmatch(own):
        return None  # a plain scalar cannot begin with a bracket
    span = Span(node.start + at, node.start + at + len(wrong))
    return Fix(f"replace with {quote(own, 20)}", (Edit(span, own),), Applicability.UNSAFE)


def _text(entry: object) -> Scalar | None:
    value = getattr(entry, "value", None)
    return value if isinstance(value, Scalar) and isinstance(value.data, str) else None


def _own_mask(card: Card) -> str | None:
    """Return the mask of the model, from the card or from its tokenizer; None if neither says."""
    stated = card.fields.get("mask_token")
    tokenizer = card.repository.mapping("tokenizer_config.json") if stated is None and card.repository else None
    return own_mask(stated, tokenizer)


_CARD = "pipeline_tag: fill-mask\nwidget:\n- text: {}"

RULE = Rule(
    name="wrong-mask",
    code="CL181",
    category="widget",
    severity=Severity.WARNING,
    check=check,
    kinds=(Kind.MODEL,),
    fields=("widget",),
    yields_to=("incomplete-widget-example",),
    examples=(
        Example(
            bad=_CARD.format("«Paris is the capital.»"),
            good=_CARD.format("Paris is the <mask>."),
            message="the example has no mask; write `<mask>` for the word to fill in",
        ),
        Example(
            bad=_CARD.format("«The <mask> of <mask>.»"),
            good=_CARD.format("'[MASK] is the capital.'"),
            message="the example has 2 masks, but the widget fills in only one; keep one",
        ),
        Example(
            bad=_CARD.format("«Paris is the [MASK].»"),
            good=_CARD.format("Paris is the <mask>."),
            files={"tokenizer_config.json": '{"mask_token": {"content": "<mask>"}}'},
            fixed=True,
            message="`[MASK]` is not the mask of this model; use `<mask>`",
        ),
        Example(
            bad="mask_token: <extra>\n" + _CARD.format('«"[MASK] is"»'),
            good="mask_token: <extra>\n" + _CARD.format("<extra> is"),
        ),
    ),
)
