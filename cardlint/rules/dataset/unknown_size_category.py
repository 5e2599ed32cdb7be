"""The size is not one of the Hub's ranges, so no filter finds the dataset by it.

The Hub sorts datasets by the ranges ``n<1K``, ``1K<n<10K`` and so on up to ``n>1T``, spelled exactly like this. Write
the range that includes the number of rows.

Source: hub-docs datasetcard.md; datasets resources/size_categories.json; 45 values in 2,426 real dataset cards.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.dataset._sizes import is_in_bytes, meant, sizes
from cardlint.rules.dataset._words import correction


def check(card: Card) -> Iterator[Found]:
    for violation in card.violations("unknown-size-category"):
        if is_in_bytes(violation.found):
            message = f"size category {quote(violation.found)} is in bytes; write the number of rows, such as `{sizes().ids[1]}`"
            yield Found(violation.span, message, hub=violation.hub)
            continue
        names, sure = meant(violation.found)
        hint = f"did you mean {' or '.join(map(quote, names[:3]))}?" if names else f"use one such as `{sizes().ids[1]}`"
        fix = correction(card, violation, names[0], sure) if len(names) == 1 else None
        message = f"size category {quote(violation.found)} is not one of the Hub's ranges; {hint}"
        yield Found(violation.span, message, fix, violation.hub)


RULE = Rule(
    name="unknown-size-category",
    code="CL213",
    category="metadata",
    severity=Severity.WARNING,
    kinds=(Kind.DATASET,),
    fields=("size_categories",),
    check=check,
    breach=True,
    yields_to=("comma-list",),
    examples=(
        Example(
            bad="size_categories:\n- «10k<n<100K»",
            good="size_categories:\n- 10K<n<100K",
            kind=Kind.DATASET,
            fixed=True,
            message="size category `10k<n<100K` is not one of the Hub's ranges; did you mean `10K<n<100K`?",
        ),
        Example(bad="size_categories: [«1K-10K»]", good="size_categories: [1K<n<10K]", kind=Kind.DATASET, fixed=True),
        Example(
            bad="size_categories:\n- «8K»",
            good="size_categories:\n- 1K<n<10K",
            kind=Kind.DATASET,
            fixed=True,
            message="size category `8K` is not one of the Hub's ranges; did you mean `1K<n<10K`?",
        ),
        Example(
            bad="size_categories: [«n<5K»]",
            good="size_categories: [1K<n<10K]",
            kind=Kind.DATASET,
            fixed=True,
        ),
        Example(
            bad="size_categories: [«10<n<10K»]",
            good="size_categories: [1K<n<10K]",
            kind=Kind.DATASET,
            message="size category `10<n<10K` is not one of the Hub's ranges; did you mean `n<1K` or `1K<n<10K`?",
        ),
        Example(
            bad="size_categories: [«n<500MB», «1.5 GiB», «20 bytes»]",
            good="size_categories: [n<1K]",
            kind=Kind.DATASET,
            message="size category `n<500MB` is in bytes; write the number of rows, such as `1K<n<10K`",
        ),
        Example(
            bad="size_categories: [«100 hours», «5M tokens»]",
            good="size_categories: [n<1K]",
            kind=Kind.DATASET,
            message="size category `100 hours` is not one of the Hub's ranges; use one such as `1K<n<10K`",
        ),
        Example(
            bad="size_categories: [«about 5000 rows»]",
            good="size_categories: [1K<n<10K]",
            kind=Kind.DATASET,
            fixed=True,
        ),
        Example(
            bad="size_categories: [«large»]",
            good="size_categories: [unknown]",
            kind=Kind.DATASET,
            message="size category `large` is not one of the Hub's ranges; use one such as `1K<n<10K`",
        ),
    ),
)
