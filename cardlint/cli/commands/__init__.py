"""The commands, one per file: ``NAME.py`` defines the click command ``NAME``, and its first line is the help of the command.

To add a command, add its file. ``cardlint --help`` reads only the first lines of the files, and a command is imported when it is called.
"""

import os
from importlib import import_module

import click

_FOLDER = os.path.dirname(__file__)
_ENDING = ".py"

COMMANDS: tuple[str, ...] = tuple(
    sorted(
        name.removesuffix(_ENDING)
        for name in os.listdir(_FOLDER)
        if name.endswith(_ENDING) and not name.startswith("_")
    )
)
"""The names of all commands, from the names of their files."""


def load(name: str) -> click.Command:
    """Return the command called ``name``, one of COMMANDS."""
    command: click.Command = getattr(import_module(f"{__name__}.{name}"), name)
    return command


def help_line(name: str) -> str:
    """Return what the list of commands says about ``name``: the first line of its file, a docstring."""
    with open(os.path.join(_FOLDER, name + _ENDING), encoding="utf-8") as file:
        return file.readline().strip().strip('"')
