"""Two subsets have the same name, so only the last one exists.

The first is lost without a warning, with its files. Give each its own name, or put the files of both in one subset.

Source: datasets utils/metadata.py and info.py: subsets are kept by name.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Related, Severity
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.dataset._subsets import configs_of, first_key, infos_of


def check(card: Card) -> Iterator[Found]:
    for field, items in (("configs", configs_of(card)), ("dataset_info", infos_of(card))):
        places: dict[str, Span] = {}
        for item in items:
            span = item.label.span if item.label is not None else first_key(item.node)
            first = places.setdefault(item.name, span)
            if first != span:
                line = card.source.position(first.start).line
                message = (
                    f"`{field}` already has {quote(item.name)} on line {line}, and only the last one counts; rename one"
                )
                yield Found(span, message, related=(Related(first, "first here"),))


RULE = Rule(
    name="duplicate-config-name",
    code="CL221",
    category="configs",
    severity=Severity.ERROR,
    kinds=(Kind.DATASET,),
    fields=("configs", "dataset_info"),
    check=check,
    examples=(
        Example(
            bad="configs:\n- config_name: en\n  data_files: a.csv\n- config_name: «en»\n  data_files: b.csv",
            good="configs:\n- config_name: en\n  data_files: a.csv\n- config_name: fr\n  data_files: b.csv",
            kind=Kind.DATASET,
            message="`configs` already has `en` on line 3, and only the last one counts; rename one",
        ),
        Example(
            bad="dataset_info:\n- config_name: en\n- config_name: fr\n- config_name: «en»",
            good="dataset_info:\n- config_name: en\n- config_name: fr",
            kind=Kind.DATASET,
        ),
    ),
)
