"""Whether a card belongs to a model, a dataset or a Space: given, known from the clone or cache, or inferred."""

import os
import re
from collections.abc import Mapping
from enum import Enum
from typing import Any

from cardlint.card.repository import Repository
from cardlint.card.repository.formats import DATA, PICKLED, WEIGHTS
from cardlint.card.schema import fields as fields_of
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple


class Kind(Enum):
    """The three kinds of repository that have a card."""

    MODEL = "model"
    DATASET = "dataset"
    SPACE = "space"


class Inference(NamedTuple):
    """A kind and the reason for it, in words."""

    kind: Kind
    reason: str


# Begins with the hash, which is fast to find.
_TITLE = pattern(r"#(?<![^\n]#) +(?P<kind>dataset|model) card\b", re.IGNORECASE)
_FOLDERS = {"dataset": Kind.DATASET, "datasets": Kind.DATASET, "space": Kind.SPACE, "spaces": Kind.SPACE}


def infer(fields: Mapping[str, Any], text: str, repository: Repository | None) -> Inference:
    """Return the kind of the card with these ``fields`` and this ``text``, and why. The default is a model."""
    if (
        repository is not None
        and repository.origin is not None
        and repository.origin.kind in ("model", "dataset", "space")
    ):
        return Inference(Kind(repository.origin.kind), f"the repository is `{repository.origin.id}` on the Hub")
    return (
        _by_title(fields, text)
        or _by_keys(fields)
        or (_by_files(repository) or _by_folder(repository) if repository is not None else None)
        or Inference(Kind.MODEL, "nothing indicates another kind")
    )


def _by_title(fields: Mapping[str, Any], text: str) -> Inference | None:
    """Read what the card calls itself; a card with ``sdk`` is always a Space's, because only Spaces have that field."""
    if "sdk" in fields:
        return Inference(Kind.SPACE, "it has the field `sdk`")
    title = _TITLE.search(text, 0, 4096)
    return Inference(Kind(title["kind"].lower()), "its title says so") if title is not None else None


def _by_keys(fields: Mapping[str, Any]) -> Inference | None:
    """Count the fields that only one kind has."""
    best: Inference | None = None
    most = 0
    for kind in (Kind.MODEL, Kind.DATASET, Kind.SPACE):
        names = fields_of.own(kind.value)
        own = [name for name, value in fields.items() if value is not None and name in names]
        if len(own) > most:
            most = len(own)
            best = Inference(kind, f"it has the field `{own[0]}`")
    return best


def _by_files(repository: Repository) -> Inference | None:
    names = [name.lower() for name in repository.top]
    if any(name.endswith(WEIGHTS + PICKLED) for name in names) or "config.json" in names:
        return Inference(Kind.MODEL, "weight files are next to it")
    if "app.py" in names or "dockerfile" in names:
        return Inference(Kind.SPACE, "an application file is next to it")
    if any(name.endswith(DATA) for name in names):
        return Inference(Kind.DATASET, "data files are next to it")
    return None


def _by_folder(repository: Repository) -> Inference | None:
    """Read the names of the two folders around the repository, such as ``datasets/owner/name``."""
    around = os.path.abspath(repository.root).split(os.sep)[-3:-1]
    for name in reversed(around):
        if kind := _FOLDERS.get(name.lower()):
            return Inference(kind, f"it is in a folder named `{name}`")
    return None
