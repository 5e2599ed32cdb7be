"""Every output format with the same reports: golden files, and common properties of all formats.

``python -m pytest tests/test_output.py --update-golden`` writes the reports as they are now; read the difference.
"""

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from output_samples import RULES, RUNS, WIDE, diagnostic, where, written

from cardlint import output
from cardlint.findings.diagnostic import Edit, Fix
from cardlint.findings.report import Report
from cardlint.findings.source import Source, Span
from cardlint.output import FORMATS
from cardlint.output.fingerprints import fingerprints
from cardlint.output.fit import wrap
from cardlint.output.palette import DARK, LIGHT
from cardlint.output.terminal import width

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
STREAMED = [name for name in FORMATS if name not in ("markdown", "html")]  # the others begin with the counts
ALL = RUNS["findings"]


@pytest.fixture(autouse=True)
def _pinned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep values that change independently of the formats out of the golden files."""
    monkeypatch.setattr("cardlint._version.__version__", "1.2.3")
    monkeypatch.setattr("cardlint.output.html_format.STYLE", "/* style */\n")
    monkeypatch.setattr("cardlint.rules.all_rules", lambda: RULES)


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("name", FORMATS)
def test_report_is_the_golden_file(name: str, run: str, request: pytest.FixtureRequest) -> None:
    golden = GOLDEN / f"{run}.{name}"
    text = written(name, RUNS[run])
    if request.config.getoption("--update-golden"):
        golden.write_text(text, encoding="utf-8", newline="")
    assert text == golden.read_bytes().decode()


@pytest.mark.parametrize("name", STREAMED)
def test_report_of_a_card_is_written_before_the_next_is_read(name: str) -> None:
    stream = io.StringIO()
    seen = []

    def reports() -> Iterator[Report]:
        yield WIDE
        seen.append(stream.getvalue())

    output.load(name).write(reports(), stream, color=False)
    assert "apache-2.0" in seen[0]


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("text", "concise", "grouped")])
def test_formats_for_programs_have_no_colours(name: str) -> None:
    assert written(name, [WIDE], color=True) == written(name, [WIDE])


@pytest.mark.parametrize("name", ["text", "concise", "grouped"])
def test_colours_change_nothing_else(name: str) -> None:
    assert re.sub(r"\x1b\[[\d;]*m", "", written(name, [WIDE], color=True)) == written(name, [WIDE])


def test_excerpt_of_a_long_line_is_the_part_that_is_meant() -> None:
    source = Source("---\nlicense: " + "x" * 500 + " «here» " + "y" * 500 + "\r\n  next\n---\n")
    start, end = source.text.index("«"), source.text.index("next") + 2
    shown = written("text", [Report(source, [diagnostic(source, Span(start, end), RULES[0], "long")])]).splitlines()
    assert shown[2:8] == [
        "  |",
        "1 | ---",
        f"2 | …{'x' * 19} «here» {'y' * 47}…",
        f"  | {' ' * 21}{'^' * 55}",
        "3 |   next",
        "  |   ^^",
    ]


@pytest.mark.parametrize("columns", ["20", "80", "140"])
def test_lines_of_the_excerpt_and_of_the_fix_fit_the_terminal(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    source = Source(f"---\n# {'日本語' * 99}\nlicense: {'日本' * 99}apache-2{'語' * 99}\n---\n")
    place = where(source, "apache-2")
    fix = Fix("replace it", (Edit(place, "apache-2.0"),))
    shown = written("text", [Report(source, [diagnostic(source, place, RULES[0], "wide", fix)])]).splitlines()
    excerpt = [line for line in shown if re.match(r"[ 0-9] [|+-]", line)]
    assert [line[:3] for line in excerpt] == ["  |", "2 |", "3 |", "  |", "3 -", "3 +"]
    assert max(map(width, excerpt)) in (int(columns), int(columns) - 1)  # half of a wide character is not shown
    assert "apache-2" in excerpt[2]
    assert width(excerpt[2].partition("apache")[0]) == width(excerpt[3].partition("^")[0])


def test_spaces_that_a_fix_removes_are_seen() -> None:
    source = Source("---\nlicense: mit  \n---\n")
    spaces = Span(source.text.index("  "), source.text.index("  ") + 2)
    fix = Fix("remove the spaces", (Edit(spaces, ""),))
    shown = written("text", [Report(source, [diagnostic(source, spaces, RULES[0], "spaces", fix)])]).splitlines()
    assert shown[-3:] == ["2 - license: mit··", "2 + license: mit", ""]


@pytest.mark.parametrize(
    ("text", "cells", "lines"),
    [
        ("one two three", 7, ["one two", "  three"]),
        ("one two three", 13, ["one two three"]),
        ("a long-word-that-stays", 5, ["a", "  long-word-that-stays"]),
        ("日本 語", 5, ["日本", "  語"]),
        ("", 5, [""]),
    ],
)
def test_prose_is_wrapped_between_words(text: str, cells: int, lines: list[str]) -> None:
    assert list(wrap(text, cells, "  ")) == lines


def test_json_lines_are_the_diagnostics_of_json() -> None:
    lines = [json.loads(line) for line in written("jsonl", ALL).splitlines()]
    assert lines == json.loads(written("json", ALL))["diagnostics"]


def test_fingerprint_stays_when_lines_above_come_and_go() -> None:
    moved = Source("---\r\nlanguage: en" + WIDE.source.text.removeprefix("---"), WIDE.source.path)
    there = Report(
        moved, [diagnostic(moved, "apache-2", RULES[0], "moved"), diagnostic(moved, "nlp", RULES[1], "moved")]
    )
    before = [digest for _, digest in fingerprints(WIDE)]
    assert [digest for _, digest in fingerprints(there)] == [before[0], before[2]]


def test_fingerprints_of_twins_differ() -> None:
    source = Source("---\na: x\nb: y\na: x\n---\n")
    twins = [diagnostic(source, source.offset(line), RULES[0], "twice") for line in (2, 2, 4)]
    assert len({digest for _, digest in fingerprints(Report(source, twins))}) == 3


def test_colors_of_the_palettes_are_written_in_one_place() -> None:
    colors = [color for color in (*LIGHT, *DARK) if len(color) > len("#fff")]
    files = [file for file in (HERE.parent / "cardlint").rglob("*.py") if file.name != "palette.py"]
    assert [file for file in files if any(color in file.read_text(encoding="utf-8") for color in colors)] == []
