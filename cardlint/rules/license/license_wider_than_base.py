"""A license that allows more than the license of the base model promises rights that nobody has.

Fine-tunes, quantizations and merges of Llama, Gemma or a non-commercial model remain under its terms. Write the license
of the base model; of a merge, one that the licenses of all of them allow. The licenses of well-known models are looked up
by name; other models are not checked.

Source: the terms of the models; 27 of 82 models of August 2026 that build on one of them have an open license.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Scalar
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Related, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.license._facts import is_open, license_of_model
from cardlint.vocabulary import vocabulary

_MODELS = 50  # of a merge; further ones are not checked


def check(card: Card) -> Iterator[Found]:
    licenses = list(card.strings("license")) if "base_model" in card.fields else []
    if not licenses or not all(is_open(word) for word, _ in licenses):
        return
    for number, (model, place) in enumerate(card.strings("base_model")):
        base = license_of_model(model) if number < _MODELS and len(model) <= 100 else None
        if base is not None and base not in [word for word, _ in licenses]:
            name, span = licenses[0]
            message = f"{quote(name)} allows more than {quote(base)}, the license of {quote(model)}; use that license"
            fix = _fix(card, base) if _is_only_base(card) else None
            yield Found(span, message, fix, related=(Related(place, f"its license is {quote(base)}"),))
            return


def _is_only_base(card: Card) -> bool:
    """Return whether there is a single base model: of several, each may have another license."""
    return len({model.casefold() for model, _ in card.strings("base_model")}) == 1


def _fix(card: Card, base: str) -> Fix | None:
    node = card.node("license")
    if base not in vocabulary("licenses") or not isinstance(node, Scalar):
        return None
    return Fix(f"replace with {quote(base)}", (edits.replace(card.source, node, base),), Applicability.UNSAFE)


RULE = Rule(
    name="license-wider-than-base",
    code="CL081",
    category="license",
    severity=Severity.WARNING,
    check=check,
    kinds=(Kind.MODEL,),
    fields=("base_model",),
    examples=(
        Example(
            bad="license: «apache-2.0»\nbase_model: meta-llama/Llama-2-7b-hf",
            good="license: llama2\nbase_model: meta-llama/Llama-2-7b-hf",
            fixed=True,
            message="`apache-2.0` allows more than `llama2`, the license of `meta-llama/Llama-2-7b-hf`; use that license",
        ),
        Example(
            bad="license: [«mit»]\nbase_model:\n- mistralai/Mistral-7B-v0.1\n- google/gemma-2-9b",
            good="license: [mit]\nbase_model:\n- mistralai/Mistral-7B-v0.1\n- google/gemma-4-12B",
        ),
        Example(
            bad="license: «mit»\nbase_model:\n- mistralai/Mistral-7B-v0.1\n- google/gemma-2-9b",
            good="license: gemma\nbase_model:\n- mistralai/Mistral-7B-v0.1\n- google/gemma-2-9b",
        ),
        Example(
            bad="license: «mit»\nbase_model: [google/gemma-2-9b]",
            good="license: gemma\nbase_model: [google/gemma-2-9b]",
            fixed=True,
        ),
        Example(
            bad="license: «mit»\nbase_model: black-forest-labs/FLUX.1-dev",
            good="license: other\nbase_model: black-forest-labs/FLUX.1-dev",
        ),
    ),
    silent=(
        Example(good="license: gemma\nbase_model: meta-llama/Llama-2-7b-hf"),
        Example(good="license: [mit, other]\nbase_model: meta-llama/Llama-2-7b-hf"),
        Example(good="base_model: meta-llama/Llama-2-7b-hf"),
        Example(good="license: mit\nbase_model: someone/Llama-2-7b-hf"),
    ),
)
