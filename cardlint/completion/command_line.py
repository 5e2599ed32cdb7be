"""Determines what is completed in a command line: a command, the name of an option, its value, or an argument."""

from typing import Any

from cardlint.completion.listing import LISTING
from cardlint.system.named_tuple import NamedTuple

ValueSource = tuple[Any, ...]
"""Where values come from: the name of a function in ``values.py``, and its arguments. The empty tuple stands for any text."""

ANY: ValueSource = ()


class Wanted(NamedTuple):
    """The word to complete, of which ``kept`` is complete and ``typed`` is not, and where its values come from."""

    source: ValueSource
    typed: str
    kept: str = ""
    arguments: tuple[str, ...] = ()  # the arguments of the command before the word


class Option(NamedTuple):
    """An option of a command; ``source`` is None if it has no value."""

    names: tuple[str, ...]
    help: str
    source: ValueSource | None
    repeatable: bool
    hidden: bool


def wanted(words: list[str]) -> Wanted:
    """Return what the last word can be. ``words`` are those after ``cardlint``."""
    *before, typed = words or [""]
    line = _CommandLine()
    for word in before:
        if not line.read(word):
            return Wanted(ANY, typed)
    return line.wanted(typed)


class _CommandLine:
    """The part of the command line that has been read."""

    def __init__(self) -> None:
        self._enter("")

    def _enter(self, command: str) -> None:
        _, options, arguments = LISTING[command]
        self._command = command
        self._options = [Option(*row) for row in options]
        self._sources: tuple[tuple[ValueSource, bool], ...] = arguments
        self._commands = [name for name in LISTING if name and name.rpartition(" ")[0] == command]
        self._arguments: list[str] = []
        self._given: set[str] = set()
        self._pending: Option | None = None  # the option whose value comes next
        self._options_ended = False

    def read(self, word: str) -> bool:
        """Read a complete word. Return whether the command that it names exists, if it names one."""
        if self._pending is not None:
            self._pending = None
        elif word == "--" and not self._options_ended:
            self._options_ended = True
        elif word.startswith("-") and word != "-" and not self._options_ended:
            name, equals, _ = word.partition("=")
            option = self._option(name)
            if option is not None:
                self._given.update(option.names)
                self._pending = option if option.source is not None and not equals else None
        elif self._commands:
            command = f"{self._command} {word}".strip()
            if command not in LISTING:
                return False
            self._enter(command)
        else:
            self._arguments.append(word)
        return True

    def wanted(self, typed: str) -> Wanted:
        """Return what ``typed``, the next word, can be."""
        arguments = tuple(self._arguments)
        if self._pending is not None:
            return Wanted(self._pending.source or ANY, typed, "", arguments)
        if typed.startswith("-") and not self._options_ended:
            name, equals, value = typed.partition("=")
            if not equals:
                return Wanted(self._names(typed), typed)
            option = self._option(name)
            return Wanted((option and option.source) or ANY, value, f"{name}=", arguments)
        if self._commands:
            rows = ((name.rpartition(" ")[2], LISTING[name][0]) for name in self._commands)
            return Wanted(("described", *rows), typed)
        return Wanted(self._source(), typed, "", arguments)

    def _option(self, name: str) -> Option | None:
        return next((option for option in self._options if name in option.names), None)

    def _names(self, typed: str) -> ValueSource:
        """Return the options that can still be given. Hidden ones, such as ``--no-license``, only if ``typed`` asks for them."""
        possible = [
            option
            for option in self._options
            if (option.repeatable or self._given.isdisjoint(option.names))
            and (not option.hidden or typed.startswith("--no-"))
        ]
        return ("described", *((name, option.help) for option in possible for name in option.names))

    def _source(self) -> ValueSource:
        """Return the source of the next argument."""
        place = len(self._arguments)
        for source, repeatable in self._sources:
            if repeatable or place == 0:
                return source
            place -= 1
        return ANY
