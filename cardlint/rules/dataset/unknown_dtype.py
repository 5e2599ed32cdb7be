"""The type of a column is unknown, so the dataset fails to load.

Types are the Apache Arrow types by their Python names, such as ``string``, ``int64`` or ``timestamp[us]``, and classes
of the library written with underscores, such as ``image``. Lists, mappings and labels are not values of ``dtype``: write
``list: string``, ``struct:`` with a list of columns, or ``class_label: {names: […]}`` instead.

Source: datasets features/features.py, string_to_arrow: "Feature type not found".
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Entry, Scalar
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.dataset._columns import TypeWord, parts_of
from cardlint.rules.dataset._dtypes import UNKNOWN, TypeMeant, identify, is_known, written

_DTYPE = "dtype"
_LACKS = {
    "list": "the type of the items",
    "struct": "the fields of the mapping",
    "class_label": "the labels",
}
_MOST_GUESSES = 50  # a card with more unknown types gets no further guesses, which take time


def check(card: Card) -> Iterator[Found]:
    guesses = 0
    for part in parts_of(card):
        if not isinstance(part, TypeWord) or is_known(part.node.data):
            continue
        guesses += 1
        meant = identify(part.node.data) if guesses <= _MOST_GUESSES else TypeMeant()
        if meant.form and part.entry is not None:
            yield _formed(card, part.node, part.entry, meant)
        else:
            yield _unknown(card, part.node, meant.words)


def _unknown(card: Card, node: Scalar, near: tuple[str, ...]) -> Found:
    """Report a word for which another word should be written."""
    fix = None
    if len(near) == 1:
        fix = Fix(f"replace with `{near[0]}`", (edits.replace(card.source, node, near[0]),), Applicability.UNSAFE)
    hint = f"did you mean {' or '.join(map(quote, near))}?" if near else "use one such as `string` or `int64`"
    return Found(node.span, f"`dtype` {quote(node.data)} is not a type in the `datasets` library; {hint}", fix)


def _formed(card: Card, node: Scalar, entry: Entry, meant: TypeMeant) -> Found:
    """Report a word for a type that consists of several parts, such as a list and the type of its items."""
    key = str(entry.key.data)
    field, instead = quote(f"{key}: {node.data}"), written(meant.form, meant.items)
    if key != _DTYPE:
        instead = f"{key}: {instead.removeprefix('struct: ')}" if meant.form == "struct" else f"{key}: {{{instead}}}"
    if meant.items:
        message = f"{field} is not a type in the `datasets` library; write `{instead}`"
        return Found(node.span, message, _with_items(card, node, entry, meant))
    lacks = _LACKS.get(meant.form, "the parameters")
    return Found(node.span, f"{field} lacks {lacks}; use the form `{instead}` instead")


def _with_items(card: Card, node: Scalar, entry: Entry, meant: TypeMeant) -> Fix | None:
    """Return the fix that writes ``list: string`` for ``dtype: list[str]``, or ``{list: string}`` for another key; None in doubt."""
    if meant.items == UNKNOWN:
        return None
    written_type = f"{meant.form}: {edits.to_yaml(meant.items)}"
    replaced = Span(entry.key.start, node.end)
    if entry.key.data != _DTYPE:
        change = Edit(node.span, f"{{{written_type}}}")
    elif "\n" not in card.source.slice(replaced):
        change = Edit(replaced, written_type)
    else:
        return None
    return Fix(f"write `{meant.form}: {meant.items}`", (change,), Applicability.UNSAFE)


RULE = Rule(
    name="unknown-dtype",
    code="CL230",
    category="dataset-info",
    severity=Severity.ERROR,
    kinds=(Kind.DATASET,),
    fields=("dataset_info", "configs"),
    check=check,
    examples=(
        Example(
            bad="dataset_info:\n  features:\n  - name: text\n    dtype: «strng»",
            good="dataset_info:\n  features:\n  - name: text\n    dtype: string",
            kind=Kind.DATASET,
            fixed=True,
            message="`dtype` `strng` is not a type in the `datasets` library; did you mean `string`?",
        ),
        Example(
            bad="dataset_info:\n- features: [{name: a, list: [{name: b, sequence: {dtype: «String»}}]},"
            " {name: c, dtype: image}]",
            good="dataset_info:\n- features: [{name: a, list: [{name: b, sequence: {dtype: string}}]},"
            " {name: c, dtype: image}]",
            kind=Kind.DATASET,
            fixed=True,
        ),
        Example(
            bad="dataset_info: {features: [{name: a, array2_d: {shape: [2, 3], dtype: «foo»}}]}",
            good="dataset_info: {features: [{name: a, array2_d: {shape: [2, 3], dtype: int8}}]}",
            kind=Kind.DATASET,
        ),
        Example(
            bad="dataset_info: {features: [{name: a, dtype: «'timestamp[h]'»}]}",
            good="dataset_info: {features: [{name: a, dtype: 'timestamp[us, tz=Europe/Paris]'}]}",
            kind=Kind.DATASET,
        ),
        Example(
            bad="dataset_info: {features: [{name: a, dtype: «list»}, {name: b, sequence: «dict»}, {name: c, dtype: «category»}, "
            "{name: d, dtype: «Array2D»}, {name: e, list: «array»}, {name: f, dtype: «LargeList»}]}",
            good="dataset_info: {features: [{name: a, list: string}, {name: b, sequence: {struct: [{name: c, dtype: int8}]}}]}",
            kind=Kind.DATASET,
            message="`dtype: list` lacks the type of the items; use the form `list: string` instead",
        ),
        Example(
            bad="dataset_info:\n  features:\n  - name: a\n    dtype: «list[str]»\n  - name: b\n    sequence: «int64[]»",
            good="dataset_info:\n  features:\n  - name: a\n    list: string\n  - name: b\n    sequence: {list: int64}",
            kind=Kind.DATASET,
            fixed=True,
            message="`dtype: list[str]` is not a type in the `datasets` library; write `list: string`",
        ),
        Example(
            bad="dataset_info:\n  features:\n  - name: a\n    dtype: «Optional[str]»\n  - name: b\n    dtype: «int32?»\n"
            "  - name: c\n    dtype: «datetime»\n  - name: d\n    dtype: «list of strings»",
            good="dataset_info:\n  features:\n  - name: a\n    dtype: string\n  - name: b\n    dtype: int32\n"
            '  - name: c\n    dtype: "timestamp[us]"\n  - name: d\n    list: string',
            kind=Kind.DATASET,
            fixed=True,
        ),
        Example(
            bad="dataset_info: {features: [{name: a, dtype: «number»}, {name: b, dtype: «object»}]}",
            good="dataset_info: {features: [{name: a, dtype: int8}, {name: b, dtype: string}]}",
            kind=Kind.DATASET,
            message="`dtype` `number` is not a type in the `datasets` library; did you mean `int64` or `float64`?",
        ),
    ),
)
