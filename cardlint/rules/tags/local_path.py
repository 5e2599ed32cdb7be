"""A local path exposes a folder on the author's disk, and the page does not link the model to its base model.

Trainers write the path that the base model was loaded from into ``base_model``, which the Hub rejects, and into a tag
``base_model:adapter:``, which it accepts. Write the id of the base model, and remove the tag. A folder such as
``outputs/merged`` or ``checkpoint-500`` looks like an id, so the Hub accepts it. ``models/llama/8b`` is not ``llama/8b``.

Source: 47 of 1,245 peft models of August 2026 publish such a path; the Hub's answers to pushes.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.repository.ids import is_local_path, is_training_folder
from cardlint.findings.diagnostic import Applicability, Fix, Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.tags._tags import deletion, tags
from cardlint.system.lazy_pattern import pattern

_BASE_MODEL = pattern(r"^base_model:(?:(?:adapter|finetune|merge|quantized):)?")
_CURE = "use the id of a Hub model"


def check(card: Card) -> Iterator[Found]:
    for index, tag, node in tags(card):
        path = _BASE_MODEL.sub("", tag)
        if is_local_path(path) and ("/" in path or "\\" in path):
            edit = deletion(card, index)
            fix = Fix("remove the tag", (edit,), Applicability.UNSAFE) if edit is not None else None
            yield Found(node.span, f"the tag {quote(tag, 60)} contains a local path; remove it", fix)
    if card.kind is not Kind.MODEL:
        return
    for text, span in card.strings("base_model"):
        if is_local_path(text):
            yield Found(
                span, f"`base_model` {quote(text)} is a local path, which the Hub rejects; {_CURE}", hub=Verdict.REFUSES
            )
        elif is_training_folder(text):
            message = f"`base_model` {quote(text)} looks like a local folder; {_CURE}"
            if text.count("/") > 1 or text.endswith("/"):  # not an id
                yield Found(span, message, hub=Verdict.REFUSES)
            else:
                yield Found(span, message, severity=Severity.WARNING)


RULE = Rule(
    name="local-path",
    code="CL135",
    category="metadata",
    severity=Severity.ERROR,
    check=check,
    fields=("tags", "base_model"),
    examples=(
        Example(
            bad="tags:\n- «base_model:adapter:/workspace/llama»\n- lora",
            good="tags:\n- lora",
            fixed=True,
            message="the tag `base_model:adapter:/workspace/llama` contains a local path; remove it",
        ),
        Example(
            bad="tags: [lora, «'base_model:adapter:C:\\Models\\x'»]",
            good="tags: [lora]",
            fixed=True,
        ),
        Example(bad="tags:\n- «./outputs»", good="license: mit\ntags:\n- a/b\n- .net\n- 'base_model:adapter:a/b'"),
        Example(
            bad="base_model: «./checkpoint-500»",
            good="base_model: meta-llama/Llama-3.1-8B",
            message="`base_model` `./checkpoint-500` is a local path, which the Hub rejects; use the id of a Hub model",
        ),
        Example(
            bad="base_model: [a/b, «outputs/merged», «checkpoint-500», «/workspace/llama»]",
            good="base_model: [a/b, gpt2]",
            message="`base_model` `outputs/merged` looks like a local folder; use the id of a Hub model",
        ),
        Example(
            bad="base_model: «models/llama/8b»",
            good="base_model: meta-llama/Llama-3.1-8B",
            message="`base_model` `models/llama/8b` looks like a local folder; use the id of a Hub model",
        ),
        Example(
            bad="base_model: [«Meta-Llama-3.1-8B/», «$HOME/llama», «models/mistral», «data/llama/final», «~/llama»]",
            good="base_model: [data/llama, model/x]",
        ),
    ),
)
