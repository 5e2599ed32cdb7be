"""The model has custom code, so it fails to load for readers who do not know that they have to trust that code.

``auto_map`` in ``config.json`` names the code; loading it requires ``trust_remote_code=True``. Say so in the text.

Source: transformers, custom models; the Hub gives such models the tag custom_code.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    if card.repository is None or "config.json" not in card.repository.top:
        return
    config = card.repository.mapping("config.json")
    if config is not None and config.get("auto_map") and "trust_remote_code" not in card.source.text:
        yield Found(
            card.top, "`config.json` loads code from this repository; mention `trust_remote_code=True` in the card"
        )


RULE = Rule(
    name="custom-code",
    code="CL344",
    category="files",
    severity=Severity.INFO,
    check=check,
    kinds=(Kind.MODEL,),
    examples=(
        Example(
            bad="«---»\nlicense: mit\n---\n",
            good="---\nlicense: mit\n---\nLoad it with `trust_remote_code=True`.\n",
            files={"config.json": '{"auto_map": {"AutoModel": "modeling.Mine"}}'},
            whole=True,
            message="`config.json` loads code from this repository; mention `trust_remote_code=True` in the card",
        ),
    ),
)
