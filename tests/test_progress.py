"""The progress line: not shown by a short run, and gone at the end of a long one."""

import pytest

from cardlint.system import progress
from cardlint.system.progress import Progress


def test_short_run_shows_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(Progress(3).over("abc")) == ["a", "b", "c"]
    assert capsys.readouterr().err == ""


def test_long_run_shows_how_far_it_is_and_removes_the_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    times = iter((0.0, 0.4, 0.6, 0.65, 0.8))
    monkeypatch.setattr(progress, "monotonic", lambda: next(times))
    assert list(Progress(4).over("abcd")) == ["a", "b", "c", "d"]
    shown = capsys.readouterr().err
    assert [number for number in ("1", "2", "3", "4") if f"{number} of 4 cards" in shown] == ["2", "4"]
    assert shown.endswith("\r\x1b[K")


@pytest.mark.parametrize(
    ("done", "total", "seconds", "time"), [(1, 100, 1, "99 s"), (1, 101, 1, "2 min"), (50, 6_050, 10, "20 min")]
)
def test_time_left_is_in_seconds_up_to_a_hundred(done: int, total: int, seconds: float, time: str) -> None:
    assert progress.line(done, total, seconds).endswith(f", {time} left")
