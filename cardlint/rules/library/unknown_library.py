"""A library that the Hub does not know gives the page no snippet, no link, and no count of downloads of its own.

Any name is allowed, so a new library is no fault. A name that the Hub writes otherwise is.

Source: @huggingface/tasks, model libraries; 186 unknown names on 1,732 of 10,498 models of August 2026.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.library._names import slip, unknown
from cardlint.vocabulary import vocabulary


def check(card: Card) -> Iterator[Found]:
    for word, node in unknown(card):
        alias = vocabulary("libraries").alias(word)
        known = alias or slip(word)
        if known is None:
            yield Found(
                node.span, f"library {quote(word)} is not one that the Hub knows; the page shows no snippet for it"
            )
            continue
        message = (
            f"library {quote(word)} is called {known} on the Hub"
            if alias
            else (f"library {quote(word)} is not one that the Hub knows; did you mean {known}?")
        )
        applicability = Applicability.SAFE if alias else Applicability.UNSAFE
        fix = Fix(f"write {known}", (edits.replace(card.source, node, known),), applicability)
        yield Found(node.span, message, fix, severity=Severity.WARNING)


RULE = Rule(
    name="unknown-library",
    code="CL125",
    category="metadata",
    severity=Severity.INFO,  # a warning where a known library was meant
    worst=Severity.WARNING,
    check=check,
    kinds=(Kind.MODEL,),
    fields=("library_name",),
    yields_to=("format-as-library", "library-case"),
    examples=(
        Example(
            bad="library_name: «scikit-learn»",
            good="library_name: sklearn",
            fixed=True,
            message="library `scikit-learn` is called sklearn on the Hub",
        ),
        Example(
            bad='library_name: «"sentence-transfomers"»',
            good='library_name: "sentence-transformers"',
            fixed=True,
            message="library `sentence-transfomers` is not one that the Hub knows; did you mean sentence-transformers?",
        ),
        Example(bad="library_name: «my-own-library»", good="library_name: transformers"),
    ),
)
