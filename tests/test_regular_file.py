"""The bounded reader: regular files only, never more than the limit, never waiting."""

import os
from pathlib import Path

import pytest

from cardlint.system.errors import CardlintError
from cardlint.system.regular_file import NotRegularError, TooLargeError, read_start, read_text, read_whole

unix = pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes and devices in folders")


@pytest.mark.parametrize("size", [0, 1, 9, 10], ids=["empty", "one", "below the limit", "the limit"])
def test_a_file_up_to_the_limit_is_read_whole(tmp_path: Path, size: int) -> None:
    (tmp_path / "file").write_bytes(b"x" * size)
    assert read_whole(tmp_path / "file", 10) == b"x" * size


def test_a_larger_file_is_refused_and_its_start_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"0123456789+")
    with pytest.raises(TooLargeError):
        read_whole(tmp_path / "file", 10)
    assert read_start(tmp_path / "file", 4) == b"0123"


@unix
def test_a_device_that_never_ends_is_refused() -> None:
    with pytest.raises(NotRegularError):
        read_whole("/dev/zero", 10)


@unix
def test_a_pipe_is_refused_without_waiting_for_its_other_end(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NotRegularError):
        read_whole(tmp_path / "pipe", 10)


@unix
def test_a_file_that_claims_to_be_empty_is_read_all_the_same() -> None:
    assert os.stat("/proc/self/status").st_size == 0
    assert read_whole("/proc/self/status", 100_000).startswith(b"Name:")


@unix
def test_a_link_is_followed_unless_it_must_not_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"text")
    (tmp_path / "link").symlink_to("file")
    assert read_whole(tmp_path / "link", 10) == b"text"
    with pytest.raises(OSError, match="symbolic"):
        read_whole(tmp_path / "link", 10, follow=False)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("absent", None, "{path}: no such file or directory"),
        ("folder/", None, "{path}: not a regular file"),
        ("large", b"x" * 2049, "{path}: larger than 2 KiB"),
        ("binary", b"\xff\xfe", "{path}: not UTF-8 text"),
    ],
)
def test_what_cannot_be_read_as_text_is_explained(
    tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    path = tmp_path / name
    if name.endswith("/"):
        path.mkdir()
    elif content is not None:
        path.write_bytes(content)
    with pytest.raises(CardlintError) as raised:
        read_text(str(path), 2048)
    assert str(raised.value) == message.format(path=path)


def test_a_name_with_a_nul_character_is_explained() -> None:
    with pytest.raises(CardlintError, match="null"):
        read_text("a\0b", 10)
