"""The type of a column is unknown, so the dataset fails to load.

Types are the Apache Arrow types by their Python names, such as ``string``, ``int64`` or ``timestamp[us]``, and classes
of the library written with underscores, such as ``image``.

Source: datasets features/features.py, string_to_arrow: "Feature type not found".
"""

import re
from collections.abc import Iterator
from functools import cache

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.dataset._columns import TypeWord, feature_class, is_container, parts_of
from cardlint.vocabulary import nearest, vocabulary


def check(card: Card) -> Iterator[Found]:
    for part in parts_of(card):
        if not isinstance(part, TypeWord) or _is_known(part.node.data):
            continue
        word = part.node.data
        near = _near(word)
        fix = None
        if len(near) == 1:
            edit = edits.replace(card.source, part.node, near[0])
            fix = Fix(f"replace with `{near[0]}`", (edit,), Applicability.UNSAFE)
        hint = f"did you mean {' or '.join(map(quote, near))}?" if near else "use one such as `string` or `int64`"
        yield Found(part.node.span, f"`dtype` {quote(word)} is not a type in the `datasets` library; {hint}", fix)


def _is_known(word: str) -> bool:
    if word in vocabulary("datasets/dtypes") or _pattern().fullmatch(word):
        return True
    return feature_class(word) is not None and not is_container(word)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(vocabulary("datasets").data["dtype_patterns"]))


def _near(word: str) -> tuple[str, ...]:
    dtypes, features = vocabulary("datasets/dtypes"), vocabulary("datasets/features")
    alias = dtypes.alias(word)
    return (
        (alias,) if alias else nearest(word.lower(), [*dtypes.ids, *(features[name]["key"] for name in features.ids)])
    )


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
    ),
)
