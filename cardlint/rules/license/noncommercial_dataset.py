"""A model whose license allows commercial use was trained on data that may not be used commercially.

Whether the data's terms bind the model is disputed, and users want to know. Explain in the card why the license may
be open, or choose one that forbids commercial use.

Source: the cards of well-known datasets; other datasets are not checked.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import related
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.license._facts import is_open, noncommercial_license_of_dataset


def check(card: Card) -> Iterator[Found]:
    licenses = [word for word, _ in card.strings("license")] if "datasets" in card.fields else []
    if not licenses or not all(is_open(word) for word in licenses):
        return
    for name, span in card.strings("datasets"):
        license_ = noncommercial_license_of_dataset(name)
        if license_ is not None:
            terms = f"the dataset {quote(name)} is {quote(license_)}, but {quote(licenses[0])} allows commercial use"
            other = related.to_value(card, "license", "allows commercial use")
            yield Found(span, f"{terms}; explain why", related=other)


RULE = Rule(
    name="noncommercial-dataset",
    code="CL082",
    category="license",
    severity=Severity.INFO,
    check=check,
    kinds=(Kind.MODEL,),
    fields=("license",),
    examples=(
        Example(
            bad="license: apache-2.0\ndatasets:\n- squad\n- «anli»",
            good="license: cc-by-nc-4.0\ndatasets:\n- squad\n- anli",
            message="the dataset `anli` is `cc-by-nc-4.0`, but `apache-2.0` allows commercial use; explain why",
        ),
        Example(bad="license: mit\ndatasets: «tatsu-lab/alpaca»", good="license: mit\ndatasets: squad"),
    ),
)
