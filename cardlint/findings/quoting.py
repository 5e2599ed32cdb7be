"""How a value from a card is quoted in a message: as written, on one line, and short."""

from typing import Any

LIMIT = 40


def shown(value: Any, limit: int = LIMIT) -> str:
    """Return ``value`` for a message: text as it is, anything else as YAML would say it, cut to ``limit`` characters."""
    text = value if isinstance(value, str) else _spelt(value)
    text = " ".join(text[: 4 * limit].split()) or '""'
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _spelt(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return getattr(value, "text", None) or str(value)
