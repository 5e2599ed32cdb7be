"""How plain scalars are read: the table of both dialects, and PyYAML itself as the judge of its own."""

import datetime as dt
from math import inf, isnan
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from cardlint.front_matter import scalars
from cardlint.front_matter.scalars import Timestamp

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


def test_endless_digits_are_a_number() -> None:
    assert scalars.read("9" * 5000) == inf


plain = st.text("0123456789_.:-+eExobnyOFfYsTruaEl~Z ", max_size=12).filter(
    lambda text: (
        text == text.strip() and ": " not in text and not text.startswith(("- ", ": ", "-")) and text[-1:] != ":"
    )
)


@settings(max_examples=1500, deadline=None)
@given(plain)
def test_python_reading_is_that_of_pyyaml(text: str) -> None:
    try:
        expected = yaml.safe_load(f"a: {text}")["a"]
    except (yaml.YAMLError, ValueError):
        return
    found = scalars.read_by_python(text)
    if isinstance(expected, dt.date):
        assert isinstance(found, Timestamp)
    elif isinstance(expected, float) and isnan(expected):
        assert isnan(found)
    else:
        assert found == expected
        assert isinstance(found, bool) is isinstance(expected, bool)
