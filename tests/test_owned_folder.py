"""Files are deleted only in a folder of our own."""

from pathlib import Path

import pytest

from cardlint.system.errors import CardlintError
from cardlint.system.owned_folder import MARKER, claim, is_owned


@pytest.mark.parametrize("is_there", [False, True], ids=["absent", "empty"])
def test_an_absent_or_empty_folder_is_taken(tmp_path: Path, is_there: bool) -> None:
    folder = tmp_path / "a" / "b"
    if is_there:
        folder.mkdir(parents=True)
    claim(str(folder), "lint cache")
    assert is_owned(str(folder), "lint cache")
    (folder / "file").write_text("ours")
    claim(str(folder), "lint cache")  # again: it is marked


def test_a_new_folder_is_private(tmp_path: Path) -> None:
    claim(str(tmp_path / "new"), "lint cache")
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


def test_a_folder_with_files_of_others_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "thesis.md").write_text("years of work")
    with pytest.raises(CardlintError, match=r"not a cardlint lint cache and is not empty: it contains `thesis\.md`"):
        claim(str(tmp_path), "lint cache")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.md"]


def test_a_folder_of_another_purpose_is_refused(tmp_path: Path) -> None:
    claim(str(tmp_path), "search index")
    (tmp_path / "file").write_text("ours")
    with pytest.raises(CardlintError):
        claim(str(tmp_path), "lint cache")


@pytest.mark.parametrize("content", ["", "Signature: 8a477f597d28d172789f06886806bc55\n# of pip\n"])
def test_a_marker_of_another_program_does_not_count(tmp_path: Path, content: str) -> None:
    (tmp_path / MARKER).write_text(content)
    (tmp_path / "wheel").write_text("of pip")
    with pytest.raises(CardlintError):
        claim(str(tmp_path), "lint cache")
    assert (tmp_path / MARKER).read_text() == content


def test_a_link_in_the_place_of_the_marker_does_not_count(tmp_path: Path) -> None:
    claim(str(tmp_path / "ours"), "lint cache")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / MARKER).symlink_to(tmp_path / "ours" / MARKER)
    assert not is_owned(str(tmp_path / "other"), "lint cache")


def test_a_file_in_the_place_of_the_folder_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CardlintError, match="cannot be used as a lint cache"):
        claim(str(tmp_path / "file"), "lint cache")
