"""Print the effective settings and where each comes from."""

import json
import os
from collections.abc import Iterator
from typing import Any

import click

from cardlint.card import files
from cardlint.card import schema as schemas
from cardlint.config import Config, settings
from cardlint.config.configurations import Configurations, Overrides
from cardlint.output.log_stream import write_json
from cardlint.system.errors import CardlintError
from cardlint.vocabulary import nearest


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
    elif not os.path.lexists(path) and os.path.basename(path) != files.CARD_NAME:
        raise _missing(path)
    configurations = Configurations(Overrides(file=config_file, isolated=isolated))
    file = configurations.file_of(path)
    effective = configurations.find(path)
    found = settings.merge(configurations.layers(path))
    rows = [
        {"setting": ".".join(keys), "value": value, "source": layer.path}
        for keys, each in found.items()
        for value, layer in each
    ]
    named = {row["setting"] for row in rows}
    rows += [
        {"setting": name, "value": value, "source": None}
        for name, value in _defaults(effective).items()
        if name not in named
    ]
    rows.sort(key=lambda row: str(row["setting"]))
    if format_name == "json":
        write_json({"path": path, "file": file, "settings": rows}, indent=2)
        return
    click.echo(f"{path}: {file or 'no configuration file, so every setting has its default'}")
    for row in rows:
        click.echo(f"{row['setting']} = {json.dumps(row['value'], ensure_ascii=False)}  # {row['source'] or 'default'}")


def _defaults(effective: Config) -> dict[str, Any]:
    """Return the values of the settings that no file sets: those in the schema, and two that depend on others."""
    found = dict(_schema_defaults(schemas.load("config")["properties"]))
    return {**found, "minimum-severity": effective.threshold("").label, "fail-on": effective.fails_from}


def _schema_defaults(properties: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, part in properties.items():
        if "default" in part:
            yield f"{prefix}{name}", part["default"]
        yield from _schema_defaults(part.get("properties", {}), f"{prefix}{name}.")


def _missing(path: str) -> CardlintError:
    folder = os.path.dirname(path) or os.curdir
    names = os.listdir(folder) if os.path.isdir(folder) else []
    near = nearest(os.path.basename(path), names, 1)
    hint = f"did you mean `{os.path.join(os.path.dirname(path), near[0])}`?" if near else "name a card or a folder"
    return CardlintError(f"{path}: no such file or folder", hint)
