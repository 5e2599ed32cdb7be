"""Lines and columns of a text, queried in any order."""

from bisect import bisect_right

from hypothesis import given
from hypothesis import strategies as st

from cardlint.findings.source import Position, Source, Span

TEXTS = st.lists(st.sampled_from(("a", "\n", "\r\n", "\n\n", "x" * 700)), max_size=30).map("".join)


@given(TEXTS, st.lists(st.tuples(st.sampled_from(["position", "span", "offset", "line"]), st.floats(0, 1)), max_size=6))
def test_lines_of_any_text_are_found_in_any_order(text: str, questions: list[tuple[str, float]]) -> None:
    starts = [0] + [place + 1 for place, character in enumerate(text) if character == "\n"]
    source = Source(text)
    for question, share in questions:
        offset = round(share * len(text))
        line = bisect_right(starts, offset)
        end = starts[line] if line < len(starts) else len(text)
        if question == "position":
            assert source.position(offset) == Position(line, offset - starts[line - 1] + 1)
        elif question == "span":
            assert source.line_span(offset) == Span(starts[line - 1], end)
        elif question == "offset":
            assert source.offset(line, 3) == starts[line - 1] + 2
        else:
            assert source.line(line) == text[starts[line - 1] : end].rstrip("\r\n")
            assert source.line(len(starts) + 1) == ""
