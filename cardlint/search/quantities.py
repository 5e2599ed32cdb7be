"""Parses numbers and dates as people write them: ``7B``, ``1.5G``, ``2025``, ``2025-03``.

A quantity is a half-open interval: ``7B`` is everything that rounds to it, from 6.5 to 7.5 billion, and ``2025`` is the entire
year. Numbers without a unit are exact. Dates are in seconds since 1970, UTC.
"""

import math
import re
from datetime import UTC, datetime, timedelta

from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple

_UNITS = {"": 1.0, "k": 1e3, "m": 1e6, "b": 1e9, "g": 1e9, "t": 1e12}
_NUMBER = pattern(r"(?P<digits>[0-9]{1,18}(?:\.(?P<decimals>[0-9]{1,9}))?)(?P<unit>[kKmMbBgGtT]?)[bB]?")
_DATE = pattern(
    r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{1,2})(?:-(?P<day>[0-9]{1,2})(?:[T ](?P<time>[0-9:.]{4,20})Z?)?)?)?"
)


class Interval(NamedTuple):
    """A range that includes ``low`` and excludes ``high``."""

    low: float
    high: float


def number(text: str) -> float:
    """Return the number in ``text``, multiplied by its unit. Raises ValueError if it is not a number."""
    match = _NUMBER.fullmatch(text.replace("_", "").replace(",", ""))
    if match is None:
        raise ValueError(text)
    return float(match["digits"]) * _UNITS[match["unit"].lower()]


def number_interval(text: str) -> Interval:
    """Return the interval for ``text``: with a unit, everything that rounds to it, otherwise only this number. Raises ValueError."""
    value = number(text)
    match = _NUMBER.fullmatch(text.replace("_", "").replace(",", ""))
    unit = match["unit"].lower() if match else ""
    if not unit:
        return Interval(value, math.nextafter(value, math.inf))
    half = _UNITS[unit] * 10.0 ** -len(match["decimals"] or "") / 2 if match else 0.0
    return Interval(value - half, value + half)


def date_interval(text: str) -> Interval:
    """Return the interval of the year, month, day or time in ``text``. Raises ValueError if it is not a date."""
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year, month, day = int(match["year"]), int(match["month"] or 1), int(match["day"] or 1)
    start = datetime(year, month, day, tzinfo=UTC)
    if match["time"]:
        moment = datetime.fromisoformat(f"{match['year']}-{month:02}-{day:02}T{match['time']}").replace(tzinfo=UTC)
        return Interval(moment.timestamp(), math.nextafter(moment.timestamp(), math.inf))
    if match["day"]:
        end = start + timedelta(days=1)
    elif match["month"]:
        end = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
    else:
        end = datetime(year + 1, 1, 1, tzinfo=UTC)
    return Interval(start.timestamp(), end.timestamp())


def moment(value: object) -> float | None:
    """Return the beginning of the date ``value`` from a card or a dump, or None if it is not a date."""
    text = value if isinstance(value, str) else getattr(value, "text", None) or str(value)
    try:
        return date_interval(re.sub(r"(?:\.[0-9]+)?(?:Z|\+00:00)?$", "", text.strip())).low
    except (ValueError, OverflowError):
        return None


def date_text(seconds: float) -> str:
    """Return a date for people and JSON: the day, with the time if there is one."""
    value = datetime.fromtimestamp(seconds, tz=UTC)
    return value.strftime("%Y-%m-%d" if value.time() == datetime.min.time() else "%Y-%m-%dT%H:%M:%SZ")


def number_text(value: float) -> str:
    """Return a number with the unit that makes it shortest without rounding: ``7B``, ``1.5M``, ``12345``."""
    for unit, size in (("T", 1e12), ("B", 1e9), ("M", 1e6), ("K", 1e3)):
        if value >= size and round(value / size, 1) * size == value:
            return f"{value / size:g}{unit}"
    return f"{value:.17g}" if value != int(value) else str(int(value))
