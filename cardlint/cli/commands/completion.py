"""Print a shell completion script."""

import os

import click

from cardlint.system.resources import PACKAGE

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print the completion script of a shell.

    \b
    bash: add this line to ~/.bashrc:
        eval "$(cardlint completion bash)"
    zsh: add this line to ~/.zshrc, after compinit if that is called there:
        eval "$(cardlint completion zsh)"
    fish: run this once:
        cardlint completion fish > ~/.config/fish/completions/cardlint.fish
    """
    with open(os.path.join(PACKAGE, "completion", "scripts", f"cardlint.{shell}"), encoding="utf-8") as file:
        click.echo(file.read(), nl=False)
