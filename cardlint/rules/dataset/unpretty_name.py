"""``pretty_name`` repeats the name of the repository, so it adds nothing.

It is a title for people, with spaces, capitals and the full name. Without the field, the Hub shows the name of the
repository anyway.

Source: hub-docs datasets-cards.md.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.system.lazy_pattern import pattern

_NAME = pattern(r"[\w.-]*[_/-][\w./-]*")  # a title does not look like this, but can be a single word
_CONFIG = '[remote "origin"]\n\turl = https://huggingface.co/datasets/jane/film_reviews\n'


def check(card: Card) -> Iterator[Found]:
    for name, span in card.strings("pretty_name"):
        if _NAME.fullmatch(name) is None or card.repository is None or card.repository.origin is None:
            continue
        repository_id = card.repository.origin.id
        if name in (repository_id, repository_id.rpartition("/")[2]):
            yield Found(
                span, f"`pretty_name` {quote(name)} repeats the name of the repository; write a title for people"
            )


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
            message="`pretty_name` `film_reviews` repeats the name of the repository; write a title for people",
        ),
    ),
)
