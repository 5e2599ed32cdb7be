"""Where the checkout is that a run is about: found by us, for git would take any folder that looks like a git directory.

It is the outermost checkout that the user is in or names. What lies below it and has a ``.git`` of its own (a submodule, a clone
inside a clone) is not another repository, nor is a folder with ``HEAD``, ``config``, ``objects`` and ``refs``: a commit can hold one.
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
    """A folder with a work tree, and where git keeps its history. Both are real paths."""

    top: str
    git_directory: str


class Checkouts:
    """Those around the working directory and around the paths that the user named."""

    def __init__(self, named: Iterable[str]) -> None:
        """Raises CardlintError for a ``.git`` file that cannot be read."""
        found: set[Checkout] = set()
        for folder in sorted({_existing_folder(path) for path in (os.curdir, *named)}):
            if not any(lies_below(folder, checkout.top) for checkout in found):
                found.update(filter(None, [_find_around(folder)]))
        self._checkouts = sorted(found)  # an outer one is before those inside it

    def find(self, folder: str) -> Checkout:
        """Return the checkout that holds ``folder``. Raises CardlintError where there is none."""
        for checkout in self._checkouts:
            if lies_below(folder, checkout.top):
                return checkout
        hint = "--diff-from needs a repository around the working directory or around the path that you name"
        raise CardlintError(f"{folder}: not in a git repository", hint)


def find_inner(folder: str, checkout: Checkout) -> str | None:
    """Return the folder around ``folder`` that is a checkout of its own inside ``checkout``, or None."""
    while len(folder) > len(checkout.top):
        if _git_directory(folder) is not None:
            return folder
        folder = os.path.dirname(folder)
    return None


def check_regular(git_directory: str) -> None:
    """Raise CardlintError where a file that git reads first is a pipe or a device: git would wait for it.

    What lies deeper, or is named in the configuration, costs the patience with a silent git once.
    """
    for name in _READ_FIRST:
        path = os.path.join(git_directory, name)
        try:
            is_regular = stat.S_ISREG(os.stat(path).st_mode)
        except OSError:
            continue  # there need not be one
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
    """Return the real path of the folder that ``path`` is or lies in; of a pattern, the one that all its matches lie in."""
    folder = path if os.path.lexists(path) else fixed_folder(path)
    return os.path.realpath(folder if os.path.isdir(folder) else os.path.dirname(folder) or os.curdir)


def _git_directory(folder: str) -> str | None:
    """Return the git directory of the checkout ``folder``, or None if it is not a checkout: ``.git``, or what a file of that name says.

    Raises CardlintError for a file that does not say it.
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
        raise CardlintError(f"{path}: does not lead to a git directory", "a worktree or submodule may have been moved")
    return os.path.realpath(os.path.join(folder, target))


def _holds_history(path: str) -> bool:
    """Return whether git itself would take ``path`` for a git directory; that of a worktree has its objects elsewhere."""
    has = {name for name in ("HEAD", "commondir", "objects", "refs") if os.path.lexists(os.path.join(path, name))}
    return "HEAD" in has and ("commondir" in has or {"objects", "refs"} <= has)
