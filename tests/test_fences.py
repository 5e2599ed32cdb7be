"""Finding the front matter: as the Hub finds it, and blocks that the Hub almost finds."""

import json
from pathlib import Path
from typing import Any

import pytest

from cardlint.card.front_matter import fences, near_fences
from cardlint.card.front_matter.fences import Block, Defect

CASES = json.loads((Path(__file__).parent / "data" / "fence_cases.json").read_text(encoding="utf-8"))["cases"]
FIELDS = frozenset(("license", "tags", "a"))


def found(text: str) -> Block | None:
    return fences.find(text) or near_fences.find(text, FIELDS)


def content(text: str) -> str | None:
    block = found(text)
    return text[slice(*block.content)] if block is not None and block.found else None


@pytest.mark.parametrize(
    ("text", "yaml", "body"),
    [
        ("---\nlicense: mit\n---\nx", "license: mit", "x"),
        ("---\r\nlicense: mit\r\n---\r\nx", "license: mit", "x"),
        ("---\rlicense: mit\n---\nx", "license: mit", "x"),
        ("---\nlicense: mit\r---\nx", "license: mit", "x"),
        ("---\nlicense: mit\n---", "license: mit", ""),
        ("---\n\r\n---\nx", "", "x"),
        ("---\n\n---\nx", "", "x"),
        ("---\n---\n---\nx", "---", "x"),
        ("---\nlicense: mit\n---\t\nx", "license: mit", "x"),
    ],
)
def test_lines_of_fences_end_as_the_hub_has_it(text: str, yaml: str, body: str) -> None:
    block = fences.find(text)
    assert block is not None
    assert (text[slice(*block.content)], text[block.body :]) == (yaml, body)
    assert block.closing is not None
    assert (text[slice(*block.opening)], text[slice(*block.closing)].rstrip("\t")) == ("---", "---")


@pytest.mark.parametrize("text", ["---\nlicense: mit\n---\rx", "---license: mit\n---\n", "---\nlicense: mit --- \n"])
def test_other_lines_are_not_fences(text: str) -> None:
    assert fences.find(text) is None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_finds_what_the_hub_finds(case: dict[str, Any]) -> None:
    assert content(case["text"]) == case["content"]


@pytest.mark.parametrize(
    ("text", "defect", "yaml"),
    [
        ("---\nlicense: mit\n--- \nx", Defect.TRAILING_BLANKS, "license: mit"),
        ("----\nlicense: mit\n---\nx", Defect.OPENING, "license: mit"),
        ("--- \nlicense: mit\n---\nx", Defect.OPENING, "license: mit"),
        ("---license: mit\ntags: x\n---\n", Defect.OPENING, "tags: x"),
        ("---\nlicense: mit\n---oops\nx", Defect.CLOSING, "license: mit"),
        ("---\nlicense: mit\n...\nx", Defect.CLOSING, "license: mit"),
        ("---\nlicense: mit\n  ---\nx", Defect.CLOSING, "license: mit"),
        ("---\nlicense: mit\n\n# Title\nx", Defect.UNCLOSED, "license: mit\n"),
        ("---\nlicense: mit", Defect.UNCLOSED, "license: mit"),
        ("---\nlicense: mit---\n\n# Title\n", Defect.CLOSING, "license: mit"),
        ("---\ntags:\n- a---\n- b\n", Defect.UNCLOSED, "tags:\n- a---\n- b\n"),
        ("---\ntags:\n- a---", Defect.CLOSING, "tags:\n- a"),
        ("---\n---\nx", Defect.EMPTY, ""),
        ("---\rlicense: mit\r---\rx", Defect.CARRIAGE_RETURNS, "license: mit"),
        ("+++\nlicense = 'mit'\n+++\n", Defect.TOML, ""),
        ("# Title\n\n---\nlicense: mit\n---\n", Defect.TEXT_BEFORE, "license: mit"),
        ("x\n---\nother: 1\n---\n\n---\nlicense: mit\n---\n", Defect.TEXT_BEFORE, "license: mit"),
        ("---yaml\nlicense: mit\n---\n", Defect.OPENING, "license: mit"),
        ("----\nlicense: mit---\n", Defect.UNCLOSED, "license: mit---\n"),
        ("---\nlicense: mit\n\ntags:\n- a\n\n# Title\nx", Defect.UNCLOSED, "license: mit\n\ntags:\n- a\n"),
        ("---\nlicense: mit\n# x\ntags: x\n#Title\n", Defect.UNCLOSED, "license: mit\n# x\ntags: x\n"),
        ("---\ntags:\n- a\n\n- b\n\nlicense: mit\n\nx", Defect.UNCLOSED, "tags:\n- a\n\n- b\n\nlicense: mit\n"),
        ("---\na:\n- x: y\n\n  z: 1\n\nx", Defect.UNCLOSED, "a:\n- x: y\n\n  z: 1\n"),
        ("---\na: |\n  x\n\n  y\n\ntags: x\n\nz", Defect.UNCLOSED, "a: |\n  x\n\n  y\n\ntags: x\n"),
        ("---\ntags: [\na,\nb\n]\n\nNote: x\n", Defect.UNCLOSED, "tags: [\na,\nb\n]\n"),
        ("---\ntags:\n- a\n\n- [Uses](#uses)\n", Defect.UNCLOSED, "tags:\n- a\n"),
        ("---\nlicense: mit\n\n# Title\n\ntags: x\n", Defect.UNCLOSED, "license: mit\n"),
        ("---\nlicense: mit\n\nx: y\n\ntags: x\n\nx: y", Defect.UNCLOSED, "license: mit\n\nx: y\n\ntags: x\n"),
        ("---\nlicense: mit\nprose: x\nand more\ntags: x\n", Defect.UNCLOSED, "license: mit\nprose: x\n"),
        ("---\nlicense: mit\n\n# Title\n\n---|---\n1|2\n", Defect.UNCLOSED, "license: mit\n"),
        ("---\nlicense: mit\nSome words\n---oops\n", Defect.CLOSING, "license: mit\nSome words"),
        ("---\nlicense: mit\nx: y---\ntags: x\n", Defect.UNCLOSED, "license: mit\nx: y---\ntags: x\n"),
        ("---\nlicense: mit\n\n<b>\nx---\n", Defect.UNCLOSED, "license: mit\n"),
        ("---\n\n# ours\nlicense: mit\n--- x\n", Defect.CLOSING, "\n# ours\nlicense: mit"),
        ("---\rlicense: mit\n--- x\n", Defect.CLOSING, "license: mit"),
        ("---\rlicense: mit", Defect.CARRIAGE_RETURNS, "license: mit"),
    ],
    ids=lambda value: value.name.lower() if isinstance(value, Defect) else "",
)
def test_names_what_is_wrong(text: str, defect: Defect, yaml: str) -> None:
    block = found(text)
    assert block is not None
    assert (block.defect, text[slice(*block.content)]) == (defect, yaml)


