"""The parts of a release that can run here: build and check; and the permissions of the workflow."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from cardlint._version import __version__
from tools.check_release import problems

ROOT = Path(__file__).parents[1]
WORKFLOW = ROOT / ".github" / "workflows" / "release.yml"
TAG = f"v{__version__}"


def steps() -> list[dict[str, Any]]:
    jobs = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]
    return [step for job in jobs.values() for step in job["steps"]]


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packages, built by the command of the workflow."""
    (command,) = (step["run"] for step in steps() if step.get("name") == "Build")
    folder = tmp_path_factory.mktemp("dist")
    words = [
        sys.executable if word == "python" else str(folder) if word == "dist" else word for word in command.split()
    ]
    subprocess.run(words, cwd=ROOT, check=True, capture_output=True)
    return folder


def test_packages_can_be_released(packages: Path) -> None:
    assert list(problems(packages, TAG)) == []


def test_tag_of_another_version_is_not_released(packages: Path) -> None:
    assert list(problems(packages, "v9.9.9")) == [f"the tag is `v9.9.9`, but the version is `{__version__}`"]


def test_folder_without_the_packages_is_not_released(tmp_path: Path) -> None:
    (tmp_path / "other.whl").touch()
    wheel, source = f"cardlint-{__version__}-py3-none-any.whl", f"cardlint-{__version__}.tar.gz"
    assert list(problems(tmp_path, TAG)) == [f"expected {wheel} and {source}, found other.whl"]


@pytest.mark.parametrize(("tag", "code"), [(TAG, 0), ("v9.9.9", 1)])
def test_check_of_the_workflow_runs(tag: str, code: int, packages: Path) -> None:
    command = [sys.executable, "-m", "tools.check_release", str(packages), tag]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("error: ")) == (code, code)


def test_every_action_is_pinned_to_a_commit() -> None:
    lines = re.findall(r"uses: (.*)", WORKFLOW.read_text(encoding="utf-8"))
    assert len(lines) == len([step for step in steps() if "uses" in step]) > 4
    assert [line for line in lines if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []


def test_jobs_have_only_the_permissions_that_they_need() -> None:
    workflow = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {}
    assert {name: job["permissions"] for name, job in workflow["jobs"].items()} == {
        "build": {"contents": "read"},
        "attest": {"id-token": "write", "attestations": "write"},
        "publish": {"id-token": "write"},
    }
    assert not re.search(r"\$\{\{\s*(secrets|github\.event)", WORKFLOW.read_text(encoding="utf-8"))


def test_expressions_reach_no_shell() -> None:
    assert [step["run"] for step in steps() if "${{" in step.get("run", "")] == []
