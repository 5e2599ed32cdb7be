"""A file that is there under a name that differs only in upper and lower case, which are different files for the Hub."""

from collections.abc import Sequence

from cardlint.card.repository import Repository
from cardlint.findings.diagnostic import Edit, Fix
from cardlint.findings.quoting import quote
from cardlint.findings.source import Source, Span
from cardlint.system.named_tuple import NamedTuple


class OtherCase(NamedTuple):
    """What a rule says, and repairs, if the file exists in another case."""

    message: str
    fix: Fix | None


def look(repository: Repository, source: Source, span: Span, path: str) -> OtherCase | None:
    """Return what to say about ``path``, which is missing and written at ``span``; None if it does not exist in another case."""
    there = repository.in_other_case(path)
    return describe(source, span, path, there) if there else None


def describe(source: Source, span: Span, path: str, there: Sequence[str]) -> OtherCase:
    """Return what to say about ``path``, which is written at ``span``, and exists only as ``there``."""
    message = f"the repository has {quote(there[0])}, not {quote(path)}; correct the case"
    return OtherCase(message, correct(source, span, path, there[0]) if len(there) == 1 else None)


def correct(source: Source, span: Span, written: str, right: str) -> Fix | None:
    """Return the fix that replaces the path ``written`` somewhere in ``span``; None if it is spelled differently there."""
    text, written = source.slice(span), written.removeprefix("./")
    if text.count(written) != 1:
        return None
    start = span.start + text.index(written)
    return Fix(f"replace with {quote(right)}", (Edit(Span(start, start + len(written)), right),))
