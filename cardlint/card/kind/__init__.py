"""The kinds of repository on the Hub. ``cardlint.card.kind.inference`` infers the kind of a card."""

from enum import Enum

from cardlint.system.named_tuple import NamedTuple


class Kind(Enum):
    """The kinds of repository. All have a card but the bucket, whose README.md is a file like any other."""

    MODEL = "model"
    DATASET = "dataset"
    SPACE = "space"
    KERNEL = "kernel"
    BUCKET = "bucket"


class Inference(NamedTuple):
    """A kind, and what shows it, in words."""

    kind: Kind
    reason: str
    contrary: str = ""  # what speaks for another kind
    rivals: tuple[Kind, ...] = ()  # the other kinds that it could be, if the kind is only a guess
