"""``python -m tools.completion_listing`` writes ``cardlint/completion/listing.py``: what shells complete, read from the commands."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import click

from cardlint.card import schema as schemas
from cardlint.card.kind import Kind
from cardlint.cli import cli
from cardlint.cli.commands import COMMANDS, help_line
from cardlint.completion.command_line import ANY, ValueSource
from cardlint.findings.diagnostic import Severity
from cardlint.output import FORMATS
from cardlint.search.backends.protocol import RELEVANCE, SORT_BY_ID
from cardlint.search.documents.computed import FILE_FORMATS
from cardlint.search.fields import Field, shipped_table
from cardlint.search.query.tree import NONE
from cardlint.system.resources import load_yaml
from cardlint.task.resolution import Source as TaskSource
from cardlint.vocabulary import vocabulary, vocabulary_names

LISTING = Path(__file__).parents[1] / "cardlint" / "completion" / "listing.py"

LONGEST_HELP = 80


def _vocabularies() -> Iterator[tuple[str, str]]:
    """Yield the vocabularies and their parts, such as ``spaces/hardware``, each with its title."""
    for name in vocabulary_names():
        known = vocabulary(name)
        yield name, str(known.data["title"])
        for part in known.ids if all("entries" in known[word] for word in known.ids) else ():
            yield f"{name}/{part}", f"part of {name}"


_TABLE = shipped_table()
_FILES, _FOLDERS = ("files",), ("folders",)
_LEVELS = ("choice", *(severity.label for severity in sorted(Severity, reverse=True)))
_FACETS = ("list", ("described", *((field.name, field.title) for field in _TABLE.facets)))
_SORTED_BY = ("described", *((field.name, field.title) for field in _TABLE if field.ordered))
BY_METAVAR: dict[str, ValueSource] = {
    "CURSOR": ANY,
    "DIR": _FOLDERS,
    "FIELDS": _FACETS,
    "FIELDS|all": ("either", ("choice", "all"), _FACETS),
    "FIELD[:asc|desc]": (
        "either",
        ("choice", RELEVANCE, SORT_BY_ID),
        _SORTED_BY,
        ("pair", ":", ANY, ("choice", "asc", "desc")),
    ),
    "FILE": _FILES,
    "FORMAT[=FILE]": ("pair", "=", ("choice", *FORMATS), _FILES),
    "GLOBS": _FILES,
    "ID": ANY,
    "LEVEL|RULE=LEVEL": ("either", _LEVELS, ("pair", "=", ("rules",), _LEVELS)),
    "N": ANY,
    "NUMBER": ANY,
    "PATH": _FILES,
    "QUERY": ANY,
    "REASON": ANY,
    "REF": ANY,
    "RULE": ("rules",),
    "RULES": ("list", ("selectors",)),
    "SECONDS": ANY,
    "SOURCE|PATH": _FILES,
}
"""The values of an option or argument, by the word that stands for it in the help."""

BY_PARAMETER: dict[str, ValueSource] = {
    "index add paths": ("either", ("described", ("hub-cache", "the cache of huggingface_hub")), _FILES),
    "rules category": ("category",),
    "schema name": ("described", *((name, schemas.load(name)["title"]) for name in schemas.SCHEMAS)),
    "vocab show name": ("described", *_vocabularies()),
    "vocab show word": ("vocabulary-of-argument",),
}
"""The same for the parameters whose word says too little."""

BY_FIELD: dict[str, ValueSource] = {
    "file_format": ("choice", *sorted(set(FILE_FORMATS.values()))),
    "gated": ("choice", "yes", "no"),
    "hardware": ("vocabulary", "spaces/hardware"),
    "kind": ("choice", *(kind.value for kind in Kind)),
    "license_family": ("choice", *load_yaml("index/license_families.yaml")),
    "metrics": ("vocabulary", "metrics"),
    "missing": ("described", *((field.name, field.title) for field in _TABLE if field.lack)),
    "modality": ("choice", *vocabulary("tasks").data["modalities"].values()),
    "relation": ("choice", *schemas.load("model")["properties"]["base_model_relation"]["allOf"][0]["enum"]),
    "rule": ("rules",),
    "sdk": ("vocabulary", "spaces/sdk"),
    "severity": _LEVELS,
    "size_categories": ("vocabulary", "datasets/size_categories"),
    "task_source": ("choice", *get_args(TaskSource), "retired", "hub"),
}
"""The values of a field of the index that has no vocabulary of its own in ``index/fields.yaml``; others can be any text."""


def main() -> None:
    """Write the listing that belongs to the current commands."""
    LISTING.write_text(text(), encoding="utf-8", newline="\n")


def text() -> str:
    """Return the listing that belongs to the current commands."""
    lines = "".join(_lines(name, command) for name, command in _commands("", cli))
    return (
        '"""The commands, for the completion of shells. Written by ``python -m tools.completion_listing``; do not edit.\n\n'
        "Name: help; options (names, help, source of the values, repeatable, hidden); arguments (source of the values, repeatable).\n"
        '"""\n\n'
        "from typing import Any\n\n"
        "# fmt: off\n"
        "LISTING: dict[str, tuple[str, tuple[tuple[Any, ...], ...], tuple[tuple[tuple[Any, ...], bool], ...]]] = {\n"
        f"{lines}}}\n"
    )


