"""A notebook beside the card holds a token or a key, often in its output, for all to see.

Revoke it first, then clear the output; history keeps it.

Source: Hub documentation, secrets scanning; formats as their issuers publish them.
"""

from collections.abc import Iterator

from cardlint.card import Card
from cardlint.diagnostic import Severity
from cardlint.repository import BrokenFile
from cardlint.rule import Found, Rule
from cardlint.secret import SEEN, secrets
from cardlint.shown import shown


def check(card: Card) -> Iterator[Found]:
    repository = card.repository
    for name in repository.top if repository is not None else ():
        if repository is None or not name.endswith(".ipynb"):
            continue
        try:
            text = repository.text(name) or ""
        except BrokenFile:
            continue
        found = next((each for each in secrets(text) if each.certain), None)
        if found is not None:
            begins = text[found.span.start : found.span.start + SEEN]
            message = f"{shown(name)} holds a secret ({found.name}, {begins}…); revoke it, then take it out"
            yield Found(card.top, message)


RULE = Rule(
    name="secret-in-notebook",
    code="CL348",
    category="files",
    severity=Severity.WARNING,
    check=check,
    signs=("files",),
    examples=(),
)
