"""The newer version is not an id, so the page shows no banner for it, or the Hub rejects the card.

Write the id of one model on the Hub, ``owner/name``.

Source: hub-docs model-cards.md.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity, Verdict
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.relations._ids import invalid_ids


def check(card: Card) -> Iterator[Found]:
    yield from invalid_ids(card, "invalid-new-version", "model")


RULE = Rule(
    name="invalid-new-version",
    code="CL143",
    category="relations",
    severity=Severity.ERROR,
    hub=Verdict.UNKNOWN,
    check=check,
    kinds=(Kind.MODEL,),
    fields=("new_version",),
    yields_to=("wrong-repository-type",),
    examples=(
        Example(
            bad="new_version: «https://huggingface.co/openai/whisper-large-v3/»",
            good="new_version: openai/whisper-large-v3",
            fixed=True,
            message="`new_version` is a URL, not an id; use `openai/whisper-large-v3`",
        ),
        Example(bad="new_version: «Version 2»", good="new_version: a/version-2"),
    ),
)
