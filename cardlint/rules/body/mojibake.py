"""UTF-8 text that was read as Windows-1252 and saved again shows ``donâ€™t`` instead of ``don’t``.

Write the characters that were meant. Code is not read: it may name such characters on purpose.

Source: the Encoding standard, windows-1252; in 8 of 7,116 real cards, all 23 findings read, all true.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import ALL, Example, Found, Rule
from cardlint.system.lazy_pattern import pattern

_LATER = (
    "\u0080-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2018\u2019\u201c\u201d"
    "\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178"
)
"""What Windows-1252 shows for the second and later bytes of a character in UTF-8."""

_SPOILED = pattern(rf"(?:[\u00c2-\u00df][{_LATER}]|[\u00e0-\u00ef][{_LATER}]{{2}}|[\u00f0-\u00f4][{_LATER}]{{3}})+")
_SIGNS = ("Ã", "Â", "â€", "ðŸ", "Ð", "Ñ", "å", "æ", "ï»¿")


def check(card: Card) -> Iterator[Found]:
    body = card.markdown
    if body.text.isascii() or not any(sign in body.text for sign in _SIGNS):
        return
    for spoiled in _SPOILED.finditer(body.text, body.start):
        meant = _meant(spoiled[0])
        if meant is None or body.in_code(spoiled.start()) or body.in_preformatted(spoiled.start()):
            continue
        if any(block.start <= spoiled.start() < block.end for block in body.code_blocks):
            continue
        span = Span(*spoiled.span())
        fix = Fix(f"write {quote(meant)}", (Edit(span, meant),), Applicability.UNSAFE)
        alike = SharedCause("characters were read in the wrong encoding", "write what was meant", quote(spoiled[0]))
        yield Found(
            span, f"{quote(spoiled[0])} is {quote(meant)} in the wrong encoding; write {quote(meant)}", fix, alike=alike
        )


def _meant(text: str) -> str | None:
    """Return the text whose UTF-8 was read as Windows-1252, or None if it was not."""
    try:
        meant = bytes(_byte(character) for character in text).decode("utf-8")
    except (UnicodeError, ValueError):
        return None
    return meant if meant.isprintable() else None


def _byte(character: str) -> int:
    """Return the byte that Windows-1252 shows as ``character``; five bytes have no character, and are kept as they are."""
    return ord(character) if "\x80" <= character <= "\x9f" else character.encode("cp1252")[0]


RULE = Rule(
    name="mojibake",
    code="CL397",
    category="body",
    severity=Severity.WARNING,
    check=check,
    kinds=ALL,
    signs=tuple(f"text:{sign}" for sign in _SIGNS),
    examples=(
        Example(
            bad="# Caf«Ã©»\n\nWe don«â€™»t support «â€œ»this«â€\x9d».\n",
            good="# Café\n\nWe don’t support “this”.\n",
            whole=True,
            fixed=True,
            message="`Ã©` is `é` in the wrong encoding; write `é`",
        ),
        Example(bad="| Beno«Ã®»t |\n|---|\n| «ðŸ¤—» |\n", good="| Benoît |\n|---|\n| 🤗 |\n", whole=True, fixed=True),
    ),
    silent=(
        Example(good="# Café ÂNGULO NÃO\n\n100 Â 5 ã â â€ 日本語 Ã x ÀÉ\n", whole=True),
        Example(good='`Ã©`\n\n```python\nre.sub("â€™", "")\n```\n\n    Ã©\n', whole=True),
    ),
)
