"""The Hub does not know this spelling of the library, so it shows no code snippet and does not read config.json.

Write the library as the Hub's list spells it: upper and lower case, hyphens and underscores all count.

Source: @huggingface/tasks, model libraries.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.library._names import is_format, spelled, unknown


def check(card: Card) -> Iterator[Found]:
    for word, node in unknown(card):
        known = spelled(word)
        if known is not None and not is_format(word):
            fix = Fix(f"replace with `{known}`", (edits.replace(card.source, node, known),))
            yield Found(node.span, f"the Hub spells the library {quote(word)} differently; use `{known}`", fix)


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
            message="the Hub spells the library `Transformers` differently; use `transformers`",
        ),
        Example(bad="library_name: «sentence_transformers»", good="library_name: sentence-transformers", fixed=True),
    ),
)
