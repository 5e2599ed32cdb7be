"""Accesses the Hub and its cache on this disk. Only this module uses huggingface_hub, which takes 0.3 s to import."""

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from cardlint.card.files import CARD_NAME
from cardlint.card.kind import Kind
from cardlint.findings.source import SIZE_LIMIT
from cardlint.system.errors import CardlintError
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple
from cardlint.vocabulary import nearest

_ASKED: Mapping[Kind, tuple[str, ...]] = {
    Kind.MODEL: ("config", "downloads", "gated", "library_name", "pipeline_tag", "safetensors"),
    Kind.DATASET: ("downloads", "gated"),
    Kind.SPACE: (),
}
"""The properties that a listing has only for one kind."""

LISTED = tuple(_ASKED)
"""The kinds of repository that the client can list."""

_ASKED_OF_ALL = ("cardData", "createdAt", "lastModified", "likes", "sha", "siblings", "tags")

_OURS = frozenset(("cardData", "emissions_thresholds", "expand", "fetch_config", "full", "self", "token"))
"""Parameters of the listing functions that users cannot set."""

_MOST_FILES = 10_000
"""The most file names of one repository that are stored."""

_OWN_FILES = pattern(r"not a directory: .*[\\/](?:version\w*\.txt|CACHEDIR\.TAG)$")
"""The client's warning about files that clients themselves create next to the repositories."""

_LARGEST_REFERENCE = 4096
"""Maximum size in bytes of a file in the cache with the name of a revision, which has 40 characters."""

_PATIENCE = 10
"""Seconds to wait for an answer, if the client lets us choose."""


class CachedRepository(NamedTuple):
    """A repository in the cache, at one revision."""

    kind: Kind
    id: str
    snapshot: str  # the folder with its files
    stamp: str  # changes with the revision, and if files are added
    files: tuple[str, ...]  # the downloaded files
    size: int  # of these files, in bytes
    last_modified: float  # when the last of them was added, in seconds since 1970


def cache_folder() -> str:
    """Return the cache folder of the client."""
    from huggingface_hub import constants

    return os.path.abspath(os.path.expanduser(constants.HF_HUB_CACHE))


def cached(folder: str) -> tuple[list[CachedRepository], list[str]]:
    """Return the repositories in the cache in ``folder``, and the problems with others.

    The revision is that of ``main``, or otherwise the newest one. Raises CardlintError if the cache cannot be read.
    """
    from huggingface_hub import scan_cache_dir

    kinds = {kind.value: kind for kind in Kind}
    _require_plain_references(folder)
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
                    newest.size_on_disk,
                    newest.last_modified,
                )
            )
    problems = sorted(text for problem in scanned.warnings if not _OWN_FILES.search(text := str(problem)))
    return sorted(found, key=lambda each: each.snapshot), problems


def _require_plain_references(folder: str) -> None:
    """Raise CardlintError if a reference is not a small file: the client reads each completely, and a pipe never ends."""
    waiting = [os.path.join(folder, name, "refs") for name in _names_in(folder)]
    while waiting:
        place = waiting.pop()
        try:
            status = os.lstat(place)
        except OSError:
            continue
        if stat.S_ISDIR(status.st_mode):
            waiting += (os.path.join(place, name) for name in _names_in(place))
        elif not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST_REFERENCE:
            raise CardlintError(f"cannot read the cache in {folder}: `{place}` is not a reference of the Hub's client")


def _names_in(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def checked_options(kind: Kind, given: Mapping[str, list[str]]) -> dict[str, Any]:
    """Return ``given`` as arguments for the listing of ``kind``. Raises CardlintError if an option is wrong."""
    from inspect import signature

    known = sorted(signature(_lister(kind)).parameters.keys() - _OURS)
    taken: dict[str, Any] = {}
    for name, values in given.items():
        if name not in known:
            near = nearest(name, known)
            hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(known)}"
            raise CardlintError(f"`{name}` is not an option of listings of {kind.value}s on the Hub", hint)
        read = [{"true": True, "false": False}.get(value.lower(), value) for value in values]
        taken[name] = read if len(read) > 1 else read[0]
    if "limit" in taken:
        try:
            taken["limit"] = int(taken["limit"])
        except (TypeError, ValueError):
            taken["limit"] = 0
        if taken["limit"] < 1:
            raise CardlintError(f"limit={','.join(given['limit'])} is not a number of repositories")
    return taken


