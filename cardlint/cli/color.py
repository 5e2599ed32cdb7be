"""``--color``: whether a command styles what it prints."""

import os

import click


def _choose(_context: click.Context, _option: click.Parameter, choice: str | None) -> None:
    """Set the environment variables that every command, and every process that it starts, reads."""
    if choice in ("always", "never"):
        for name in ("NO_COLOR", "FORCE_COLOR"):
            os.environ.pop(name, None)
        os.environ["FORCE_COLOR" if choice == "always" else "NO_COLOR"] = "1"


COLOR = click.Option(
    ["--color"],
    type=click.Choice(("auto", "always", "never")),
    callback=_choose,
    expose_value=False,
    is_eager=True,
    help="Whether to print in color; auto (default): on a terminal, or as NO_COLOR and FORCE_COLOR say.",
)
