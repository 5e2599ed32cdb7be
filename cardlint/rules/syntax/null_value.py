"""A field without a value is null, not absent: the Hub refuses it wherever it wants text, a list or a number.

Delete the line, or write a value; for an empty list write ``[]``. A lone dash is an empty item of its list.

Source: the Hub answers '"datasets" must be a string' to ``datasets:``; huggingface/transformers#13528; 91 of 7,116
real cards.
"""

from collections.abc import Iterator

from cardlint import edits
from cardlint.card import Card
from cardlint.diagnostic import Fix, Severity, Verdict
from cardlint.front_matter.node import Sequence, is_unread, show
from cardlint.rule import Example, Found, Rule
from cardlint.schema.violation import Violation
from cardlint.shown import shown
from cardlint.source import Span


def check(card: Card) -> Iterator[Found]:
    for violation in card.violations("null-value"):
        if is_unread(violation.node):
            continue
        severity = Severity.ERROR if violation.hub is Verdict.REFUSES else Severity.WARNING
        if isinstance(violation.path[-1], int):
            found = _empty_item(card, violation)
        else:
            name = shown(show(violation.path))
            message = f"{name} has no value; write one, or delete the line"
            found = Found(violation.key or violation.span, message, _delete_field(card, violation))
        yield found._replace(hub=violation.hub, severity=severity)


def _delete_field(card: Card, violation: Violation) -> Fix | None:
    """Delete a top-level field; one inside another may be wanted there, as ``sdk`` is in a Space."""
    name = violation.path[0]
    entry = card.entry(name) if isinstance(name, str) else None
    if entry is None or card.root is None or len(card.root.entries) == 1 or name == "sdk":
        return None
    if violation.path != (name,) and entry.value.data != [None] * len(entry.value.data):
        return None
    edit = edits.delete_entry(card.source, card.root, entry)
    return Fix("delete the field", (edit,)) if edit is not None else None


def _empty_item(card: Card, violation: Violation) -> Found:
    index = violation.path[-1]
    sequence = card.node(*violation.path[:-1])
    name = shown(show(violation.path[:-1]))
    message = f"{name} has an empty item; write it, or delete it"
    span = violation.span
    if span.start == span.end and not (isinstance(sequence, Sequence) and sequence.flow):
        dash = card.source.text.rfind("-", 0, span.start)
        span = Span(dash, dash + 1)
    if not isinstance(sequence, Sequence) or not isinstance(index, int):
        return Found(span, message)
    if len(violation.path) == 2 and not any(item is not None for item in sequence.data):
        return Found(span, message, _delete_field(card, violation))
    edit = edits.delete_item(card.source, sequence, index)
    return Found(span, message, Fix("delete the item", (edit,)) if edit is not None else None)


RULE = Rule(
    name="null-value",
    code="CL030",
    category="syntax",
    severity=Severity.WARNING,
    worst=Severity.ERROR,
    hub=Verdict.UNKNOWN,
    check=check,
    signs=("breach:null-value",),
    examples=(
        Example(
            bad="license: mit\n«datasets»:\ntags: [a]",
            good="license: mit\ntags: [a]",
            fixed=True,
            message="datasets has no value; write one, or delete the line",
        ),
        Example(bad="license: mit\n«language»: null", good="license: mit", fixed=True),
        Example(
            bad="tags:\n- a\n«-»\n- b",
            good="tags:\n- a\n- b",
            fixed=True,
            message="tags has an empty item; write it, or delete it",
        ),
        Example(bad="tags: [a, «null», b]", good="tags: [a, b]", fixed=True),
        Example(bad="license: mit\ndatasets:\n«-»\n", good="license: mit\n", fixed=True),
        Example(
            bad="model-index:\n- «name»:\n  results: []",
            good="model-index:\n- name: a\n  results: []",
            message="model-index[0].name has no value; write one, or delete the line",
        ),
    ),
)
