"""Several outputs of one run: the values of ``--output``, and files that are written completely or not at all."""

import io
import json
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from output_samples import CLEAN, WIDE

from cardlint.findings.report import Report
from cardlint.output import Target, parse_target, write_all
from cardlint.system.errors import CardlintError


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("github", Target("github")),
        ("github=-", Target("github")),
        ("sarif=out.sarif", Target("sarif", "out.sarif")),
        ("html=a=b.html", Target("html", "a=b.html")),
    ],
)
def test_target_is_a_format_and_perhaps_a_file(text: str, target: Target) -> None:
    assert parse_target(text) == target


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("sarfi=x", "`sarfi` is not an output format", "did you mean `sarif`?"),
        ("GitHub", "`GitHub` is not an output format", "did you mean `github`?"),
        ("x.html", "`x.html` is not an output format", "did you mean `html`?"),
        ("=x", "`=x` is not an output format", "choose from azure, checkstyle, concise"),
        ("json=", "`json=` does not name a file", "write `json=FILE`, or `json` for standard output"),
    ],
)
def test_wrong_target_says_what_is_right(text: str, message: str, hint: str) -> None:
    with pytest.raises(CardlintError) as caught:
        parse_target(text)
    assert str(caught.value) == message
    assert (caught.value.hint or "").startswith(hint)


def test_reports_are_read_once_for_all_targets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    read = []

    def reports() -> Iterator[Report]:
        for report in (WIDE, CLEAN):
            read.append(report.source.path)
            yield report

    targets = [Target("sarif", str(tmp_path / "a.sarif")), Target("concise"), Target("json", str(tmp_path / "a.json"))]
    write_all(reports(), targets, color=True)
    assert read == [WIDE.source.path, CLEAN.source.path]
    assert capsys.readouterr().out.count("\x1b[1m./cards/modèle") == 3
    assert json.loads((tmp_path / "a.json").read_text())["files"] == 2
    assert len(json.loads((tmp_path / "a.sarif").read_text())["runs"][0]["results"]) == 3
    assert sorted(os.listdir(tmp_path)) == ["a.json", "a.sarif"]


def test_standard_output_is_written_as_reports_come(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seen = []

    def reports() -> Iterator[Report]:
        yield WIDE
        seen.append(capsys.readouterr().out)

    write_all(reports(), [Target("json", str(tmp_path / "a.json")), Target("concise")], color=False)
    assert "unknown-license" in seen[0]


@pytest.mark.parametrize(
    ("name", "written"), [("concise", b"./cards/mod\\xe8le \\u65e5"), ("html", "cards/modèle 日".encode())]
)
def test_output_of_another_encoding_shows_people_what_it_can_and_programs_utf_8(
    name: str, written: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(content, encoding="ascii"))
    write_all([WIDE], [Target(name)], color=False)
    sys.stdout.flush()
    assert written in content.getvalue()


def test_files_have_no_colours(tmp_path: Path) -> None:
    write_all([WIDE], [Target("text", str(tmp_path / "a.txt"))], color=True)
    assert "\x1b" not in (tmp_path / "a.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("targets", "message"),
    [
        ([Target("text"), Target("github")], "two reports would be written to standard output"),
        ([Target("json", "x"), Target("sarif", "x")], "two reports would be written to `x`"),
        ([Target("text"), Target("json", "nowhere/x")], "nowhere/x: cannot be written: no such file or directory"),
        ([Target("json", ".")], ".: cannot be written: it is a folder"),
        ([Target("json", "a\0b")], "'a\\x00b': cannot be written: a file name cannot contain a NUL character"),
    ],
)
def test_target_that_cannot_be_written_is_reported_before_a_card_is_read(
    targets: list[Target], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    def reports() -> Iterator[Report]:
        raise AssertionError
        yield

    with pytest.raises(CardlintError) as caught:
        write_all(reports(), targets, color=False)
    assert str(caught.value) == message
    assert os.listdir(tmp_path) == []


def test_run_that_breaks_off_leaves_the_old_files(tmp_path: Path) -> None:
    old = tmp_path / "old.json"
    old.write_text("old")

    def reports() -> Iterator[Report]:
        yield WIDE
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_all(reports(), [Target("json", str(old)), Target("html", str(tmp_path / "new.html"))], color=False)
    assert (os.listdir(tmp_path), old.read_text()) == (["old.json"], "old")


def test_file_that_is_full_is_reported() -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("this system has no /dev/full")
    with pytest.raises(CardlintError) as caught:
        write_all([WIDE], [Target("html", "/dev/full")], color=False)
    assert str(caught.value) == "/dev/full: cannot be written: no space left on device"


@pytest.mark.skipif(os.name == "nt", reason="permissions and links of POSIX")
def test_replaced_file_keeps_its_permissions_and_a_link_stays_one(tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    write_all([CLEAN], [Target("json", str(link))], color=False)
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert json.loads(real.read_text())["files"] == 1


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    write_all([CLEAN], [Target("json", str(tmp_path / "new"))], color=False)
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.skipif(os.name == "nt", reason="devices of POSIX")
def test_device_is_written_to_and_not_replaced() -> None:
    write_all([WIDE], [Target("json", os.devnull)], color=False)
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)
