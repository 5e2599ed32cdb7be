"""Finds the checkout for a run. Git is not asked, because it would accept any folder that looks like a git directory.

It is the outermost checkout around the working directory or a named path. Nothing inside it counts as another repository: neither
a folder with its own ``.git`` (a submodule, a clone inside a clone), nor one with ``HEAD``, ``config``, ``objects`` and ``refs``,
which can be part of a commit.
"""

import os
import stat
from collections.abc import Iterable

from cardlint.system.containment import lies_below
from cardlint.system.errors import CardlintError
from cardlint.system.glob_search import fixed_folder
from cardlint.system.named_tuple import NamedTuple
from cardlint.system.regular_file import CONFIGURATION_LIMIT, read_whole, reason

_GITDIR = b"gitdir: "
_READ_FIRST = ("HEAD", "config", "config.worktree", "commondir", "packed-refs", "shallow", "objects/info/alternates")


class Checkout(NamedTuple):
    """The folder of a work tree, and its git directory. Both are real paths."""

    top: str
    git_directory: str


class Checkouts:
    """The checkouts around the working directory and around the named paths."""

    def __init__(self, named: Iterable[str]) -> None:
        """Raises CardlintError for a ``.git`` file that cannot be read."""
        found: set[Checkout] = set()
        for folder in sorted({_existing_folder(path) for path in (os.curdir, *named)}):
            if not any(lies_below(folder, checkout.top) for checkout in found):
                found.update(filter(None, [_find_around(folder)]))
        self._checkouts = sorted(found)  # outer checkouts come before those inside them

    def find(self, folder: str) -> Checkout:
        """Return the checkout that contains ``folder``. Raises CardlintError if there is none."""
        for checkout in self._checkouts:
            if lies_below(folder, checkout.top):
                return checkout
        hint = "--diff-from needs a repository around the working directory or around the path that you name"
        raise CardlintError(f"{folder}: not in a git repository", hint)


def find_inner(folder: str, checkout: Checkout) -> str | None:
    """Return the folder around ``folder`` that is a separate checkout inside ``checkout``, or None."""
    while len(folder) > len(checkout.top):
        if _git_directory(folder) is not None:
            return folder
        folder = os.path.dirname(folder)
    return None


def check_regular(git_directory: str) -> None:
    """Raise CardlintError if a file that git reads first is a pipe or a device, because git would wait for it.

    Pipes deeper in the folder, or named in its configuration, cost the time limit of one git process.
    """
    for name in _READ_FIRST:
        path = os.path.join(git_directory, name)
        try:
            is_regular = stat.S_ISREG(os.stat(path).st_mode)
        except OSError:
            continue  # the file is optional
        if not is_regular:
            raise CardlintError(f"{path}: not a regular file")


def _find_around(folder: str) -> Checkout | None:
    ceilings = os.environ.get("GIT_CEILING_DIRECTORIES", "").split(os.pathsep)
    last = {os.path.realpath(each) for each in ceilings if os.path.isabs(each)}
    while True:
        git_directory = _git_directory(folder)
        if git_directory is not None:
            return Checkout(folder, git_directory)
        outer = os.path.dirname(folder)
        if outer == folder or outer in last:
            return None
        folder = outer


def _existing_folder(path: str) -> str:
    """Return the real path of ``path`` if it is a folder, otherwise of the folder that contains it, or all matches of a glob."""
    folder = path if os.path.lexists(path) else fixed_folder(path)
    return os.path.realpath(folder if os.path.isdir(folder) else os.path.dirname(folder) or os.curdir)


def _git_directory(folder: str) -> str | None:
    """Return the git directory of the checkout ``folder``: ``.git``, or the folder that a file of this name refers to.

    Return None if it is not a checkout. Raises CardlintError if a ``.git`` file does not refer to a git directory.
    """
    path = os.path.join(folder, ".git")
    try:
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            return os.path.realpath(path) if _holds_history(path) else None
        if not stat.S_ISREG(mode):
            return None
        content = read_whole(path, CONFIGURATION_LIMIT)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CardlintError(f"{path}: {reason(error)}") from error
    target = os.fsdecode(content.removeprefix(_GITDIR).rstrip(b"\r\n"))
    if not content.startswith(_GITDIR) or "\0" in target or not _holds_history(os.path.join(folder, target)):
        raise CardlintError(f"{path}: does not refer to a git directory", "a worktree or submodule may have been moved")
    return os.path.realpath(os.path.join(folder, target))


def _holds_history(path: str) -> bool:
    """Return whether git itself would accept ``path`` as a git directory. That of a worktree has its objects elsewhere."""
    has = {name for name in ("HEAD", "commondir", "objects", "refs") if os.path.lexists(os.path.join(path, name))}
    return "HEAD" in has and ("commondir" in has or {"objects", "refs"} <= has)
