"""The commands: a file in ``cardlint/cli/commands/`` is all that a command needs."""

import os
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from cardlint.cli import commands

PACKAGE = Path(__file__).parents[1] / "cardlint"
GREET = '''"""Greet the reader."""

import click


@click.command()
def greet() -> None:
    """Print a greeting."""
    print("hello")
'''


@pytest.mark.parametrize("name", commands.COMMANDS)
def test_first_line_of_the_file_is_the_help(name: str) -> None:
    """So the list of commands says what the docstring says, without importing the command."""
    line = commands.help_line(name)
    assert import_module(f"cardlint.cli.commands.{name}").__doc__.splitlines()[0] == line
    assert line[0].isupper()
    assert line.endswith(".")
    assert len(line) <= 66  # the list of commands has one line for each, in 80 columns


@pytest.mark.parametrize("name", commands.COMMANDS)
def test_command_has_the_name_of_its_file(name: str) -> None:
    command = commands.load(name)
    assert isinstance(command, click.Command)
    assert command.name == name


@pytest.fixture(scope="module")
def with_greet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the package, to which one file has been added; only the command line is a copy."""
    root = tmp_path_factory.mktemp("with_greet")
    for name in ("schemas", "index"):
        (root / name).symlink_to(PACKAGE.parent / name)
    (root / "cardlint").mkdir()
    for each in PACKAGE.iterdir():
        if each.name != "cli":
            (root / "cardlint" / each.name).symlink_to(each)
    shutil.copytree(PACKAGE / "cli", root / "cardlint" / "cli")
    (root / "cardlint" / "cli" / "commands" / "greet.py").write_text(GREET)
    return root


def run(root: Path, *words: str) -> str:
    environment = os.environ | {"PYTHONPATH": str(root)}
    command = [sys.executable, "-m", "cardlint", *words]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, encoding="utf-8", check=True).stdout


def test_added_file_is_a_command(with_greet: Path) -> None:
    assert run(with_greet, "greet") == "hello\n"
    assert (
        "  explain     Explain a rule: reason, repair, source and examples.\n  greet       Greet the reader.\n"
        in run(with_greet, "--help")
    )
    assert "[auto|always|never]" in run(with_greet, "greet", "--help")


def test_help_imports_no_command() -> None:
    code = (
        "import sys; from cardlint.cli import cli; cli(['--help'], standalone_mode=False);"
        "print(*(name for name in sys.modules if name.startswith('cardlint.cli.commands.')), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stderr == "\n"
    assert "check " in done.stdout
