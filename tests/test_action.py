"""The GitHub Action: its script run as the runner runs it, and its description held against the script."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
SCRIPT = ROOT / ".github" / "check.sh"


@pytest.mark.parametrize(
    ("paths", "arguments", "code"),
    [
        ("tests/cards/clean", "", 0),
        ("tests/cards/clean\n\ntests/cards/broken", "", 1),
        ("tests/cards/broken", "--exit-zero --ignore 'unknown-license'", 0),
        ("tests/cards/nowhere", "", 2),
        ("; touch owned", "", 2),
    ],
)
def test_script_reports_to_the_runner(paths: str, arguments: str, code: int, tmp_path: Path) -> None:
    command = tmp_path / "runner" / "cardlint" / "bin" / "cardlint"
    command.parent.mkdir(parents=True)
    command.symlink_to(Path(sys.executable).parent / "cardlint")
    files = {name: tmp_path / name.lower() for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "SARIF")}
    environment = {
        **os.environ,
        **{name: str(path) for name, path in files.items()},
        "PATHS": paths,
        "ARGS": arguments,
        "PROFILE": "default",
        "SUMMARY": "true",
        "RUNNER_TEMP": str(tmp_path / "runner"),
    }
    bash = shutil.which("bash")
    assert bash is not None
    done = subprocess.run([bash, SCRIPT], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, files["GITHUB_OUTPUT"].read_text()) == (code, f"exit-code={code}\n"), done.stderr
    assert not (ROOT / "owned").exists()
    if code != 2:
        assert ("::error file=tests/cards/broken/README.md,line=4," in done.stdout) is ("broken" in paths)
        assert '"version": "2.1.0"' in files["SARIF"].read_text()
        assert "cardlint" in files["GITHUB_STEP_SUMMARY"].read_text()


def test_every_input_is_described_and_reaches_the_script() -> None:
    variables = {name for step in ACTION["runs"]["steps"] for name in step.get("env", {})}
    used = set(re.findall(r"\$([A-Z]+)\b", SCRIPT.read_text(encoding="utf-8")))
    assert {name.upper() for name in ACTION["inputs"]} <= variables
    assert used - {"GITHUB"} <= variables
    assert all(each["description"] for each in ACTION["inputs"].values())
