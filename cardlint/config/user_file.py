"""The user's own configuration: settings that are trusted as the command line is, as nobody else writes them."""

import os

from cardlint.system.user_folders import configuration_folder

FILE = "cardlint.toml"


def user_file() -> str | None:
    """Return the path of the user's own configuration, or None where there is none."""
    path = os.path.join(configuration_folder(), FILE)
    return path if os.path.isfile(path) else None
