"""The project's own standards: formatting, lint, types, and which module may import which."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOOLS = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "format", "--check", "."),
        ("ruff", "check", "."),
        ("mypy",),
        ("lint-imports", "--no-cache"),
    ],
    ids=["format", "lint", "types", "floors"],
)
def test_tool_has_nothing_to_say(command: tuple[str, ...]) -> None:
    tool = shutil.which(command[0], path=str(TOOLS))
    assert tool is not None, f"{command[0]} is not installed beside {sys.executable}"
    done = subprocess.run([tool, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
