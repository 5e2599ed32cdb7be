"""A split whose name is more than a word cannot be loaded.

Names of splits are letters, digits and underscores, perhaps with single dots between them: no dashes, no blanks.

Source: datasets naming.py: the names match ``^\\w+(\\.\\w+)*$``.
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
        if pattern.fullmatch(name):  # the schema knows ASCII letters alone, the library those of all scripts
            continue
        better = re.sub(r"\W+", "_", name).strip("_")
        fix, hint = None, "give it such a name"
        if better and node is not None:
            fix = Fix(f"write {quote(better)}", (edits.replace(card.source, node, better),), Applicability.UNSAFE)
            hint = f"write {quote(better)}"
        message = f"split name {quote(name)} must be letters, digits and _; {hint}"
        severity = (
            None if violation.path[0] == "configs" else Severity.WARNING
        )  # dataset_info is passed over, the files are not
        yield Found(violation.span, message, fix, violation.hub, severity)


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
            message="split name `train-clean` must be letters, digits and _; write `train_clean`",
        ),
        Example(
            bad="dataset_info:\n  splits:\n  - name: «'test set'»",
            good="dataset_info:\n  splits:\n  - name: 'test_set'",
            kind=Kind.DATASET,
            fixed=True,
        ),
    ),
)
