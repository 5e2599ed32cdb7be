"""A dataset with two default subsets cannot be loaded.

The subset named ``default`` is the default one, and so is each with ``default: true``. Keep one of them.

Source: datasets utils/metadata.py, get_default_config_name: "Dataset has several default configs".
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Related, Severity
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.dataset._subsets import NAMELESS, configs_of, first_key


def check(card: Card) -> Iterator[Found]:
    first: tuple[str, Span] | None = None
    for subset in configs_of(card):
        flag = subset.node.index.get("default")
        is_flagged = flag is not None and flag.value.data is True
        if not is_flagged and subset.name != NAMELESS:
            continue
        label = subset.label.span if subset.label is not None else first_key(subset.node)
        span = flag.value.span if flag is not None and is_flagged else label
        if first is None:
            first = subset.name, span
        elif subset.name != first[0]:
            message = f"{quote(first[0])} is already the default subset, so loading fails; keep one default"
            yield Found(span, message, related=(Related(first[1], "already the default"),))


RULE = Rule(
    name="several-default-configs",
    code="CL222",
    category="configs",
    severity=Severity.ERROR,
    kinds=(Kind.DATASET,),
    fields=("configs",),
    check=check,
    examples=(
        Example(
            bad="configs:\n- config_name: en\n  default: true\n- config_name: fr\n  default: «true»",
            good="configs:\n- config_name: en\n  default: true\n- config_name: fr\n  default: false",
            kind=Kind.DATASET,
            message="`en` is already the default subset, so loading fails; keep one default",
        ),
        Example(
            bad="configs: [{config_name: en, default: true}, {config_name: «default»}]",
            good="configs: [{config_name: en}, {config_name: default}]",
            kind=Kind.DATASET,
        ),
    ),
)
