"""A pretty_name that repeats the name of the repository tells nobody anything.

It is meant for people: blanks, capitals, the full title. Without the field the name of the repository is shown
anyway.

Source: hub-docs datasets-cards.md.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.system.lazy_pattern import pattern

_NAME = pattern(r"[\w.-]*[_/-][\w./-]*")  # as no title looks; a single word may well be one
_CONFIG = '[remote "origin"]\n\turl = https://huggingface.co/datasets/jane/film_reviews\n'


def check(card: Card) -> Iterator[Found]:
    for name, span in card.strings("pretty_name"):
        if _NAME.fullmatch(name) is None or card.repository is None or card.repository.origin is None:
            continue
        repository_id = card.repository.origin.id
        if name in (repository_id, repository_id.rpartition("/")[2]):
            yield Found(span, f"pretty_name {quote(name)} is the name of the repository; write a title for people")


RULE = Rule(
    name="unpretty-name",
    code="CL219",
    category="metadata",
    severity=Severity.INFO,
    kinds=(Kind.DATASET,),
    fields=("pretty_name",),
    check=check,
    examples=(
        Example(
            bad="pretty_name: «film_reviews»",
            good="pretty_name: Film reviews",
            kind=Kind.DATASET,
            files={".git/config": _CONFIG},
            message="pretty_name `film_reviews` is the name of the repository; write a title for people",
        ),
    ),
)
