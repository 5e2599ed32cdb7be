"""The source is not a dataset on the Hub, so the page links to nothing.

``source_datasets`` takes ``original``, the id of a dataset, or ``extended|`` and an id; nobody filters by a URL or a
sentence. Write the id, and describe the source in the text.

Source: hub-docs datasetcard.md; the validator of datasets 1.x; 38 values in 2,426 real dataset cards.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.schema.violation import Violation
from cardlint.findings.diagnostic import Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.system.lazy_pattern import pattern

_ON_THE_HUB = pattern(
    r"(?:https?://)?(?:www\.)?"
    r"(?:(?:huggingface|hf)\.co/datasets|github\.com/huggingface/datasets/tree/ma(?:ster|in)/datasets)"
    r"/([\w.-]+(?:/[\w.-]+)?)/?"
)
"""URLs of datasets; those without an owner were in the library's own repository until 2023."""
_EXTENDED = "extended"


def check(card: Card) -> Iterator[Found]:
    for violation in card.violations("invalid-source-dataset"):
        yield _found(card, violation)
    for word, span in card.strings("source_datasets"):
        if word == _EXTENDED:
            yield Found(
                span, f"`{_EXTENDED}` does not say what it extends; write `{_EXTENDED}|` and the id of the dataset"
            )


def _found(card: Card, violation: Violation) -> Found:
    word, node = violation.found, violation.node
    address = _ON_THE_HUB.fullmatch(word)
    if address is not None and node is not None:
        fix = Fix(f"replace with `{address[1]}`", (edits.replace(card.source, node, address[1]),))
        message = f"`source_datasets` takes ids, not URLs; use {quote(address[1])}"
        return Found(violation.span, message, fix, violation.hub, Severity.WARNING)
    message = f"{quote(word)} is not a dataset on the Hub; use `original` or the id of a dataset"
    return Found(violation.span, message, None, violation.hub)


RULE = Rule(
    name="invalid-source-dataset",
    code="CL216",
    category="metadata",
    severity=Severity.INFO,
    worst=Severity.WARNING,
    kinds=(Kind.DATASET,),
    fields=("source_datasets",),
    check=check,
    yields_to=("comma-list",),
    examples=(
        Example(
            bad="source_datasets:\n- «https://huggingface.co/datasets/nyu-mll/glue»",
            good="source_datasets:\n- nyu-mll/glue",
            kind=Kind.DATASET,
            fixed=True,
            message="`source_datasets` takes ids, not URLs; use `nyu-mll/glue`",
        ),
        Example(
            bad="source_datasets: [original, «Snow Mountain»]",
            good="source_datasets: [original, extended|squad]",
            kind=Kind.DATASET,
            message="`Snow Mountain` is not a dataset on the Hub; use `original` or the id of a dataset",
        ),
        Example(
            bad="source_datasets: [«extended»]",
            good="source_datasets: [extended|other-books]",
            kind=Kind.DATASET,
            message="`extended` does not say what it extends; write `extended|` and the id of the dataset",
        ),
    ),
)
