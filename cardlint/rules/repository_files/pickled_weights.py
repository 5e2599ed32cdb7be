"""Pickled weights can run any code when they are loaded, so careful readers avoid them.

Publish the weights as safetensors too, or say in the text that they are pickles.

Source: hub-docs security-pickle.md.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.repository.formats import PICKLED
from cardlint.card.repository.weights import SAFE, weights
from cardlint.findings.diagnostic import Severity
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    repository = card.repository
    if repository is None:
        return
    pickled = weights(repository, PICKLED)
    if pickled and not weights(repository, SAFE) and "pickle" not in card.source.text:
        yield Found(card.top, f"`{pickled[0]}` can run code when it is loaded; publish safetensors too")


RULE = Rule(
    name="pickled-weights",
    code="CL345",
    category="files",
    severity=Severity.INFO,
    check=check,
    kinds=(Kind.MODEL,),
    examples=(
        Example(
            bad="«---»\nlicense: mit\n---\n",
            good="---\nlicense: mit\n---\nThe weights are a pickle: load them only if you trust us.\n",
            files={"pytorch_model.bin": ""},
            whole=True,
            message="`pytorch_model.bin` can run code when it is loaded; publish safetensors too",
        ),
    ),
)
