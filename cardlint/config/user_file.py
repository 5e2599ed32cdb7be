"""The user configuration: settings for cards of projects without a configuration, and settings that no project may have.

It is in the user's configuration folder (`cardlint.system.user_folders`), under a name that project files do not have.
"""

import os

from cardlint.system.user_folders import configuration_folder

FILE = "cardlint.toml"
PROJECT_FILES = (".cardlint.toml", "pyproject.toml")
"""The file names in a project; if a folder has both, the first applies."""


def user_file() -> str | None:
    """Return the path of the user configuration, or None if there is none."""
    path = os.path.join(configuration_folder(), FILE)
    return path if os.path.lexists(path) else None
