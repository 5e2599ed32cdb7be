"""A selection without options cannot be answered, so nobody can submit the access form.

Give a ``select`` its ``options``, each a text or a mapping with ``label`` and ``value``; other types take no options.

Source: hub-docs models-gated.md 242f4a1; @huggingface/hub 2.17.5.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Mapping
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    for breach in card.violations("missing-gated-options"):
        what = "the `select` has no `options`" if breach.keyword == "required" else "`options` is empty"
        yield Found(breach.span, f"{what}, so nobody can submit the form; add them", hub=breach.hub)
    fields = card.node("extra_gated_fields")
    for entry in fields.entries if isinstance(fields, Mapping) else ():
        field = entry.value
        options = field.index.get("options") if isinstance(field, Mapping) else None
        word = field.data.get("type") if isinstance(field, Mapping) else None
        if options is not None and isinstance(word, str) and word != "select":
            message = f"a field of type {quote(word, 30)} takes no `options`; use `type: select`, or remove them"
            yield Found(options.key.span, message, severity=Severity.WARNING)


RULE = Rule(
    name="missing-gated-options",
    code="CL202",
    category="gating",
    severity=Severity.ERROR,
    hub=Verdict.UNKNOWN,
    check=check,
    kinds=(Kind.MODEL, Kind.DATASET),
    fields=("extra_gated_fields",),
    examples=(
        Example(
            bad="extra_gated_fields:\n  «Use»:\n    type: select",
            good="extra_gated_fields:\n  Use:\n    type: select\n    options: [Research]",
            message="the `select` has no `options`, so nobody can submit the form; add them",
        ),
        Example(
            bad="extra_gated_fields:\n  Use:\n    type: select\n    options: «[]»",
            good="extra_gated_fields:\n  Use:\n    type: select\n    options: [Research, {label: Other, value: other}]",
            message="`options` is empty, so nobody can submit the form; add them",
        ),
        Example(
            bad="extra_gated_fields:\n  Use:\n    type: text\n    «options»: [Research]",
            good="extra_gated_fields:\n  Use: text",
            kind=Kind.DATASET,
            message="a field of type `text` takes no `options`; use `type: select`, or remove them",
        ),
    ),
)