def require_reachable() -> None:
    """Raise CardlintError if the Hub does not answer. This fails immediately, whereas the client would retry for half a minute."""
    from huggingface_hub import constants
    from huggingface_hub.utils import get_session  # type: ignore[attr-defined]  # documented, but not in its __all__

    if constants.HF_HUB_OFFLINE:
        raise CardlintError("`HF_HUB_OFFLINE` is set, so the Hub is not used", "unset it, or add `hub-cache` instead")
    with _understood(f"cannot reach the Hub at {constants.ENDPOINT}"):
        get_session().head(f"{constants.ENDPOINT}/api/models", params={"limit": 1}, timeout=_PATIENCE)


def listed(kind: Kind, options: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the repositories that the Hub lists for ``options``, as rows with the names of its API.

    ``sha`` is the revision, and ``has_card`` says whether it has a card.
    """
    with _understood(f"the list of {kind.value}s cannot be read"):
        for found in _lister(kind)(expand=[*_ASKED_OF_ALL, *_ASKED[kind]], **options):
            names = [sibling.rfilename for sibling in found.siblings or ()]
            weights = getattr(found, "safetensors", None)
            card_data = found.card_data
            row = {
                "id": found.id,
                "sha": found.sha,
                "createdAt": found.created_at and found.created_at.isoformat(),
                "lastModified": found.last_modified and found.last_modified.isoformat(),
                "likes": found.likes,
                "tags": found.tags,
                "siblings": names[:_MOST_FILES] or None,
                "has_card": found.siblings is None or CARD_NAME in names,
                "cardData": card_data.to_dict() if card_data is not None else {},
                "parameters": weights.total if weights is not None else None,
            }
            yield row | {name: getattr(found, name, None) for name in _ASKED[kind] if name != "safetensors"}


def card(kind: Kind, id_: str, revision: str | None) -> bytes | None:
    """Return the card of a repository, of a large one only one byte more than the size limit; None if we have no access to it.

    This needs a single request. The client's own function requests the size and location first, and the Hub limits the number of requests.
    """
    from huggingface_hub import hf_hub_url
    from huggingface_hub.utils import (  # type: ignore[attr-defined]  # documented, but not in its __all__
        build_hf_headers,
        hf_raise_for_status,
        http_backoff,
    )

    part = {"Range": f"bytes=0-{SIZE_LIMIT}", "Accept-Encoding": "identity"}
    with _understood(f"the card of {kind.value} {id_} cannot be fetched"):
        address = hf_hub_url(id_, CARD_NAME, repo_type=kind.value, revision=revision)
        answer = http_backoff("GET", address, headers=build_hf_headers() | part, timeout=_PATIENCE)
        if answer.status_code in (401, 403, 404):  # gated, private or deleted since it was listed
            return None
        if answer.status_code == 416:  # an empty file has no bytes in the range
            return b""
        hf_raise_for_status(answer)
        return bytes(answer.content)


def _lister(kind: Kind) -> Any:
    from huggingface_hub import HfApi

    api = HfApi()
    return {Kind.MODEL: api.list_models, Kind.DATASET: api.list_datasets, Kind.SPACE: api.list_spaces}[kind]


@contextmanager
def _understood(what: str) -> Iterator[None]:
    """Turn exceptions of the client into a CardlintError that begins with ``what``."""
    try:
        yield
    except CardlintError:
        raise
    except Exception as error:  # its HTTP library, and so the base class of its errors, differs between major releases
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise CardlintError(f"{what}: {reason}") from error
