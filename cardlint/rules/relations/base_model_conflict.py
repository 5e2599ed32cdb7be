"""The adapter's configuration and the card name different base models, so one of them misleads the reader.

peft loads the model in ``adapter_config.json``; the page links to the one in ``base_model``. An adapter on the wrong
model gives nonsense or fails to load. Correct the wrong one.

Source: peft reads base_model_name_or_path; hub-docs peft.md.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.repository.ids import is_local_path, is_training_folder
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule

ADAPTER = "adapter_config.json"


def check(card: Card) -> Iterator[Found]:
    config = card.repository.mapping(ADAPTER) if card.repository is not None else None
    loaded = config.get("base_model_name_or_path") if config is not None else None
    entry = card.entry("base_model")
    if entry is None or not isinstance(loaded, str) or not loaded.strip() or is_local_path(loaded):
        return
    named = [text for text, _ in card.strings("base_model")]
    if named and not is_training_folder(loaded) and loaded.casefold() not in {text.casefold() for text in named}:
        yield Found(
            entry.value.span, f"`base_model` differs from `{ADAPTER}`, which loads {quote(loaded)}; correct one"
        )


RULE = Rule(
    name="base-model-conflict",
    code="CL148",
    category="files",
    severity=Severity.WARNING,
    check=check,
    kinds=(Kind.MODEL,),
    fields=("base_model",),
    signs=("file:adapter_config.json",),
    examples=(
        Example(
            bad="base_model: «mistralai/Mistral-7B-v0.1»",
            good="base_model: meta-llama/Llama-3.1-8B",
            files={"adapter_config.json": '{"base_model_name_or_path": "meta-llama/Llama-3.1-8B"}'},
            message="`base_model` differs from `adapter_config.json`, which loads `meta-llama/Llama-3.1-8B`; correct one",
        ),
        Example(
            bad="base_model:\n«- a/b\n- a/c»",
            good="base_model:\n- a/b\n- a/d",
            files={"adapter_config.json": '{"base_model_name_or_path": "a/d"}'},
        ),
        Example(
            bad="base_model: «a/b»",
            good="license: mit",
            files={"adapter_config.json": '{"base_model_name_or_path": "a/B-4bit"}'},
        ),
    ),
)
