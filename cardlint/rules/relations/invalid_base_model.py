"""The Hub refuses a card whose base model is no id, so the whole commit fails.

Write the id of a model on the Hub, ``owner/name``: no address, no title.

Source: the Hub's answer to a push: '"base_model" with value "Kokoro 82M" is not valid. Use a model id'.
"""

from collections.abc import Iterator

from cardlint.card import Card
from cardlint.diagnostic import Severity, Verdict
from cardlint.kind import Kind
from cardlint.rule import Example, Found, Rule
from cardlint.rules.relations._ids import invalid_ids


def check(card: Card) -> Iterator[Found]:
    yield from invalid_ids(card, "invalid-base-model", "model")


RULE = Rule(
    name="invalid-base-model",
    code="CL140",
    category="relations",
    severity=Severity.ERROR,
    hub=Verdict.REFUSES,
    check=check,
    kinds=(Kind.MODEL,),
    fields=("base_model",),
    signs=("breach:invalid-base-model",),
    examples=(
        Example(
            bad="base_model: «https://huggingface.co/mistralai/Mistral-7B-v0.1»",
            good="base_model: mistralai/Mistral-7B-v0.1",
            fixed=True,
            message="base_model is an address, not an id; write mistralai/Mistral-7B-v0.1",
        ),
        Example(
            bad="base_model:\n- a/b\n- «https://example.org/llama»",
            good="base_model:\n- a/b\n- ./checkpoint-500",
            message="base_model https://example.org/llama is an address; write owner/name of a model on the Hub",
        ),
        Example(
            bad="base_model: «Kokoro 82M»",
            good="base_model: hexgrad/Kokoro-82M",
            message="base_model Kokoro 82M is not an id; write owner/name of a model on the Hub",
        ),
        Example(bad='base_model: [«"models/a/b"»]', good='base_model: ["a/b"]', fixed=True),
        Example(bad="base_model: «a/b/»", good="base_model: a/b", fixed=True),
        Example(bad="base_model: «a/b@main»", good="base_model: a/b", fixed=True),
    ),
)
