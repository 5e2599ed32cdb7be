"""Writes flat TOML as YAML: words, numbers, truth values, and lists of them."""

from cardlint import edits
from cardlint.front_matter import scalars


def as_yaml(text: str) -> list[str] | None:
    """Return the lines of YAML that say what the TOML ``text`` says; None where it nests, or is no TOML."""
    import tomllib  # hardly any card needs it

    try:
        fields = tomllib.loads(text.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
    lines = []
    for name, value in fields.items():
        written = _list(value) if isinstance(value, list) else _scalar(value)
        if written is None:
            return None
        lines.append(f"{edits.written(name)}: {written}")
    return lines or None


def _list(items: list[object]) -> str | None:
    written = [_scalar(item) for item in items]
    return f"[{', '.join(map(str, written))}]" if None not in written else None


def _scalar(value: object) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return edits.written(value)
    if isinstance(value, int | float):
        return repr(value) if not scalars.differs(repr(value)) else None
    return None if isinstance(value, dict | list) else edits.quoted(str(value))  # a date
