"""Complete repositories as libraries write them and careful authors finish them: nothing is reported, and nothing is changed.

Their large files are Git LFS pointers. `.gitattributes` is written here, as git would otherwise look for the objects of the pointers.
"""

import shutil
from pathlib import Path

import pytest
from template_process import as_text, run_cardlint

CLEAN = Path(__file__).parent / "cards" / "clean"
NAMES = sorted(folder.name for folder in CLEAN.iterdir())
ATTRIBUTES = "".join(
    f"{pattern} filter=lfs diff=lfs merge=lfs -text\n"
    for pattern in ("*.bin", "*.gguf", "*.mp4", "*.onnx", "*.parquet", "*.pkl", "*.png", "*.safetensors", "*tfevents*")
)
TASKS = {
    "cross-encoder": "text-ranking",
    "custom-code": "text-generation",
    "diffusers": "text-to-image",
    "diffusers-lora": "text-to-image",
    "evaluated-model": "text-generation",
    "gated": "image-text-to-text",
    "gguf": "text-generation",
    "model": "text-classification",
    "peft-adapter": "text-generation",
    "results": "automatic-speech-recognition",
    "sentence-transformers": "sentence-similarity",
    "setfit": "text-classification",
    "timm": "image-classification",
    "transformers-js": "fill-mask",
}


def copied(name: str, target: Path) -> Path:
    """Return a copy of the repository ``name``, with the ``.gitattributes`` that the Hub writes."""
    shutil.copytree(CLEAN / name, target)
    (target / ".gitattributes").write_text(ATTRIBUTES, encoding="utf-8")
    return target


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("profile", ["default", "hub", "strict"])
def test_nothing_is_reported(name: str, profile: str, tmp_path: Path) -> None:
    for folder in ("checkout", name):  # the name of the folder says nothing, or what the repository is
        done = as_text(run_cardlint(["check", str(copied(name, tmp_path / folder)), "--profile", profile]))
        assert (done.returncode, done.stdout) == (0, "1 card checked, nothing to report\n")


@pytest.mark.parametrize("name", NAMES)
def test_safe_and_unsafe_fixes_change_nothing(name: str, tmp_path: Path) -> None:
    options = ["--profile", "strict", "--fix", "--unsafe-fixes", "--diff", "-q"]
    done = as_text(run_cardlint(["check", str(copied(name, tmp_path / "checkout")), *options]))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("name", TASKS)
def test_the_task_is_found(name: str, tmp_path: Path) -> None:
    done = as_text(run_cardlint(["task", str(copied(name, tmp_path / "checkout"))]))
    assert (done.returncode, done.stdout.splitlines()[0].split()[-3:]) == (
        0,
        [TASKS[name], "(pipeline_tag", "decides)"],
    )


@pytest.mark.parametrize("name", ["benchmark", "csv-dataset", "docker-space", "kernel", "timm"])
def test_the_kind_is_recognized_without_the_name_of_the_folder(name: str, tmp_path: Path) -> None:
    kind = {"docker-space": "space", "kernel": "kernel", "timm": "model"}.get(name, "dataset")
    done = as_text(run_cardlint(["check", "-v", str(copied(name, tmp_path / "checkout"))]))
    assert f"README.md: a {kind} card, because" in done.stderr.replace("a Space", "a space")


def test_the_repositories_are_small() -> None:
    assert sum(path.stat().st_size for path in CLEAN.rglob("*") if path.is_file()) < 100_000
