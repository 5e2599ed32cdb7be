"""Texts with expected places written into them: ``license: «mit2»``."""

from cardlint.findings.source import Span

OPEN, CLOSE = "«", "»"


def read(marked: str) -> tuple[str, list[Span]]:
    """Return the text without its marks, and the spans that they enclosed, outermost first."""
    text = ""
    spans: list[Span] = []
    open_at: list[int] = []
    for character in marked:
        if character == OPEN:
            open_at.append(len(text))
        elif character == CLOSE:
            spans.append(Span(open_at.pop(), len(text)))
        else:
            text += character
    assert not open_at, f"a mark is not closed in {marked!r}"
    return text, sorted(spans)
