"""The workflow that proposes new vocabularies: what it may do, and that its commands exist."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import yaml

from tools.vocabulary_builder.__main__ import main

WORKFLOW = Path(__file__).parents[1] / ".github" / "workflows" / "vocabularies.yml"
TEXT = WORKFLOW.read_text(encoding="utf-8")
JOBS: dict[str, Any] = yaml.safe_load(TEXT)["jobs"]


def steps() -> Iterator[dict[str, Any]]:
    for job in JOBS.values():
        yield from job["steps"]


def test_only_the_job_that_runs_no_code_of_packages_can_write() -> None:
    assert yaml.safe_load(TEXT)["permissions"] == {}
    assert {name: job["permissions"] for name, job in JOBS.items()} == {
        "rebuild": {"contents": "read"},
        "propose": {"contents": "write", "pull-requests": "write"},
    }
    assert "python" not in str(JOBS["propose"])
    assert all(step["with"]["persist-credentials"] is False for step in steps() if "checkout" in step.get("uses", ""))


def test_every_action_is_pinned_to_a_commit() -> None:
    lines = re.findall(r"uses: (.*)", TEXT)
    assert [line for line in lines if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []


def test_expressions_reach_no_shell() -> None:
    assert [step["run"] for step in steps() if "${{" in step.get("run", "")] == []


def test_the_command_has_these_options() -> None:
    line = next(line for line in TEXT.splitlines() if "tools.vocabulary_builder update" in line)
    arguments = shlex.split(line.partition("tools.vocabulary_builder ")[2])
    context = main.make_context("builder", arguments, resilient_parsing=True)
    name, found, rest = main.resolve_command(context, arguments)
    assert name == "update"
    assert isinstance(found, click.Command)
    assert found.make_context(name, rest).params["latest"] is True
