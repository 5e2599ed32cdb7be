"""Text that was never meant for readers: a template's example, the marks of a chat assistant, or of a merge with git.

Replace or delete it.

Source: the templates of datasets (templates/README.md) and of transformers; in 54 of 7,116 real cards, 30 read, all true.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import ALL, Example, Found, Rule
from cardlint.system.lazy_pattern import pattern

_LEFT = pattern(
    r"(?P<template>\[@github-username\]|<github-username>|\[If the dataset supports an active leaderboard, add link here\]"
    r"|\byour_model_name\b|\byour_(?:paper|dataset)_title\b)"
    r"|(?P<assistant>:contentReference\[oaicite:[^\]\n]{1,40}\](?:\{index=[0-9]+\})?|\[oai_citation:[^\]\n]{1,80}\]|【[0-9]+†[^】\n]{0,60}】"
    r"|\bcite(?:turn[0-9]+(?:search|view|news|file)[0-9]+)+\b)"
    r"|^(?P<merge><{7} [^\n]*|>{7} [^\n]*)",
    re.IGNORECASE | re.MULTILINE,
)
_WORDS = ("github-username", "leaderboard, add", "your_", "oai", "【", "citeturn", "<<<<<<<", ">>>>>>>")
"""One of these is in every text that the pattern finds something in."""

_MESSAGES = {
    "template": "is an example of the template; replace it, or delete it",
    "assistant": "is a mark of a chat assistant; delete it",
    "merge": "is a mark of a conflict in git; keep one of the two versions",
}


def check(card: Card) -> Iterator[Found]:
    body = card.markdown
    lower = body.lower
    if not any(word in lower for word in _WORDS):
        return
    for left in _LEFT.finditer(body.text, body.start):
        kind = str(left.lastgroup)
        if kind != "template" and (body.in_code(left.start()) or body.in_preformatted(left.start())):
            continue
        span = Span(*left.span())
        fix = Fix("delete it", (Edit(span, ""),), Applicability.UNSAFE) if kind == "assistant" else None
        alike = SharedCause("words of the template are left", "replace or delete them", quote(left[0], 24))
        yield Found(span, f"{quote(left[0], 40)} {_MESSAGES[kind]}", fix, alike=alike if kind == "template" else None)


RULE = Rule(
    name="leftover-text",
    code="CL398",
    category="body",
    severity=Severity.WARNING,
    check=check,
    kinds=ALL,
    signs=tuple(f"text:{word}" for word in _WORDS),
    examples=(
        Example(
            bad="# D\n\n- **Leaderboard:** «[If the dataset supports an active leaderboard, add link here]»()\n\n## Contributions\n\n"
            "Thanks to «[@github-username]»(https://github.com/«<github-username>») for adding this dataset.\n",
            good="# D\n\n## Contributions\n\nThanks to [@me](https://github.com/me) for adding this dataset.\n",
            whole=True,
            message="`[If the dataset supports an active lead…` is an example of the template; replace it, or delete it",
        ),
        Example(
            bad="# M\n\nIt is small. «:contentReference[oaicite:3]{index=3}» And good «【12†source】».\n",
            good="# M\n\nIt is small.  And good .\n",
            whole=True,
            fixed=True,
            message="`:contentReference[oaicite:3]{index=3}` is a mark of a chat assistant; delete it",
        ),
        Example(
            bad="# M\n\n«<<<<<<< HEAD»\nA\n\n=======\n\nB\n«>>>>>>> main»\n",
            good="# M\n\nA\n",
            whole=True,
            message="`<<<<<<< HEAD` is a mark of a conflict in git; keep one of the two versions",
        ),
        Example(bad="```bibtex\n@misc{«your_model_name»}\n```\n", good="```bibtex\n@misc{films}\n```\n", whole=True),
    ),
    silent=(
        Example(
            good="# M\n\n=======\n\n```\n<<<<<<< HEAD\n>>>>>>> main\n```\n\n> > > > > > > a\n\n`oaicite`\n", whole=True
        ),
        Example(good="# M\n\nWrite your model name. †1 [@me](https://github.com/me)\n", whole=True),
    ),
)
