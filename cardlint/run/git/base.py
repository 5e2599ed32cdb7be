"""The files of one commit: the one from which the work on a revision went apart."""

from collections.abc import Iterator, Mapping

from cardlint.run.git.checkout import Checkout
from cardlint.run.git.command import Git, GitError
from cardlint.run.git.objects import Objects
from cardlint.system.errors import CardlintError
from cardlint.system.named_tuple import NamedTuple

MOST_FILES = 1_000_000
"""Files of a commit that are listed. A tree of a few kilobytes can hold billions, each folder many times the same one."""

_MOST_LISTED = 256 * 1024 * 1024
"""Bytes of their list."""


class File(NamedTuple):
    """A file as a commit has it."""

    blob: str  # the id of its content
    is_link: bool


class Base:
    """A commit of a checkout: its files by their names, which are bytes and relative to the top, and the contents of those."""

    def __init__(self, checkout: Checkout, revision: str) -> None:
        """Raises CardlintError where git cannot tell what it holds."""
        git = Git(checkout)
        self.checkout = checkout
        self.files: Mapping[bytes, File] = dict(_files(git, checkout, _fork_point(git, checkout, revision)))
        self.objects = Objects(git)


def _fork_point(git: Git, checkout: Checkout, revision: str) -> str:
    """Return the commit from which the work on ``revision`` and what is checked out went apart."""
    commit = ""
    try:
        # No name of a revision begins with a dash; git before 2.30 has no other way to know that it is not an option.
        if not revision.startswith("-"):
            commit = git.answer("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    except GitError as error:
        if str(error):
            raise CardlintError(f"{checkout.top}: git says: {error}") from error
    except ValueError:  # a NUL character
        pass
    if not commit:
        raise CardlintError(f"{revision} is no revision of {checkout.top}", "a shallow clone may lack it: fetch it")
    try:
        return git.answer("merge-base", commit, "HEAD")
    except GitError as error:
        message = f"{revision} and HEAD have no common ancestor in {checkout.top}"
        raise CardlintError(message, "a shallow clone may lack it: fetch more history") from error


def _files(git: Git, checkout: Checkout, commit: str) -> Iterator[tuple[bytes, File]]:
    """Yield the files of ``commit`` by their names. A submodule is not a file."""
    too_many = CardlintError(
        f"{checkout.top}: the commit {commit[:12]} has more than {MOST_FILES:,} files",
        "leave out --diff-from; a baseline has no such limit",
    )
    count = listed = 0
    rest = b""
    try:
        for piece in git.stream("ls-tree", "-r", "-z", "--full-tree", commit):
            listed += len(piece)
            *records, rest = (rest + piece).split(b"\0")
            count += len(records)
            if count > MOST_FILES or listed > _MOST_LISTED:
                raise too_many
            for record in records:
                about, _, name = record.partition(b"\t")
                mode, kind, blob = about.split(b" ")
                if kind == b"blob":
                    yield name, File(blob.decode(), mode == b"120000")
    except GitError as error:
        raise CardlintError(f"{checkout.top}: git says: {error}", "a partial clone may lack it: fetch it") from error
