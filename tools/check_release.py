"""Checks built packages before they are published: ``python -m tools.check_release FOLDER TAG``.

A version on PyPI can never be replaced, so mistakes must be found before the upload.
"""

import re
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from email.message import Message
from email.parser import Parser
from pathlib import Path

from cardlint._version import __version__

ROOT = Path(__file__).parents[1]
NEEDED = ("Name", "Version", "Summary", "Requires-Python", "License-Expression", "Description-Content-Type")


def problems(folder: Path, tag: str) -> Iterator[str]:
    """Yield the problems with the packages in ``folder`` as a release of ``tag``."""
    if tag != f"v{__version__}":
        yield f"the tag is `{tag}`, but the version is `{__version__}`"
    if not re.search(rf"^## {re.escape(__version__)} - \d{{4}}-\d\d-\d\d$", _read("CHANGELOG.md"), re.MULTILINE):
        yield f"CHANGELOG.md has no section `## {__version__} - DATE`"
    wheel = folder / f"cardlint-{__version__}-py3-none-any.whl"
    source = folder / f"cardlint-{__version__}.tar.gz"
    names = sorted(path.name for path in folder.iterdir())
    if names != sorted((wheel.name, source.name)):
        yield f"expected {wheel.name} and {source.name}, found {', '.join(names) or 'nothing'}"
        return
    yield from _wheel_problems(wheel)
    yield from _source_problems(source)


def _wheel_problems(wheel: Path) -> Iterator[str]:
    info = f"cardlint-{__version__}.dist-info"
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        foreign = sorted({name.split("/")[0] for name in names} - {"cardlint", info})
        if foreign:
            yield f"{wheel.name}: contains {', '.join(foreign)}"
        for name in (f"{info}/licenses/LICENSE", "cardlint/py.typed", "cardlint/schemas/model.schema.json"):
            if name not in names:
                yield f"{wheel.name}: lacks {name}"
        yield from _metadata_problems(wheel.name, Parser().parsestr(archive.read(f"{info}/METADATA").decode()))


def _source_problems(source: Path) -> Iterator[str]:
    folder = f"cardlint-{__version__}"
    with tarfile.open(source) as archive:
        names = set(archive.getnames())
        for name in ("pyproject.toml", "README.md", "LICENSE", "tests/conftest.py", "schemas/model.schema.json"):
            if f"{folder}/{name}" not in names:
                yield f"{source.name}: lacks {name}"
        file = archive.extractfile(f"{folder}/PKG-INFO")
        assert file is not None  # noqa: S101 - PKG-INFO is a file
        yield from _metadata_problems(source.name, Parser().parsestr(file.read().decode()))


def _metadata_problems(package: str, metadata: Message) -> Iterator[str]:
    """Yield the problems in a package's metadata that PyPI would reject, or display wrongly."""
    for field in NEEDED:
        if not metadata[field]:
            yield f"{package}: the metadata lacks {field}"
    if metadata["Version"] != __version__:
        yield f"{package}: the metadata has the version {metadata['Version']}"
    if metadata["Description-Content-Type"] != "text/markdown":
        yield f"{package}: the description is not Markdown"
    if metadata.get_payload() != _read("README.md"):
        yield f"{package}: the description is not README.md"


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Print the problems, one per line, and return the exit code."""
    folder, tag = arguments
    found = list(problems(Path(folder), tag))
    for problem in found:
        print(f"error: {problem}", file=sys.stderr)  # noqa: T201
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
