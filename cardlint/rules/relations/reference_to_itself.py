"""A model that names itself as its base model or newer version links its page to itself.

Name the other model, or remove the field if there is none. A quantized model, an adapter or a merge has one, so its field is not
removed.

Source: hub-docs model-cards.md; the id of the repository is known from the clone or the cache that it is in.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Path
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule

_DERIVED = frozenset(
    ("gguf", "gptq", "awq", "exl2", "lora", "adapter", "merge", "mergekit", "quantized", "mlx", "peft")
)
_FIELDS = ("base_model", "new_version")


def check(card: Card) -> Iterator[Found]:
    origin = card.repository.origin if card.repository is not None else None
    if origin is None or origin.kind != "model":
        return
    for name in _FIELDS:
        for path, node in card.values(name):
            if isinstance(node.data, str) and node.data.casefold() == origin.id.casefold():
                message = f"`{name}` names this repository itself, {quote(origin.id, 60)}; name the other one"
                yield Found(
                    node.span, message, None if name == "base_model" and _is_derived(card) else _fix(card, path)
                )


def _is_derived(card: Card) -> bool:
    """Return whether the card or its files say that the model was made from another one, whose id is only wrong here."""
    names = card.repository.top if card.repository is not None else ()
    return (
        "base_model_relation" in card.fields
        or any(tag in _DERIVED for tag, _ in card.strings("tags"))
        or any(name.endswith(".gguf") or name == "adapter_config.json" for name in names)
    )


def _fix(card: Card, path: Path) -> Fix | None:
    entry, last = card.entry(str(path[0])), path[-1]
    if entry is None:
        return None
    edit = edits.delete_item_of(card, entry, last) if isinstance(last, int) else edits.delete_field(card, entry)
    return Fix("remove it", (edit,), Applicability.UNSAFE) if edit is not None else None


RULE = Rule(
    name="reference-to-itself",
    code="CL147",
    category="relations",
    severity=Severity.ERROR,
    check=check,
    kinds=(Kind.MODEL,),
    fields=_FIELDS,
    examples=(
        Example(
            bad="base_model: «a/b»\nnew_version: «A/b»",
            good="base_model: a/c\nnew_version: a/d",
            files={".git/config": '[remote "origin"]\n\turl = https://huggingface.co/a/b\n'},
            message="`base_model` names this repository itself, `a/b`; name the other one",
        ),
        Example(
            bad="license: mit\nbase_model: «a/b»",
            good="license: mit",
            files={".git/config": '[remote "origin"]\n\turl = https://huggingface.co/a/b\n'},
            fixed=True,
        ),
        Example(
            bad="license: mit\nbase_model: «a/b»\nbase_model_relation: quantized",
            good="license: mit\nbase_model: a/c\nbase_model_relation: quantized",
            files={".git/config": '[remote "origin"]\n\turl = https://huggingface.co/a/b\n'},
        ),
        Example(
            bad="license: mit\nbase_model: «a/b»",
            good="license: mit\nbase_model: a/c",
            files={".git/config": '[remote "origin"]\n\turl = https://huggingface.co/a/b\n', "b.Q4_K_M.gguf": ""},
        ),
        Example(
            bad="base_model:\n- a/c\n- «a/b»",
            good="base_model:\n- a/c",
            files={".git/config": '[remote "origin"]\n\turl = https://huggingface.co/a/b\n'},
            fixed=True,
        ),
    ),
)
