"""The cards of one run: found under the paths that were given, and read under the configuration of each."""

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cardlint.card import files
from cardlint.config import Config
from cardlint.config.configurations import Configurations
from cardlint.findings.source import SIZE_LIMIT, Source
from cardlint.output.terminal import visible
from cardlint.system.errors import CardlintError
from cardlint.system.lazy_pattern import import_without_compiling
from cardlint.system.regular_file import reason

if TYPE_CHECKING:
    from cardlint.card.card import Card
    from cardlint.lint.linter import Linter, Linters

STDIN = "-"


class Cards:
    """Finds and reads. A path is as the user gave it; ``-`` is standard input."""

    def __init__(
        self, configurations: Configurations, *, stdin_filename: str | None = None, verbose: bool = False
    ) -> None:
        """``stdin_filename``: where the card on standard input belongs. ``verbose``: of what kind a card is, and why, is said."""
        self.configurations = configurations
        self._stdin_filename = stdin_filename
        self._verbose = verbose
        self._linters: Linters | None = None

    def find(self, paths: tuple[str, ...], failed: list[CardlintError]) -> list[str]:
        """Return the cards under ``paths``, sorted; what cannot be searched is added to ``failed``.

        Raises CardlintError for a wrong configuration.
        """

        def report(path: str, error: CardlintError) -> None:
            if not self.config(path).excludes(path):
                failed.append(error)

        cards: dict[str, str] = {}  # by its absolute path, as it was given
        for path in paths:
            found_there = iter((path,)) if path == STDIN else search(path, report, self.configurations)
            try:
                found = list(found_there)
            except CardlintError as error:
                failed.append(error)
                continue
            left = [card for card in found if card == path or not self.config(card).excludes(card)]
            if found and not left:
                file = self.configurations.file_of(found[0]) or "--exclude"
                sys.stderr.write(f"cardlint: {visible(path)}: {visible(file)} excludes every card there\n")
            for card in left:
                cards.setdefault(card if card == STDIN else os.path.abspath(card), card)
        return sorted(cards.values())

    def config(self, path: str) -> Config:
        """Return the effective configuration for the card at ``path``."""
        return self.configurations.find(path if path != STDIN else self._stdin_filename or files.CARD_NAME)

    def linter(self, path: str) -> "Linter":
        """Return what checks the card at ``path`` under its configuration."""
        if self._linters is None:
            from cardlint.lint.linter import Linters  # not needed where the cache knows everything

            self._linters = Linters()
        return self._linters.linter(self.config(path))

    def read(self, path: str) -> "Card":
        """Return the card at ``path``. Raises CardlintError."""
        return self.card(path, self.read_bytes(path))

    def read_bytes(self, path: str) -> bytes:
        """Return the bytes of the card at ``path``, at most one more than are allowed. Raises CardlintError."""
        if path != STDIN:
            return files.read_bytes(path)
        try:
            return sys.stdin.buffer.read(SIZE_LIMIT + 1)
        except OSError as error:  # it is closed, or a folder
            raise CardlintError(f"standard input: {reason(error)}") from error

    def card(self, path: str, content: bytes) -> "Card":
        """Return the card whose bytes are ``content``; where the user wants to know, say why it is of its kind."""
        import_without_compiling(
            "yaml"
        )  # what it compiles takes a tenth of a small run, and the events of YAML need none of it
        from cardlint.card.card import Card  # with all that reads a card: not needed where the cache knows everything
        from cardlint.card.repository import Repository

        source = Source.decode(content, path if path != STDIN else self._stdin_filename or "<stdin>")
        beside = path != STDIN or self._stdin_filename
        card = Card(source, self.config(path).kind, Repository(os.path.dirname(source.path)) if beside else None)
        if self._verbose:
            sys.stderr.write(f"{visible(source.path)}: a {card.kind.value} card, because {visible(card.kind_reason)}\n")
        return card


def search(path: str, report: files.Report, configurations: Configurations) -> Iterator[str]:
    """Yield the cards for ``path``, according to the configuration of the searched folder.

    Raises CardlintError for a wrong configuration at once, and where there is nothing when the first card is asked for.
    """
    is_folder = os.path.isdir(path)
    if not is_folder and os.path.lexists(path):
        return files.find_cards(path, report)
    place = os.path.join(path, files.CARD_NAME) if is_folder else path
    return files.find_cards(path, report, respect_gitignore=configurations.find(place).respect_gitignore)
