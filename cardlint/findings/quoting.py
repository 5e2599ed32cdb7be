"""How a value from a card is quoted in a message: in backticks, as written, on one line, shortened, without invisible characters."""

from typing import Any

from cardlint.findings.type_words import describe_type
from cardlint.system.lazy_pattern import pattern

LIMIT = 40
_MAY_BE_SECRET = pattern(r"[A-Za-z0-9_.-]{15}|@")
"""Every token, key and password matches this."""

_INVISIBLE = pattern("[\u00ad\u200b\u200e\u200f\u2028-\u202f\u2060-\u2064\ufeff]|^\u00a0|\u00a0$")
"""Characters that a reader does not see, but for the joiners of emoji and scripts, and no-break spaces between words."""


def quote(value: Any, limit: int = LIMIT) -> str:
    """Return ``value`` for a message, in backticks: text as it is, anything else as in YAML, cut to ``limit`` characters.

    For a list or a mapping, return its type. Text with spaces around it is put in quotes, which show them. Secrets are masked.
    """
    if isinstance(value, dict | list):
        return describe_type(value)
    if isinstance(value, str) and value != value.strip(" \t\r\n"):
        value = f'"{value}"'
    return f"`{shorten(value, limit)}`"


def shorten(value: Any, limit: int = LIMIT) -> str:
    """Return ``value`` on one line, cut to ``limit`` characters, with invisible characters as ``<U+00A0>``.

    Secrets are masked first, because one that is cut short is no longer recognized.
    """
    text = value if isinstance(value, str) else _spell(value)
    text = text[: 4 * limit]
    if not text.isascii():
        text = _INVISIBLE.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)
    text = " ".join(text.split()) or '""'
    if _MAY_BE_SECRET.search(text) is not None:
        from cardlint.findings.secrets.mask import mask  # few values need it

        text = mask(text)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _spell(value: Any) -> str:
    if value is None or isinstance(value, bool | dict | list):
        return describe_type(value)
    return getattr(value, "text", None) or str(value)
