"""The versions from which the committed vocabularies are built. ``update --latest`` moves them."""

import json
from collections.abc import Mapping
from pathlib import Path

from tools.vocabulary_builder.packages import Package

FILE = Path(__file__).with_name("pins.json")


def read(file: Path = FILE) -> dict[str, Package]:
    """Return the pinned packages by name."""
    pins = json.loads(file.read_text(encoding="utf-8"))
    return {name: Package(pin["ecosystem"], name, pin["version"]) for name, pin in pins.items()}


def move(versions: Mapping[str, str], file: Path = FILE) -> None:
    """Write the new versions of packages; the other pins stay."""
    lines = (
        f' "{name}": {{"ecosystem": "{pin.ecosystem}", "version": "{versions.get(name, pin.version)}"}}'
        for name, pin in read(file).items()
    )
    file.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


_PINNED = read()

CLIENT = _PINNED["@huggingface/inference"]
DATASETS = _PINNED["datasets"]
DIFFUSERS = _PINNED["diffusers"]
EMOJI = _PINNED["emoji"]
HUB = _PINNED["@huggingface/hub"]
HUGGINGFACE_HUB = _PINNED["huggingface_hub"]
LANGUAGES = _PINNED["@huggingface/languages"]
PYCOUNTRY = _PINNED["pycountry"]
PYTHON_ISO639 = _PINNED["python-iso639"]
TASKS = _PINNED["@huggingface/tasks"]
TRANSFORMERS = _PINNED["transformers"]
