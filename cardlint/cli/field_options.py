"""The options of ``cardlint search`` from the table of fields: for each field, one to choose values and one to exclude them."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from cardlint.search.fields import Field, FieldTable

Command = TypeVar("Command", bound=Callable[..., Any])

_CHOSEN, _EXCLUDED = "chosen_", "excluded_"
_VALUE = {"keyword": "VALUE", "number": "NUMBER|RANGE", "date": "DATE|RANGE", "boolean": "yes|no", "text": "WORDS"}


def field_options(table: FieldTable) -> Callable[[Command], Command]:
    """Return a decorator that adds the options of all fields to a command."""

    def decorate(command: Command) -> Command:
        for field in reversed(table.fields):
            if field.option is not None:
                command = _option(field, field.option)(command)
        return command

    return decorate


def filter_names(table: FieldTable) -> list[str]:
    """Return the names of the options that choose values, for the help."""
    return [_CHOSEN + field.name for field in table if field.option is not None]


def read_choices(
    given: Mapping[str, Any], table: FieldTable
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Return the chosen and the excluded values, by the name of the field."""
    fields = [field for field in table if field.option is not None]
    chosen = {field.name: given[_CHOSEN + field.name] for field in fields}
    excluded = {field.name: given[_EXCLUDED + field.name] for field in fields}
    return {name: values for name, values in chosen.items() if values}, {
        name: values for name, values in excluded.items() if values
    }


def _option(field: Field, name: str) -> Callable[[Command], Command]:
    def decorate(command: Command) -> Command:
        command = click.option(f"--no-{name.removeprefix('--')}", _EXCLUDED + field.name, multiple=True, hidden=True)(
            command
        )
        return click.option(
            name, _CHOSEN + field.name, multiple=True, metavar=_VALUE[field.type], help=f"{field.title}."
        )(command)

    return decorate
