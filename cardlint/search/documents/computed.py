"""The fields that are not simply read from a card: one function each, with the name in index/fields.yaml."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeAlias

from cardlint.search.documents.reading import CardReading
from cardlint.system.resources import load_yaml
from cardlint.vocabulary import vocabulary

Computed: TypeAlias = Callable[[CardReading], Iterable[Any]]

_NUMBERS = re.compile(r"(?<![^\W_])[0-9][0-9.,]*(?![^\W_])")
FILE_FORMATS = {
    ".safetensors": "safetensors",
    ".gguf": "gguf",
    ".onnx": "onnx",
    ".bin": "pytorch",
    ".pt": "pytorch",
    ".pth": "pytorch",
    ".ckpt": "pytorch",
    ".h5": "keras",
    ".keras": "keras",
    ".msgpack": "flax",
    ".tflite": "tflite",
    ".mlpackage": "coreml",
    ".mlmodel": "coreml",
    ".nemo": "nemo",
    ".pkl": "pickle",
    ".joblib": "joblib",
    ".parquet": "parquet",
    ".csv": "csv",
    ".tsv": "csv",
    ".jsonl": "json",
    ".arrow": "arrow",
    ".tar": "webdataset",
    ".zip": "zip",
    ".xml": "openvino",
}
_UNIT = re.compile(r"(?i)^\s*([0-9]+(?:\.[0-9]+)?)\s*(kg|g|grams?|kilograms?|t|tons?)?\b")


def identity(reading: CardReading) -> Iterator[str]:
    yield reading.entry.id


def kind(reading: CardReading) -> Iterator[str]:
    yield reading.card.kind.value


def title(reading: CardReading) -> Iterator[str]:
    """The title in the front matter, or the first heading."""
    for name in ("title", "pretty_name", "model_name"):
        stated = reading.fields.get(name)
        if isinstance(stated, str) and stated.strip():
            yield stated.strip()
            return
    yield from reading.prose.headings[:1]


def headings(reading: CardReading) -> Iterable[str]:
    return reading.prose.headings


def prose(reading: CardReading) -> Iterable[str]:
    return reading.prose.prose


def code(reading: CardReading) -> Iterator[str]:
    """Code and tables without numbers: results are a quarter of all words, and nobody searches for 0.4312."""
    for part in reading.prose.code:
        # Masked first, because a secret without its digits would not be recognized.
        yield _NUMBERS.sub(" ", reading.mask.text(part))


def task(reading: CardReading) -> Iterator[str]:
    """The resolved task, the replacement of a retired task in the card, or the task in a dump of the Hub."""
    if reading.card.kind.value == "model":
        found = reading.resolution.task or _replaced(reading)
        yield from [found] if found else reading.hub.get("task", ())


def task_source(reading: CardReading) -> Iterator[str]:
    if reading.card.kind.value == "model":
        if reading.resolution.task:
            yield reading.resolution.source
        elif _replaced(reading):
            yield "retired"
        elif reading.hub.get("task"):
            yield "hub"


def _replaced(reading: CardReading) -> str | None:
    """The task that replaces the retired one in the card; a query for the retired task is translated in the same way."""
    from cardlint.task.order import retired_task

    return retired_task(reading.fields.get("pipeline_tag"))


def modality(reading: CardReading) -> Iterator[str]:
    """The modalities of the card's tasks, as grouped by the Hub."""
    known = vocabulary("tasks")
    named = known.data["modalities"]
    categories = [*_strings(reading.fields.get("task_categories"))] or reading.hub.get("task_categories", [])
    for each in (*task(reading), *categories):
        if each in known:
            yield named[known[each]["modality"]]


def library(reading: CardReading) -> Iterator[str]:
    """The libraries that the card declares, by name or by tags as the Hub counts them, or the one that its files indicate."""
    if reading.card.kind.value not in ("model", "kernel"):
        return
    known = vocabulary("libraries")
    formats = known.data["formats"]
    stated = list(_strings(reading.fields.get("library_name")))
    stated += [tag for tag in _strings(reading.fields.get("tags")) if tag in known or tag in formats]
    yield from stated
    if not stated and (other := reading.resolution.library.detected):
        yield other


def license_family(reading: CardReading) -> Iterator[str]:
    for license_id in [*_strings(reading.fields.get("license"))] or reading.hub.get("license", []):
        yield from families(license_id.lower())


@lru_cache(maxsize=4096)  # 20 µs per license, and many cards have the same license
def families(license_id: str) -> tuple[str, ...]:
    """Return the families that a license belongs to."""
    table: Mapping[str, list[str]] = load_yaml("index/license_families.yaml")
    found = tuple(name for name, starts in table.items() if license_id.startswith(tuple(starts)))
    return tuple(name for name in found if name != "permissive") if "non-commercial" in found else found


