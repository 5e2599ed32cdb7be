"""Reading plain scalars: a table for both dialects, and a comparison with PyYAML for its dialect."""

import datetime as dt
from math import inf, isnan
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from cardlint.card.front_matter import scalars
from cardlint.card.front_matter.scalars import Timestamp, Unusable

SAME: list[tuple[str, Any]] = [
    ("", None),
    ("~", None),
    ("null", None),
    ("NULL", None),
    ("nULL", "nULL"),
    ("true", True),
    ("False", False),
    ("tRUE", "tRUE"),
    ("0", 0),
    ("-1", -1),
    ("+1", 1),
    ("3.10", 3.1),
    ("5.", 5.0),
    (".5", 0.5),
    ("1.5e+3", 1500.0),
    ("0x1F", 31),
    ("0b101", 5),
    (".inf", inf),
    ("-.INF", -inf),
    ("nan", "nan"),
    ("4.44.1", "4.44.1"),
    ("20.5%", "20.5%"),
    ("20,5", "20,5"),
    ("y", "y"),
    ("n<1K", "n<1K"),
    ("openrail++", "openrail++"),
    ("apache-2.0", "apache-2.0"),
    ("2025-01-15", Timestamp("2025-01-15")),
    ("2025-01-15T10:30:00Z", Timestamp("2025-01-15T10:30:00Z")),
    ("2025-1-15", "2025-1-15"),
    ("1234567890" * 4, int("1234567890" * 4)),
]
"""Text → what the Hub and Python tools both read."""

DIFFERENT: list[tuple[str, Any, Any]] = [
    ("no", "no", False),
    ("No", "No", False),
    ("yes", "yes", True),
    ("on", "on", True),
    ("OFF", "OFF", False),
    ("0123", 123, 83),
    ("0o17", 15, "0o17"),
    ("1_000", "1_000", 1000),
    ("1:30", "1:30", 90),
    ("12:30:45", "12:30:45", 45045),
    ("1e10", 1e10, "1e10"),
    ("12e03", 12000.0, "12e03"),
    ("1.5e3", 1500.0, "1.5e3"),
]
"""Text → what the Hub reads, and what Python tools read."""


@pytest.mark.parametrize(("text", "value"), SAME, ids=lambda value: str(value)[:20])
def test_both_read_the_same(text: str, value: Any) -> None:
    assert [scalars.read(text), scalars.read_by_python(text)] == [value, value]
    assert type(scalars.read(text)) is type(value)
    assert not scalars.differs(text)


@pytest.mark.parametrize(("text", "hub", "python"), DIFFERENT, ids=lambda value: str(value))
def test_the_dialects_differ(text: str, hub: Any, python: Any) -> None:
    assert [scalars.read(text), scalars.read_by_python(text)] == [hub, python]
    assert scalars.differs(text)


def test_not_a_number_is_read_by_both() -> None:
    assert isnan(scalars.read(".nan"))
    assert isnan(scalars.read_by_python(".NaN"))
    assert not scalars.differs(".nan")


HOSTILE: dict[str, tuple[str, Any]] = {
    "no binary digit": ("0b_", Unusable.REFUSED),
    "no hexadecimal digit": ("0x_", Unusable.REFUSED),
    "no hexadecimal digit, with a sign": ("-0x__", Unusable.REFUSED),
    "no octal digit": ("0o_", "0o_"),
    "a prefix alone": ("0x", "0x"),
    "one digit and a line": ("1_", 1),
    "a point and a line": ("._", "._"),
    "endless digits": ("9" * 5000, Unusable.REFUSED),
    "four thousand digits": ("9" * 4000, Unusable.HUGE),
    "four hundred digits": ("-" + "9" * 400, Unusable.HUGE),
    "endless hexadecimal digits": ("0x" + "f" * 5000, Unusable.HUGE),
    "endless octal digits": ("0" + "o" + "7" * 5000, "0o" + "7" * 5000),
    "endless binary digits": ("0b" + "1" * 5000, Unusable.HUGE),
    "a long number of base 60": ("1" + ":1" * 5000, Unusable.HUGE),
    "a long fraction of base 60": ("1" + ":1" * 5000 + ".5", Unusable.REFUSED),
    "digits without end in base 60": ("9" * 5000 + ":1", Unusable.REFUSED),
    "a negative fraction without a zero": ("-.5", "-.5"),
    "an exponent without end": ("1e" + "9" * 5000, "1e" + "9" * 5000),
    "the sign of a value": ("=", Unusable.REFUSED),
    "the sign of a merge": ("<<", Unusable.REFUSED),
}
"""Text, which the Hub reads as text, and the value that PyYAML reads."""


@pytest.mark.parametrize(("text", "python"), HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_not_a_number_is_text(text: str, python: Any) -> None:
    assert scalars.read(text) == text
    assert scalars.read_by_python(text) == python
    assert scalars.differs(text) is (python != text)


@pytest.mark.parametrize(
    "text", ["2020-13-45", "2021-02-29", "0000-01-01", "2020-01-01 25:00:00", "2020-01-01T00:00:00+24:00"]
)
def test_a_day_that_there_is_not_is_a_date_to_the_hub_alone(text: str) -> None:
    assert scalars.read(text) == Timestamp(text)
    assert scalars.read_by_python(text) is Unusable.REFUSED
    assert scalars.differs(text)


def test_zeros_before_a_number_are_not_digits() -> None:
    assert scalars.read("0" * 5000 + "7") == 7
    assert scalars.read("0x" + "0" * 5000 + "7") == 7


plain = st.text("0123456789_.:-+eExobnyOFfYsTruaEl~Z ", max_size=12).filter(
    lambda text: (
        text == text.strip() and ": " not in text and not text.startswith(("- ", ": ", "-")) and text[-1:] != ":"
    )
)


@settings(max_examples=1500, deadline=None)
@given(plain)
def test_python_reading_is_that_of_pyyaml(text: str) -> None:
    try:
        if yaml.load(f"a: {text}", yaml.BaseLoader) != {"a": text}:  # noqa: S506 - it makes nothing but text
            return  # not a plain scalar
    except yaml.YAMLError:
        return
    found = scalars.read_by_python(text)
    try:
        expected = yaml.safe_load(f"a: {text}")["a"]
    except (yaml.YAMLError, ValueError):
        expected = Unusable.REFUSED
    if isinstance(expected, dt.date):
        assert isinstance(found, Timestamp)
    elif isinstance(expected, float) and isnan(expected):
        assert isnan(found)
    else:
        assert found == expected
        assert isinstance(found, bool) is isinstance(expected, bool)
