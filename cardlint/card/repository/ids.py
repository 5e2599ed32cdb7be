"""What people write instead of the id of a repository: a URL, a path on their disk, a title."""

import re
from enum import Enum

from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple


class Form(Enum):
    """What a text that is not an id looks like."""

    ADDRESS = "address"  # URL of a page on the Hub
    FOREIGN_ADDRESS = "foreign address"
    DECORATED = "decorated"  # an id with spaces
    PATH = "path"  # an id with a prefix or a final slash, which may be a folder
    REVISION = "revision"  # an id and a revision, a file or a variant
    LOCAL_PATH = "local path"
    LINK = "link"  # text that contains a URL of the Hub
    NOTE = "note"  # an id and something in parentheses
    TITLE = "title"  # words


class RepositoryReference(NamedTuple):
    """A text read as a repository: ``kind`` is ``model``, ``dataset``, ``space`` or None if unclear, and ``id`` is what to write."""

    form: Form
    kind: str | None = None
    id: str | None = None


LONGEST = 500
"""Characters of a text that are read; the longest id has 193."""

_NAME = r"[A-Za-z0-9_][\w.-]*"
_ID = rf"{_NAME}(?:/{_NAME})?"
_HUB = r"(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/"
_NO_OWNERS = (
    r"(?!(?:models|datasets|spaces|docs|papers|blog|collections|buckets|settings|learn|tasks|organizations)(?:[/?#]|$))"
)
_ADDRESS = pattern(
    rf"{_HUB}(?:(?P<kind>models|datasets|spaces)/)?{_NO_OWNERS}(?P<id>{_ID})"
    r"(?:/(?:tree|blob|resolve|raw|viewer|discussions|commits)(?:/\S*)?)?/?(?:#\S*)?",
    re.ASCII,
)
_LINK = pattern(rf"https?://huggingface\.co/(?:(?P<kind>models|datasets|spaces)/)?{_NO_OWNERS}(?P<id>{_ID})", re.ASCII)
_DECORATED = pattern(rf"\s*(?P<id>{_NAME}\s*/\s*{_NAME}|{_NAME})\s*", re.ASCII)
_PATH = pattern(rf"\s*(?:(?P<kind>models|datasets|spaces)/)?(?P<id>{_NAME}/{_NAME})/?\s*", re.ASCII)
_REVISION = pattern(rf"(?P<id>{_NAME}/{_NAME})(?:[@:]\S+|/(?:tree|blob|resolve)/\S+)", re.ASCII)
_NOTE = pattern(rf"(?P<id>{_ID})\s+\([^()]*\)", re.ASCII)
_LOCAL_PATH = pattern(r"\.{0,2}/\S|\.\.?$|~|file:|[A-Za-z]:[\\/]|\.{1,2}\\|\$\{?\w+\}?/|%\w+%[\\/]")
_TRAINING_FOLDER = pattern(
    r"(?:[\w.-]+/)?checkpoint[-_]\d+"
    r"|(?:outputs?|results|checkpoints|runs|tmp|workspace|saved_models?|trained_models?|local|lora_outputs?"
    r"|models|pretrained_models?)/.*"
    r"|(?:cache|ckpts?|content|data|experiments?|home|kaggle|logs|mnt|model|opt|pretrained|root|usr|var|weights)/[^/]+/.+"
    r"|[\w.-]+/",
    re.IGNORECASE,
)
_FULL_ID = pattern(rf"{_NAME}/{_NAME}", re.ASCII)
_KINDS = {"models": "model", "datasets": "dataset", "spaces": "space"}


def read(text: str) -> RepositoryReference:
    """Return what ``text``, which is not an id, looks like."""
    text = text[:LONGEST]
    if match := _ADDRESS.fullmatch(text.strip()):
        return RepositoryReference(Form.ADDRESS, _KINDS.get(match["kind"] or "", "model"), match["id"])
    if is_local_path(text) or is_training_folder(text):
        return RepositoryReference(Form.LOCAL_PATH)
    if match := _DECORATED.fullmatch(text):
        return RepositoryReference(Form.DECORATED, None, "".join(match["id"].split()))
    if match := _PATH.fullmatch(text):
        return RepositoryReference(Form.PATH, _KINDS.get(match["kind"] or ""), match["id"])
    if match := _REVISION.fullmatch(text):
        return RepositoryReference(Form.REVISION, None, match["id"])
    if match := _NOTE.fullmatch(text):
        return RepositoryReference(Form.NOTE, None, match["id"])
    if match := _LINK.search(text):
        return RepositoryReference(Form.LINK, _KINDS.get(match["kind"] or "", "model"), match["id"].rstrip("."))
    return RepositoryReference(Form.FOREIGN_ADDRESS if re.match(r"\w+://\S+$", text) else Form.TITLE)


def is_id(text: str) -> bool:
    """Return whether ``text`` is an id with its owner, ``owner/name``."""
    return _FULL_ID.fullmatch(text[:LONGEST]) is not None


def is_local_path(text: str) -> bool:
    """Return whether ``text`` is a path on somebody's disk, by its beginning or by its backslashes."""
    return _LOCAL_PATH.match(text) is not None or ("\\" in text and not re.search(r"\s", text))


def is_training_folder(text: str) -> bool:
    """Return whether ``text`` is named like a folder that training writes or models are kept in, or ends with a slash."""
    return _TRAINING_FOLDER.fullmatch(text[:LONGEST]) is not None
