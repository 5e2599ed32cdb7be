"""A repeated tag counts only once, and one in upper and lower case splits the models that a search finds.

Filters are case-sensitive: ``NLP`` is not ``nlp``. Keep one of the two.

Source: huggingface_hub drops exact repetitions when it saves a card; 21 tags in 7,116 real cards.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Applicability, Fix, Related, Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.tags._tags import deletion, tags


def check(card: Card) -> Iterator[Found]:
    seen: dict[str, tuple[str, Span]] = {}
    for index, tag, node in tags(card):
        if tag.casefold() not in seen:
            seen[tag.casefold()] = tag, node.span
            continue
        first, place = seen[tag.casefold()]
        same = first == tag
        edit = deletion(card, index)
        fix = None
        if edit is not None:
            fix = Fix("remove the tag", (edit,), Applicability.SAFE if same else Applicability.UNSAFE)
        if same:
            message = f"the tag {quote(tag)} is repeated; remove it"
            alike = SharedCause("tags are repeated", "remove the duplicates", quote(tag))
        else:
            message = f"the tags {quote(first)} and {quote(tag)} differ only in case; keep one"
            alike = SharedCause("tags differ from others only in case", "keep one of each", quote(tag))
        other = Related(place, "first here" if same else "the other tag")
        yield Found(node.span, message, fix, related=(other,), alike=alike)


RULE = Rule(
    name="repeated-tag",
    code="CL133",
    category="metadata",
    severity=Severity.INFO,
    check=check,
    fields=("tags",),
    examples=(
        Example(
            bad="tags:\n- bert\n- «bert»  # again\n- nlp",
            good="tags:\n- bert\n- nlp",
            fixed=True,
            message="the tag `bert` is repeated; remove it",
        ),
        Example(
            bad="tags: [NLP, x, «nlp», «x»]",
            good="tags: [NLP, x]",
            fixed=True,
            message="the tags `NLP` and `nlp` differ only in case; keep one",
        ),
    ),
)
