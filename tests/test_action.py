"""The GitHub Action: its script, run as the runner does, and its description compared with the script."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
SCRIPT = ROOT / ".github" / "check.sh"
INSTALL = ROOT / ".github" / "install.sh"
LOCK = ROOT / ".github" / "requirements.txt"


def run(script: Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    bash = shutil.which("bash")
    assert bash is not None
    return subprocess.run(
        [bash, str(script)], cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )


def checked(
    tmp_path: Path, cwd: Path = ROOT, **inputs: str
) -> tuple[subprocess.CompletedProcess[str], dict[str, Path]]:
    """Run the script as the runner does; return the result, and the files that the runner reads."""
    command = tmp_path / "runner" / "cardlint" / "bin" / "cardlint"
    if not command.exists():
        command.parent.mkdir(parents=True)
        command.symlink_to(Path(sys.executable).parent / "cardlint")
    files = {name: tmp_path / name.lower() for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "SARIF")}
    defaults = {
        "PATHS": ".",
        "ARGS": "",
        "PROFILE": "default",
        "SUMMARY": "true",
        "RUNNER_TEMP": str(tmp_path / "runner"),
    }
    return run(SCRIPT, cwd, **{name: str(path) for name, path in files.items()}, **{**defaults, **inputs}), files


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
    done, files = checked(tmp_path, PATHS=paths, ARGS=arguments)
    assert (done.returncode, files["GITHUB_OUTPUT"].read_text()) == (code, f"exit-code={code}\n"), done.stderr
    assert not (ROOT / "owned").exists()
    if code != 2:
        assert ("::error file=tests/cards/broken/README.md,line=4," in done.stdout) is ("broken" in paths)
        assert '"version": "2.1.0"' in files["SARIF"].read_text()
        assert "cardlint" in files["GITHUB_STEP_SUMMARY"].read_text()


@pytest.mark.parametrize("arguments", ["--ignore 'unknown-license", '--exit-zero "', "--exit-zero \\"])
def test_arguments_that_cannot_be_split_are_an_error(arguments: str, tmp_path: Path) -> None:
    done, files = checked(tmp_path, PATHS="tests/cards/clean", ARGS=arguments)
    assert (done.returncode, files["GITHUB_OUTPUT"].read_text()) == (2, "exit-code=2\n")
    assert done.stdout.startswith("::error::cardlint: the input args has a quote that is not closed")
    assert not files["GITHUB_STEP_SUMMARY"].exists()


@pytest.mark.parametrize(
    "arguments",
    [
        "$(touch owned)",
        "`touch owned`",
        "; touch owned",
        "--ignore '$(touch owned)'",
        "| touch owned",
        "\n touch\n owned",
    ],
)
def test_no_argument_is_a_command(arguments: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests" / "cards" / "clean" / "model", tmp_path / "checkout")
    before = sorted((tmp_path / "checkout").iterdir())
    checked(tmp_path, tmp_path / "checkout", ARGS=arguments)
    assert sorted((tmp_path / "checkout").iterdir()) == before


@pytest.mark.parametrize("name", ["-q", "--help", "a b", "$HOME", "ends\r"], ids=ascii)
def test_paths_are_paths_whatever_they_look_like(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "checkout" / name.rstrip()
    shutil.copytree(ROOT / "tests" / "cards" / "broken", folder)
    done, _ = checked(tmp_path, tmp_path / "checkout", PATHS=name)
    assert done.returncode == 1, done.stderr
    assert "/README.md,line=" in done.stdout


def test_modules_of_the_checkout_are_not_imported(tmp_path: Path) -> None:
    checkout = hostile_checkout(tmp_path)
    done, _ = checked(tmp_path, checkout, PYTHONPATH=str(checkout))
    assert (done.returncode, done.stderr) == (0, "")
    assert not (checkout / "owned").exists()


def hostile_checkout(tmp_path: Path) -> Path:
    """A checkout with modules and settings that try to take control of Python and pip."""
    checkout = tmp_path / "checkout"
    shutil.copytree(ROOT / "tests" / "cards" / "clean", checkout)
    code = f"open({str(checkout / 'owned')!r}, 'w').close()\nraise SystemExit(3)\n"
    for name in ("click", "yaml", "pip", "venv", "hatchling", "sitecustomize", "usercustomize", "cardlint"):
        (checkout / f"{name}.py").write_text(code, encoding="utf-8")
    (checkout / "pip.conf").write_text("[global]\nindex-url = http://localhost:1/\ntarget = here\n", encoding="utf-8")
    (checkout / "pyproject.toml").write_text("[build-system]\nrequires = ['evil']\n", encoding="utf-8")
    return checkout


@pytest.mark.skipif("CARDLINT_NETWORK_TESTS" not in os.environ, reason="downloads packages")
@pytest.mark.network
def test_action_installs_from_its_lock_whatever_the_checkout_holds(tmp_path: Path) -> None:
    checkout, runner = hostile_checkout(tmp_path), tmp_path / "runner"
    runner.mkdir()
    environment = {
        "PYTHONPATH": str(checkout),
        "PIP_CONFIG_FILE": str(checkout / "pip.conf"),
        "PIP_TARGET": str(checkout / "here"),
        "RUNNER_TEMP": str(runner),
        "ACTION_PATH": str(ROOT),
        "VERSION": "",
        "VERSION_HASH": "",
    }
    installed = run(INSTALL, checkout, **environment)
    assert installed.returncode == 0, installed.stdout + installed.stderr
    done, _ = checked(tmp_path, checkout, PYTHONPATH=str(checkout))
    assert (done.returncode, done.stderr) == (0, "")
    assert not (checkout / "owned").exists()
    assert not (checkout / "here").exists()
    listed = run_pip(runner, "list", "--format", "freeze")
    assert set(listed) - {"pip", "setuptools", "cardlint"} <= set(locked())


def run_pip(runner: Path, *words: str) -> list[str]:
    python = runner / "cardlint" / "bin" / "python"
    text = subprocess.run([python, "-I", "-m", "pip", *words], capture_output=True, text=True, check=True).stdout
    return [line.partition("==")[0].lower().replace("_", "-") for line in text.splitlines()]


@pytest.mark.parametrize(
    ("version", "digest", "message"),
    [
        ("1.0", "", "version needs version-hash"),
        ("1.0", "0" * 63, "version needs version-hash"),
        ("1.0", "0" * 63 + "\n", "version needs version-hash"),
        ("1.0 --index-url http://localhost", "0" * 64, "version is not a version number"),
        ("--help", "0" * 64, "version is not a version number"),
        ("1.0\nevil", "0" * 64, "version is not a version number"),
    ],
    ids=["no hash", "short hash", "line end", "option", "option alone", "second line"],
)
def test_version_without_its_hash_is_not_installed(version: str, digest: str, message: str, tmp_path: Path) -> None:
    inputs = {"RUNNER_TEMP": str(tmp_path), "ACTION_PATH": str(ROOT), "VERSION": version, "VERSION_HASH": digest}
    done = run(INSTALL, tmp_path, **inputs)
    assert (done.returncode, done.stdout.startswith(f"::error::cardlint: {message}")) == (2, True)
    assert list(tmp_path.iterdir()) == []


def locked() -> dict[str, list[str]]:
    """The hashes of each requirement in the lock file."""
    text = re.sub(r"\\\n", " ", LOCK.read_text(encoding="utf-8"))
    lines = [line for line in text.splitlines() if line and not line.startswith(("#", " "))]
    return {line.partition("==")[0]: re.findall(r"--hash=sha256:([0-9a-f]{64})", line) for line in lines}


def test_lock_has_what_the_project_needs_each_with_hashes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    found = locked()
    for requirement in needed:
        name, least = re.fullmatch(r"([\w-]+)>=([\d.]+)", requirement).groups()  # type: ignore[union-attr]
        (version,) = re.findall(rf"(?m)^{name.replace('_', '-')}==([\d.]+)", LOCK.read_text(encoding="utf-8"))
        assert [int(part) for part in version.split(".")] >= [int(part) for part in least.split(".")], name
    assert all(found.values())
    built_with = (ROOT / ".github" / "requirements.in").read_text(encoding="utf-8").splitlines()
    assert set(project["build-system"]["requires"]) <= set(built_with)


def test_steps_run_nothing_but_the_scripts() -> None:
    """An expression in a script is replaced before the shell reads it, so its value would be run as code."""
    for step in ACTION["runs"]["steps"]:
        assert re.fullmatch(r'bash "\$GITHUB_ACTION_PATH/\.github/(install|check)\.sh"', step["run"])
        assert step["shell"] == "bash"


def test_every_input_is_described_and_reaches_a_script() -> None:
    variables = {name for step in ACTION["runs"]["steps"] for name in step.get("env", {})}
    for script, others in ((SCRIPT, {"GITHUB"}), (INSTALL, {"PIP", "RUNNER"})):
        used = set(re.findall(r"\$([A-Z]+)\b", script.read_text(encoding="utf-8")))
        assert used - others <= variables
    assert {name.upper().replace("-", "_") for name in ACTION["inputs"]} <= variables
    assert all(each["description"] for each in ACTION["inputs"].values())
