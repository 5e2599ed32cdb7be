"""One version everywhere: in the package, the changelog, the examples of the hook and the Action, and in ``cardlint init``."""

import re
from datetime import date
from pathlib import Path

import pytest

from cardlint._version import __version__
from cardlint.cli.commands.init import HOOK

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param((ROOT / "README.md").read_text(encoding="utf-8"), 1, id="README.md"),
        pytest.param((ROOT / "docs" / "ci.md").read_text(encoding="utf-8"), 2, id="ci.md"),
        pytest.param(HOOK, 1, id="init"),
    ],
)
def test_examples_use_the_version_of_the_package(text: str, count: int) -> None:
    hooks = re.findall(r"cardlint/cardlint\n +rev: (\S+)", text)
    actions = re.findall(r"uses: cardlint/cardlint@(v\S+)", text)
    assert [*hooks, *actions] == [f"v{__version__}"] * count


def test_changelog_has_the_version_with_its_date() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    (heading,) = re.findall(rf"^## {re.escape(__version__)} - (\S+)$", text, re.MULTILINE)
    assert date.fromisoformat(heading) >= date(2026, 11, 30)
    newest = re.search(r"^## (?!Unreleased)(\S+) ", text, re.MULTILINE)
    assert newest is not None
    assert newest[1] == __version__
