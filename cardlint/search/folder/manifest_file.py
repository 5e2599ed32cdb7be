"""The manifest of an index as a small file in its folder."""

import json
import os

from cardlint.search.errors import DamagedError
from cardlint.search.folder.files import replace_file
from cardlint.search.manifest import Manifest, is_ours, manifest_of
from cardlint.system.errors import CardlintError
from cardlint.system.regular_file import CONFIGURATION_LIMIT, read_whole, reason

FILE = "index.json"


def read(folder: str) -> Manifest | None:
    """Return the manifest in ``folder``, or None if there is no index. Raises like ``manifest_of``."""
    try:
        data = _read_json(folder)
    except FileNotFoundError:
        return None
    except PermissionError as error:  # built by another user, such as in a container image
        raise CardlintError(
            f"cannot read the index in {folder}: permission denied",
            f"its owner can allow it with `chmod -R a+rX {folder}`",
        ) from error
    except OSError as error:
        raise DamagedError(f"cannot read the manifest of the index in {folder}: {reason(error)}") from error
    except (ValueError, RecursionError) as error:
        raise DamagedError(f"cannot read the manifest of the index in {folder}: {error}") from error
    return manifest_of(data, folder)


def is_there(folder: str) -> bool:
    """Return whether ``folder`` has a manifest of cardlint, in this format or an older one."""
    try:
        return is_ours(_read_json(folder))
    except (OSError, ValueError, RecursionError):
        return False


def write(manifest: Manifest, folder: str) -> None:
    """Replace the manifest, atomically and durably. Raises OSError."""
    replace_file(os.path.join(folder, FILE), json.dumps(manifest._asdict(), indent=1))


def _read_json(folder: str) -> object:
    data: object = json.loads(read_whole(os.path.join(folder, FILE), CONFIGURATION_LIMIT, follow=False))
    return data
