"""The Hub rejects a card with a relation that it does not know, so the push fails.

There are four: ``adapter``, ``merge``, ``quantized`` and ``finetune``. Without the field, the Hub infers the relation
from the files.

Source: hub-docs model-cards.md; the Hub's schema lists exactly these.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.vocabulary import nearest

_MEANT = {
    "adapter": ("adapters", "adaptor", "lora", "qlora", "dora", "peft", "controlnet", "ipadapter"),
    "merge": ("merged", "merges", "merging", "mergekit", "slerp"),
    "quantized": (
        *("quantised", "quantize", "quantise", "quantization", "quantisation", "quant", "quants", "quantizd"),
        *("gguf", "ggml", "gptq", "awq", "exl2", "exl3", "fp8", "int4", "int8", "4bit", "8bit", "bnb", "mlx"),
    ),
    "finetune": ("finetuned", "finetuning", "finetunes", "finetuning", "sft", "dpo"),
}
_BY_WORD = {word: relation for relation, words in _MEANT.items() for word in (relation, *words)}


def check(card: Card) -> Iterator[Found]:
    for violation in card.violations("unknown-base-model-relation"):
        word = str(violation.found)
        letters = "".join(character for character in word.lower() if character.isalnum())
        meant = _BY_WORD.get(letters) or next(iter(nearest(letters, violation.expected, 1)), None)
        fix = None
        if meant is not None and violation.node is not None:
            same = letters == meant or (meant == "finetune" and letters.startswith("finetun"))
            applicability = Applicability.SAFE if same else Applicability.UNSAFE
            fix = Fix(f"replace with `{meant}`", (edits.replace(card.source, violation.node, meant),), applicability)
        hint = f"did you mean `{meant}`?" if meant else f"use one of {', '.join(map(quote, violation.expected))}"
        yield Found(
            violation.span, f"`base_model_relation` {quote(word)} is not known to the Hub; {hint}", fix, violation.hub
        )


RULE = Rule(
    name="unknown-base-model-relation",
    code="CL149",
    category="relations",
    severity=Severity.ERROR,
    hub=Verdict.REFUSES,
    check=check,
    breach=True,
    kinds=(Kind.MODEL,),
    fields=("base_model_relation",),
    examples=(
        Example(
            bad="base_model: a/b\nbase_model_relation: «lora»",
            good="base_model: a/b\nbase_model_relation: adapter",
            fixed=True,
            message="`base_model_relation` `lora` is not known to the Hub; did you mean `adapter`?",
        ),
        Example(
            bad="base_model: a/b\nbase_model_relation: «fine-tuned»",
            good="base_model: a/b\nbase_model_relation: finetune",
            fixed=True,
        ),
        Example(
            bad="base_model: a/b\nbase_model_relation: «'GGUF'»",
            good="base_model: a/b\nbase_model_relation: 'quantized'",
            fixed=True,
        ),
        Example(
            bad="base_model: a/b\nbase_model_relation: «child»",
            good="base_model: a/b\nbase_model_relation: merge",
            message="`base_model_relation` `child` is not known to the Hub; use one of `adapter`, `merge`, `quantized`, `finetune`",
        ),
    ),
)
