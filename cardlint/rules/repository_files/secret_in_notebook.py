"""A notebook next to the card contains a token or a key, often in its output, that anyone can read.

Revoke it first, then clear the output; the git history keeps it.

Source: Hub documentation, secrets scanning; formats as their issuers publish them.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.repository import BrokenFile
from cardlint.findings.diagnostic import Severity
from cardlint.findings.secrets.find import SEEN, find_secrets
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    repository = card.repository
    for name in repository.top if repository is not None else ():
        if repository is None or not name.endswith(".ipynb"):
            continue
        try:
            file = repository.source(name)
        except BrokenFile:
            continue
        if file is None:
            continue
        for secret in find_secrets(file.text):
            if secret.certain:
                begins = file.slice(secret.span)[:SEEN]
                message = f"this is a secret ({secret.name}, `{begins}…`) that anyone can read; revoke it, then clear the output"
                yield Found(secret.span, message, file=file)


# Put together here, because scanners of this repository would report an example written in full.
_TOKEN = "hf_" + "QwErTzUiOpAsDfGhJ" + "kLyXcVbNmQaYwSxEd"

RULE = Rule(
    name="secret-in-notebook",
    code="CL348",
    category="files",
    severity=Severity.WARNING,
    check=check,
    signs=("files",),
    examples=(
        Example(
            bad="license: mit",
            good="license: mit",
            files={"train.ipynb": f'{{"cells": [{{"source": ["login(«{_TOKEN}»)"]}}]}}'},
            good_files={"train.ipynb": '{"cells": [{"source": ["login()"]}]}'},
            message="this is a secret (Hugging Face token, `hf_Q…`) that anyone can read; revoke it, then clear the output",
        ),
    ),
    silent=(Example(good="license: mit", files={"a.txt": _TOKEN}),),
)
