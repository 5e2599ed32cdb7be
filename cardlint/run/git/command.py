"""Starts git so that it reads only the history, and runs no program that a repository names.

Only ``rev-parse``, ``merge-base``, ``ls-tree`` and ``cat-file`` are used. They do not read the work tree or the index, so they start
no filter, file system monitor, hook or diff program. The settings below are a second protection against these, and the only one
against a partial clone, which fetches missing objects with a command from its configuration.
"""

import os
from collections.abc import Iterator

from cardlint.run.git.checkout import Checkout, check_regular
from cardlint.run.git.process import Process
from cardlint.system.errors import CardlintError
from cardlint.system.program import Programs

_MOST_ANSWERED = 64 * 1024
"""Maximum size in bytes of an answer that should be one line."""

_OF_THE_USER = (
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_SYSTEM",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_CONFIG_COUNT",
    "GIT_CONFIG_KEY_",
    "GIT_CONFIG_VALUE_",
)
"""Prefixes of git's variables that are kept: the user's settings, such as ``safe.directory``. Those set for hooks name other folders."""

_VARIABLES = {
    "GIT_NO_LAZY_FETCH": "1",  # since git 2.39.4; in older versions the next line ends a fetch
    "GIT_ALLOW_PROTOCOL": "none",  # no configuration can override this
    "GIT_INDEX_FILE": os.devnull,  # git refuses to read it as an index
    "GIT_NO_REPLACE_OBJECTS": "1",  # read what was committed, not its replacement in refs/replace
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_PAGER": "cat",
    "LC_ALL": "C",
}
_SETTINGS = ("-c", f"core.hooksPath={os.devnull}", "-c", "core.fsmonitor=false", "-c", "safe.bareRepository=explicit")


class GitError(CardlintError):
    """Git failed; the message is the first line of its standard error, which may be empty."""


class Git:
    """Runs the installed git on the history of one checkout."""

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
        """Return the line that git prints. Raises GitError if it fails."""
        return _line(self.stream(*arguments))

    def stream(self, *arguments: str) -> Iterator[bytes]:
        """Yield the output of git, piece by piece. Raises GitError if it fails."""
        command = (*self._command, f"--git-dir={self._checkout.git_directory}", *arguments)
        return _pieces(command, self._checkout.git_directory, self._environment)

    def converse(self, *arguments: str) -> Process:
        """Return a git process that answers one question after the other. The caller must end it."""
        command = (*self._command, f"--git-dir={self._checkout.git_directory}", *arguments)
        return _start(command, self._checkout.git_directory, self._environment, complains=False)

    def _check_owner(self) -> None:
        """Let git find the repository itself once, because only then does it check the owner, as ``safe.directory`` requires.

        The folder has a ``.git``, so git accepts nothing else there, and the ceiling prevents a search in parent folders.
        """
        top, git_directory = self._checkout
        environment = {**self._environment, "GIT_CEILING_DIRECTORIES": os.path.dirname(top)}
        try:
            answer = _line(_pieces((*self._command, "rev-parse", "--git-dir"), top, environment))
        except GitError as error:
            hint = (
                f"if you trust it, run `git config --global --add safe.directory {top}`"
                if "ownership" in str(error)
                else None
            )
            raise CardlintError(f"{top}: git: {error}", hint) from error
        if os.path.realpath(os.path.join(top, answer)) != git_directory:
            raise CardlintError(f"{top}: git finds the repository in `{answer}`, not in `{git_directory}`")


def _line(pieces: Iterator[bytes]) -> str:
    answer = b""
    for piece in pieces:
        answer += piece
        if len(answer) > _MOST_ANSWERED:
            raise CardlintError(f"git printed more than {_MOST_ANSWERED // 1024} KiB where one line was expected")
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
