"""Values in Space cards: SDKs, colors, hardware, storage, sign-in scopes, headers."""

import ast
from collections.abc import Callable, Mapping
from typing import Any

from tools.vocabulary_builder import pins
from tools.vocabulary_builder.packages import Archive, typescript_union

PACKAGES = (pins.HUGGINGFACE_HUB, pins.HUB)


def build(archives: Mapping[str, Archive], facts: Callable[[str], Any]) -> dict[str, Any]:
    """Return several vocabularies in one. Hardware is the union of the documentation and both packages."""
    known = facts("spaces")
    python = _enumerations(archives[pins.HUGGINGFACE_HUB.key].read("huggingface_hub/_space_api.py"))
    types = archives[pins.HUB.key].read("dist/src/types/public.d.ts").decode("utf-8")
    hardware: dict[str, Any] = {key: {"name": name} for key, name in known["hardware"].items()}
    for key in [*typescript_union(types, "SpaceHardwareFlavor"), *python["SpaceHardware"]]:
        hardware.setdefault(key, {"name": key})
    stages = [*python["SpaceStage"], *typescript_union(types, "SpaceStage")]
    sections = known["sections"] | {
        "hardware": {
            "entries": hardware,
            "aliases": known["hardware_aliases"],
            "retired": known["removed_hardware"],
        },
        "storage": {"entries": {size: {} for size in python["SpaceStorage"]}, "ignored": True},
        "stages": {"entries": {stage: {} for stage in stages}},
    }
    return {
        "title": known["title"],
        "entries": sections,
        "settings": known["settings"],
        "limits": known["limits"],
        "defaults": known["defaults"],
        "zerogpu": known["zerogpu"],
    }


def _enumerations(source: bytes) -> dict[str, list[str]]:
    """Return the values of the string enumerations in a Python file, by class name. The file is not imported."""
    return {
        node.name: [
            child.value.value
            for child in node.body
            if isinstance(child, ast.Assign)
            and isinstance(child.value, ast.Constant)
            and isinstance(child.value.value, str)
        ]
        for node in ast.parse(source).body
        if isinstance(node, ast.ClassDef)
    }
