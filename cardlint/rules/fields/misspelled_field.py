"""The Hub silently ignores a field whose name is misspelled, so its license, task or results are lost.

Write the name as the Hub spells it.

Source: the Hub accepts unknown fields; 199 of 7,116 real cards hold one, ``model_index`` alone 95.
"""

from collections.abc import Iterator
from typing import Any

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import related
from cardlint.rule_kit.field_names import Standing, strays
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.fields._renaming import deletion, renaming


def check(card: Card) -> Iterator[Found]:
    renamed: set[str] = set()
    for stray in strays(card, Standing.SLIP):
        name, meant, span = quote(stray.name), stray.meant or "", stray.entry.key.span
        if meant in card.fields:
            message = f"the Hub ignores the field {name}, and the card already has {quote(meant)}; remove it"
            fix, other = deletion(card, stray.entry, meant), related.to_key(card, meant, f"{quote(meant)} is here")
            yield Found(span, message, fix, severity=Severity.WARNING, related=other)
            continue
        if _is_placeholder(stray.entry.value.data, stray.name, meant):
            written = quote(card.source.slice(stray.entry.span))
            yield Found(span, f"{written} is a placeholder; write `{meant}`, which the Hub reads, and its value")
            continue
        fix = renaming(card, stray.entry, meant) if meant not in renamed else None
        if fix is not None:
            renamed.add(meant)
        yield Found(span, f"the Hub ignores the field {name}; did you mean {quote(meant)}?", fix)


def _is_placeholder(value: Any, *names: str) -> bool:
    """Return whether the value of a field is only the name of the field, as in ``licence: license``, which trainers write."""
    return isinstance(value, str) and not value.isupper() and value.strip().lower() in (each.lower() for each in names)


RULE = Rule(
    name="misspelled-field",
    code="CL046",
    category="fields",
    severity=Severity.ERROR,
    check=check,
    signs=("strays",),
    yields_to=("invalid-yaml",),
    examples=(
        Example(
            bad="«licence»: mit",
            good="license: mit",
            fixed=True,
            message="the Hub ignores the field `licence`; did you mean `license`?",
        ),
        Example(
            bad="«licence»: license",
            good="license: mit",
            message="`licence: license` is a placeholder; write `license`, which the Hub reads, and its value",
        ),
        Example(bad="«libary_name»: transformers", good="library_name: transformers", fixed=True),
        Example(bad="«base model»: gpt2", good="base_model: gpt2", fixed=True),
        Example(bad='«licence»: "Apache 2.0"', good='license: "Apache 2.0"', fixed=True),
        Example(bad="«pipline_tag»: text-clasification", good="pipeline_tag: text-clasification", fixed=True),
        Example(bad="«languages»: [English, french]", good="language: [English, french]", fixed=True),
        Example(bad="«tasks»: mnli", good="pipeline_tag: text-classification"),
        Example(bad="«model_index»:\n  name: x", good="model-index:\n- name: x\n  results: []"),
        Example(
            bad="license: mit\n«licenses»: mit",
            good="license: mit",
            fixed=True,
            message="the Hub ignores the field `licenses`, and the card already has `license`; remove it",
        ),
        Example(bad="license: mit\n«licenses»: [mit, gpl]", good="license: [mit, gpl]"),
        Example(
            bad="sdk: gradio\n«python-version»: 3.10",
            good="sdk: gradio\npython_version: 3.10",
            kind=Kind.SPACE,
            fixed=True,
        ),
        Example(bad="license: mit\n«base_model_relaton»: merge", good="license: mit\nbase_model_revision: main"),
        Example(bad="«short-description»: x", good="short_description: x", kind=Kind.SPACE, fixed=True),
    ),
)
