"""Writes which versions of the SDKs of Spaces were released, as ``pip index versions`` lists them. Pre-releases are left out."""

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from cardlint.system.errors import CardlintError
from tools.vocabulary_builder.rebuild import FACTS, to_text

FILE = FACTS / "sdk_releases.json"
SDKS = ("gradio", "streamlit")

_RELEASE = re.compile(r"(?P<minor>[0-9]+\.[0-9]+)\.(?P<patch>[0-9]+)")


def document(versions: dict[str, list[str]], day: str) -> dict[str, Any]:
    """Return the content of the file: for every SDK its minor versions, from new to old, with their third numbers."""
    return {
        "title": "Releases of the SDKs of Spaces on PyPI, without pre-releases: the first two numbers, and the third ones",
        "source": [{"name": "pip index versions gradio, streamlit", "date": day}],
        "entries": {sdk: _by_minor(versions[sdk]) for sdk in versions},
    }


def write(file: Path = FILE) -> bool:
    """Write the file if there is a new release, and return whether there is one."""
    new = document({sdk: released(sdk) for sdk in SDKS}, date.today().isoformat())
    before = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    if before.get("entries") == new["entries"]:
        return False
    file.write_text(to_text(new), encoding="utf-8", newline="\n")
    return True


def released(name: str) -> list[str]:
    """Return the versions of a package, from new to old. Raises CardlintError if pip cannot tell."""
    command = [sys.executable, "-m", "pip", "index", "versions", name, "--ignore-requires-python"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    listed = re.search(r"^Available versions: (.+)$", done.stdout, re.MULTILINE)
    if listed is None:
        raise CardlintError(f"pip lists no versions of {name}", "check the network and the version of pip")
    return listed[1].split(", ")


def _by_minor(versions: Iterable[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for version in versions:
        if (release := _RELEASE.fullmatch(version)) is not None:
            found.setdefault(release["minor"], []).append(int(release["patch"]))
    return {minor: sorted(patches) for minor, patches in found.items()}
