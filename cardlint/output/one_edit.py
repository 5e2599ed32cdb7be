"""A fix as a single edit, for formats that allow only one."""

from cardlint.findings.diagnostic import Edit, Fix
from cardlint.findings.source import Source, Span


def one_edit(source: Source, fix: Fix) -> Edit:
    """Return a single edit with the effect of ``fix``: it replaces everything from its first edit to its last, and what is between them."""
    if len(fix.edits) == 1:
        return fix.edits[0]
    edits = sorted(fix.edits)
    at = start = edits[0].span.start if edits else 0
    parts = []
    for span, text in edits:
        parts += [source.text[at : span.start], text]
        at = span.end
    return Edit(Span(start, at), "".join(parts))
