"""Which types of the ``datasets`` library are known, and which one is meant by a word that is not one of them."""

import re
from functools import cache

from cardlint.rules.dataset._columns import LABELS, arguments, feature_class, is_container, with_parameters
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple
from cardlint.vocabulary import nearest, vocabulary

_LIST = "list"
_STRUCT = "struct"
UNKNOWN = "…"
_ITEM = "string"  # the type of items that a message has as its example
_OF_ITEMS = pattern(
    r"(?:list|array|sequence|tuple|set|vector)[ ]?(?:of[ ](?P<of>\w+?)s?|[\[(<](?P<inside>.+)[\])>])|(?P<of_many>.+)\[\]",
    re.IGNORECASE,
)
_OF_VALUES = pattern(
    r"(?:optional|value|nullable)[\[(<](?P<value>.+)[\])>]|(?P<first>[^|,]+?)\s*(?:\?|[|,]\s*(?:null|none))",
    re.IGNORECASE,
)
_OF_LENGTH = pattern(r"(?P<word>char|varchar)\(\d+\)", re.IGNORECASE)


class TypeMeant(NamedTuple):
    """What is meant by a word that is not a type: one of ``words``, or ``form``, the key of a type that consists of several parts.

    ``items`` is the type of the items of a list, if the word names it; ``UNKNOWN`` if it is not a type.
    """

    words: tuple[str, ...] = ()
    form: str = ""
    items: str = ""


def is_known(word: str) -> bool:
    """Return whether ``word`` is a type by itself."""
    if word in vocabulary("datasets/dtypes") or _pattern().fullmatch(word):
        return True
    return feature_class(word) is not None and not is_container(word)


def identify(word: str) -> TypeMeant:
    """Return what ``word`` means; nothing if that is not known."""
    bare = word.strip().strip("'\"")
    if (listed := _OF_ITEMS.fullmatch(bare)) is not None:
        return TypeMeant(form=_LIST, items=_only(listed["of"] or listed["inside"] or listed["of_many"]) or UNKNOWN)
    if (value := _OF_VALUES.fullmatch(bare) or _OF_LENGTH.fullmatch(bare)) is not None:
        only = _only(value[value.lastgroup or 0])
        return TypeMeant((only,) if only else ())
    data, lower = vocabulary("datasets").data, bare.lower()
    if (form := data["dtype_forms"].get(lower)) is not None:
        return TypeMeant(form=form)
    if (choices := data["dtype_choices"].get(lower)) is not None:
        return TypeMeant(tuple(choices))
    near = _near(bare)
    if len(near) > 0 and (near[0] == LABELS or arguments(near[0]) or is_container(near[0])):
        return TypeMeant(form=near[0])
    return TypeMeant(tuple(each for each in near if is_known(each) and each != LABELS and not arguments(each)))


def written(form: str, items: str = "") -> str:
    """Return, for a message, how ``form`` is written in a card."""
    if form == _STRUCT:
        return f"{_STRUCT}: [{{name: …, dtype: …}}]"
    if form == LABELS:
        return f"{LABELS}: {{names: […]}}"
    return with_parameters(form) if arguments(form) else f"{form}: {items or _ITEM}"


def _only(word: str) -> str:
    """Return the single type that ``word`` is or means, as in ``list[str]``; empty if there is none."""
    bare = word.strip().strip("'\"")
    if is_known(bare):
        return bare
    meant = identify(bare).words
    return meant[0] if len(meant) == 1 else ""


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(vocabulary("datasets").data["dtype_patterns"]))


def _near(word: str) -> tuple[str, ...]:
    dtypes, features = vocabulary("datasets/dtypes"), vocabulary("datasets/features")
    alias = dtypes.alias(word)
    return (
        (alias,) if alias else nearest(word.lower(), [*dtypes.ids, *(features[name]["key"] for name in features.ids)])
    )
