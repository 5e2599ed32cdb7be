"""The default location of an index."""

import os

from cardlint.system.user_folders import cache_folder

OWN_PLACE = "CARDLINT_INDEX"
"""The environment variable that names the location of the index."""


def default_address() -> str:
    """Return the default location of an index: from the environment variable, or in the user's cache."""
    return os.environ.get(OWN_PLACE) or cache_folder("index")
