"""The documentation against the program: what it shows is run, what it names exists.

``python -m pytest tests/test_docs.py --update-docs`` writes what the commands print now into the pages; read the difference.
"""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("**/*.md"))]
CONSOLE = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)


def output_of(command: str) -> str:
    words = shlex.split(command)
    if words[0] == "cardlint":
        words[:1] = [sys.executable, "-m", "cardlint"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def executed(block: str) -> str:
    """Return a console block with every command's output as it is now."""
    commands = [line for line in block.splitlines() if line.startswith("$ ")]
    return "".join(f"{command}\n{output_of(command[2:]).rstrip()}\n" for command in commands)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_print_what_the_page_shows(page: Path, request: pytest.FixtureRequest) -> None:
    text = page.read_text(encoding="utf-8")
    now = CONSOLE.sub(lambda block: executed(block[0]), text)
    if request.config.getoption("--update-docs"):
        page.write_text(now, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == now


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files_that_exist(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_page_of_the_rules_is_what_the_command_prints(request: pytest.FixtureRequest) -> None:
    page = ROOT / "docs" / "rules.md"
    now = output_of("cardlint rules --format markdown")
    if request.config.getoption("--update-docs"):
        page.write_text(now, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == now
