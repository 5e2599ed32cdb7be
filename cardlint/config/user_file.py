"""The user's own configuration: what holds for cards of projects that have none, and what no project may say.

It lies in the user's folder for configurations (`cardlint.system.user_folders`), under a name that no project's file has.
"""

import os

from cardlint.system.user_folders import configuration_folder

FILE = "cardlint.toml"
PROJECT_FILES = (".cardlint.toml", "pyproject.toml")
"""What a project calls its own; in one folder the first one wins."""


def user_file() -> str | None:
    """Return the path of the user's own configuration, or None where there is none."""
    path = os.path.join(configuration_folder(), FILE)
    return path if os.path.lexists(path) else None
