"""Show which task the Hub assigns to a model, and why."""

import os
import sys
from collections.abc import Iterator

import click

from cardlint.card import files
from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.repository import Repository
from cardlint.cli.printing.paragraph import terminal_width
from cardlint.cli.printing.task_text import lines
from cardlint.findings.failure import describe
from cardlint.findings.source import FULL_LIMIT, Fault
from cardlint.output.log_stream import write_json
from cardlint.output.stderr import complain
from cardlint.output.terminal import visible, wants_color
from cardlint.system.containment import lies_inside
from cardlint.system.errors import CardlintError
from cardlint.system.named_tuple import NamedTuple
from cardlint.system.regular_file import reason
from cardlint.task.answers import Answer, answer, as_data
from cardlint.task.facts import CARD, CONFIG, MODEL_INDEX
from cardlint.task.reading import facts_beside, facts_of, facts_of_line

LONGEST_LINE = 32 * 1024 * 1024
"""The longest line of JSON on standard input, in bytes."""


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(("text", "json", "jsonl")),
    help="Output format. Default: text for paths, jsonl for standard input.",
)
@click.option("--legacy", is_flag=True, help="Treat the repositories as created before August 2024.")
@click.option(
    "--respect-gitignore/--no-respect-gitignore",
    default=True,
    help="Skip files that .gitignore excludes, in folders and globs. Default: skip them.",
)
@click.pass_context
def task(
    ctx: click.Context, paths: tuple[str, ...], format_name: str | None, legacy: bool, respect_gitignore: bool
) -> None:
    """Show which task the Hub assigns to a model, and why.

    PATH is a README, the folder of one repository or of many, or - for JSON Lines with the keys id, card, files,
    config, model_index, adapter_config and legacy. Default: the current folder.
    """
    run = _TaskRun(legacy, respect_gitignore=respect_gitignore)
    answers = run.answers(paths or (".",))
    if format_name is None:
        format_name = "jsonl" if paths and set(paths) == {"-"} else "text"
    _WRITERS[format_name](answers)
    sys.stdout.flush()
    ctx.exit(2 if run.failed else 0)


class _PathAnswer(NamedTuple):
    """An answer, and the path or the line of standard input for which it is."""

    path: str
    answer: Answer


class _TaskRun:
    """One pass over the paths. A path that cannot be read is reported on standard error; the others are still answered."""

    def __init__(self, legacy: bool, *, respect_gitignore: bool) -> None:
        self.legacy = legacy
        self.respect_gitignore = respect_gitignore
        self.failed = False

    def answers(self, paths: tuple[str, ...]) -> Iterator[_PathAnswer]:
        for path in paths:
            if path == "-":
                yield from self._lines()
                continue
            try:
                for each in self._repositories(path):
                    yield from self._try_answer(each)
            except CardlintError as error:
                self._fail(error)

    def _try_answer(self, path: str) -> Iterator[_PathAnswer]:
        try:
            yield self._of_path(path)
        except CardlintError as error:
            self._fail(error)
        except Exception as error:
            self._fail(CardlintError(f"{path}: {describe(error)}", "please report it"))

    def _of_path(self, path: str) -> _PathAnswer:
        folder = path if os.path.isdir(path) else os.path.dirname(path) or "."
        readme = os.path.join(path, CARD) if os.path.isdir(path) else path
        repository = Repository(folder)
        model = repository.origin.id if repository.origin else None
        if os.path.lexists(readme):
            card = Card(files.read(readme), None, repository)
            if card.source.fault is Fault.LONG and card.source.is_unread:
                raise CardlintError(
                    f"{readme}: the front matter has more than {FULL_LIMIT:,} characters, so it is not read"
                )
            if card.failure is not None:
                raise CardlintError(f"{readme}: {card.failure.error}", "please report it")
            if card.kind is not Kind.MODEL:
                reason_of_kind = f"{readme}: treated as a {card.kind.value} card because {card.inference.reason}"
                click.echo(visible(f"{reason_of_kind}; only models have a task"), err=True)
            facts = facts_of(card, legacy=self.legacy)
        else:
            facts = facts_beside(repository, legacy=self.legacy)
        name = _name(path)
        return _PathAnswer(name, answer(facts, model or name, model))

    def _lines(self) -> Iterator[_PathAnswer]:
        number = 0
        while line := _line():
            number += 1
            if not line.strip():
                continue
            try:
                name, facts = facts_of_line(line, legacy=self.legacy)
            except CardlintError as error:
                self._fail(CardlintError(f"standard input, line {number}: {error}", error.hint))
                continue
            yield _PathAnswer(name or f"line {number}", answer(facts, name, name))

    def _repositories(self, path: str) -> Iterator[str]:
        """Yield the folders of models below ``path``, or ``path`` itself if it is a card or the folder of one."""
        if os.path.basename(path) in (CONFIG, MODEL_INDEX):
            yield _with_own_card(os.path.dirname(path) or ".")
        elif not os.path.isdir(path):
            yield from self._cards(path)
        elif any(os.path.lexists(os.path.join(path, name)) for name in (CARD, CONFIG, MODEL_INDEX)):
            yield _with_own_card(path)
        else:
            yield from (os.path.dirname(card) for card in sorted(self._cards(path)))

    def _cards(self, path: str) -> Iterator[str]:
        return files.find_cards(path, lambda _, error: self._fail(error), respect_gitignore=self.respect_gitignore)

    def _fail(self, error: CardlintError) -> None:
        self.failed = True
        complain(error)


def _name(path: str) -> str:
    """Return ``path``, or the name of the folder if it is the current folder or one above it."""
    if os.path.basename(path.rstrip(os.sep)) not in ("", os.curdir, os.pardir):
        return path
    return os.path.basename(os.path.realpath(path)) or path


def _line() -> bytes:
    """Return the next line of standard input. Raises CardlintError if it is closed."""
    try:
        return sys.stdin.buffer.readline(LONGEST_LINE)
    except OSError as error:
        raise CardlintError(f"standard input: {reason(error)}") from error


def _with_own_card(folder: str) -> str:
    """Return ``folder``. Raises CardlintError if its card is a link that leads out of it."""
    card = os.path.join(folder, CARD)
    if not lies_inside(card, folder):
        raise CardlintError(f"{card}: the link leads out of `{folder}`, so it is not followed", "name the file itself")
    return folder


def _write_text(answers: Iterator[_PathAnswer]) -> None:
    color, cells = wants_color(sys.stdout), terminal_width(sys.stdout)
    for place, (path, answered) in enumerate(answers):
        gap = "\n" if place else ""
        click.echo(gap + "\n".join(lines(path, answered, cells, color=color)), color=color)


def _write_json(answers: Iterator[_PathAnswer]) -> None:
    models = [as_data(each.answer) for each in answers]
    write_json({"version": 1, "models": models}, indent=2)


def _write_jsonl(answers: Iterator[_PathAnswer]) -> None:
    for each in answers:
        write_json(as_data(each.answer))


_WRITERS = {"text": _write_text, "json": _write_json, "jsonl": _write_jsonl}
