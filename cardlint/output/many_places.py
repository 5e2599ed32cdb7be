"""A finding with many related places: reports for people show the first few, and name the lines of the others."""

from cardlint.findings.diagnostic import Diagnostic, Related
from cardlint.findings.source import Source

_SHOWN = 3
_NAMED = 10


def first_places(diagnostic: Diagnostic) -> list[Related]:
    """Return the related places of a finding that are shown, in the order of the file."""
    return sorted(diagnostic.related)[:_SHOWN]


def other_lines(source: Source, diagnostic: Diagnostic) -> str:
    """Return on which lines the other places are, such as ``also on lines 7, 9 and 2 more``; empty if all are shown."""
    rest = sorted(diagnostic.related)[_SHOWN:]
    lines = list(dict.fromkeys(source.position(each.span.start).line for each in rest))
    if not lines:
        return ""
    numbers = [str(line) for line in lines[:_NAMED]]
    if len(lines) > _NAMED:
        numbers.append(f"{len(lines) - _NAMED} more")
    listed = f"{', '.join(numbers[:-1])} and {numbers[-1]}" if numbers[1:] else numbers[0]
    return f"also on line{'s' if lines[1:] else ''} {listed}"
