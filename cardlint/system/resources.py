"""The shipped data: JSON Schemas and vocabularies.

``schemas`` is inside the package in a wheel and next to it in a checkout or an editable install. Paths are relative to
``__file__``, with ``os.path``: ``importlib.resources`` takes 40 ms to import and ``pathlib`` 5, as long as checking 20 cards.
"""

import json
import os
from functools import cache
from typing import Any

from cardlint.system.errors import CardlintError

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
"""The folder of the package."""


@cache
def folder(name: str) -> str:
    """Return the path of the data folder ``name``: inside the package when installed, next to it in a checkout."""
    shipped = os.path.join(PACKAGE, name)
    return shipped if os.path.isdir(shipped) else os.path.join(os.path.dirname(PACKAGE), name)


def path_of(name: str) -> str:
    """Return the path of the file ``name``, such as ``schemas/vocab/tasks.json``; it need not exist."""
    top, _, rest = name.partition("/")
    return os.path.join(folder(top), *rest.split("/"))


@cache
def load_json(name: str) -> Any:
    """Return the parsed JSON file ``name``, such as ``schemas/vocab/tasks.json``. Read once; do not change it."""
    try:
        with open(path_of(name), encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError) as error:
        raise CardlintError(f"cannot read the shipped data file {name}: {error}", "reinstall cardlint") from error


@cache
def load_yaml(name: str) -> Any:
    """Return the parsed YAML file ``name``, such as ``index/fields.yaml``. Ours only, read once; do not change it."""
    import yaml  # takes half as long to import as a card takes to check, and only search needs it here

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        with open(path_of(name), encoding="utf-8") as file:
            return yaml.load(file, loader)  # noqa: S506 - both are safe loaders
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise CardlintError(f"cannot read the shipped data file {name}: {error}", "reinstall cardlint") from error
