"""The command line: one click command a file, imported when it is called.

Exit codes: ``EXIT_CODES``. A signal is an ``Interruption``, which click does not know and lets through to ``main``.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from cardlint._version import __version__
from cardlint.system.errors import CardlintError

COMMANDS: dict[str, str] = {
    "check": "Check cards and report what is wrong.",
    "explain": "Explain a rule: why, cure, source, examples.",
    "rules": "List the rules.",
    "config": "Print the settings in force, and where they come from.",
    "init": "Write a configuration and the commit hook.",
    "task": "Say which task the Hub gives a model, and why.",
    "index": "Build and keep an index of cards on this disk.",
    "search": "Find cards, with facets, as on the Hub's models page.",
    "lineage": "Show what a model was made from, and what was made from it.",
    "similar": "Find the cards most like one, and cards that are the same.",
    "stats": "Count what cards have and lack, as bars.",
    "schema": "Print the JSON Schema of a card.",
    "vocab": "Look up what the Hub accepts.",
    "completion": "Print the completion script of a shell.",
}
"""Every command with its one-line help; the command itself is the object of the same name in the module of that name."""


class _LazyGroup(click.Group):
    """A group that imports a command's module when the command is needed, and turns our errors into exit code 2."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"cardlint.cli.{cmd_name}"), cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from cardlint.vocabulary import nearest

            near = nearest(args[0], COMMANDS, 1)
            if not near:
                raise
            raise click.UsageError(f"{error.message} Did you mean {near[0]!r}?", ctx) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        with _own_ends(), _printable_errors():  # --help and --version print while the words are read
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with _own_ends(), _printable_errors():
                return super().invoke(ctx)
        except CardlintError as error:
            from cardlint.output.terminal import complain

            complain(error)
            ctx.exit(2)


@contextmanager
def _printable_errors() -> Iterator[None]:
    """Let click quote no word of the command line that a terminal would obey."""
    try:
        yield
    except click.ClickException as error:
        from cardlint.output.terminal import visible

        error.message = visible(error.message)  # type: ignore[misc]
        raise


@contextmanager
def _own_ends() -> Iterator[None]:
    """Handle what click would end with exit code 1, as if there were findings: a closed pipe, and an input that ends early."""
    try:
        yield
    except OSError as error:
        from cardlint.output.terminal import give_up

        give_up(error)
    except EOFError as error:
        from cardlint.system.crash import crash_of

        raise crash_of(error) from error


EXIT_CODES = (
    "Exit codes: 0 nothing to report, 1 findings, 2 usage, configuration or I/O error, "
    "130 interrupted (Ctrl-C), 141 the reader of the output is gone, 143 terminated (SIGTERM)."
)


@click.group(
    cls=_LazyGroup,
    epilog=EXIT_CODES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="cardlint", message="%(prog)s %(version)s")
def cli() -> None:
    """Lint Hugging Face cards, resolve their tasks, search them: offline, exactly and kindly."""
