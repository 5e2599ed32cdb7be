"""Lines that are indented with no-break spaces and the like, which YAML reads as the beginning of a key."""

from cardlint.findings.diagnostic import Edit, Fix
from cardlint.findings.source import Source, Span
from cardlint.system.lazy_pattern import pattern

_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_INDENTATION = pattern(rf"(?P<spaces>[ {_SPACES}]*[{_SPACES}][ {_SPACES}]*)(?P<dashes>(?:- +)*)")


def odd_space_below(source: Source, offset: int) -> str | None:
    """Return the first such character that indents the line below ``offset``; None if it is indented with spaces or not at all."""
    found = _INDENTATION.match(source.text, source.line_span(offset).end)
    return found[0].lstrip(" ")[0] if found is not None else None


def respace(source: Source, offset: int) -> Fix:
    """Return the fix that writes spaces instead, on all such lines that follow the line of ``offset``."""
    made = []
    line = source.line_span(offset)
    start = line.start + len(source.slice(line).rstrip())  # where the value is missing
    at = line.end
    while (found := _INDENTATION.match(source.text, at)) is not None:
        made.append(
            Edit(Span(start, found.end()), source.text[start:at] + " " * len(found["spaces"]) + found["dashes"])
        )
        at = start = source.line_span(at).end
    return Fix("indent with spaces", tuple(made))
