"""How a value from a card is quoted in a message: in backticks, on one line, shortened, with names for what is not seen in it."""

from typing import Any

from cardlint.findings.type_words import describe_type
from cardlint.system.lazy_pattern import pattern

LIMIT = 40
_MAY_BE_SECRET = pattern(r"[A-Za-z0-9_.-]{15}|@")
"""Every token, key and password matches this."""

_LINES = pattern(r"[ \t\r\n]*[\t\r\n][ \t\r\n]*")
"""Spaces with a tab or a line end among them."""


def quote(value: Any, limit: int = LIMIT) -> str:
    """Return ``value`` for a message, in backticks: text as it is, anything else as in YAML, cut to ``limit`` characters.

    For a list or a mapping, return its type. Characters that a reader does not see, or takes for others, are named:
    ```mit` with a no-break space (U+00A0) at the end``. Secrets are masked.
    """
    if isinstance(value, dict | list):
        return describe_type(value)
    if not isinstance(value, str) or (value.isascii() and value.isprintable() and value[:1] != " " != value[-1:]):
        return f"`{shorten(value, limit)}`"
    from cardlint.findings import unseen  # few values need it

    text = value if len(value) <= 4 * limit else value[: 4 * limit].rstrip()  # what is cut has no end
    names = unseen.names(text)
    return f"`{shorten(unseen.seen(text), limit)}` with {names}" if names else f"`{shorten(text, limit)}`"


def shorten(value: Any, limit: int = LIMIT) -> str:
    """Return ``value`` on one line, cut to ``limit`` characters, with invisible characters as ``<U+200B>``.

    Secrets are masked first, because one that is cut short is no longer recognized.
    """
    text = value if isinstance(value, str) else _spell(value)
    text = text[: 4 * limit]
    if not (text.isascii() and text.isprintable()):
        from cardlint.findings import unseen  # few values need it

        text = unseen.marked(_LINES.sub(" ", text))
    text = text.strip() or f'"{" " if text else ""}"'
    if _MAY_BE_SECRET.search(text) is not None:
        from cardlint.findings.secrets.mask import mask  # few values need it

        text = mask(text)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _spell(value: Any) -> str:
    if value is None or isinstance(value, bool | dict | list):
        return describe_type(value)
    return getattr(value, "text", None) or str(value)
