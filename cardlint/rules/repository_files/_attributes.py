"""Which files ``.gitattributes`` sends to LFS: of the lines that match, the last decides."""

from fnmatch import fnmatchcase

from cardlint.repository import BrokenFile, Repository

ATTRIBUTES = ".gitattributes"


def attributes(repository: Repository) -> str:
    """Return the text of the repository's attributes; empty where there is none, or it cannot be read."""
    try:
        return repository.text(ATTRIBUTES) or ""
    except BrokenFile:
        return ""


def sent_by(text: str, name: str) -> str | None:
    """Return the pattern of the attributes ``text`` that sends the file ``name`` to LFS, or None."""
    pattern_of_it = None
    for line in text.splitlines():
        pattern, *values = line.split() or ("",)
        if not pattern or pattern.startswith("#") or not _matches(name, pattern):
            continue
        for value in values:
            if value == "filter=lfs":
                pattern_of_it = pattern
            elif value.lstrip("-!").partition("=")[0] == "filter":
                pattern_of_it = None
    return pattern_of_it


def _matches(name: str, pattern: str) -> bool:
    """Return whether a pattern means a file: by its name anywhere, or by its path where it has a slash."""
    bare = pattern.removeprefix("**/")
    if "/" not in bare:
        return fnmatchcase(name.rpartition("/")[2], bare)
    return fnmatchcase(name, bare.removeprefix("/"))
