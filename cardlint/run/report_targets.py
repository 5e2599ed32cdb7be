"""Prevents that a report replaces a file that the run reads.

``--output json=README.md`` is a mistake that would destroy the card. A script that builds the option from a stranger's file names can
make the same mistake.
"""

import os
from collections.abc import Iterable, Iterator

from cardlint.card.files import CARD_NAME
from cardlint.output import Target
from cardlint.run.cards import STDIN, Cards
from cardlint.system.errors import CardlintError

_READ_BESIDE = frozenset(
    (
        "adapter_config.json",
        "app.py",
        "config.json",
        "dataset_dict.json",
        "dataset_info.json",
        "dataset_infos.json",
        "dockerfile",
        "license",
        "license.md",
        "license.txt",
        "model_index.json",
        "modular_model_index.json",
        "modules.json",
        "params.json",
        "requirements.txt",
        "tokenizer_config.json",
    )
)
"""Files next to a card that rules read, in lower case."""


def refuse_inputs(targets: Iterable[Target], cards: Cards, paths: Iterable[str]) -> None:
    """Raise CardlintError if a report would replace a card, a file that rules read, a configuration or a baseline."""
    files = [path for _, path in targets if path is not None and os.path.isfile(path)]
    if not files:
        return
    inputs = {_identity(path): path for path in _inputs(cards, paths)}
    folders = {_identity(os.path.dirname(path) or os.curdir) for path in paths if path != STDIN}
    for file in files:
        name = os.path.basename(file).lower()
        is_beside = name in _READ_BESIDE and _identity(os.path.dirname(file) or os.curdir) in folders
        if name == CARD_NAME.lower() or is_beside or _identity(file) in inputs:
            raise CardlintError(
                f"{file}: a report would replace a file that the check reads", "write the report to another file"
            )


def _inputs(cards: Cards, paths: Iterable[str]) -> Iterator[str]:
    for path in paths:
        if path != STDIN:
            yield path
        for other in (cards.configurations.file_of(path), cards.config(path).baseline):
            if other is not None:
                yield other


def _identity(path: str) -> tuple[int, int] | None:
    """Return the device and inode of the file, with links followed, which all paths to it share; None if there is no file."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino
