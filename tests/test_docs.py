"""The documentation agrees with the program: its commands are run, and the files and names in it exist.

``python -m pytest tests/test_docs.py --update-docs`` writes the current output of the commands to the pages; read the difference.
"""

import re
import shlex
import subprocess
import tomllib
from pathlib import Path

import pytest
from template_process import as_text, run_cardlint

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("**/*.md"))]
CONSOLE = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)


def output_of(command: str, index: Path) -> str:
    words = shlex.split(command)
    if words[0] == "cardlint":
        done = as_text(run_cardlint(words[1:], ROOT, CARDLINT_INDEX=str(index), COLUMNS="100"))
    else:
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def executed(block: str, index: Path) -> str:
    """Return a console block with the current output of every command."""
    commands = [line for line in block.splitlines() if line.startswith("$ ")]
    return "".join(f"{command}\n{output_of(command[2:], index).rstrip()}\n" for command in commands)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_print_what_the_page_shows(page: Path, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    now = CONSOLE.sub(lambda block: executed(block[0], tmp_path / "index"), text)
    if request.config.getoption("--update-docs"):
        page.write_text(now, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == now


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files_that_exist(page: Path) -> None:
    prose = re.sub(
        r"^(`{3,})[^\n]*\n.*?^\1$|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    targets = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", prose)
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_page_of_the_rules_is_what_the_command_prints(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    page = ROOT / "docs" / "rules.md"
    now = output_of("cardlint rules --format markdown", tmp_path)
    if request.config.getoption("--update-docs"):
        page.write_text(now, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == now


def test_promises_of_the_security_page_name_tests_that_exist() -> None:
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", page)
    assert len(named) > 20
    missing = [
        f"{file}::{test}"
        for file, test in named
        if not (ROOT / file).is_file() or f"def {test}" not in (ROOT / file).read_text(encoding="utf-8")
    ]
    assert missing == []


@pytest.mark.parametrize("page", [ROOT / "docs" / "design.md", ROOT / "CONTRIBUTING.md"], ids=lambda page: page.name)
def test_paths_that_the_page_names_exist(page: Path) -> None:
    spans = re.findall(
        r"`((?:cardlint|schemas|index|tools|tests|benchmarks|docs)/[\w./-]*)`", page.read_text(encoding="utf-8")
    )
    paths = [re.split(r"(?=[A-Z]{4})", span)[0] for span in spans]  # NAME is a placeholder
    assert len(paths) > 3
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_design_names_every_room_in_the_order_of_the_contract() -> None:
    page = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    floors = [floor.split(" | ") for floor in contracts[0]["layers"]]
    rooms = [module.replace(".", "/") for floor in floors for module in floor]
    rooms = [f"{room}/" for room in rooms if (ROOT / room).is_dir()]
    assert re.findall(r"^\| `(cardlint/\w+/)` \|", page, re.MULTILINE) == rooms
    assert sorted(rooms) == sorted(f"cardlint/{file.parent.name}/" for file in ROOT.glob("cardlint/*/__init__.py"))
