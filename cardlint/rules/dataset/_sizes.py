"""The size ranges that the Hub sorts datasets by, and which of them an invented range means."""

import re

from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple
from cardlint.vocabulary import Vocabulary, vocabulary

_NUMBER = pattern(r"(\d{1,15}(?:[.,]\d{1,15})*)\s*([kmbgt]?)", re.IGNORECASE)
_POWERS = {"": 0, "k": 1, "m": 2, "b": 3, "g": 3, "t": 4}
_OF_ROWS = frozenset(
    (
        "n",
        "k",
        "m",
        "b",
        "g",
        "t",
        "row",
        "rows",
        "example",
        "examples",
        "sample",
        "samples",
        "instance",
        "instances",
        "entry",
        "entries",
        "record",
        "records",
        "item",
        "items",
        "to",
        "and",
        "than",
        "less",
        "more",
        "about",
        "over",
        "under",
        "between",
        "thousand",
        "million",
        "billion",
    )
)
_BYTES = pattern(r"\d\s*(?:[kmgt]i?b|(?:kilo|mega|giga|tera)?bytes?)\b", re.IGNORECASE)
_LONGEST = 40  # a range is short; longer text is prose


class Range(NamedTuple):
    """The ranges that a wrong word may mean, smallest first. ``sure``: only the spelling was wrong."""

    names: tuple[str, ...]
    sure: bool


def sizes() -> Vocabulary:
    """Return the Hub's ranges."""
    return vocabulary("datasets/size_categories")


def range_of(rows: int) -> str:
    """Return the range that includes a number of rows."""
    known = sizes()
    fitting = [name for name in known.ids if "at_least" in known[name] and known[name]["at_least"] <= rows]
    return str(fitting[-1])


def meant(word: str) -> Range:
    """Return what ``word`` may mean: ``10k<n<100K``, ``1K-10K``, ``8K`` or ``30k<n<50k``."""
    if len(word) > _LONGEST or is_in_bytes(word):
        return Range((), False)
    alias = sizes().alias(word)
    if alias is not None:
        return Range((alias,), True)
    if not _OF_ROWS.issuperset(re.findall(r"[^\W\d_]+", word.lower())):
        return Range((), False)  # a number of something else, such as hours
    bounds = [_rows(*match.groups()) for match in _NUMBER.finditer(word)]
    if len(bounds) == 2:
        return _between(*bounds)
    if len(bounds) != 1:
        return Range((), False)
    (rows,) = bounds
    marks = re.sub(r"[^<>n]", "", word.lower())
    if marks in ("n<", "<", ">n"):
        return Range((range_of(max(rows - 1, 0)),), False)
    return Range((range_of(rows),), False)


def is_in_bytes(word: str) -> bool:
    """Return whether ``word`` is a size in bytes, such as ``n<500MB``; the Hub's ranges are numbers of rows."""
    return _BYTES.search(word) is not None


def _between(low: int, high: int) -> Range:
    known = sizes()
    names = [
        name
        for name in known.ids
        if "below" in known[name] and known[name]["below"] > low and known[name]["at_least"] < high
    ]
    exact = len(names) == 1 and (known[names[0]]["at_least"], known[names[0]]["below"]) == (low, high)
    return Range(tuple(names) or (range_of(low),), exact)


def _rows(digits: str, unit: str) -> int:
    number = digits.replace(",", "") if re.fullmatch(r"\d+(,\d{3})*(\.\d+)?", digits) else re.split(r"[.,]", digits)[0]
    return int(float(number) * 1000 ** _POWERS[unit.lower()])
