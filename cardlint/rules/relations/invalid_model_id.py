"""The Hub links a Space and a model to each other only if the Space names the model by its id.

Write the id of a model on the Hub, ``owner/name``.

Source: hub-docs spaces-config-reference.md.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity, Verdict
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.relations._ids import invalid_ids


def check(card: Card) -> Iterator[Found]:
    yield from invalid_ids(card, "invalid-model-id", "model")


RULE = Rule(
    name="invalid-model-id",
    code="CL142",
    category="relations",
    severity=Severity.WARNING,
    hub=Verdict.UNKNOWN,
    check=check,
    kinds=(Kind.SPACE,),
    fields=("models",),
    yields_to=("wrong-repository-type", "comma-list"),
    examples=(
        Example(
            bad="models:\n- «https://huggingface.co/openai/whisper-small»",
            good="models:\n- openai/whisper-small",
            kind=Kind.SPACE,
            fixed=True,
            message="`models` is a URL, not an id; use `openai/whisper-small`",
        ),
        Example(
            bad="models: [«models/a/b», «gpt2/», «$HOME/m»]",
            good="models: [a/b]",
            kind=Kind.SPACE,
            message="`models` `models/a/b` looks like a local folder; use the id of a model on the Hub",
        ),
    ),
)