def languages(reading: CardReading) -> Iterator[str]:
    from cardlint.search.documents.language_codes import codes

    stated = (reading.fields.get("language"), reading.fields.get("languages"))
    for word in (word for value in stated for word in _strings(value)):
        yield from codes(word)


def metrics(reading: CardReading) -> Iterator[str]:
    """The metrics that the card lists, and those of its results."""
    yield from _strings(reading.fields.get("metrics"))
    index = reading.fields.get("model-index")
    for model in index if isinstance(index, list) else ():
        for result in _list(model, "results"):
            for metric in _list(result, "metrics"):
                named = metric.get("type") if isinstance(metric, Mapping) else None
                if isinstance(named, str):
                    yield named


def base_models(reading: CardReading) -> list[str]:
    return [*_strings(reading.fields.get("base_model"))] or list(reading.hub.get("base_model", ()))


def relation(reading: CardReading) -> Iterator[str]:
    """The relation of the model to its base, as stated, or as the Hub infers it."""
    bases = base_models(reading)
    stated = reading.fields.get("base_model_relation")
    if isinstance(stated, str) and stated:
        yield stated
        return
    if "base_model" not in reading.fields and (stated := reading.hub.get("relation")):
        yield stated[0]
        return
    if not bases:
        return
    tags = {tag.lower() for tag in _strings(reading.fields.get("tags"))}
    names = {os.path.basename(name) for name in reading.files}
    libraries = {name.lower() for name in library(reading)}
    if "adapter_config.json" in names or "peft" in libraries or "lora" in tags:
        yield "adapter"
    elif len(bases) > 1 or not tags.isdisjoint(("merge", "mergekit", "moe-merge")):
        yield "merge"
    elif not tags.isdisjoint(("gguf", "awq", "gptq", "exl2", "mlx", "quantized")) or "gguf" in file_formats(reading):
        yield "quantized"
    else:
        yield "finetune"


def gated(reading: CardReading) -> Iterator[bool]:
    """Whether users must request access, if the source knows it; in a card, the texts of the request form indicate it."""
    stated = reading.facts.get("gated")
    if stated is not None:
        yield bool(stated)
    else:
        yield any(name.startswith("extra_gated_") for name in reading.fields)


def co2(reading: CardReading) -> Iterator[float]:
    """Emissions in grams, as the Hub counts them."""
    stated = reading.fields.get("co2_eq_emissions")
    value = stated.get("emissions") if isinstance(stated, Mapping) else stated
    if isinstance(value, str) and (match := _UNIT.match(value)):
        unit = (match[2] or "g").lower()
        value = float(match[1]) * (1000 if unit.startswith("k") else 1_000_000 if unit.startswith("t") else 1)
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e15:
        yield float(value)


def parameters(reading: CardReading) -> Iterator[float]:
    """The number of parameters from the source, or the sum over the safetensors files next to the card."""
    stated = reading.facts.get("parameters")
    if isinstance(stated, int | float) and stated > 0:
        yield float(stated)
    elif total := sum(weights.total for weights in reading.weights):
        yield float(total)


def dtypes(reading: CardReading) -> Iterator[str]:
    for weights in reading.weights:
        yield from weights.by_type


def file_formats(reading: CardReading) -> set[str]:
    found = (os.path.splitext(name)[1].lower() for name in reading.files)
    return {FILE_FORMATS[suffix] for suffix in found if suffix in FILE_FORMATS}


def size(reading: CardReading) -> Iterator[float]:
    """The size in bytes of all files next to the card, if the folder is known to be a repository."""
    stated = reading.facts.get("size")
    repository = reading.repository
    if isinstance(stated, int | float):
        yield float(stated)
    elif repository is not None and repository.listed:
        yield float(sum(repository.size(name) or 0 for name in repository.names))


def rules(reading: CardReading) -> set[str]:
    return {finding.name for finding in reading.findings}


def severities(reading: CardReading) -> set[str]:
    return {finding.severity.label for finding in reading.findings}


COMPUTED: Mapping[str, Computed] = {
    "id": identity,
    "kind": kind,
    "title": title,
    "headings": headings,
    "prose": prose,
    "code": code,
    "task": task,
    "task_source": task_source,
    "modality": modality,
    "library": library,
    "license_family": license_family,
    "languages": languages,
    "metrics": metrics,
    "base_models": base_models,
    "relation": relation,
    "gated": gated,
    "co2": co2,
    "parameters": parameters,
    "dtypes": dtypes,
    "file_formats": file_formats,
    "size": size,
    "rules": rules,
    "severities": severities,
}
"""The functions by their name in index/fields.yaml. ``missing`` is computed last, from all others, in document.py."""


def _strings(value: Any) -> Iterator[str]:
    """The strings of a value that may be one or a list of them."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str) and item.strip():
            yield item.strip()


def _list(value: Any, name: str) -> list[Any]:
    found = value.get(name) if isinstance(value, Mapping) else None
    return found if isinstance(found, list) else []
