"""A token or key in a card is public: anyone who finds it can act in its owner's name, and bots search for them.

Revoke it first, because the history keeps it; then remove it. In examples, write ``hf_xxx``. The value of
``verifyToken`` is public, and so is the token in the link with which a publisher shares an article.

Source: Hub documentation, secrets scanning; formats as their issuers publish them, see ``schemas/facts/secrets.json``.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Severity
from cardlint.findings.secrets.find import SEEN, Secret, find_secrets, signs
from cardlint.rule_kit.rule import EVERYWHERE, Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    text = card.source.text
    for secret in find_secrets(text):
        what = f"{secret.name} ({_masked(text, secret)})"
        severity = None if secret.certain else Severity.WARNING
        yield Found(secret.span, f"anyone can read this {what}; revoke it, then remove it", severity=severity)


def _masked(text: str, secret: Secret) -> str:
    """Return just enough for the owner to know which secret it is."""
    if secret.name == "private key":
        return "PEM"
    start, end = secret.span
    return f"`{text[start : start + SEEN]}…`, {end - start} characters"


# Put together here because secret scanners would report examples written in full.
_TOKEN = "hf_" + "QwErTzUiOpAsDfGhJ" + "kLyXcVbNmQaYwSxEd"
_SIGNED = "eyJhbGciOiJFZERTQSIsInR5cCI6IkpXVCJ9." + "eyJoYXNoIjoiMTdjMDkzZTQ1In0." + "q7Zp2M4n8V6t3R5wQ7zPq9Xc1B2n"
_KEY = "AKIA" + "Q7ZP2M4N8V6T3R5W"

RULE = Rule(
    name="exposed-secret",
    code="CL320",
    category="body",
    severity=Severity.ERROR,
    check=check,
    kinds=EVERYWHERE,
    signs=tuple(f"text:{sign}" for sign in signs()),
    examples=(
        Example(
            bad=f"# M\n\n```python\nlogin('«{_TOKEN}»')\n```\n",
            good="# M\n\n```python\nlogin('hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx')\n```\n",
            whole=True,
            message="anyone can read this Hugging Face token (`hf_Q…`, 37 characters); revoke it, then remove it",
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
    silent=(
        Example(good=f"model-index:\n- results:\n  - metrics:\n    - verified: true\n      verifyToken: {_SIGNED}"),
        Example(good=f'model-index: [{{results: [{{metrics: [{{"verifyToken": "{_SIGNED}"}}]}}]}}]'),
        Example(good=f"model-index:\n- results:\n  - metrics:\n    - verifyToken: >-\n        {_SIGNED}"),
        Example(good=f"# M\n\n```json\n{{'verifyToken': '{_SIGNED}'}}\n```\n", whole=True),
        Example(
            good="[Article](https://example.org/doi/epdf/10.1000/182?author_access_token=q7zp2m4n8v6t3r5wq7zp2m)\n",
            whole=True,
        ),
        Example(
            good="[Article](https://www.nature.com/articles/s1?sharing_token=q7zp2m4n8v6t3r5wq7zp2m)\n", whole=True
        ),
    ),
)
