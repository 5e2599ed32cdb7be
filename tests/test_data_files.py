"""Patterns of data_files and file names: the expected answers are those of datasets 5.2.0 for the same files."""

import pytest

from cardlint.card.repository import data_files
from cardlint.card.repository.data_files import (
    DataFiles,
    builder_of,
    guessed_splits,
    has_glued_stars,
    is_inside,
    is_readable,
)

NAMES = (
    ".hidden/a.csv",
    "README.md",
    "__x__/a.csv",
    "[a].csv",
    "a.csv",
    "config.json",
    "data/en/a.csv",
    "data/en/b.parquet",
    "data/train-00000-of-00001.parquet",
    "data/train.csv",
    "no_extension",
)


@pytest.mark.parametrize(
    ("pattern", "files"),
    [
        ("a.csv", ["a.csv"]),
        ("./a.csv", ["a.csv"]),
        ("data", []),
        ("*.csv", ["[a].csv", "a.csv"]),
        ("[a].csv", ["a.csv"]),
        ("[!a]*.csv", ["[a].csv"]),
        ("data/*", ["data/train-00000-of-00001.parquet", "data/train.csv"]),
        ("*/*.csv", ["data/train.csv"]),
        ("data/**/*.csv", ["data/en/a.csv", "data/train.csv"]),
        ("*/**", ["data/en/a.csv", "data/en/b.parquet", "data/train-00000-of-00001.parquet", "data/train.csv"]),
        ("**/train-[0-9]*", ["data/train-00000-of-00001.parquet"]),
        (".*/*.csv", [".hidden/a.csv"]),
        ("__x__/*", ["__x__/a.csv"]),
        ("*.md", []),
        ("README.md", ["README.md"]),
        ("*.json", []),
        ("**.csv", None),
    ],
)
def test_pattern_finds_the_files_of_the_library(pattern: str, files: list[str] | None) -> None:
    assert DataFiles(NAMES).find(pattern) == files


def test_pattern_counts_from_data_dir() -> None:
    assert DataFiles(NAMES).find("*.csv", "data/en") == ["data/en/a.csv"]


def test_too_many_tests_leave_a_glob_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_files, "TESTS", 2 * len(NAMES))
    files = DataFiles(NAMES)
    assert [files.find("**/x") for _ in range(3)] == [[], [], None]
    assert files.find("a.csv") == ["a.csv"]


def test_many_stars_take_no_time() -> None:
    name = "/".join(["a" * 100] * 30)
    assert DataFiles([name]).find("**/*a*a*a*a*a*a*b/" * 10 + "**/x") == []


@pytest.mark.parametrize(
    ("names", "splits"),
    [
        (["a.csv"], ("train",)),
        (["train.csv", "test_1.csv", "README.md"], ("train", "test")),
        (["data/dev.csv", "data/training.csv"], ("train", "validation")),
        (["x/my-eval/a.csv", "train.csv"], ("test",)),
        (["pretrain.csv", "trainx.csv"], ("train",)),
        (["data/de-00000-of-00001.parquet", "data/en-00000-of-00001-0a.parquet", "test.csv"], ("de", "en")),
        (["README.md", ".gitattributes", "config.json"], ()),
    ],
)
def test_splits_are_guessed_as_the_library_guesses(names: list[str], splits: tuple[str, ...]) -> None:
    assert guessed_splits(names) == splits


@pytest.mark.parametrize(
    ("names", "builder"),
    [
        (["a.csv", "b.csv.gz", "c.json"], "csv"),
        (["a.csv", "b.parquet"], "parquet"),
        (["a.JPG", "metadata.csv", "metadata.jsonl"], "imagefolder"),
        (["train-*.jsonl"], "json"),
        (["train-*", "a.unknown"], None),
    ],
)
def test_builder_is_that_of_most_files(names: list[str], builder: str | None) -> None:
    assert builder_of(names) == builder


def test_names_and_patterns_are_distinguished() -> None:
    assert [name for name in ("a.csv.gz", "a.zip", "a.exe", "a") if is_readable(name)] == ["a.csv.gz", "a.zip"]
    assert [each for each in ("a/*", "https://x/a", "/a", "../a", "zip://a::b") if is_inside(each)] == ["a/*"]
    assert [each for each in ("**/*.csv", "**.csv", "a**/b") if has_glued_stars(each)] == ["**.csv", "a**/b"]
