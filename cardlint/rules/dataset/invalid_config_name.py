"""The name of a subset must be a valid folder name, or the subset cannot be loaded.

Subset names become folder names and parts of URLs: the library rejects ``< > : / \\ | ? *``, and spaces break tools.

Source: datasets builder.py, InvalidConfigName; huggingface/datasets#5989 for spaces.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.dataset._subsets import configs_of
from cardlint.vocabulary import vocabulary


def check(card: Card) -> Iterator[Found]:
    forbidden = vocabulary("datasets").data["config_name_forbidden"]
    for violation in card.violations("invalid-config-name"):
        name = violation.found
        wrong = "".join(dict.fromkeys(character for character in name if character in forbidden))
        message = f"`config_name` {quote(name)} contains `{' '.join(wrong)}`" if wrong else "`config_name` is empty"
        yield Found(violation.span, f"{message}, so the subset cannot be loaded; rename it", None, violation.hub)
    for subset in configs_of(card):
        label = subset.label
        if (
            label is not None
            and any(map(str.isspace, subset.name))
            and not any(map(forbidden.__contains__, subset.name))
        ):
            message = f"`config_name` {quote(subset.name)} contains spaces, which break tools; use `_` instead"
            yield Found(label.span, message, None, None, Severity.WARNING)


RULE = Rule(
    name="invalid-config-name",
    code="CL220",
    category="configs",
    severity=Severity.ERROR,
    kinds=(Kind.DATASET,),
    fields=("configs",),
    check=check,
    examples=(
        Example(
            bad="configs:\n- config_name: «en/fr»\n  data_files: a.csv",
            good="configs:\n- config_name: en-fr\n  data_files: a.csv",
            kind=Kind.DATASET,
            message="`config_name` `en/fr` contains `/`, so the subset cannot be loaded; rename it",
        ),
        Example(
            bad="configs: [{config_name: «old films»}, {config_name: «''»}]",
            good="configs: [{config_name: old_films}]",
            kind=Kind.DATASET,
            message="`config_name` `old films` contains spaces, which break tools; use `_` instead",
        ),
    ),
)
