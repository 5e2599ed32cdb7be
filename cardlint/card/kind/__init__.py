"""The kinds of repository on the Hub. ``cardlint.card.kind.inference`` infers the kind of a card."""

from enum import Enum

from cardlint.system.named_tuple import NamedTuple


class Kind(Enum):
    """The kinds of repository. All have a card except buckets, whose README.md is an ordinary file."""

    MODEL = "model"
    DATASET = "dataset"
    SPACE = "space"
    KERNEL = "kernel"
    BUCKET = "bucket"


class Inference(NamedTuple):
    """A kind, and the evidence for it, in words."""

    kind: Kind
    reason: str
    contrary: str = ""  # the evidence for another kind
    rivals: tuple[Kind, ...] = ()  # the other possible kinds, if the kind is only a guess
