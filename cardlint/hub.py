"""The Hub, and its cache on this disk. Nothing else uses huggingface_hub, which takes 0.3 s to import."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from cardlint.errors import CardlintError
from cardlint.kind import Kind


class CachedRepository(NamedTuple):
    """A repository in the cache, at one revision."""

    kind: Kind
    id: str
    snapshot: str  # the folder of its files
    stamp: str  # changes with the revision, and when files join it
    files: tuple[str, ...]  # those that somebody needed


def cache_folder() -> str:
    """Return where the client keeps what it fetches."""
    from huggingface_hub import constants

    return os.path.abspath(os.path.expanduser(constants.HF_HUB_CACHE))


def cached(folder: str) -> tuple[list[CachedRepository], list[str]]:
    """Return the repositories in the cache in ``folder`` at the revision that ``main`` is, else at the newest.

    With them comes what is wrong with others. CardlintError where nothing can be read.
    """
    from huggingface_hub import scan_cache_dir

    kinds = {kind.value: kind for kind in Kind}
    with _understood(f"cannot read the cache in {folder}"):
        scanned = scan_cache_dir(folder)
        found = []
        for repository in scanned.repos:
            revisions = sorted(
                repository.revisions, key=lambda each: ("main" in each.refs, each.last_modified, each.commit_hash)
            )
            if repository.repo_type not in kinds or not revisions:
                continue
            newest = revisions[-1]
            names = (file.file_path.relative_to(newest.snapshot_path).as_posix() for file in newest.files)
            found.append(
                CachedRepository(
                    kinds[repository.repo_type],
                    repository.repo_id,
                    str(newest.snapshot_path),
                    f"{newest.commit_hash} {newest.nb_files} {newest.last_modified}",
                    tuple(sorted(names)),
                )
            )
    return sorted(found), sorted(str(problem) for problem in scanned.warnings)


@contextmanager
def _understood(what: str) -> Iterator[None]:
    """Turn what the client raises into a CardlintError that begins with ``what``."""
    try:
        yield
    except CardlintError:
        raise
    except Exception as error:  # its HTTP library, and so the base of its errors, is another in each major release
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise CardlintError(f"{what}: {reason}") from error
