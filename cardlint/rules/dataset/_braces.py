"""Braces in a path of ``data_files``, which a shell expands, but the ``datasets`` library takes literally."""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Scalar
from cardlint.card.repository.data_files import DataFiles, has_braces, is_inside, is_readable, without_braces
from cardlint.findings.diagnostic import Applicability, Fix
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Found
from cardlint.rules.dataset._subsets import Split


class Braces:
    """The paths with braces in one card, and what to write instead."""

    def __init__(self, card: Card) -> None:
        self._card = card
        self._files: DataFiles | None = None

    def check(self, split: Split) -> Iterator[Found]:
        """Report the paths of ``split`` that have braces and are not the name of a file."""
        repository = self._card.repository
        for path in split.paths:
            text = path.data
            if has_braces(text) and is_inside(text) and not (repository is not None and repository.has(text)):
                yield self._found(split, path)

    def _found(self, split: Split, path: Scalar) -> Found:
        paths = without_braces(path.data)
        advice = (
            f"write a list, {quote(f'[{paths[0]}, {paths[1]}]')}" if len(paths) == 2 else "write a list of the paths"
        )
        edit = edits.divide(self._card.source, path, split.listed, paths) if len(paths) > 1 else None
        applicability = Applicability.SAFE if self._is_sure(split, paths) else Applicability.UNSAFE
        fix = Fix("write a list", (edit,), applicability) if edit is not None else None
        return Found(path.span, f"braces do not work in {quote(path.data)}; {advice}", fix)

    def _is_sure(self, split: Split, paths: list[str]) -> bool:
        """Return whether every path leads to files from the root of the repository, and the split has a name.

        Without a name, ``{train,test}.csv`` may have been meant as two splits.
        """
        repository = self._card.repository
        if split.label is None or repository is None or not repository.listed:
            return False
        files = self._files = self._files or DataFiles(repository.names)
        return all(any(map(is_readable, files.find(path) or ())) for path in paths)
