"""The files .eval_results/*.yaml: how they are read, and which problems are reported."""

from pathlib import Path

import pytest

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.repository import Repository
from cardlint.card.repository.eval_results import MOST_FILES, files
from cardlint.findings.source import Source
from cardlint.rules.eval_results.invalid_eval_results import RULE

GOOD = "- dataset: {id: cais/hle, task_id: default, revision: '5503434'}\n  value: 20.9\n  date: '2025-01-15'\n"


def messages(folder: Path, text: str, name: str = "hle.yaml") -> list[str]:
    results = folder / ".eval_results"
    results.mkdir()
    (results / name).write_text(text, encoding="utf-8")
    card = Card(Source("---\nlicense: mit\n---\n"), Kind.MODEL, Repository(folder))
    found = sorted(RULE.check(card), key=lambda each: each.span)
    assert all(each.file and each.file.path == str(results / name) for each in found)
    return [f"{each.file.position(each.span.start).line}: {each.message}" for each in found if each.file]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(GOOD, [], id="good"),
        pytest.param("- dataset: {id: cais/hle}\n  value: 1", ["1: `[0].dataset.task_id` is missing; add it"], id="task-id"),
        pytest.param("\n- value: 1", ["2: `[0].dataset` is missing; add it"], id="dataset"),
        pytest.param(
            GOOD.replace("'", ""),
            [
                "1: `[0].dataset.revision` must be text; put `5503434` in quotes",
                "3: `[0].date` must be text; put `2025-01-15` in quotes",
            ],
            id="unquoted",
        ),
        pytest.param(
            GOOD + "  source: {name: Traces}\n", ["4: `[0].source.url` is missing; add it"], id="source-without-url"
        ),
        pytest.param(
            GOOD.replace("20.9", "N/A"), ["2: `[0].value` must be a number, not the text `N/A`"], id="value-that-is-none"
        ),
        pytest.param(
            GOOD + "  note: no tools\n",
            ["4: `[0].note` is not a field of a result; did you mean `notes`?"],
            id="unknown-field",
        ),
        pytest.param(
            GOOD.replace("cais/hle", "hle"),
            ["1: `[0].dataset.id` `hle` is not the id of a dataset; write `owner/name`"],
            id="dataset-without-owner",
        ),
        pytest.param("dataset: x", ["1: the file must be a list, not a mapping"], id="no-list"),
        pytest.param("[]", ["1: the list of results is empty; add a result"], id="empty-list"),
        pytest.param("# later\n", ["1: the file is empty; write a list of results, or remove it"], id="empty"),
        pytest.param(
            "- value: 1\n  value: 2\n", ["2: the file cannot be read: duplicate key (value)"], id="invalid-yaml"
        ),
        pytest.param("- 1\n" * 9, [f"{n}: `[{n - 1}]` must be a mapping, not `1`" for n in range(1, 6)], id="many"),
    ],
)  # fmt: skip
def test_faults_are_reported_with_file_and_line(text: str, expected: list[str], tmp_path: Path) -> None:
    assert messages(tmp_path, text) == expected


def test_file_that_is_not_text(tmp_path: Path) -> None:
    (tmp_path / ".eval_results").mkdir()
    (tmp_path / ".eval_results" / "hle.yaml").write_bytes(b"\xff\xfe")
    assert [file.fault for file in files(Repository(tmp_path))] == ["it is not UTF-8 text"]


def test_other_files_are_skipped(tmp_path: Path) -> None:
    assert messages(tmp_path, "no yaml: [", "notes.txt") == []


def test_many_files_end(tmp_path: Path) -> None:
    (tmp_path / ".eval_results").mkdir()
    for number in range(MOST_FILES + 5):
        (tmp_path / ".eval_results" / f"{number}.yaml").write_text(GOOD)
    assert len(list(files(Repository(tmp_path)))) == MOST_FILES


def test_card_without_repository() -> None:
    assert list(files(None)) == []
