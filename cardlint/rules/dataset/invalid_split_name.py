"""The name of the split has characters that the library rejects, so the split cannot be loaded.

Split names are letters, digits and underscores, with single dots between them if you like: no hyphens, no spaces.

``load_dataset`` also fails on such a name in ``dataset_info``: no split that it makes can have it.

Source: datasets 5.2.0 naming.py, measured: the names match ``^\\w+(\\.\\w+)*$``; ExpectedMoreSplitsError.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.vocabulary import vocabulary


def check(card: Card) -> Iterator[Found]:
    pattern = re.compile(vocabulary("datasets").data["split_name_pattern"])
    for violation in card.violations("invalid-split-name"):
        name, node = violation.found, violation.node
        if pattern.fullmatch(name):  # the schema knows only ASCII letters, the library those of all scripts
            continue
        better = re.sub(r"\W+", "_", name).strip("_")
        fix, hint = None, "rename it"
        if better and node is not None:
            fix = Fix(
                f"replace with {quote(better)}", (edits.replace(card.source, node, better),), Applicability.UNSAFE
            )
            hint = f"use {quote(better)}"
        message = f"split name {quote(name)} must have only letters, digits and `_`; {hint}"
        yield Found(violation.span, message, fix, violation.hub)


RULE = Rule(
    name="invalid-split-name",
    code="CL224",
    category="configs",
    severity=Severity.ERROR,
    kinds=(Kind.DATASET,),
    fields=("configs", "dataset_info"),
    check=check,
    breach=True,
    examples=(
        Example(
            bad="configs:\n- config_name: en\n  data_files:\n  - split: «train-clean»\n    path: a.csv",
            good="configs:\n- config_name: en\n  data_files:\n  - split: train_clean\n    path: a.csv",
            kind=Kind.DATASET,
            fixed=True,
            message="split name `train-clean` must have only letters, digits and `_`; use `train_clean`",
        ),
        Example(
            bad="dataset_info:\n  splits:\n  - name: «'test set'»",
            good="dataset_info:\n  splits:\n  - name: 'test_set'",
            kind=Kind.DATASET,
            fixed=True,
        ),
    ),
)