def _commands(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    """Yield ``command`` and its subcommands, each with the words that call it."""
    yield name, command
    if isinstance(command, click.Group):
        for word in command.list_commands(_context(command)):
            found = command.get_command(_context(command), word)
            assert found is not None  # noqa: S101 - narrows the type
            yield from _commands(f"{name} {word}".strip(), found)


def _context(command: click.Command) -> click.Context:
    return click.Context(command, help_option_names=cli.context_settings["help_option_names"])


def _lines(name: str, command: click.Command) -> str:
    """Return the entry of a command."""
    parameters = command.get_params(_context(command))
    options = [_option(name, each) for each in parameters if isinstance(each, click.Option)]
    arguments = [(_source(name, each), each.nargs == -1) for each in parameters if isinstance(each, click.Argument)]
    rows = "".join(f"        {_literal(row)},\n" for row in options)
    summary = _literal(_first_sentence(help_line(name) if name in COMMANDS else command.help))
    return f"    {_literal(name)}: ({summary}, (\n{rows}    ), {_literal(tuple(arguments))}),\n"


def _option(command: str, option: click.Option) -> tuple[object, ...]:
    names = (*option.opts, *option.secondary_opts)
    source = None if option.is_flag or option.count else _source(command, option)
    return (tuple(names), _first_sentence(option.help), source, option.multiple, option.hidden)


def _source(command: str, parameter: click.Parameter) -> ValueSource:
    """Return where the values of an option or argument come from. Raises KeyError if that is not said anywhere above."""
    name = f"{command} {parameter.name}"
    if name in BY_PARAMETER:
        return BY_PARAMETER[name]
    for field in _TABLE:
        if command in ("search", "stats") and parameter.name in (f"chosen_{field.name}", f"excluded_{field.name}"):
            return _source_of_field(field)
    if isinstance(parameter.type, click.Choice):
        return ("choice", *map(str, parameter.type.choices))
    if isinstance(parameter.type, click.Path):
        return _FILES if parameter.type.file_okay else _FOLDERS
    if parameter.metavar is None and isinstance(parameter.type, click.IntRange | click.FloatRange):
        return ANY
    metavar = (parameter.metavar or "").removesuffix("...")
    return BY_METAVAR[metavar[1:-1] if metavar.startswith("[") else metavar]


def _source_of_field(field: Field) -> ValueSource:
    source = BY_FIELD.get(field.name) or (("vocabulary", field.fold) if field.fold else ANY)
    if source is ANY or not field.lack:
        return source
    return ("either", source, ("described", (NONE, "cards without the field")))


def _first_sentence(help_text: str | None) -> str:
    """Return the beginning of a help text, for one line."""
    line = " ".join((help_text or "").split())
    sentence = re.split(r"(?<=[^.])\.(?: |$)", line, maxsplit=1)[0]
    return sentence if len(sentence) <= LONGEST_HELP else f"{sentence[:LONGEST_HELP].rpartition(' ')[0]}…"


def _literal(value: Any) -> str:
    """Return ``value`` as Python, with the double quotes of the rest of the code."""
    if isinstance(value, tuple):
        return f"({', '.join(map(_literal, value))}{',' if len(value) == 1 else ''})"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


if __name__ == "__main__":
    main()
