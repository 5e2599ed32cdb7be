"""How a value from a card is quoted in a message: in backticks, as written, on one line, and short."""

from typing import Any

from cardlint.findings.type_words import describe_type
from cardlint.system.lazy_pattern import pattern

LIMIT = 40
_MAY_BE_SECRET = pattern(r"[A-Za-z0-9_.-]{15}|@")
"""What every token, key and password has."""


def quote(value: Any, limit: int = LIMIT) -> str:
    """Return ``value`` for a message, in backticks: text as it is, anything else as YAML would say it, cut to ``limit`` characters.

    A list or a mapping is called one. Secrets are masked.
    """
    if isinstance(value, dict | list):
        return describe_type(value)
    return f"`{shorten(value, limit)}`"


def shorten(value: Any, limit: int = LIMIT) -> str:
    """Return ``value`` on one line, cut to ``limit`` characters.

    Its secrets are masked first: one that is cut short is not recognized any more.
    """
    text = value if isinstance(value, str) else _spell(value)
    text = " ".join(text[: 4 * limit].split()) or '""'
    if _MAY_BE_SECRET.search(text) is not None:
        from cardlint.findings.secrets.mask import mask  # few values need it

        text = mask(text)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _spell(value: Any) -> str:
    if value is None or isinstance(value, bool | dict | list):
        return describe_type(value)
    return getattr(value, "text", None) or str(value)
