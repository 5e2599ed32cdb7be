"""The cache: a second run says the same without doing the work, and whatever changed is checked again."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from test_check import BAD, GOOD, cardlint, write

from cardlint.output import Report
from cardlint.repository import Repository
from cardlint.run.cache import DAYS, Cache, Key, default_folder
from cardlint.source import Source

TASK = "---\nlicense: mit\npipeline_tag: image-classification\nlibrary_name: transformers\n---\n# Model\n\nIt fills gaps.\n"
CONFIG = '{"architectures": ["%s"]}'


@pytest.fixture
def cards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two cards, the second of them with a fault, and a cache folder of their own."""
    monkeypatch.setenv("CARDLINT_CACHE_DIR", str(tmp_path / "cache"))
    write(tmp_path, GOOD, "cards/good/README.md")
    write(tmp_path, BAD, "cards/bad/README.md")
    return tmp_path / "cards"


def names(cards: Path, *options: str) -> list[str]:
    report = json.loads(cardlint("check", "--format", "json", *options, cwd=cards).stdout)
    return [each["name"] for each in report["diagnostics"]]


def test_second_run_says_the_same_and_imports_nothing_that_checks(cards: Path) -> None:
    first = cardlint("check", cwd=cards)
    command = [sys.executable, "-X", "importtime", "-m", "cardlint", "check"]
    second = subprocess.run(command, cwd=cards, capture_output=True, text=True, timeout=60, check=False)
    assert (first.returncode, first.stdout) == (second.returncode, second.stdout)
    imported = {line.rpartition("|")[2].strip() for line in second.stderr.splitlines()}
    assert "cardlint.run.cache" in imported
    assert imported.isdisjoint(("yaml", "cardlint.card", "cardlint.lint", "cardlint.rules", "cardlint.markdown"))


def test_changed_card_is_checked_again(cards: Path) -> None:
    assert names(cards) == ["unknown-license"]
    write(cards, BAD, "good/README.md")
    write(cards, GOOD, "bad/README.md")
    write(cards, BAD, "new/README.md")
    assert names(cards) == ["unknown-license", "unknown-license"]


def test_file_beside_the_card_counts(cards: Path) -> None:
    write(cards, TASK, "bad/README.md")
    assert names(cards) == []
    beside = write(cards, CONFIG % "BertForMaskedLM", "bad/config.json")
    assert names(cards) == ["task-config-conflict"]
    write(cards, CONFIG % "ViTForImageClassification", "bad/config.json")
    assert names(cards) == []
    write(cards, CONFIG % "BertForMaskedLM", "bad/config.json")
    assert names(cards) == names(cards) == ["task-config-conflict"]
    beside.unlink()
    assert names(cards) == []


def test_options_and_configuration_count(cards: Path) -> None:
    assert names(cards) == ["unknown-license"]
    assert names(cards, "--ignore", "unknown-license") == []
    write(cards, 'ignore = ["unknown-license"]\n', ".cardlint.toml")
    assert names(cards) == []
    write(cards, 'extend = "more.toml"\n', ".cardlint.toml")
    more = write(cards, "", "more.toml")
    assert names(cards) == ["unknown-license"]
    more.write_text('ignore = ["unknown-license"]\n')
    assert names(cards) == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\x00",
        b"[" * 100_000,
        b'{"format": 999, "cards": {}}',
        b'{"format": 1, "code": "another", "cards": {"x": 1}}',
    ],
)
def test_file_that_is_not_ours_is_ignored_and_replaced(cards: Path, content: bytes) -> None:
    first = cardlint("check", cwd=cards).stdout
    (file,) = (cards.parent / "cache").iterdir()
    file.write_bytes(content)
    done = cardlint("check", cwd=cards)
    assert (done.returncode, done.stdout, done.stderr) == (1, first, "")
    assert len(json.loads(file.read_bytes())["cards"]) == 2


@pytest.mark.parametrize("entry", [None, 7, [], ["x"] * 5, [0, "", "", {}, [["a"]]], {"a": 1}])
def test_broken_entry_is_no_entry(cards: Path, entry: object) -> None:
    first = cardlint("check", cwd=cards).stdout
    (file,) = (cards.parent / "cache").iterdir()
    data = json.loads(file.read_bytes())
    data["cards"] = dict.fromkeys(data["cards"], entry)
    file.write_text(json.dumps(data))
    assert cardlint("check", cwd=cards).stdout == first


def test_broken_finding_is_found_again(cards: Path) -> None:
    first = cardlint("check", cwd=cards).stdout
    (file,) = (cards.parent / "cache").iterdir()
    data = json.loads(file.read_bytes())
    for entry in data["cards"].values():
        entry[4] = [[1, 2]] if entry[4] else {"a": 1}
    file.write_text(json.dumps(data))
    assert cardlint("check", cwd=cards).stdout == first


@pytest.mark.skipif(sys.platform == "win32", reason="no modes")
def test_cache_is_private(cards: Path) -> None:
    cardlint("check", cwd=cards)
    assert stat.S_IMODE((cards.parent / "cache").stat().st_mode) == 0o700


def test_no_cache_and_cache_dir(cards: Path, tmp_path: Path) -> None:
    cardlint("check", "--no-cache", cwd=cards)
    assert not (tmp_path / "cache").exists()
    cardlint("check", "--cache-dir", tmp_path / "other", cwd=cards)
    assert not (tmp_path / "cache").exists()
    assert len(list((tmp_path / "other").iterdir())) == 1
    cardlint("check", "bad/README.md", cwd=cards)
    assert not (tmp_path / "cache").exists(), "one card is checked faster than looked up"


def test_folder_that_cannot_be_written_does_no_harm(cards: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    done = cardlint("check", cwd=cards)
    assert (done.returncode, done.stderr) == (1, "")


def test_default_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CARDLINT_CACHE_DIR", "/somewhere")
    assert default_folder() == "/somewhere"
    monkeypatch.delenv("CARDLINT_CACHE_DIR")
    if sys.platform == "linux":
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        assert default_folder() == str(tmp_path / "cardlint")


def test_entries_that_no_run_saw_for_long_are_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key, repository = Key("content", "config"), Repository(tmp_path)

    def on_day(day: int, *seen: str, find: str | None = None) -> bool:
        monkeypatch.setattr("cardlint.run.cache._today", lambda: day)
        cache = Cache(str(tmp_path / "cache"))
        found = find is not None and cache.find(find, key, repository) is not None
        for path in seen:
            cache.keep(path, key, {}, Report(Source("", path), [], False))
        cache.save()
        return found

    on_day(20_000, "old", "seen")
    assert on_day(20_000 + DAYS, find="seen")
    on_day(20_001 + DAYS, "new")
    assert on_day(20_001 + DAYS, find="seen")
    assert not on_day(20_001 + DAYS, find="old")


def test_runs_at_the_same_time_do_not_spoil_it(cards: Path) -> None:
    for number in range(40):
        write(cards, BAD if number % 3 else GOOD, f"{number}/README.md")
    command = [sys.executable, "-m", "cardlint", "check", "--format", "json"]
    runs = [subprocess.Popen(command, cwd=cards, stdout=subprocess.PIPE, env=os.environ) for _ in range(4)]
    outputs = {run.communicate(timeout=120)[0] for run in runs}
    assert len(outputs) == 1
    (file,) = (cards.parent / "cache").iterdir()
    assert len(json.loads(file.read_bytes())["cards"]) == 42
