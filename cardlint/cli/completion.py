"""``cardlint completion``: the script that makes a shell complete cardlint's commands and options."""

import click
from click.shell_completion import get_completion_class


@click.command()
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the completion script of a shell; load it with eval "$(cardlint completion bash)"."""
    completer = get_completion_class(shell)
    if completer is None:
        raise click.BadParameter(f"{shell} is not supported", param_hint="SHELL")
    click.echo(completer(ctx.find_root().command, {}, "cardlint", "_CARDLINT_COMPLETE").source())
