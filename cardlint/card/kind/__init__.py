"""The kinds of repository on the Hub. ``cardlint.card.kind.inference`` infers the kind of a card."""

from enum import Enum


class Kind(Enum):
    """The kinds of repository. All have a card except buckets, whose README.md is an ordinary file."""

    MODEL = "model"
    DATASET = "dataset"
    SPACE = "space"
    KERNEL = "kernel"
    BUCKET = "bucket"
