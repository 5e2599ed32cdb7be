"""Fetched cards are available again, however the process that fetched them ended."""

from pathlib import Path

import pytest

from cardlint.search.sources.hub.card_log import CardLog


def never(path: str, revision: str) -> bool:
    return False


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with two cards, written by a process that has ended."""
    log = CardLog(str(tmp_path / "cards"))
    log.add("a", "1", "# A\n")
    log.add("b", "1", "# 翻译 \ud800\n")
    return tmp_path / "cards"


def test_card_is_at_hand_at_its_revision(file: Path) -> None:
    log = CardLog(str(file))
    assert (log.text("a", "1"), log.text("b", "1")) == ("# A\n", "# 翻译 ?\n")
    assert (log.text("a", "2"), log.text("c", "1")) == (None, None)
    log.add("c", "1", "# C")
    assert log.text("c", "1") == "# C"


def test_line_that_was_cut_short_spoils_no_other(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-9])
    log = CardLog(str(file))
    log.add("c", "1", "# C")
    for each in (log, CardLog(str(file))):
        assert [each.text(path, "1") for path in "abc"] == ["# A\n", None, "# C"]


def test_two_that_add_at_once_lose_nothing(file: Path) -> None:
    one, other = CardLog(str(file)), CardLog(str(file))
    for number in range(3):
        one.add(f"one-{number}", "1", "1")
        other.add(f"other-{number}", "1", "2")
    for number in range(3):
        assert one.text(f"one-{number}", "1") == "1"
        assert other.text(f"other-{number}", "1") == "2"
    assert len(file.read_text().splitlines()) == 9


def test_later_revision_takes_the_place_of_the_earlier(file: Path) -> None:
    log = CardLog(str(file))
    log.add("a", "2", "# A 2")
    assert (log.text("a", "1"), log.text("a", "2")) == (None, "# A 2")
    log.drop(never)
    assert b'"# A\\n"' not in file.read_bytes()
    assert (log.text("a", "2"), log.text("b", "1")) == ("# A 2", "# 翻译 ?\n")


def test_needless_cards_are_dropped(file: Path) -> None:
    log = CardLog(str(file))
    log.drop(lambda path, revision: (path, revision) == ("a", "1"))
    assert (log.text("a", "1"), log.text("b", "1")) == (None, "# 翻译 ?\n")
    log.add("a", "2", "# A 2")
    assert log.text("a", "2") == "# A 2"
    log.drop(lambda path, revision: True)
    assert file.read_bytes() == b""
    assert [path.name for path in file.parent.iterdir()] == ["cards"]


def test_nothing_is_written_where_nothing_is_needless(file: Path) -> None:
    before = file.stat()
    log = CardLog(str(file))
    log.drop(never)
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_card_that_is_another_by_now_is_not_taken_for_it(file: Path) -> None:
    """This happens if another process drops lines during a run."""
    log = CardLog(str(file))
    file.write_bytes(file.read_bytes().replace(b'"a", "1"', b'"x", "1"'))
    assert (log.text("a", "1"), log.text("b", "1")) == (None, "# 翻译 ?\n")


def test_no_file_is_not_a_card(tmp_path: Path) -> None:
    log = CardLog(str(tmp_path / "cards"))
    log.drop(never)
    assert log.text("a", "1") is None
    assert not (tmp_path / "cards").exists()
