"""The mask in an example for fill-mask: the token of the tokenizer, or ``<mask>``, which the widget replaces with it."""

import re
from collections.abc import Mapping

from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple

ANY_MASK = "<mask>"
"""What the widget replaces with the mask token of the model."""

MASK = pattern(r"<[a-z_|]{0,12}mask[a-z_|]{0,12}>|\[[a-z_]{0,12}mask[a-z_]{0,12}\]", re.IGNORECASE)
"""The mask tokens of real tokenizers."""


class Masks(NamedTuple):
    """The masks of one text: how many there are, and the first that is not that of the model."""

    number: int
    wrong: str | None


def masks(text: str, own: str | None) -> Masks:
    """Return the masks in ``text`` for a model with the mask token ``own``; any mask is right if that is not known."""
    if own is not None and own in text:
        return Masks(text.count(own), None)
    written: list[str] = MASK.findall(text)
    return Masks(len(written), next((mask for mask in written if mask != ANY_MASK), None) if own is not None else None)


def own_mask(stated: object, tokenizer: object) -> str | None:
    """Return the mask token: ``stated``, the card's ``mask_token``, or that of tokenizer_config.json; None if neither has one."""
    if stated is None and isinstance(tokenizer, Mapping):
        stated = tokenizer.get("mask_token")
        if isinstance(stated, Mapping):
            stated = stated.get("content")
    return stated if isinstance(stated, str) and stated.strip() else None
