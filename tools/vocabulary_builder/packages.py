"""Archives of published packages, downloaded with pip and npm, and read without installing or importing them."""

import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeAlias

from cardlint.system.errors import CardlintError

Json: TypeAlias = Any
"""A JSON value."""


class Package(NamedTuple):
    """A published package from which a vocabulary is built."""

    ecosystem: Literal["npm", "pypi"]
    name: str
    version: str
    fixed: bool = False  # keep this version when the others are updated

    @property
    def key(self) -> str:
        """The key by which a builder finds the archive: the name, with the version if it is fixed."""
        return f"{self.name} {self.version}" if self.fixed else self.name


class Archive:
    """A wheel, a source distribution or an npm tarball on disk. Names are relative to the root of the package."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        self._members: dict[str, str] = {}
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as wheel:
                self._members = {name: name for name in wheel.namelist() if not name.endswith("/")}
        else:
            with tarfile.open(path) as tarball:
                self._members = {member.name.partition("/")[2]: member.name for member in tarball if member.isfile()}

    def names(self) -> tuple[str, ...]:
        """The files of the archive, in the order of the archive."""
        return tuple(self._members)

    def read(self, name: str) -> bytes:
        """Return the content of the file ``name``. Raises CardlintError if the package does not have such a file any more."""
        if name not in self._members:
            raise CardlintError(
                f"{self.path.name} does not contain the file {name}", "the package has changed: adapt the builder"
            )
        if self.path.suffix == ".whl":
            with zipfile.ZipFile(self.path) as wheel:
                return wheel.read(self._members[name])
        with tarfile.open(self.path) as tarball:
            member = tarball.extractfile(self._members[name])
            return member.read() if member else b""

    @property
    def version(self) -> str:
        """The version in the package's metadata."""
        if "package.json" in self._members:
            return str(json.loads(self.read("package.json"))["version"])
        metadata = [name for name in self._members if name.endswith((".dist-info/METADATA", "PKG-INFO"))]
        lines = self.read(min(metadata, key=lambda name: name.count("/"))).decode("utf-8").splitlines()
        return next(line.removeprefix("Version: ") for line in lines if line.startswith("Version: "))

    @contextmanager
    def unpacked(self) -> Iterator[Path]:
        """Yield a folder with the files of a tarball, which exists during the ``with`` block."""
        with tempfile.TemporaryDirectory() as folder, tarfile.open(self.path) as tarball:
            tarball.extractall(folder, filter="data")
            yield next(Path(folder).iterdir())


def fetch(package: Package, folder: Path) -> Archive:
    """Download ``package`` to ``folder``, in the newest version if ``package.version`` is empty."""
    target = tempfile.mkdtemp(dir=folder)
    if package.ecosystem == "npm":
        wanted = f"{package.name}@{package.version or 'latest'}"
        _run(["npm", "pack", wanted, "--pack-destination", target, "--ignore-scripts", "--loglevel=error"])
    else:
        wanted = f"{package.name}=={package.version}" if package.version else package.name
        _run([sys.executable, "-m", "pip", "download", wanted, "--dest", target, "--no-deps", "--quiet"])
    return Archive(next(Path(target).iterdir()))


def javascript(archive: Archive, module: str, expression: str) -> Json:
    """Return the value of ``expression``, in which ``it`` is ``module``, a CommonJS file of an npm package."""
    with archive.unpacked() as folder:
        script = f"const it = require({json.dumps(str(folder / module))}); console.log(JSON.stringify({expression}))"
        return json.loads(_run(["node", "-e", script]))


def typescript_union(declarations: str, name: str) -> list[str]:
    """Return the strings in ``export type name = "a" | "b";`` in TypeScript declarations."""
    declared = re.search(rf"export type {name} = ([^;]+);", declarations)
    if not declared:
        raise CardlintError(f"the type {name} is not declared", "the package has changed: adapt the builder")
    return re.findall(r'"([^"]+)"', declared[1])


def _run(command: list[str]) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except FileNotFoundError as error:
        raise CardlintError(f"{command[0]} is not installed", f"install {command[0]}") from error
    except subprocess.CalledProcessError as error:
        reason = (error.stderr.strip().splitlines() or ["no message"])[0]
        raise CardlintError(f"{' '.join(command[:5])} failed: {reason}", "check the network and the version") from error
