"""The pre-commit hook, run by the real pre-commit in a real git repository."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CLEAN = (
    "---\nlicense: mit\npipeline_tag: text-classification\n---\n# Letters\n\nIt sorts letters by what they ask for.\n"
)


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A committed copy of the project, which pre-commit clones and installs once, like any repository with hooks."""
    folder = tmp_path_factory.mktemp("hooks") / "cardlint"
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        source, target = ROOT / name, folder / name
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "a copy")
    return folder


def run_hook(name: str, hooks: Path, folder: Path) -> "subprocess.CompletedProcess[str]":
    """Run a hook over all files of a repository."""
    revision = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=hooks, check=True, capture_output=True, text=True
    ).stdout
    configuration = hooks.parent / f"{name}.yaml"
    configuration.write_text(f"repos: [{{repo: '{hooks}', rev: {revision.strip()}, hooks: [{{id: {name}}}]}}]\n")
    command = [sys.executable, "-m", "pre_commit", "run", "--config", configuration, "--all-files", "--verbose"]
    environment = {**os.environ, "PRE_COMMIT_HOME": str(hooks.parent / "environments")}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("text", "passes", "expected"),
    [
        (CLEAN, True, "Passed"),
        (CLEAN.replace("mit", "apache-2"), False, "error[unknown-license]: `apache-2` is not a Hub license"),
    ],
    ids=["clean", "broken"],
)
def test_hook_checks_the_cards_of_a_commit(text: str, passes: bool, expected: str, hooks: Path, tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    (tmp_path / "README.md").write_text(text, encoding="utf-8")
    (tmp_path / "notes.md").write_text("---\nlicense: nonsense\n---\n", encoding="utf-8")
    git(tmp_path, "add", "--all")
    done = run_hook("cardlint-check", hooks, tmp_path)
    assert (done.returncode == 0) is passes, done.stdout + done.stderr
    assert expected in done.stdout
    assert "notes.md" not in done.stdout


@pytest.mark.parametrize(
    ("license_", "passes", "after"),
    [("mit", True, "mit"), ("Apache 2.0", False, "apache-2.0"), ("nonsense", False, "nonsense")],
    ids=["clean", "repaired", "broken"],
)
def test_fixing_hook_repairs_the_cards_and_fails(
    license_: str, passes: bool, after: str, hooks: Path, tmp_path: Path
) -> None:
    """As usual for pre-commit, a hook that changes a file fails, so that the user reviews and adds the change."""
    git(tmp_path, "init", "--quiet")
    card = tmp_path / "README.md"
    card.write_text(CLEAN.replace("mit", license_), encoding="utf-8")
    git(tmp_path, "add", "--all")
    done = run_hook("cardlint-fix", hooks, tmp_path)
    assert (done.returncode == 0) is passes, done.stdout + done.stderr
    assert card.read_text(encoding="utf-8") == CLEAN.replace("mit", after)
    assert ("files were modified by this hook" in done.stdout) is (after != license_)
