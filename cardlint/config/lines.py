"""The line of a setting in a TOML file, because tomllib does not keep lines.

Tables and keys are matched line by line, which is precise enough to point at an error; None if nothing matches.
"""

from cardlint.system.lazy_pattern import pattern
from cardlint.system.regular_file import CONFIGURATION_LIMIT, read_whole

_TABLE = pattern(r"\s*+(\[\[?)([^\]\n]++)\]\]?\s*+(?:#.*)?$")
_KEY = pattern(r"""\s*+((?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')(?:\s*+\.\s*+(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+'))*+)\s*+=""")
_PART = pattern(r"""[\w-]+|"[^"\n]*"|'[^'\n]*'""")

Keys = tuple[str | int, ...]


def line_of(path: str, keys: Keys) -> int | None:
    """Return the line of the setting ``keys`` in the file at ``path``, or of the nearest table around it."""
    try:
        text = read_whole(path, CONFIGURATION_LIMIT).decode("utf-8-sig")
    except (OSError, ValueError):
        return None
    places = _places(text)
    for length in range(len(keys), 0, -1):
        if (line := places.get(keys[:length])) is not None:
            return line
    return None


def _places(text: str) -> dict[Keys, int]:
    """Return the first line of every key, named with and without ``tool.cardlint``."""
    places: dict[Keys, int] = {}
    counts: dict[Keys, int] = {}
    table: Keys = ()
    for number, line in enumerate(text.split("\n"), 1):
        if header := _TABLE.match(line):
            table = _parts(header[2])
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            places.setdefault(table, number)
        elif key := _KEY.match(line):
            places.setdefault((*table, *_parts(key[1])), number)
    return places | {keys[2:]: line for keys, line in places.items() if keys[:2] == ("tool", "cardlint")}


def _parts(dotted: str) -> Keys:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))
