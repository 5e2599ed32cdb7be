"""``dataset_info`` describes a subset that does not exist, so its features and sizes have no effect.

``config_name`` links ``dataset_info`` and ``configs``; an item without one belongs to ``default``. Write the same name
in both.

Source: datasets load.py and info.py: both use the name of the subset as the key.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Related, Severity
from cardlint.findings.quoting import quote, shorten
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.dataset._subsets import configs_of, first_key, infos_of
from cardlint.rules.dataset._words import MOST_HINTS
from cardlint.vocabulary import nearest

_COMPARED = 100  # names that a wrong one is compared with


def check(card: Card) -> Iterator[Found]:
    configs, infos = configs_of(card), infos_of(card)
    if not configs or not infos:
        return
    names = {config.name: config.label for config in configs}
    described = {info.name for info in infos}
    free = [config.name for config in configs if config.name not in described]
    lost = [info for info in infos if info.name not in names]
    for number, info in enumerate(lost):
        near: tuple[str, ...] = ()
        if len(free) == len(infos) == 1:
            near = tuple(free)
        elif number < MOST_HINTS:
            near = nearest(info.name, free[:_COMPARED], 1)
        label = names[near[0]] if near else None
        other = (Related(label.span, "the subset in `configs`"),) if label is not None else ()
        if info.label is None:
            entry = card.entry("dataset_info")
            span = entry.key.span if entry is not None and entry.value is info.node else first_key(info.node)
            hint = f"`config_name: {shorten(near[0])}`" if near else "`config_name`"
            message = f"this describes the subset `default`, which `configs` lacks; add {hint}"
            yield Found(span, message, related=other)
        else:
            hint = f"did you mean {quote(near[0])}?" if near else "correct the name"
            message = f"`dataset_info` describes {quote(info.name)}, which `configs` lacks; {hint}"
            yield Found(info.label.span, message, related=other)
    if len(described) < 2 or not described <= names.keys():
        return
    for config in configs:
        if config.name not in described and config.label is not None:
            message = f"`dataset_info` describes other subsets but not {quote(config.name)}; add it"
            yield Found(config.label.span, message, None, None, Severity.INFO)


RULE = Rule(
    name="unmatched-dataset-info",
    code="CL233",
    category="dataset-info",
    severity=Severity.WARNING,
    kinds=(Kind.DATASET,),
    fields=("dataset_info",),
    check=check,
    examples=(
        Example(
            bad="configs:\n- config_name: english\n- config_name: french\ndataset_info:\n- config_name: «englsh»\n"
            "- config_name: french",
            good="configs:\n- config_name: english\n- config_name: french\ndataset_info:\n- config_name: english\n"
            "- config_name: french",
            kind=Kind.DATASET,
            message="`dataset_info` describes `englsh`, which `configs` lacks; did you mean `english`?",
        ),
        Example(
            bad="configs: [{config_name: en}]\n«dataset_info»:\n  features: []",
            good="configs: [{config_name: en}]\ndataset_info:\n  config_name: en\n  features: []",
            kind=Kind.DATASET,
            message="this describes the subset `default`, which `configs` lacks; add `config_name: en`",
        ),
    ),
    silent=(
        Example(good="dataset_info:\n  config_name: a", kind=Kind.DATASET),
        Example(
            good="configs:\n- config_name: a\n- config_name: b\ndataset_info:\n  config_name: a", kind=Kind.DATASET
        ),
    ),
)
