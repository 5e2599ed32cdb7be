"""Programs are found by an absolute path, and never in a folder that is not trusted."""

import os
from pathlib import Path

import pytest

from cardlint.system.program import Programs

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the programs are shell scripts")


def program(path: Path, mode: int = 0o755) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(mode)
    return path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, which contains a program, next to a folder ``trusted`` with another one of the same name."""
    for place in ("untrusted/tool", "untrusted/bin/tool", "trusted/tool"):
        program(tmp_path / place)
    (tmp_path / "links").mkdir()
    (tmp_path / "links/tool").symlink_to(tmp_path / "untrusted/tool")
    (tmp_path / "link").symlink_to(tmp_path / "untrusted/bin")
    monkeypatch.chdir(tmp_path / "untrusted")
    return tmp_path


@pytest.mark.parametrize(
    "first",
    ["", ".", "bin", "../untrusted", "{0}/untrusted", "{0}/untrusted/bin", "{0}/links", "{0}/link", "{0}/nowhere"],
)
def test_first_trusted_folder_of_path_has_the_program(
    folder: Path, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    monkeypatch.setenv("PATH", f"{first.format(folder)}:{folder}/trusted")
    assert Programs(untrusted=str(folder / "untrusted")).find("tool") == str(folder / "trusted/tool")


def test_path_for_other_processes_has_trusted_folders_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f":.:{folder}/untrusted/bin:{folder}/trusted:")
    assert Programs(untrusted=str(folder / "untrusted")).path == f"{folder}/trusted"


def test_only_a_file_that_can_be_run_is_a_program(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(folder / "data/tool", mode=0o644)
    (folder / "folder/tool").mkdir(parents=True)
    monkeypatch.setenv("PATH", f"{folder}/folder")
    assert Programs(untrusted=str(folder / "untrusted")).find("tool") is None
    if os.geteuid() == 0:  # root may run it as long as anybody may: nobody may here
        monkeypatch.setenv("PATH", f"{folder}/data")
        assert Programs(untrusted=str(folder / "untrusted")).find("tool") is None


def test_checkout_at_the_root_rules_out_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{folder}/trusted")
    assert Programs(untrusted="/").find("tool") == str(folder / "trusted/tool")
