"""The options of rules that run only if configured: a list of words for each kind of card."""

from collections.abc import Iterable
from typing import Any

from cardlint.card.card import Card
from cardlint.rule_kit.rule import ALL, Found

BY_KIND: dict[str, Any] = {kind.value: {"type": "array", "items": {"type": "string"}} for kind in ALL}


def nothing(card: Card) -> Iterable[Found]:  # noqa: ARG001
    """Find nothing: the rule is not configured."""
    return ()
