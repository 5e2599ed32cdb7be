"""The cards of one run: found under the given paths, and read with the configuration of each."""

import os
import sys
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cardlint.card import files
from cardlint.card.kind import Kind
from cardlint.config import Config
from cardlint.config.configurations import Configurations
from cardlint.findings.source import SIZE_LIMIT, Source
from cardlint.output.tally import plural
from cardlint.output.terminal import visible
from cardlint.system.errors import CardlintError
from cardlint.system.lazy_pattern import import_without_compiling
from cardlint.system.regular_file import reason

if TYPE_CHECKING:
    from cardlint.card.card import Card
    from cardlint.card.roles import Role
    from cardlint.lint.linter import Linter, Linters

STDIN = "-"


class Cards:
    """Finds and reads cards. Paths are kept as the user wrote them; ``-`` is standard input."""

    def __init__(
        self, configurations: Configurations, *, stdin_filename: str | None = None, verbose: bool = False
    ) -> None:
        """``stdin_filename``: the path of the card on standard input. ``verbose``: print the kind of each card, and why."""
        self.configurations = configurations
        self._stdin_filename = stdin_filename
        self._verbose = verbose
        self._linters: Linters | None = None
        self._places: dict[str, str] = {}  # path of a card that was found → absolute path
        self.skipped: Counter[Role] = Counter()  # README.md files in folders that are not cards

    def find(self, paths: tuple[str, ...], failed: list[CardlintError]) -> list[str]:
        """Return the cards under ``paths``, sorted; errors about paths that cannot be searched are added to ``failed``.

        Raises CardlintError for a wrong configuration.
        """

        def report(path: str, error: CardlintError) -> None:
            if not self.config(path).excludes(path):
                failed.append(error)

        def skip(path: str, role: "Role") -> None:
            if not self.config(path).excludes(path):
                skipped[os.path.abspath(path)] = role

        skipped: dict[str, Role] = {}  # absolute path → role
        cards: dict[str, str] = {}  # absolute path → path as the user wrote it
        for path in paths:
            found_there = iter((path,)) if path == STDIN else search(path, report, self.configurations, skip)
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
                place = self._places[card] = card if card == STDIN else os.path.abspath(card)
                cards.setdefault(place, card)
        self.skipped.update(role for path, role in skipped.items() if path not in cards)
        return sorted(cards.values())

    def place(self, path: str) -> str:
        """Return the absolute path of the card at ``path``."""
        return self._places.get(path) or os.path.abspath(path)

    @property
    def skipped_sentence(self) -> str:
        """What the search of folders skipped, in words; empty if nothing."""
        if not self.skipped:
            return ""
        parts = (f"{count:,} {role.value}" for role, count in sorted(self.skipped.items(), key=lambda it: it[0].value))
        return f"{plural(self.skipped.total(), 'README.md file')} skipped: {', '.join(parts)}; name a file to check it"

    def config(self, path: str) -> Config:
        """Return the effective configuration for the card at ``path``."""
        return self.configurations.find(path if path != STDIN else self._stdin_filename or files.CARD_NAME)

    def linter(self, path: str) -> "Linter":
        """Return the linter for the card at ``path``, with its configuration."""
        if self._linters is None:
            from cardlint.lint.linter import Linters  # not needed if everything is in the cache

            self._linters = Linters()
        return self._linters.linter(self.config(path))

    def read(self, path: str) -> "Card":
        """Return the card at ``path``. Raises CardlintError."""
        return self.card(path, self.read_bytes(path))

    def read_bytes(self, path: str) -> bytes:
        """Return the bytes of the card at ``path``, at most one more than the size limit. Raises CardlintError."""
        if path != STDIN:
            return files.read_bytes(path)
        try:
            return sys.stdin.buffer.read(SIZE_LIMIT + 1)
        except OSError as error:  # standard input is closed, or a folder
            raise CardlintError(f"standard input: {reason(error)}") from error

    def card(self, path: str, content: bytes) -> "Card":
        """Return the card with the bytes ``content``. If ``verbose`` is set, print its kind and the reason for it."""
        # Compiling PyYAML's regular expressions takes a tenth of a small run, and its events do not need them.
        import_without_compiling("yaml")
        from cardlint.card.card import Card  # not needed if everything is in the cache
        from cardlint.card.repository import Repository

        source = Source.decode(content, path if path != STDIN else self._stdin_filename or "<stdin>")
        beside = path != STDIN or self._stdin_filename
        card = Card(source, self.config(path).kind, Repository(os.path.dirname(source.path)) if beside else None)
        if self._verbose:
            sys.stderr.write(f"{visible(source.path)}: {visible(_described(card))}\n")
        return card


def _described(card: "Card") -> str:
    """Return the kind of ``card`` and what shows it, in words."""
    what = "the README.md of a bucket, which is not a card" if card.kind is Kind.BUCKET else f"a {card.kind.value} card"
    contrary = f", although {card.inference.contrary}" if card.inference.contrary else ""
    doubt = (
        "; this is a guess, so what depends on it is at most info; state the kind with `--kind`" if card.rivals else ""
    )
    return f"{what}, because {card.inference.reason}{contrary}{doubt}"


def search(
    path: str, report: files.Report, configurations: Configurations, skip: files.Skip = files.pass_over
) -> Iterator[str]:
    """Yield the cards for ``path``, according to the configuration of the searched folder.

    Raises CardlintError at once for a wrong configuration, and on the first iteration if nothing exists at ``path``.
    """
    is_folder = os.path.isdir(path)
    if not is_folder and os.path.lexists(path):
        return files.find_cards(path, report)
    place = os.path.join(path, files.CARD_NAME) if is_folder else path
    respect_gitignore = configurations.find(place).respect_gitignore
    return files.find_cards(path, report, respect_gitignore=respect_gitignore, skip=skip)
