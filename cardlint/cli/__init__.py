"""The command line: finds the command in ``commands/``, and handles usage errors and the ways in which a command can end.

``EXIT_CODES`` lists the exit codes. A signal raises ``Interruption``, which click does not handle, so it reaches ``main``.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from cardlint._version import __version__
from cardlint.cli.color import COLOR
from cardlint.cli.commands import COMMANDS, help_line, load
from cardlint.cli.help_page import HelpContext
from cardlint.system.errors import CardlintError

_HELP: tuple[type[click.ClickException], ...] = tuple(
    getattr(click.exceptions, name) for name in ("NoArgsIsHelpError",) if hasattr(click.exceptions, name)
)
"""The exception with which click prints the help of a group without a command; older versions print it directly."""


class _LazyGroup(click.Group):
    """A group that imports a command when it is needed, adds ``--color`` to it, and turns our errors into exit code 2."""

    context_class = HelpContext

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = load(cmd_name)
        for each in (command, *(command.commands.values() if isinstance(command, click.Group) else ())):
            each.context_class = HelpContext
            if COLOR not in each.params:
                each.params.append(COLOR)
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
            raise click.UsageError(f"no such command {args[0]!r}. Did you mean {near[0]!r}?", ctx) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_line(name)) for name in COMMANDS])

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        with _own_ends(), _own_errors():  # --help and --version print while arguments are parsed
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with _own_ends(), _own_errors():
                return super().invoke(ctx)
        except CardlintError as error:
            from cardlint.output.stderr import complain

            complain(error)
            ctx.exit(2)


@contextmanager
def _own_errors() -> Iterator[None]:
    """Report the usage errors of click in the style of all other errors."""
    try:
        yield
    except click.ClickException as error:
        if isinstance(error, _HELP):
            raise
        from cardlint.cli.usage_errors import usage_error
        from cardlint.output.stderr import complain

        complain(usage_error(error))
        raise SystemExit(2) from error


@contextmanager
def _own_ends() -> Iterator[None]:
    """Handle errors for which click would exit with 1, the exit code for findings: a closed pipe, and input that ends early."""
    try:
        yield
    except OSError as error:
        from cardlint.output.stderr import give_up

        give_up(error)
    except EOFError as error:
        from cardlint.system.crash import crash_of

        raise crash_of(error) from error


EXIT_CODES = (
    "Exit codes: 0 no findings, 1 findings, 2 usage, configuration or I/O error, "
    "130 interrupted (Ctrl-C), 141 output pipe closed, 143 terminated (SIGTERM)."
)


@click.group(
    cls=_LazyGroup,
    epilog=EXIT_CODES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "-V", "--version", prog_name="cardlint", message="%(prog)s %(version)s")
def cli() -> None:
    """Linter, task resolver and search index for Hugging Face cards: offline, precise, helpful."""


cli.params.append(COLOR)
