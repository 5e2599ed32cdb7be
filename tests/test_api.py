"""The public names of ``import cardlint``, used as in other programs."""

import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

import cardlint

CARD = "---\nlicense: MIT\n---\n\n# A\n\nText.\n"


def test_text_is_linted_and_fixed() -> None:
    [found] = [each for each in cardlint.lint_text(CARD, kind="dataset") if each.name == "unknown-license"]
    assert (found.start.line, found.start.column) == (2, 10)
    assert cardlint.fix_text(CARD) == CARD.replace("MIT", "mit")


def test_unsafe_fixes_are_asked_for() -> None:
    card = CARD.replace("MIT", "mit\nlanguage: en-US")
    assert cardlint.fix_text(card) == card
    assert cardlint.fix_text(card, unsafe=True) == card.replace("en-US", "en")


def test_path_is_linted_and_its_task_resolved(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(CARD.replace("MIT", "mit\npipeline_tag: text-clasification"), encoding="utf-8")
    assert "unknown-task" in [each.name for each in cardlint.lint_path(tmp_path / "README.md")]


def test_index_that_is_not_there_is_reported(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="no index") as caught:
        cardlint.open_index(str(tmp_path / "index"))
    assert type(caught.value).__name__ == "CardlintError"


def test_version_is_the_one_that_is_installed() -> None:
    assert cardlint.__version__ == metadata.version("cardlint")


def test_import_reads_nothing_until_a_name_is_used() -> None:
    code = (
        "import cardlint, sys; print([name for name in sys.modules if name.startswith('cardlint') or name == 'yaml'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "['cardlint']\n"


def test_every_public_name_is_there() -> None:
    assert [name for name in cardlint.__all__ if not hasattr(cardlint, name)] == []
