"""What the configuration of a project may name: only paths in the project, and none to write to.

Whoever opens a pull request can change ``.cardlint.toml``, so it must not make cardlint read the files of whoever runs it, go
online, or write anywhere. Users may: on the command line, in a file named with ``--config``, or in the user configuration
(`user_file`).
"""

import os
from collections.abc import Iterator, Mapping
from typing import Any

from cardlint.config.user_file import PROJECT_FILES
from cardlint.findings.quoting import quote
from cardlint.system.containment import lies_below, lies_inside
from cardlint.system.named_tuple import NamedTuple

REMEDY = "set it on the command line, in a file that you pass with `--config`, or in your user configuration"


class Named(NamedTuple):
    """A setting that names a path, and the path."""

    keys: tuple[str | int, ...]
    value: str


class Refusal(NamedTuple):
    """A setting that a project must not have, and why."""

    keys: tuple[str | int, ...]
    message: str


def project_root(file: str) -> str:
    """Return the folder of the project that ``file`` configures, without links.

    It is the nearest git repository around the file, otherwise the folder of the file.
    """
    own = os.path.realpath(os.path.dirname(file) or os.curdir)
    folder = own
    while not os.path.lexists(os.path.join(folder, ".git")):
        parent = os.path.dirname(folder)
        if parent == folder:
            return own
        folder = parent
    return folder


def is_foreign(file: str) -> bool:
    """Return whether a project's ``file`` is a link to something outside the project."""
    return os.path.islink(file) and not lies_inside(file, project_root(file))


def refusals(settings: Mapping[str, Any], file: str) -> Iterator[Refusal]:
    """Yield the settings in a project's ``file`` that lead out of the project. The search commands check the table ``index``."""
    root = project_root(file)
    for keys, value in _path_settings(settings):
        name = ".".join(key for key in keys if isinstance(key, str))
        if not is_inside(value, os.path.dirname(file), root) and not (
            keys == ("extend",) and _is_configuration_above(value, file, root)
        ):
            yield Refusal(keys, f"`{name}` is {quote(value, 120)}, which is outside the project `{root}`")


def _is_configuration_above(value: str, file: str, root: str) -> bool:
    """Return whether ``value`` is the configuration of a parent folder, in a project without git, as in an image.

    Such a file would apply if ``file`` did not exist, so naming it does not make cardlint read anything new.
    """
    path = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(file)), value))
    folder, name = os.path.split(path)
    if name not in PROJECT_FILES or os.path.islink(path) or os.path.lexists(os.path.join(root, ".git")):
        return False
    return lies_below(root, folder) and lies_below(os.path.dirname(file) or os.curdir, folder)


def _path_settings(settings: Mapping[str, Any]) -> Iterator[Named]:
    """Yield every setting whose value is a path."""
    for key in ("extend", "baseline"):
        if key in settings:
            yield Named((key,), settings[key])
    schemas = settings.get("schemas", ())
    lists = schemas.items() if isinstance(schemas, Mapping) else [(None, schemas)]
    for kind, paths in lists:
        for number, path in enumerate(paths):
            yield Named(("schemas", number) if kind is None else ("schemas", kind, number), path)


def is_inside(value: str, folder: str, root: str) -> bool:
    """Return whether the path ``value``, relative to ``folder``, is in ``root``. A ``~`` is not expanded."""
    if value.startswith("~") or "\0" in value:
        return False
    return lies_inside(os.path.join(folder, value), root)
