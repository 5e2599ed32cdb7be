"""The setting `respect-gitignore` applies to `index add` and `index update`, as it does to `check`."""

from pathlib import Path

import pytest
from test_check import GOOD, cardlint, write


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    write(tmp_path, "build/\n", ".gitignore")
    for name in ("kept", "build", "kept/build/deep"):
        write(tmp_path, GOOD, f"{name}/README.md")
    return tmp_path


def folders(tree: Path, *command: str) -> list[str]:
    """Return the folders of the cards in the index after the command."""
    variables = {"CARDLINT_INDEX": str(tree / ".index")}
    assert cardlint("index", *command, cwd=tree, **variables).returncode == 0
    exported = cardlint("index", "export", cwd=tree, **variables).stdout
    return [
        name for name in ("kept", "build", "kept/build/deep") if f"{name}/README.md" in exported.replace(str(tree), "")
    ]


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        (None, ["kept"]),
        ("respect-gitignore = true", ["kept"]),
        ("respect-gitignore = false", ["kept", "build", "kept/build/deep"]),
    ],
)
def test_setting_of_the_searched_folder_decides(setting: str | None, expected: list[str], tree: Path) -> None:
    if setting is not None:
        write(tree, setting, ".cardlint.toml")
    assert folders(tree, "add", ".") == expected


def test_update_follows_a_setting_that_changes(tree: Path) -> None:
    assert folders(tree, "add", ".") == ["kept"]
    write(tree, "respect-gitignore = false", ".cardlint.toml")
    assert folders(tree, "update") == ["kept", "build", "kept/build/deep"]
    (tree / ".cardlint.toml").unlink()
    assert folders(tree, "update") == ["kept"]


def test_configuration_of_a_stranger_that_runs_code_decides_nothing(
    tree: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    write(tree, 'respect-gitignore = false\nplugins = ["acme"]', ".cardlint.toml")
    variables = {"CARDLINT_INDEX": str(tree / ".index")}
    cardlint("index", "add", str(tree), cwd=tmp_path_factory.mktemp("elsewhere"), **variables)
    assert "1 cards in" in cardlint("index", "status", cwd=tree, **variables).stdout
