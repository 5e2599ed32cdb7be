"""The Hub rejects a dataset card with ``languages`` or ``licenses``; tools cannot read a model card with ``eval_results``.

Write ``language`` and ``license``. Results go in files under ``.eval_results/``: in a model card, ``ModelCard.load``
takes ``eval_results`` for its own parameter and fails, unless it is empty.

Source: forbidden in the dataset type of @huggingface/hub 2.17.5; huggingface/datasets#5137; huggingface_hub 2.4.0,
measured; huggingface/huggingface_hub#3000.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.schema import fields
from cardlint.findings.diagnostic import Fix, Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits, related
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    for violation in card.violations("forbidden-field"):
        if violation.severity is not Severity.ERROR:  # an empty value
            continue
        name = str(violation.path[-1])
        entry = card.entry(name) if len(violation.path) == 1 else None
        instead = fields.known(card.kind.value).get(name, {}).get("x-instead")
        fix = None
        if entry is not None and card.root is not None and instead:
            if instead not in card.fields:
                fix = Fix(f"rename to {quote(instead)}", (edits.rename(entry, instead),))
            elif card.fields[instead] == entry.value.data:
                edit = edits.delete_entry(card.source, card.root, entry)
                fix = Fix("remove the field", (edit,)) if edit is not None else None
        advice = f"write {quote(instead)}" if instead else "remove it"
        other = related.to_key(card, instead, f"{quote(instead)} is here") if instead else ()
        happens = f"`{violation.raises}` fails on" if violation.raises else "the Hub rejects"
        message = f"{happens} the field {quote(name)}; {advice}"
        yield Found(violation.span, message, fix, hub=violation.hub, related=other)


RULE = Rule(
    name="forbidden-field",
    code="CL050",
    category="fields",
    severity=Severity.ERROR,
    hub=Verdict.REFUSES,
    check=check,
    breach=True,
    examples=(
        Example(
            bad="«languages»:\n- en",
            good="language:\n- en",
            kind=Kind.DATASET,
            fixed=True,
            message="the Hub rejects the field `languages`; write `language`",
        ),
        Example(bad="license: mit\n«licenses»: mit", good="license: mit", kind=Kind.DATASET, fixed=True),
        Example(bad="license: mit\n«licenses»: apache-2.0", good="license: mit", kind=Kind.DATASET),
        Example(
            bad="license: mit\n«eval_results»: not measured yet",
            good="license: mit",
            message="`ModelCard.load` fails on the field `eval_results`; remove it",
        ),
        Example(bad="«eval_results»: [{a: b}]", good="eval_results: []"),
    ),
    silent=(
        Example(good="eval_results:"),
        Example(good="eval_results: not measured yet", kind=Kind.DATASET),
    ),
)
