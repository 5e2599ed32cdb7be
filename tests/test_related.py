"""Related places: the other places in a card that a finding refers to, in every format that can show them."""

import json
from pathlib import Path

import jsonschema
import pytest
from output_samples import RULES, diagnostic, where, written
from test_check import cardlint, write
from test_output_consumers import schema_of
from test_output_masked import TOKEN

from cardlint import lint_text
from cardlint.card.card import Card
from cardlint.config import Config
from cardlint.findings.diagnostic import Related
from cardlint.findings.failure import is_failure
from cardlint.findings.report import Report
from cardlint.findings.report_mask import mask_report
from cardlint.findings.source import Source, Span
from cardlint.lint.linter import Linter
from cardlint.output import FORMATS
from cardlint.output.fingerprints import fingerprints
from cardlint.output.fit import width
from cardlint.rule_kit.rule import Found, Rule

CARD = """\
---
license: mit
language: [en, fr, en]
tags:
- bert
base_model: a/film-base
license: mit
---
# Film

This model is a fine-tuned version of [b/other](https://huggingface.co/b/other-model).

# Use

It sorts letters by what they ask for.
"""
TEXT = """\
warning[repeated-language]: the language `en` is listed twice; remove the duplicate
 --> README.md:3:20
  |
2 | license: mit
3 | language: [en, fr, en]
  |                    ^^
  |            -- first here
  = fix: remove `en`
3 - language: [en, fr, en]
3 + language: [en, fr]

error[duplicate-field]: duplicate field `license`, first on line 2; keep one of them
 --> README.md:7:1
  |
2 | license: mit
  | ------- first here
...
6 | base_model: a/film-base
7 | license: mit
  | ^^^^^^^
  = note: the Hub rejects this push
  = fix: remove the duplicate
7 - license: mit

warning[contradicting-base-model]: the text says `b/other-model`, but `base_model` is `a/film-base`; correct one of them
  --> README.md:11:49
   |
 6 | base_model: a/film-base
   |             ----------- `base_model` is here
...
10 |
11 | …ion of [b/other](https://huggingface.co/b/other-model).
   |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

info[second-title]: heading `Use` is a second title; make it level 2
  --> README.md:13:3
   |
 9 | # Film
   |   ---- the first title
...
12 |
13 | # Use
   |   ^^^
   = unsafe fix: change to level 2
13 - # Use
13 + ## Use

1 error, 2 warnings, 1 info in 1 card; 2 fixable with `--fix`, 1 more with `--unsafe-fixes`
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CARDLINT_CACHE_DIR", str(tmp_path / "cache"))
    write(tmp_path, CARD, "card/README.md")
    return tmp_path / "card"


def sample(text: str, place: str, *others: tuple[str, str]) -> Report:
    """Return a report with one finding at ``place``, and ``others``: related places with their labels."""
    source = Source(text)
    found = diagnostic(source, place, RULES[0], "wrong")
    return Report(source, [found._replace(related=tuple(Related(where(source, at), label) for at, label in others))])


def test_text_underlines_related_places_in_the_order_of_the_file(folder: Path) -> None:
    rules = "repeated-language,duplicate-field,contradicting-base-model,second-title"
    shown = cardlint("check", "--severity", "info", "--select", rules, cwd=folder)
    assert shown.stdout == TEXT


def test_cached_findings_keep_their_related_places(folder: Path) -> None:
    write(folder, CARD, "other/README.md")  # a single card is checked faster than looked up
    first = cardlint("check", "--format", "json", cwd=folder).stdout
    assert any((folder.parent / "cache").iterdir())
    assert cardlint("check", "--format", "json", cwd=folder).stdout == first
    assert json.loads(first) == json.loads(cardlint("check", "--no-cache", "--format", "json", cwd=folder).stdout)
    assert '"related"' in first


def test_json_has_them_as_places(folder: Path) -> None:
    report = json.loads(
        cardlint("check", "--format", "json", "--select", "duplicate-field,placeholder-value", cwd=folder).stdout
    )
    jsonschema.validate(report, schema_of("json"))
    (found,) = report["diagnostics"]
    assert found["related"] == [{"message": "first here", "line": 2, "column": 1, "end_line": 2, "end_column": 8}]


def test_json_of_a_finding_with_one_place_is_as_before(tmp_path: Path) -> None:
    write(tmp_path, "---\nlicense: apache-2\n---\n# A\n\nIt sorts letters.\n")
    for line in cardlint("check", "--format", "jsonl", cwd=tmp_path).stdout.splitlines():
        assert "related" not in json.loads(line)


def test_sarif_has_related_locations(folder: Path) -> None:
    log = json.loads(cardlint("check", "--format", "sarif", "--select", "duplicate-field", cwd=folder).stdout)
    jsonschema.validate(log, schema_of("sarif"))
    (result,) = log["runs"][0]["results"]
    (related,) = result["relatedLocations"]
    assert related["message"] == {"text": "first here"}
    assert (
        related["physicalLocation"]["artifactLocation"]
        == result["locations"][0]["physicalLocation"]["artifactLocation"]
    )
    region = related["physicalLocation"]["region"]
    assert CARD[region["charOffset"] :][: region["charLength"]] == "license"
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (2, 1, 8)


def test_rdjson_counts_their_columns_in_bytes() -> None:
    report = sample("---\nüü: «a»\nb: c\n---\n", "c", ("«a»", "first"))
    result = json.loads(written("rdjson", [report]))
    jsonschema.validate(result, schema_of("rdjson"))
    (place,) = result["diagnostics"][0]["related_locations"]
    assert place["message"] == "first"
    assert place["location"]["range"] == {"start": {"line": 2, "column": 7}, "end": {"line": 2, "column": 12}}
    assert place["location"]["path"] == "README.md"


def test_html_shows_them_above_and_below_the_finding() -> None:
    page = written("html", [sample("---\na: <b>\nc: d\ne: f\n---\n", "d", ("<b>", "not <i>"), ("f", "last"))])
    lines = page[page.index("<pre>") : page.index("</pre>")]
    assert '<i>2</i>a: <u>&lt;b&gt;</u><span class="label">not &lt;i&gt;</span>' in lines
    assert lines.index("<i>2</i>") < lines.index("<i>3</i>") < lines.index("<i>4</i>")


@pytest.mark.parametrize("name", ["azure", "checkstyle", "concise", "github", "gitlab", "grouped", "junit", "markdown"])
def test_other_formats_are_complete_without_them(name: str) -> None:
    report = sample("---\na: b\nc: d\n---\n", "d", ("b", "first here"))
    without = report._replace(diagnostics=[each._replace(related=()) for each in report.diagnostics])
    assert written(name, [report]) == written(name, [without])


@pytest.mark.parametrize("name", FORMATS)
def test_labels_are_harmless_in_every_format(name: str) -> None:
    label = "\x1b[31m\u202e ##vso[x] \n::error::y <b> ]]>"
    shown = written(name, [sample("---\na: b\nc: d\n---\n", "d", ("b", label))])
    assert not any(trap in shown for trap in ("\x1b[31m", "\u202e", "##vso[x]", "\n::error::y", "<b>")) or name in (
        "json", "jsonl", "sarif", "rdjson", "text",
    )  # fmt: skip
    assert not any(trap in shown for trap in ("\x1b[31m", "\u202e", "##vso[x]", "\n::error::y"))


def test_secrets_are_masked_in_labels_and_lines() -> None:
    report = mask_report(sample(f"---\na: {TOKEN}\nc: d\n---\n", "d", (TOKEN, f"not {TOKEN}")))
    for name in FORMATS:
        assert TOKEN[4:] not in written(name, [report])
    assert "not hf_" in report.diagnostics[0].related[0].label


def test_fingerprints_do_not_depend_on_them() -> None:
    report = sample("---\na: b\nc: d\n---\n", "d", ("b", "first here"))
    without = report._replace(diagnostics=[each._replace(related=()) for each in report.diagnostics])
    assert [mark for _, mark in fingerprints(report)] == [mark for _, mark in fingerprints(without)]


@pytest.mark.parametrize("columns", [20, 40, 80])
def test_text_fits_into_a_narrow_terminal(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    long = "word " * 60
    text = f"---\na: {long}«first» {long}\nb: c\nd: 日本語 {long}\n---\n"
    report = sample(text, "c", ("«first»", "the first of several places"), ("日本語", "another one in wide letters"))
    lines = written("text", [report]).splitlines()
    assert max(map(width, lines[1:])) <= columns
    underlines = [line for line in lines if set(line.partition("|")[2].strip()[:3]) == {"-"}]
    assert len(underlines) == 2
    above = lines[lines.index(underlines[0]) - 1]
    if columns > 20:
        assert above.index("«first»") == underlines[0].index("---")
    assert "another one in wide letters" in " ".join(line.partition("|")[2].strip() for line in lines) or columns == 20


def test_place_on_a_line_of_the_finding_is_underlined_below_it() -> None:
    shown = written("text", [sample("---\na: [x, y]\n---\n", "y", ("x", "first"))]).splitlines()
    assert shown[4:7] == ["2 | a: [x, y]", "  |        ^", "  |     - first"]


def test_gap_between_lines_is_shown() -> None:
    text = "---\na: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\ng: 7\n---\n"
    shown = written("text", [sample(text, "d", ("a", "one"), ("e", "two"), ("g", "three"))]).splitlines()
    assert shown[2:-1] == [
        "  |", "2 | a: 1", "  | - one", "...", "4 | c: 3", "5 | d: 4", "  | ^", "6 | e: 5", "  | - two", "...", "8 | g: 7", "  | - three",
    ]  # fmt: skip


def test_related_line_that_is_the_context_is_shown_once() -> None:
    shown = written("text", [sample("---\na: 1\nb: 2\n---\n", "b", ("a", "one"))]).splitlines()
    assert shown[2:-1] == ["  |", "2 | a: 1", "  | - one", "3 | b: 2", "  | ^"]


def test_finding_of_several_lines_keeps_its_lines() -> None:
    source = Source("---\na:\n- 1\n- 2\nb: 3\n---\n")
    found = diagnostic(source, Span(4, 14), RULES[0], "wrong")
    place = Related(where(source, "2"), "here")
    shown = written("text", [Report(source, [found._replace(related=(place,))])]).splitlines()
    assert shown[-3:-1] == ["4 | - 2", "  |   - here"]
    assert sum("^" in line for line in shown) == 3


@pytest.mark.parametrize("span", [Span(-1, 2), Span(3, 2), Span(0, 10_000)])
def test_rule_with_a_related_place_outside_the_text_fails(span: Span) -> None:
    found = Linter(Config(own=(rule_with(Related(span, "there")),))).check(
        Card(Source("---\nlicense: mit\n---\n# A\n\nText.\n"))
    )
    assert any(map(is_failure, found))


def test_related_place_at_the_finding_itself_is_left_out() -> None:
    card = Card(Source("---\nlicense: mit\n---\n# A\n\nText.\n"))
    found = Linter(Config(own=(rule_with(Related(Span(0, 3), "here"), Related(Span(4, 11), "there")),))).check(card)
    (own,) = (each for each in found if each.name == "our-rule")
    assert own.related == (Related(Span(4, 11), "there"),)


def rule_with(*related: Related) -> Rule:
    return Rule(
        name="our-rule",
        code="OUR001",
        category="own",
        severity=RULES[0].severity,
        check=lambda _: [Found(Span(0, 3), "wrong", related=related)],
        examples=(),
    )


def test_alias_of_a_value_has_no_related_place_of_its_own() -> None:
    card = "---\ntags:\n- &x bert\n- *x\n---\n"
    for each in lint_text(card):
        assert all(place.span != each.span for place in each.related)


def test_suppressed_comment_pair_shows_both_comments() -> None:
    card = "---\nlicense: mit\n---\n<!-- cardlint: ignore-start[empty-section] -->\n# A\n\nText.\n<!-- cardlint: ignore-end -->\n"
    (found,) = (each for each in lint_text(card) if each.name == "unused-suppression")
    ((span, label),) = found.related
    assert (card[span.start : span.end], label) == ("<!-- cardlint: ignore-end -->", "it ends here")
