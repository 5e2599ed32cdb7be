"""``cardlint config``: the effective settings for a path, and where each comes from."""

import json
import os
from typing import Any

import click

from cardlint.card import files
from cardlint.card import schema as schemas
from cardlint.config import settings
from cardlint.config.configurations import Configurations, Overrides
from cardlint.output.log_stream import write_json

_DEFAULTS: dict[str, Any] = {
    "profile": "default",
    "select": ["all rules of the profile"],
    "minimum-severity": "warning",
}


@click.command()
@click.argument("path", default="README.md", metavar="[PATH]")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="Output format.",
)
@click.option(
    "--config",
    "config_file",
    type=click.Path(exists=True, dir_okay=False),
    metavar="FILE",
    help="Use this configuration file instead of the nearest.",
)
@click.option("--isolated", is_flag=True, help="Read no configuration file.")
def config(path: str, format_name: str, config_file: str | None, isolated: bool) -> None:
    """Print the effective settings for the card at PATH, and the file that each comes from."""
    if os.path.isdir(path):
        path = os.path.join(path, files.CARD_NAME)
    configurations = Configurations(Overrides(file=config_file, isolated=isolated))
    file = configurations.file_of(path)
    configurations.find(path)  # raises the errors of the configuration
    found = settings.merge(configurations.layers(path))
    rows = [
        {"setting": ".".join(keys), "value": value, "source": layer.path}
        for keys, each in found.items()
        for value, layer in each
    ]
    named = {row["setting"] for row in rows}
    rows += [
        {"setting": name, "value": value, "source": None}
        for name, value in _DEFAULTS.items()
        if name not in named and name in schemas.load("config")["properties"]
    ]
    rows.sort(key=lambda row: str(row["setting"]))
    if format_name == "json":
        write_json({"path": path, "file": file, "settings": rows}, indent=2)
        return
    click.echo(f"{path}: {file or 'no configuration file, so every setting has its default'}")
    for row in rows:
        click.echo(f"{row['setting']} = {json.dumps(row['value'], ensure_ascii=False)}  # {row['source'] or 'default'}")
