"""Anchors and aliases are read, but every tool that saves the card writes them out.

Write the value where it is wanted.

Source: js-yaml and PyYAML resolve them; huggingface_hub dumps the data, measured.
"""

from collections.abc import Iterator

from cardlint.card import Card
from cardlint.diagnostic import Severity
from cardlint.front_matter.reader import ProblemKind
from cardlint.rule import Example, Found, Rule
from cardlint.source import Span


def check(card: Card) -> Iterator[Found]:
    front_matter = card.front_matter
    if front_matter is None or not front_matter.aliases:
        return
    undefined = {each.span for each in front_matter.problems if each.kind is ProblemKind.UNDEFINED_ALIAS}
    first = min((span for span in front_matter.aliases if span not in undefined), default=None)
    if first is not None:
        text = card.source.text
        end = first.start + 1
        while end < len(text) and not text[end].isspace() and text[end] not in ",[]{}:":
            end += 1
        yield Found(
            Span(first.start, max(end, first.end)),
            "anchors and aliases are lost when a tool saves the card; write the value out",
        )


RULE = Rule(
    name="yaml-alias",
    code="CL037",
    category="syntax",
    severity=Severity.INFO,
    check=check,
    examples=(
        Example(bad="tags: «&a» [b]\ndatasets: *a", good="tags: [b]\ndatasets: [b]"),
        Example(bad="a: «&x»\n  b: 1\nc:\n  <<: *x", good="a:\n  b: 1\nc:\n  b: 1"),
    ),
)
