"""``cardlint stats``: the figures equal a direct count, and every format escapes text."""

import json
import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from search_cards import collections, entry, real_entries

from cardlint.cli.commands.stats import stats as command
from cardlint.cli.printing.stats_charts import percent
from cardlint.cli.printing.stats_text import fit
from cardlint.output.terminal import width
from cardlint.rules import find
from cardlint.search.answers.question import Question, request_of
from cardlint.search.answers.statistics import Statistics, statistics
from cardlint.search.backends.memory.backend import MemoryBackend
from cardlint.search.backends.protocol import SearchRequest
from cardlint.search.documents.document import Document, document_of
from cardlint.search.fields import shipped_table
from cardlint.search.store.generations import open_backend, updating

TABLE = shipped_table()
FORMATS = ("text", "json", "html", "svg")
CARDS = [
    entry("---\nlicense: mit\nlanguage: fr\n---\n# French\n", "x/a", parameters=7e9),
    entry(
        "---\nlicense: mit\ntags: ['<script>alert(1)</script>', \"&amp;\\e[31m\"]\n---\n# B\n", "x/b", parameters=1e8
    ),
    entry("# C\n", "x/c", parameters=8e8, updated="2025-01-01"),
]


def figures(documents: list[Document], **question: object) -> Statistics:
    request = request_of(Question(**question), TABLE)  # type: ignore[arg-type]
    return statistics(request, MemoryBackend(TABLE, documents), TABLE, size=1_000)


def made(cards: list[object] | None = None) -> list[Document]:
    return [document_of(card, TABLE) for card in cards or CARDS]  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> str:
    place = str(tmp_path / "index")
    with updating(place, TABLE) as writer:
        writer.add(made())
    return place


def run(folder: str, *arguments: str, columns: int = 80) -> Result:
    environment = {"COLUMNS": str(columns)}
    return CliRunner().invoke(command, [*arguments, "--index", folder], env=environment, catch_exceptions=False)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(collections())
def test_figures_are_those_of_counting(documents: list[Document]) -> None:
    documents = list({document.path: document for document in documents}.values())
    result = figures(documents)
    assert result.cards == len(documents)
    assert dict(result.kinds) == Counter(document.kind for document in documents)
    for share in result.coverage:
        able = [document for document in documents if document.kind in TABLE[share.name].kinds]
        lacking = sum(share.name in document.values.get("missing", ()) for document in able)
        assert (share.of, share.cards) == (len(able), len(able) - lacking)
    licenses = Counter(value for document in documents for value in document.values.get("license", ()))
    assert dict(next((each.values for each in result.distributions if each.name == "license"), ())) == licenses
    rules = Counter(value for document in documents for value in document.values.get("rule", ()))
    assert {each.rule: each.cards for each in result.findings} == rules


@pytest.mark.parametrize(
    ("text", "shown"), [("abcdef", "abc…"), ("abcd", "abcd"), ("ab", "ab  "), ("日本語", "日… "), ("", "    ")]
)
def test_label_has_exactly_its_cells(text: str, shown: str) -> None:
    assert fit(text, 4) == shown


def test_backends_give_the_same_figures(tmp_path: Path) -> None:
    cards = real_entries(60) or CARDS
    documents = [document_of(card, TABLE) for card in cards]
    with updating(str(tmp_path / "index"), TABLE) as writer:
        writer.add(documents)
    stored = open_backend(str(tmp_path / "index"), TABLE)
    result = statistics(SearchRequest(), stored, TABLE)
    stored.close()
    assert result == statistics(SearchRequest(), MemoryBackend(TABLE, documents), TABLE)


def test_filters_narrow_all_figures() -> None:
    result = figures(made(), chosen={"license": ("mit",)}, text="french")
    assert result.cards == 1
    assert [(each.name, each.values) for each in result.distributions if each.name == "license"] == [
        ("license", (("mit", 1),))
    ]


def test_ranges_stand_in_their_order() -> None:
    (result,) = (each for each in figures(made()).distributions if each.name == "parameters")
    assert result.values == (("100M..1B", 2), ("3B..8B", 1))


def test_findings_have_the_severity_of_their_rule() -> None:
    result = {each.rule: each.severity for each in figures(made()).findings}
    assert result["missing-front-matter"] == find("missing-front-matter").severity.label


@pytest.mark.parametrize("format_name", FORMATS)
def test_nothing_found_is_not_an_error(folder: str, format_name: str) -> None:
    done = run(folder, "nowhere", "--format", format_name)
    assert done.exit_code == 0
    assert "0" in done.output


def test_json(folder: str) -> None:
    result = json.loads(run(folder, "--facets", "license", "--format", "json").output)
    assert (result["version"], result["cards"], result["kinds"]) == (1, 3, [{"value": "model", "cards": 3}])
    assert result["distributions"] == [
        {"name": "license", "title": "License", "of": 3, "values": [{"value": "mit", "cards": 2}], "others": 0}
    ]
    assert {"name": "license", "title": "License", "cards": 2, "of": 3} in result["coverage"]


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_text_fits_the_terminal(folder: str, columns: int) -> None:
    done = run(folder, columns=columns)
    assert max(map(width, done.output.splitlines())) <= columns
    assert "\x1b" not in done.output


def test_page_and_picture_are_well_formed_and_hold_no_markup_of_cards(folder: str) -> None:
    page, picture = (run(folder, "--format", name).output for name in ("html", "svg"))
    assert ET.fromstring(picture).tag.endswith("svg")  # noqa: S314 - our own
    for text in (page, picture):
        assert "<script" not in text
        assert "&lt;script&gt;" in text
        assert "\x1b" not in text
        assert not re.search(r"(?:src|href)=", text)


@pytest.mark.parametrize(
    ("part", "whole", "result"), [(0, 9, "0%"), (9, 9, "100%"), (999, 1000, "99%"), (1, 1000, "<1%")]
)
def test_only_nothing_is_none_and_only_all_is_all(part: int, whole: int, result: str) -> None:
    assert percent(part, whole) == result


def test_unknown_field_is_refused(folder: str) -> None:
    from cardlint.cli import cli

    done = CliRunner().invoke(cli, ["stats", "--facets", "licnse", "--index", folder])
    assert done.exit_code == 2
    assert "did you mean" in done.output
