"""The code of a Space, as far as rules look into it: small files, comments left out, nothing is run."""

import re

from cardlint.card.card import Card
from cardlint.card.repository import BrokenFile, Repository
from cardlint.findings.source import Source

APP = "app.py"
_LONGEST_FILE = 200_000
_MOST_FILES = 60


def app_name(card: Card) -> str:
    """Return the path of the application file."""
    named = card.fields.get("app_file")
    return named if isinstance(named, str) and named.strip() else APP


def code_file(repository: Repository, name: str) -> Source | None:
    """Return a file of Python code; None if there is none, or it is too large or unreadable."""
    if not name.endswith(".py") or (repository.size(name) or 0) > _LONGEST_FILE:
        return None
    try:
        return repository.source(name)
    except BrokenFile:
        return None


def all_code(repository: Repository) -> list[str] | None:
    """Return the text of every file of Python code; None if there are too many, or some are too large."""
    names = [name for name in repository.names if name.endswith(".py")]
    if not repository.listed or len(names) > _MOST_FILES:
        return None
    files = [code_file(repository, name) for name in sorted(names)]
    texts = [file.text for file in files if file is not None]
    return texts if len(texts) == len(files) else None


def in_comment(text: str, at: int) -> bool:
    """Return whether the line has a ``#`` before the offset ``at``."""
    return "#" in text[text.rfind("\n", 0, at) + 1 : at]


def imported(text: str) -> frozenset[str]:
    """Return the packages that the code imports, anywhere."""
    found = re.finditer(
        r"(?m)^[ \t]*(?:from|import)[ \t]+([A-Za-z_]\w*)((?:[ \t]+as[ \t]+\w+)?(?:[ \t]*,[ \t]*[A-Za-z_]\w*)+)?", text
    )
    names: set[str] = set()
    for line in found:
        names.add(line[1])
        names.update(re.findall(r",[ \t]*([A-Za-z_]\w*)", line[2] or ""))
    return frozenset(names)
