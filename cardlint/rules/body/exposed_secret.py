"""A token or a key in a card is public: whoever finds it can act in its owner's name, and robots look for them.

Revoke it first, then take it out; history keeps it. In examples write ``hf_xxx``.

Source: Hub documentation, secrets scanning; formats as their issuers publish them, see ``schemas/facts/secrets.json``.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Severity
from cardlint.findings.secrets.find import SEEN, Secret, find_secrets, signs
from cardlint.rule_kit.rule import Example, Found, Rule

_AN = ("A", "E", "NV", "npm", "xAI")  # names of kinds that begin with the sound of a vowel


def check(card: Card) -> Iterator[Found]:
    text = card.source.text
    for secret in find_secrets(text):
        article = "an" if secret.name.startswith(_AN) else "a"
        what = f"{article} {secret.name}, {_masked(text, secret)}"
        severity = None if secret.certain else Severity.WARNING
        yield Found(secret.span, f"this is {what}, for all to see; revoke it, then take it out", severity=severity)


def _masked(text: str, secret: Secret) -> str:
    """Return what tells the owner which secret it is, and nobody more."""
    if secret.name == "private key":
        return "in PEM form"
    start, end = secret.span
    return f"{text[start : start + SEEN]}… of {end - start} characters"


# Put together here, because scanners of this repository would report examples written in full.
_TOKEN = "hf_" + "QwErTzUiOpAsDfGhJ" + "kLyXcVbNmQaYwSxEd"
_KEY = "AKIA" + "Q7ZP2M4N8V6T3R5W"

RULE = Rule(
    name="exposed-secret",
    code="CL320",
    category="body",
    severity=Severity.ERROR,
    check=check,
    signs=tuple(f"text:{sign}" for sign in signs()),
    examples=(
        Example(
            bad=f"# M\n\n```python\nlogin('«{_TOKEN}»')\n```\n",
            good="# M\n\n```python\nlogin('hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx')\n```\n",
            whole=True,
            message="this is a Hugging Face token, hf_Q… of 37 characters, for all to see; revoke it, then take it out",
        ),
        Example(bad=f"key = «{_KEY}»\n", good="key = AKIAXXXXXXXXXXXXXXXX\n", whole=True),
        Example(
            bad="git clone https://«me:s3cr3t-Pa55»@example.org/x\n",
            good="git clone https://user:password@example.org/x\n",
            whole=True,
        ),
        Example(
            bad="git clone https://«user:q7Zp2M4n8V6t»@example.org/x\n",
            good="git clone https://user:Password-2024@example.org/x\n",
            whole=True,
        ),
        Example(bad="«-----BEGIN RSA PRIVATE KEY-----»\nMII\n", good="-----BEGIN PUBLIC KEY-----\n", whole=True),
        Example(
            bad="[r](https://wandb.ai/r?accessToken=«q7zp2m4n8v6t3r5wq7zp2m»)\n",
            good="[r](https://wandb.ai/r?accessToken=YOUR_TOKEN_YOUR_TOKEN_1)\n",
            whole=True,
        ),
    ),
)