@pytest.mark.parametrize(
    ("text", "opening", "closing", "body"),
    [
        ("---\nlicense: mit\n--- x\nB", "---", "--- x", "B"),
        ("--- \nlicense: mit\n---\nB", "--- ", "---", "B"),
        ("---\nlicense: mit---\nB", "---", "---", "B"),
        ("---\nlicense: mit\n\n# T\nB", "---", None, "\n# T\nB"),
        ("---\n---\nB", "---", "---", "B"),
        ("---\rlicense: mit\r---\rB", "---", "---", "\rB"),
        ("---\rlicense: mit\rB", "---", None, ""),
        ("+++\nlicense = 'mit'\n+++\n", "+++", None, "license = 'mit'\n+++\n"),
        ("T\n\n---\nlicense: mit\n---\nB", "---", "---", "B"),
    ],
)
def test_fences_have_their_place(text: str, opening: str, closing: str | None, body: str) -> None:
    block = found(text)
    assert block is not None
    places = (block.opening, block.closing)
    assert [text[slice(*place)] if place is not None else None for place in places] == [opening, closing]
    assert text[block.body :] == body


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "# Title\n\n---\nSome words\n---\n",
        "---title---\nx\n---\n",
        "---\nNo field here\n",
        "- a\n- b\n",
        "---yaml\n# Title\nlicense: mit\n---\n",
        "---yaml\nlicense: mit\n",
        "---two words\nlicense: mit\n---\n",
        "---license: mit\n--- x\n",
        "--- \n--- \nx",
        "x\n---\nlicense: mit\n",
        "x\n---\nother: mit\n---\n",
    ],
)
def test_prose_has_no_front_matter(text: str) -> None:
    assert found(text) is None


@pytest.mark.parametrize(
    "text",
    [
        " " * 500_000 + "x",
        "---\n" * 200_000,
        "---\nlicense: mit\n" * 50_000,
        "x\n---\nlicense: mit\n" * 50_000,
        "---\n" + "#\n" * 300_000,
        "---" + " " * 500_000,
        "\n" * 500_000,
        "---\nlicense: mit\n" + "\r" * 500_000,
    ],
    ids=["blanks", "rules", "openings", "further openings", "comments", "trailing blanks", "lines", "carriage returns"],
)
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    block = found(text)
    assert block is None or 0 <= block.content.start <= block.content.end <= block.body <= len(text)
