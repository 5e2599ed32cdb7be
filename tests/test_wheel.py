"""The built package, installed in its own environment, to test what a checkout cannot show."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT], check=True, capture_output=True
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", wheel], check=True, capture_output=True)
    return folder / "bin" / "cardlint"


def test_data_travels_inside_the_package(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"cardlint/schemas/model.schema.json", "cardlint/schemas/vocab/licenses.json", "cardlint/py.typed"} <= names
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"cardlint"}


@pytest.mark.parametrize(
    ("arguments", "code", "output"),
    [
        (("check", "tests/cards/clean/model"), 0, "1 card checked, nothing to report"),
        (("check", "--format", "concise", "tests/cards/broken"), 1, "unknown-license"),
        (("explain", "unknown-license"), 0, "unknown-license CL070"),
        (("schema", "model"), 0, '"$schema"'),
        (("task", "tests/cards/clean/model"), 0, "text-classification"),
        (("vocab", "show", "licenses", "mit"), 0, "MIT"),
        (("completion", "bash"), 0, "complete -o default -F _cardlint_completion cardlint"),
        (("__complete", "bash", "search", "--license", "apa"), 0, "apache-2.0"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_command_works_when_installed(arguments: tuple[str, ...], code: int, output: str, command: Path) -> None:
    done = subprocess.run([command, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr if done.returncode == 2 else "") == (code, "")
    assert output in done.stdout
