"""The Hub rejects a card whose base model is not an id, so the push fails.

Write the id of a model on the Hub, ``owner/name``, not a URL or a title. A model without a base model needs no such
field.

Source: the Hub's answer to a push: '"base_model" with value "Kokoro 82M" is not valid. Use a model id'.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity, Verdict
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.relations._ids import NOTHING, invalid_ids, named_nothing


def check(card: Card) -> Iterator[Found]:
    yield from invalid_ids(card, "invalid-base-model", "model")
    yield from named_nothing(card, "base_model")


RULE = Rule(
    name="invalid-base-model",
    code="CL140",
    category="relations",
    severity=Severity.ERROR,
    hub=Verdict.REFUSES,
    check=check,
    kinds=(Kind.MODEL,),
    fields=("base_model",),
    signs=("breach:invalid-base-model", *(f"text:{word}" for word in NOTHING)),
    yields_to=("wrong-repository-type", "comma-list", "local-path"),
    examples=(
        Example(
            bad="base_model: «https://huggingface.co/mistralai/Mistral-7B-v0.1»",
            good="base_model: mistralai/Mistral-7B-v0.1",
            fixed=True,
            message="`base_model` is a URL, not an id; use `mistralai/Mistral-7B-v0.1`",
        ),
        Example(
            bad="base_model:\n- a/b\n- «https://example.org/llama»",
            good="base_model:\n- a/b\n- ./checkpoint-500",
            message="`base_model` `https://example.org/llama` is a URL; write the `owner/name` of a model on the Hub",
        ),
        Example(
            bad="base_model: «Kokoro 82M»",
            good="base_model: hexgrad/Kokoro-82M",
            message="`base_model` `Kokoro 82M` is not an id; write the `owner/name` of a model on the Hub",
        ),
        Example(bad='base_model: [«" a/b"»]', good='base_model: ["a/b"]', fixed=True),
        Example(
            bad="base_model: «a/b/»",
            good="base_model: a/b",
            fixed=True,
            message="`base_model` `a/b/` is not an id; did you mean `a/b`?",
        ),
        Example(bad="base_model: «a/b@main»", good="base_model: a/b", fixed=True),
        Example(bad='base_model: «"[a/b](https://huggingface.co/a/b)"»', good='base_model: "a/b"', fixed=True),
        Example(bad="""base_model: «"'a/b'"»""", good='base_model: "a/b"', fixed=True),
        Example(
            bad='base_model: [x/y, «""»]',
            good="base_model: [x/y]",
            fixed=True,
            message="`base_model` has an empty id; write the `owner/name` of a model on the Hub, or remove it",
        ),
        Example(
            bad="base_model: «None»\nlicense: mit",
            good="license: mit",
            fixed=True,
            message="`base_model` `None` is not a repository; remove it",
        ),
    ),
)
