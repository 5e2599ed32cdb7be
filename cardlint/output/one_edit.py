"""A fix as one edit, for consumers that know no other."""

from cardlint.findings.diagnostic import Edit, Fix
from cardlint.findings.source import Source, Span


def one_edit(source: Source, fix: Fix) -> Edit:
    """Return the edit that does all that ``fix`` does in the text: from its first place to its last, with what lies between."""
    if len(fix.edits) == 1:
        return fix.edits[0]
    edits = sorted(fix.edits)
    at = start = edits[0].span.start if edits else 0
    parts = []
    for span, text in edits:
        parts += [source.text[at : span.start], text]
        at = span.end
    return Edit(Span(start, at), "".join(parts))
