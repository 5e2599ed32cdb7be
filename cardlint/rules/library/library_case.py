"""A library in another spelling is unknown to the Hub: no snippet, no filter, and config.json is not read.

Write the key of the Hub's list, which is exact in case and marks.

Source: @huggingface/tasks, model libraries.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.library._names import is_format, spelt, unknown


def check(card: Card) -> Iterator[Found]:
    for word, node in unknown(card):
        known = spelt(word)
        if known is not None and not is_format(word):
            fix = Fix(f"write {known}", (edits.replace(card.source, node, known),))
            yield Found(node.span, f"library {quote(word)} is written {known} on the Hub", fix)


RULE = Rule(
    name="library-case",
    code="CL127",
    category="metadata",
    severity=Severity.WARNING,
    check=check,
    kinds=(Kind.MODEL,),
    fields=("library_name",),
    examples=(
        Example(
            bad="library_name: «Transformers»",
            good="library_name: transformers",
            fixed=True,
            message="library `Transformers` is written transformers on the Hub",
        ),
        Example(bad="library_name: «sentence_transformers»", good="library_name: sentence-transformers", fixed=True),
    ),
)
