"""Starts git so that it reads history alone, and runs nothing that a repository names.

Only ``rev-parse``, ``merge-base``, ``ls-tree`` and ``cat-file`` are asked. They look at no work tree and no index, and so start no
filter, no file system monitor, no hook and no diff program. What is set here is a second wall around that, and the only one against
a partial clone, which fetches what it lacks with the command that its configuration names.
"""

import os
from collections.abc import Iterator

from cardlint.run.git.checkout import Checkout, check_regular
from cardlint.run.git.process import Process
from cardlint.system.errors import CardlintError
from cardlint.system.program import Programs

_MOST_ANSWERED = 64 * 1024
"""Bytes of an answer that should be one line."""

_OF_THE_USER = (
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_SYSTEM",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_CONFIG_COUNT",
    "GIT_CONFIG_KEY_",
    "GIT_CONFIG_VALUE_",
)
"""The variables of git that are kept, by how they begin: the user's own settings, with ``safe.directory``. Hooks' own lead elsewhere."""

_VARIABLES = {
    "GIT_NO_LAZY_FETCH": "1",  # known from git 2.39.4 on; with older ones a fetch starts, and ends at the next line
    "GIT_ALLOW_PROTOCOL": "none",  # no configuration can allow more
    "GIT_INDEX_FILE": os.devnull,  # git refuses to read it as an index
    "GIT_NO_REPLACE_OBJECTS": "1",  # what was committed, not what refs/replace names instead
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_PAGER": "cat",
    "LC_ALL": "C",
}
_SETTINGS = ("-c", f"core.hooksPath={os.devnull}", "-c", "core.fsmonitor=false", "-c", "safe.bareRepository=explicit")


class GitError(CardlintError):
    """Git failed; the message is the first line of its complaint, which may be empty."""


class Git:
    """The git of this machine, on the history of one checkout."""

    def __init__(self, checkout: Checkout) -> None:
        """Raises CardlintError if git is missing or rejects the repository."""
        programs = Programs(untrusted=checkout.top)
        program = programs.find("git")
        if program is None:
            raise CardlintError("git cannot be started", "install git, or omit `--diff-from`")
        self._checkout = checkout
        self._command = (program, "--no-pager", *_SETTINGS)
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("GIT_") or name.startswith(_OF_THE_USER)
        }
        self._environment = {**kept, **_VARIABLES, "PATH": programs.path}
        check_regular(checkout.git_directory)
        self._check_owner()

    def answer(self, *arguments: str) -> str:
        """Return the line that git answers. Raises GitError where it fails."""
        return _line(self.stream(*arguments))

    def stream(self, *arguments: str) -> Iterator[bytes]:
        """Yield what git answers, piece by piece. Raises GitError where it fails."""
        command = (*self._command, f"--git-dir={self._checkout.git_directory}", *arguments)
        return _pieces(command, self._checkout.git_directory, self._environment)

    def converse(self, *arguments: str) -> Process:
        """Return a git that answers one question after the other. The caller ends it."""
        command = (*self._command, f"--git-dir={self._checkout.git_directory}", *arguments)
        return _start(command, self._checkout.git_directory, self._environment, complains=False)

    def _check_owner(self) -> None:
        """Let git find the repository itself for once: only then does it ask whose it is, as ``safe.directory`` wants.

        The folder has a ``.git``, so git takes nothing else there, and the ceiling keeps it from looking further up.
        """
        top, git_directory = self._checkout
        environment = {**self._environment, "GIT_CEILING_DIRECTORIES": os.path.dirname(top)}
        try:
            answer = _line(_pieces((*self._command, "rev-parse", "--git-dir"), top, environment))
        except GitError as error:
            hint = (
                f"if you trust it: git config --global --add safe.directory {top}"
                if "ownership" in str(error)
                else None
            )
            raise CardlintError(f"{top}: git: {error}", hint) from error
        if os.path.realpath(os.path.join(top, answer)) != git_directory:
            raise CardlintError(f"{top}: git finds its history in {answer}, not in {git_directory}")


def _line(pieces: Iterator[bytes]) -> str:
    answer = b""
    for piece in pieces:
        answer += piece
        if len(answer) > _MOST_ANSWERED:
            raise CardlintError(f"git answers more than {_MOST_ANSWERED // 1024} KiB where a line was expected")
    return os.fsdecode(answer.removesuffix(b"\n"))


def _pieces(command: tuple[str, ...], folder: str, environment: dict[str, str]) -> Iterator[bytes]:
    process = _start(command, folder, environment, complains=True)
    try:
        while piece := process.read_piece():
            yield piece
        code = process.wait()
    finally:
        process.end()
    if code:
        raise GitError(process.complaint().removeprefix("fatal: "))


def _start(command: tuple[str, ...], folder: str, environment: dict[str, str], *, complains: bool) -> Process:
    try:
        return Process(command, folder, environment, complains=complains)
    except OSError as error:
        raise CardlintError("git cannot be started", "install git, or omit `--diff-from`") from error
