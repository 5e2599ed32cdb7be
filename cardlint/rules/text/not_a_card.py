"""A Git LFS pointer, or a file not named exactly ``README.md``, leaves the page without a card.

A Git LFS or Xet pointer in place of README.md shows as an empty page without metadata: keep ``*.md`` out of ``.gitattributes``.
The Hub reads the card only from the file named exactly ``README.md`` in the root of the repository.

Source: huggingface_hub create_commit validates the path README.md only; pages of repositories whose ``*.md`` is in LFS.
"""

import os
import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.system.lazy_pattern import pattern

_POINTER = pattern(r"version https://git-lfs\.github\.com/spec/v1\r?\noid sha256:[0-9a-f]{64}\r?\n")
_CARD_NAME = "README.md"


def check(card: Card) -> Iterator[Found]:
    text = card.source.text
    if pointer := _POINTER.match(text):
        yield Found(
            Span(0, pointer.end() - 1),
            "the file is a Git LFS pointer, so the page is empty; remove `*.md` from `.gitattributes` and commit the text",
        )
    name = re.split(r"[\\/]", card.source.path)[-1]
    if name != _CARD_NAME and name.lower() in ("readme.md", "readme", "readme.rst", "readme.txt", "readme.markdown"):
        yield Found(Span(0, 0), f"the Hub reads only `{_CARD_NAME}`, not {quote(name)}; rename it", _fix(card, name))


def _fix(card: Card, name: str) -> Fix | None:
    """Rename the file, unless another has that name already; reStructuredText is not a card under any name."""
    if card.repository is None or _CARD_NAME in card.repository.top or name.lower().endswith(".rst"):
        return None
    if os.path.islink(card.source.path):
        return None  # its target may have that name for a reason
    return Fix(f"rename to `{_CARD_NAME}`", (), Applicability.UNSAFE, _CARD_NAME)


RULE = Rule(
    name="not-a-card",
    code="CL003",
    category="text",
    severity=Severity.ERROR,
    check=check,
    signs=("name", "text:git-lfs"),
    examples=(
        Example(
            bad="«version https://git-lfs.github.com/spec/v1\noid sha256:" + "0a" * 32 + "»\nsize 5120\n",
            good="---\nlicense: mit\n---\n",
            whole=True,
        ),
        Example(
            bad="«»---\nlicense: mit\n---\n",
            good="---\nlicense: mit\n---\n",
            name="readme.md",
            fixed=True,
            whole=True,
            message="the Hub reads only `README.md`, not `readme.md`; rename it",
        ),
    ),
)
