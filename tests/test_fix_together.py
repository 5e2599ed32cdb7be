"""Which fixes of one text are applied at once: not those that touch the same place, and not those that do harm together."""

from collections.abc import Callable

import pytest

from cardlint.findings.diagnostic import Diagnostic, Edit, Fix, Severity
from cardlint.findings.source import Position, Span
from cardlint.lint.fix.edited import Edited
from cardlint.lint.fix.together import MAX_TRIALS, try_together

TEXT = "abcdefgh"


def fix_of(*edits: tuple[int, int, str]) -> Diagnostic:
    fix = Fix("write it", tuple(Edit(Span(start, end), text) for start, end, text in edits))
    return Diagnostic(Span(0, 1), Position(1, 1), Position(1, 2), "a-rule", "A1", Severity.ERROR, "wrong", fix)


def harmless(change: Edited, fixed: list[Diagnostic]) -> bool:
    return True


@pytest.mark.parametrize(
    ("first", "second", "are_made_at_once"),
    [
        ([(2, 4, "x")], [(4, 6, "y")], True),
        ([(4, 6, "x")], [(2, 4, "y")], True),
        ([(2, 2, "x")], [(4, 4, "y")], True),
        ([(2, 4, "x")], [(3, 5, "y")], False),
        ([(3, 5, "x")], [(2, 4, "y")], False),
        ([(2, 6, "x")], [(3, 4, "y")], False),
        ([(3, 4, "x")], [(2, 6, "y")], False),
        ([(2, 4, "x")], [(2, 4, "y")], False),
        ([(2, 2, "x")], [(2, 2, "y")], False),
        ([(2, 6, "x")], [(4, 4, "y")], False),
        ([(0, 1, "x"), (6, 7, "x")], [(3, 4, "y")], True),
        ([(0, 1, "x"), (6, 7, "x")], [(3, 4, "y"), (6, 7, "y")], False),
    ],
    ids=[
        "side by side",
        "side by side, the later first",
        "insertions at two places",
        "overlap at the end",
        "overlap at the start",
        "one within the other",
        "one around the other",
        "the same place",
        "insertions at one place",
        "an insertion within",
        "between two edits of one fix",
        "one of two edits",
    ],
)
def test_fixes_of_one_place_are_made_in_two_rounds(
    first: list[tuple[int, int, str]], second: list[tuple[int, int, str]], are_made_at_once: bool
) -> None:
    one, other = fix_of(*first), fix_of(*second)
    assert try_together(TEXT, [one, other], harmless) == ([one, other] if are_made_at_once else [one], [])


def no_text_with(*parts: str) -> Callable[[Edited, list[Diagnostic]], bool]:
    """Return a function for which a text with all of these parts is harmed."""
    return lambda change, fixed: not all(part in change.text for part in parts)


MANY = [fix_of((at, at + 1, text)) for at, text in enumerate("ABCDEFGH")]


@pytest.mark.parametrize("bad", ["A", "D", "H"])
def test_fix_that_does_harm_is_found_and_the_others_are_made(bad: str) -> None:
    others = [each for each in MANY if each.fix is None or each.fix.edits[0].text != bad]
    kept, harmful = try_together(TEXT, MANY, no_text_with(bad))
    assert sorted(kept) == sorted(others)
    assert harmful == [each for each in MANY if each not in others]


def test_fix_that_does_harm_next_to_another_has_the_next_round() -> None:
    kept, harmful = try_together(TEXT, MANY[:2], no_text_with("A", "B"))
    assert (kept, harmful) == (MANY[:1], [])


def test_fixes_that_all_do_harm_are_left_out() -> None:
    assert try_together(TEXT, MANY, lambda change, fixed: False) == ([], MANY)


def test_nothing_to_fix() -> None:
    assert try_together(TEXT, [], lambda change, fixed: False) == ([], [])


def test_what_is_not_tried_is_left_out() -> None:
    text = "a" * 200
    fixes = [fix_of((at, at + 1, "b")) for at in range(200)]
    tried: list[Edited] = []
    kept, harmful = try_together(text, fixes, lambda change, fixed: tried.append(change) is not None)
    assert (kept, len(harmful)) == ([], 200)
    assert len(tried) == MAX_TRIALS
