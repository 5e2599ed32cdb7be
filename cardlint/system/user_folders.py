"""Where cardlint's files belong in the user's home folder on each system.

Linux and other Unix: the XDG Base Directory Specification. macOS: ``~/Library/Caches`` for caches and, as in ruff, the XDG folder for
configuration. Windows: ``%LOCALAPPDATA%`` and ``%APPDATA%``. An environment variable that is empty or not an absolute path counts as
unset, as the specification says.
"""

import os
import sys

_NAME = "cardlint"


def cache_folder(name: str) -> str:
    """Return cardlint's folder ``name`` in the user's cache; it need not exist."""
    if sys.platform == "win32":
        base = _variable("LOCALAPPDATA") or _home("AppData", "Local")
    elif sys.platform == "darwin":
        base = _variable("XDG_CACHE_HOME") or _home("Library", "Caches")
    else:
        base = _variable("XDG_CACHE_HOME") or _home(".cache")
    return os.path.join(base, _NAME, name)


def configuration_folder() -> str:
    """Return the folder of the user's own configuration; it need not exist."""
    if sys.platform == "win32":
        base = _variable("APPDATA") or _home("AppData", "Roaming")
    else:
        base = _variable("XDG_CONFIG_HOME") or _home(".config")
    return os.path.join(base, _NAME)


def _variable(name: str) -> str | None:
    value = os.environ.get(name, "")
    return value if os.path.isabs(value) else None


def _home(*parts: str) -> str:
    return os.path.join(os.path.expanduser("~"), *parts)
