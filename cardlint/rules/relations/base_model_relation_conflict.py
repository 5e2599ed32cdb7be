"""The files contradict the relation, so the Hub puts the model on the wrong branch of its base model's tree.

An adapter comes with ``adapter_config.json``, a quantized model with quantized weights, and a merge has two or more
base models. Correct the relation, or remove it: the Hub then infers it from the files.

Source: hub-docs model-cards.md.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.repository import Repository
from cardlint.card.repository.weights import weights
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import related
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.system.lazy_pattern import pattern

_ADAPTER = "adapter_config.json"
_PLAIN_WEIGHTS = pattern(r"(?:model|pytorch_model)(?:-\d+-of-\d+)?\.(?:safetensors|bin)")
_QUANTIZED = pattern(r"q\d|int\d|fp\d|nf4|\dbit|\d-bit|quant|gguf|gptq|awq|exl\d|bnb|marlin|w\da\d", re.IGNORECASE)


def check(card: Card) -> Iterator[Found]:
    node = card.node("base_model_relation")
    if node is None or not isinstance(node.data, str) or "base_model" not in card.fields:
        return
    problem = _problem(card, node.data)
    if problem is not None:
        others = related.to_key(card, "base_model", "the base model") if "`base_model`" in problem else ()
        yield Found(node.span, f"`base_model_relation` is {quote(node.data)}, but {problem}", related=others)


def _problem(card: Card, relation: str) -> str | None:
    if relation == "merge" and sum(1 for _ in card.values("base_model")) == 1:
        return "`base_model` names only one model; name all of them"
    repository = card.repository
    if repository is None or not repository.known:
        return None
    if relation == "adapter" and _is_full_model(card, repository):
        return "these are the weights of a full model; remove it, or use `finetune`"
    if relation in ("finetune", "merge") and repository.has(_ADAPTER) and not repository.has("config.json"):
        return f"`{_ADAPTER}` marks an adapter; use `adapter`"
    if relation == "quantized" and _is_full_model(card, repository) and not _is_quantized(card, repository):
        return "no file or tag mentions quantization; remove it, or correct it"
    return None


def _is_full_model(card: Card, repository: Repository) -> bool:
    """Return whether these are the weights of a full transformers model, and nothing else."""
    config = repository.mapping("config.json")
    files = weights(repository)
    return (
        config is not None
        and "architectures" in config
        and not repository.has(_ADAPTER)
        and bool(files)
        and all(_PLAIN_WEIGHTS.fullmatch(name) for name in files)
        and card.fields.get("library_name") in (None, "transformers")
    )


def _is_quantized(card: Card, repository: Repository) -> bool:
    config = repository.mapping("config.json") or {}
    if any("quant" in key.lower() for key in config):
        return True
    words = [tag for tag, _ in card.strings("tags")]
    if repository.origin is not None:
        words.append(repository.origin.id)
    return any(_QUANTIZED.search(word) for word in (*words, *repository.top))


_FULL_MODEL = {"config.json": '{"architectures": ["LlamaForCausalLM"]}', "model-00001-of-00001.safetensors": ""}

RULE = Rule(
    name="base-model-relation-conflict",
    code="CL151",
    category="files",
    severity=Severity.WARNING,
    check=check,
    kinds=(Kind.MODEL,),
    fields=("base_model_relation",),
    examples=(
        Example(
            bad="base_model: a/b\nbase_model_relation: «merge»",
            good="base_model: [a/b, c/d]\nbase_model_relation: merge",
            message="`base_model_relation` is `merge`, but `base_model` names only one model; name all of them",
        ),
        Example(
            bad="base_model: a/b\nbase_model_relation: «adapter»",
            good="base_model: a/b\nbase_model_relation: finetune",
            files=_FULL_MODEL,
        ),
        Example(
            bad="base_model: a/b\nbase_model_relation: «quantized»",
            good="base_model: a/b\nbase_model_relation: quantized\ntags: [4-bit]",
            files=_FULL_MODEL,
        ),
        Example(
            bad="base_model: a/b\nbase_model_relation: «finetune»",
            good="base_model: a/b\nbase_model_relation: adapter",
            files={"adapter_config.json": "{}", "adapter_model.safetensors": ""},
        ),
    ),
    silent=(
        Example(
            good="base_model: a/b\nbase_model_relation: quantized",
            files={**_FULL_MODEL, "config.json": '{"architectures": ["A"], "quantization_config": {}}'},
        ),
    ),
)
