"""Writes text as a YAML string."""


def in_quotes(text: str) -> str:
    """Return ``text`` as a YAML string: in double quotes if it needs no escapes there, otherwise in single quotes."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'
