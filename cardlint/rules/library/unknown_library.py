"""The Hub does not know this library, so the page has no code snippet, no link and no download count for it.

Any name is allowed, so a new library is not a mistake. A name that the Hub spells differently is.

Source: @huggingface/tasks, model libraries; 186 unknown names on 1,732 of 10,498 models of August 2026.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.library._names import unknown
from cardlint.vocabulary import vocabulary


def check(card: Card) -> Iterator[Found]:
    for word, node in unknown(card):
        libraries = vocabulary("libraries")
        alias, known = libraries.alias(word), libraries.misspelled(word)
        if known is None:
            yield Found(
                node.span, f"the Hub does not know the library {quote(word)}, so the page shows no code snippet for it"
            )
            continue
        message = (
            f"the Hub knows the library {quote(word)} as `{known}`; use that"
            if alias
            else f"the Hub does not know the library {quote(word)}; did you mean `{known}`?"
        )
        applicability = Applicability.SAFE if alias else Applicability.UNSAFE
        fix = Fix(f"replace with `{known}`", (edits.replace(card.source, node, known),), applicability)
        yield Found(node.span, message, fix, severity=Severity.WARNING)


RULE = Rule(
    name="unknown-library",
    code="CL125",
    category="metadata",
    severity=Severity.INFO,  # a warning if a known library was meant
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
            message="the Hub knows the library `scikit-learn` as `sklearn`; use that",
        ),
        Example(
            bad='library_name: «"sentence-transfomers"»',
            good='library_name: "sentence-transformers"',
            fixed=True,
            message="the Hub does not know the library `sentence-transfomers`; did you mean `sentence-transformers`?",
        ),
        Example(bad="library_name: «my-own-library»", good="library_name: transformers"),
    ),
)
