"""What tells a diagnostic again in the next run: its rule and the text of its line, not the number of the line."""

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

from cardlint.findings.diagnostic import Diagnostic
from cardlint.findings.report import Report
from cardlint.findings.source import Source

_LONGEST_LINE = 1000
"""Code points of a line that count; a card of one endless line would else be hashed once a diagnostic."""


def fingerprints(report: Report) -> Iterator[tuple[Diagnostic, str]]:
    """Yield every diagnostic with its fingerprint, which no other diagnostic of the card has: 32 hexadecimal digits.

    Lines above may come and go. Where a rule finds the same line twice, the fingerprints count the occurrences.
    """
    occurrences: Counter[tuple[str, str]] = Counter()
    for diagnostic in report.diagnostics:
        content = (diagnostic.name, _line(report.source, diagnostic.start.line))
        occurrences[content] += 1
        yield diagnostic, digest(*content, str(occurrences[content]))


def digest(*parts: str) -> str:
    """Return a hash of ``parts``: 32 hexadecimal digits."""
    return sha256("\0".join(parts).encode("utf-8", errors="surrogatepass")).hexdigest()[:32]


def _line(source: Source, number: int) -> str:
    start = source.offset(number)
    return source.text[start : start + _LONGEST_LINE].partition("\n")[0].strip()
