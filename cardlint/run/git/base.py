"""The files of one commit: the merge base of the checked-out commit and the given revision."""

from collections.abc import Iterator, Mapping

from cardlint.findings.quoting import quote
from cardlint.run.git.checkout import Checkout
from cardlint.run.git.command import Git, GitError
from cardlint.run.git.objects import Objects
from cardlint.system.errors import CardlintError
from cardlint.system.named_tuple import NamedTuple
from cardlint.vocabulary import nearest

MOST_FILES = 1_000_000
"""The most files of a commit that are listed. A few kilobytes of tree objects can expand to billions, by repeating folders."""

_MOST_NAMES = 10_000
"""The most names of branches and tags that are compared with an unknown revision."""

_MOST_LISTED = 256 * 1024 * 1024
"""Maximum size of the list of files, in bytes."""


class File(NamedTuple):
    """A file in a commit."""

    blob: str  # the id of the content
    is_link: bool


class Base:
    """A commit of a checkout: its files and their contents. Names are bytes, relative to the top of the checkout."""

    def __init__(self, checkout: Checkout, revision: str) -> None:
        """Raises CardlintError if git cannot read the commit."""
        git = Git(checkout)
        self.checkout = checkout
        self.files: Mapping[bytes, File] = dict(_files(git, checkout, _fork_point(git, checkout, revision)))
        self.objects = Objects(git)


def _fork_point(git: Git, checkout: Checkout, revision: str) -> str:
    """Return the merge base of ``revision`` and the checked-out commit."""
    commit = ""
    try:
        # No revision begins with a dash, and before git 2.30 an argument with one is always read as an option.
        if not revision.startswith("-"):
            commit = git.answer("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    except GitError as error:
        if str(error):
            raise CardlintError(f"{checkout.top}: git: {error}") from error
    except ValueError:  # a NUL character
        pass
    if not commit:
        message = f"{quote(revision)} is not a revision of `{checkout.top}`"
        raise CardlintError(message, _near(git, revision) or "fetch it first: a shallow clone lacks older commits")
    try:
        return git.answer("merge-base", commit, "HEAD")
    except GitError as error:
        message = f"{quote(revision)} and `HEAD` have no common ancestor in `{checkout.top}`"
        raise CardlintError(message, "fetch more history: a shallow clone lacks older commits") from error


def _near(git: Git, revision: str) -> str | None:
    """Return the hint that names the branch or tag with the most similar name, or None."""
    try:
        names = b"".join(git.stream("rev-parse", "--symbolic", "--branches", "--tags", "--remotes"))
    except CardlintError:
        return None
    near = nearest(revision, names.decode(errors="replace").split("\n")[:_MOST_NAMES], 1)
    return f"did you mean {quote(near[0])}?" if near else None


def _files(git: Git, checkout: Checkout, commit: str) -> Iterator[tuple[bytes, File]]:
    """Yield the files of ``commit`` with their names. A submodule is not a file."""
    too_many = CardlintError(
        f"{checkout.top}: the commit {commit[:12]} has more than {MOST_FILES:,} files",
        "use a baseline instead of `--diff-from`",
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
        raise CardlintError(
            f"{checkout.top}: git: {error}", "fetch it first: a partial clone lacks some objects"
        ) from error
