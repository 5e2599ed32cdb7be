"""Identifies the same diagnostic in the next run: by its rule and the text of its line, not by the line number."""

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

from cardlint.findings.diagnostic import Diagnostic
from cardlint.findings.report import Report
from cardlint.findings.source import Source

_LONGEST_LINE = 1000
"""How many code points of a line are hashed; without a limit, a card that is one huge line would be hashed for every diagnostic."""


def fingerprints(report: Report) -> Iterator[tuple[Diagnostic, str]]:
    """Yield every diagnostic with its fingerprint, 32 hexadecimal digits that are unique in the card.

    Adding or removing lines above does not change it. If a rule reports equal lines, their fingerprints include a running number.
    """
    occurrences: Counter[tuple[str, str]] = Counter()
    for diagnostic in report.diagnostics:
        content = (diagnostic.name, _line(report.source, diagnostic.start.line))
        occurrences[content] += 1
        yield diagnostic, digest(*content, str(occurrences[content]))


def digest(*parts: str) -> str:
    """Return a hash of ``parts`` as 32 hexadecimal digits."""
    return sha256("\0".join(parts).encode("utf-8", errors="surrogatepass")).hexdigest()[:32]


def _line(source: Source, number: int) -> str:
    start = source.offset(number)
    return source.text[start : start + _LONGEST_LINE].partition("\n")[0].strip()
