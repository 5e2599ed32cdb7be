"""Create a configuration file and a pre-commit hook."""

import os
import re

import click

from cardlint._version import __version__
from cardlint.card import files
from cardlint.output.terminal import visible
from cardlint.system.containment import lies_strictly_inside
from cardlint.system.errors import CardlintError
from cardlint.system.lazy_pattern import pattern
from cardlint.system.regular_file import CONFIGURATION_LIMIT, read_text

CONFIG = """\
# Configuration of cardlint. `cardlint config` prints the effective settings; `cardlint rules` lists the rules.

# default, strict (adds what a well-kept card documents) or hub (only what the Hub itself rejects or warns about)
profile = "default"

# Rules not to run: names, codes, code prefixes, categories
ignore = []

# Paths to skip when folders are searched
exclude = []

# [severity]
# unknown-license = "warning"

# [require.model]
# fields = ["license"]
# sections = ["Limitations"]
"""
HOOK = f"""\
- repo: https://github.com/cardlint/cardlint
  rev: v{__version__}
  hooks:
  - id: cardlint-check
"""
_REPOS = pattern(r"^repos:[ \t]*(?:#[^\n]*)?$", re.MULTILINE)
_TOP_LEVEL = pattern(r"^[^\s#-]", re.MULTILINE)


@click.command()
@click.argument("folder", default=".", type=click.Path(exists=True, file_okay=False))
@click.option("--force", is_flag=True, help="Overwrite an existing .cardlint.toml.")
@click.option("--dry-run", is_flag=True, help="Print what would be written, and write nothing.")
def init(folder: str, force: bool, dry_run: bool) -> None:
    """Create .cardlint.toml and add the pre-commit hook in FOLDER."""
    path = os.path.join(folder, ".cardlint.toml")
    if os.path.lexists(path) and not force:
        click.echo(f"{visible(path)}: exists already; `--force` overwrites it")
    else:
        _write(path, CONFIG, dry_run)
    _add_hook(os.path.join(folder, ".pre-commit-config.yaml"), dry_run)


def _add_hook(path: str, dry_run: bool) -> None:
    if not os.path.lexists(path):
        _write(path, f"repos:\n{HOOK}", dry_run)
        return
    text = read_text(path, CONFIGURATION_LIMIT)
    if "cardlint-check" in text:
        click.echo(f"{visible(path)}: already has the hook")
        return
    extended = _append_hooks(text)
    if extended is None:
        click.echo(f"{visible(path)}: add this under `repos`:\n{HOOK}", nl=False)
    else:
        _write(path, extended, dry_run)


def _append_hooks(text: str) -> str | None:
    """Return ``text`` with our hook appended, or None if appending lines is not enough."""
    repos = list(_REPOS.finditer(text))
    if len(repos) != 1 or "\r" in text or "\t" in text:
        return None
    below = text[repos[0].end() :]
    if _TOP_LEVEL.search(below):  # another key follows: the end of the file is not the end of the list
        return None
    first = re.search(r"^( *)- ", below, re.MULTILINE)
    indent = first[1] if first is not None else ""
    entry = "".join(f"{indent}{line}\n" for line in HOOK.splitlines())
    return text + ("" if text.endswith("\n") else "\n") + entry


def _write(path: str, text: str, dry_run: bool) -> None:
    if not lies_strictly_inside(path, os.path.dirname(path) or os.curdir):
        raise CardlintError(f"{path}: the link leads out of the folder", "remove the link, or edit its target")
    if not dry_run:
        files.replace(path, text)
    click.echo(f"{visible(path)}: {'would be written' if dry_run else 'written'}")
