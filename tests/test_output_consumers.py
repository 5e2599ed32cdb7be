"""Our reports for their consumers: the public schemas of the formats, and parsers that work like the consumers."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import junitparser
import pytest
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from output_samples import CLEAN, HOSTILE, RULES, RUNS, WIDE, diagnostic, written

from cardlint.card.schema import bundle
from cardlint.findings.diagnostic import Edit, Fix
from cardlint.findings.report import Report
from cardlint.findings.source import Source, Span
from cardlint.lint import fix
from cardlint.output import FORMATS
from cardlint.rules import all_rules

DATA = Path(__file__).parent / "data"
ALL = RUNS["findings"]


def schema_of(name: str) -> Any:
    """Return the schema of a report format: ours, or that of its owner."""
    return (
        bundle("report") if name == "json" else json.loads((DATA / f"{name}.schema.json").read_text(encoding="utf-8"))
    )


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("name", ["json", "sarif", "rdjson"])
def test_report_holds_to_the_schema(name: str, run: str) -> None:
    jsonschema.validate(json.loads(written(name, RUNS[run])), schema_of(name))


def test_sarif_fix_applied_is_our_fix() -> None:
    for report, count in ((WIDE, 2), (HOSTILE, 1)):
        results = json.loads(written("sarif", [report]))["runs"][0]["results"]
        fixed = [result["fixes"][0]["artifactChanges"][0]["replacements"] for result in results if "fixes" in result]
        assert len(fixed) == count
        fixes = [each.fix for each in report.diagnostics if each.fix is not None]
        for replacements, ours in zip(fixed, fixes, strict=True):
            assert replaced_by_offset(report.source, replacements) == fix.apply(report.source.text, [ours])
            assert replaced_by_column(report.source, replacements) == fix.apply(report.source.text, [ours])


def replaced_by_offset(source: Source, replacements: list[Any]) -> str:
    text = source.text
    for each in reversed(replacements):
        start = each["deletedRegion"]["charOffset"]
        text = text[:start] + each["insertedContent"]["text"] + text[start + each["deletedRegion"]["charLength"] :]
    return text


def replaced_by_column(source: Source, replacements: list[Any]) -> str:
    text = source.text
    for each in reversed(replacements):
        region = each["deletedRegion"]
        start = source.offset(region["startLine"], region["startColumn"])
        end = source.offset(region["endLine"], region["endColumn"])
        text = text[:start] + each["insertedContent"]["text"] + text[end:]
    return text


def test_sarif_names_files_byte_for_byte() -> None:
    results = json.loads(written("sarif", [WIDE, HOSTILE]))["runs"][0]["results"]
    uris = [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results]
    assert uris[0] == "cards/mod%C3%A8le%20%E6%97%A5%E6%9C%AC/README.md"
    assert uris[-1] == "a%20b/100%25%2C%3A%3B%5D%22%27%26%3Ci%3E%7C%60%2A%0A%E9%1B%5B31m.md"


def test_sarif_names_a_file_elsewhere_by_its_whole_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = Report(Source(WIDE.source.text, "/cards of others/README.md"), WIDE.diagnostics[:1])
    here = Report(Source(WIDE.source.text, str(tmp_path / "README.md")), WIDE.diagnostics[:1])
    monkeypatch.chdir(tmp_path)
    results = json.loads(written("sarif", [elsewhere, here]))["runs"][0]["results"]
    assert [result["locations"][0]["physicalLocation"]["artifactLocation"] for result in results] == [
        {"uri": "file:///cards%20of%20others/README.md"},
        {"uri": "README.md", "uriBaseId": "%SRCROOT%"},
    ]


def test_sarif_rule_is_found_by_its_index() -> None:
    (run,) = json.loads(written("sarif", ALL))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [
        each["ruleId"] for each in run["results"]
    ]


def test_sarif_describes_what_has_no_rule_of_its_own() -> None:
    found = WIDE.diagnostics[0]._replace(name="no-such-rule", code="CL999")
    (run,) = json.loads(written("sarif", [Report(WIDE.source, [found])]))["runs"]
    assert run["tool"]["driver"]["rules"] == [
        {"id": "CL999", "name": "no-such-rule", "shortDescription": {"text": "no such rule"}}
    ]


def test_sarif_documents_every_rule() -> None:
    found = [WIDE.diagnostics[0]._replace(name=rule.name, code=rule.code) for rule in all_rules()]
    log = json.loads(written("sarif", [Report(WIDE.source, found)]))
    jsonschema.validate(log, schema_of("sarif"))
    described = log["runs"][0]["tool"]["driver"]["rules"]
    assert [
        each["id"] for each in described if not (each["help"]["markdown"] and each["shortDescription"]["text"])
    ] == []
    assert [each["name"] for each in described if "«" in each["help"]["markdown"]] == []


def test_rdjson_suggestion_applied_to_the_bytes_is_our_fix() -> None:
    (both,) = (each for each in json.loads(written("rdjson", [WIDE]))["diagnostics"] if "vision" in each["message"])
    assert both["location"]["range"]["end"] == {"line": 4, "column": len("tags: nlp, 🤗 vision".encode()) + 1}
    (suggestion,) = both["suggestions"]
    lines = WIDE.source.text.encode().split(b"\n")
    start, end = suggestion["range"]["start"], suggestion["range"]["end"]
    line = lines[start["line"] - 1]
    assert start["line"] == end["line"] == 4
    assert line[: start["column"] - 1] + suggestion["text"].encode() + line[end["column"] - 1 :] == (
        "tags: [nlp, 🤗 vision]\r".encode()
    )


def test_github_runner_reads_back_what_was_reported() -> None:
    read = [github_command(line) for line in written("github", [HOSTILE]).splitlines()]
    assert len(read) == len(HOSTILE.diagnostics)
    command, properties, message = read[0]
    assert command == "error"
    assert properties == {
        "file": "a b/100%,:;]\"'&<i>|`*\n\ufffd␛[31m.md",
        "line": "2",
        "col": "10",
        "endLine": "2",
        "endColumn": "20",
        "title": "CL070 unknown-license",
    }
    assert message == (
        "license ␛[31m<b>`x`</b>␀ | a_b_ [y](z) ]]> ##vso\\[x] ␍␊::error::\\u202e 100%25 \\ud800 @all www.x.y"
    )
    assert "col" not in read[1][1]  # of many lines


def github_command(line: str) -> tuple[str, dict[str, str], str]:
    """Parse a workflow command as the runner does."""
    _, header, message = line.split("::", 2)
    command, _, written_properties = header.partition(" ")
    properties = dict(each.split("=", 1) for each in written_properties.split(","))
    return command, {name: unescaped(value, _GITHUB) for name, value in properties.items()}, unescaped(message, _GITHUB)


_GITHUB = {"%3A": ":", "%2C": ",", "%0D": "\r", "%0A": "\n", "%25": "%"}
_AZURE = {"%3B": ";", "%5D": "]", "%0D": "\r", "%0A": "\n", "%AZP25": "%"}


def unescaped(text: str, marks: dict[str, str]) -> str:
    return re.sub("|".join(marks), lambda match: marks[match[0]], text)


def test_azure_agent_reads_back_what_was_reported() -> None:
    first = written("azure", [HOSTILE]).splitlines()[0]
    assert first.startswith("##vso[task.logissue ")
    header, message = first.removeprefix("##vso[task.logissue ").split("]", 1)
    properties = dict(each.split("=", 1) for each in header.removesuffix(";").split(";"))
    assert {name: unescaped(value, _AZURE) for name, value in properties.items()} == {
        "type": "error",
        "sourcepath": "a b/100%,:;]\"'&<i>|`*\n\ufffd␛[31m.md",
        "linenumber": "2",
        "columnnumber": "10",
        "code": "CL070",
    }
    assert unescaped(message, _AZURE).endswith("100%25 \\ud800 @all www.x.y (unknown-license)")


def test_gitlab_fingerprints_are_unique_and_a_card_counts_once() -> None:
    twice = Report(Source(WIDE.source.text, WIDE.source.path.removeprefix("./")), WIDE.diagnostics)
    findings = json.loads(written("gitlab", [WIDE, HOSTILE, twice]))
    assert len(findings) == len(WIDE.diagnostics) + len(HOSTILE.diagnostics)
    assert len({finding["fingerprint"] for finding in findings}) == len(findings)
    assert {finding["severity"] for finding in findings} <= {"info", "minor", "major", "critical", "blocker"}


@pytest.mark.parametrize("run", RUNS)
def test_junit_holds_to_the_schema_of_jenkins(run: str) -> None:
    xmlschema.XMLSchema(str(DATA / "junit.xsd")).validate(written("junit", RUNS[run]))


def test_junit_is_read_by_a_consumer() -> None:
    suites = list(junitparser.JUnitXml.fromstring(written("junit", ALL).encode()))
    assert [(suite.name, suite.tests, suite.failures) for suite in suites] == [
        ("cards/modèle 日本/README.md", 3, 3),
        ("a b/100%,:;]\"'&<i>|`*\n\ufffd\ufffd[31m.md", 3, 3),
        ("clean/README.md", 1, 0),
    ]
    assert [case.is_passed for case in suites[2]] == [True]
    (failure,) = next(iter(suites[1])).result
    assert failure.message.startswith("license ␛[31m<b>`x`</b>␀ | a_b_ [y](z) ]]> ##vso[x] ␍␊::error::")


def test_checkstyle_is_xml_with_every_place() -> None:
    root = ET.fromstring(written("checkstyle", ALL).encode())  # noqa: S314
    assert [(file.get("name"), len(file)) for file in root] == [
        ("cards/modèle 日本/README.md", 3),
        ("a b/100%,:;]\"'&<i>|`*\n\ufffd\ufffd[31m.md", 3),
        ("clean/README.md", 0),
    ]
    assert root[0][1].attrib == {
        "line": "3",
        "column": "10",
        "severity": "error",
        "message": "license apache-2 is not a Hub identifier; did you mean apache-2.0?",
        "source": "cardlint.unknown-license",
    }


def test_markdown_shows_texts_and_none_of_them_as_markup() -> None:
    tokens = MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(written("markdown", [HOSTILE]))
    inline = [token for token in tokens if token.type == "inline"]
    assert {child.type for token in inline for child in token.children or ()} <= {"text", "text_special"}
    shown = ["".join(child.content for child in token.children or ()) for token in inline]
    assert shown[2] == "a b/100%,:;]\"'&<i>|`*␊\ufffd␛[31m.md"
    assert shown[10] == (
        "license ␛[31m<b>`x`</b>␀ | a_b_ [y](z) ]]> ##vso[x] ␍␊::error::\\u202e 100%25 \\ud800 @all www.x.y"
    )


def test_markdown_of_very_many_findings_ends() -> None:
    many = Report(WIDE.source, WIDE.diagnostics * 1000)
    text = written("markdown", [many, many])
    assert "\n2,000 errors, 2,000 warnings, 2,000 info in 2 of 2 cards.\n" in text
    assert text.endswith("\n… and 4,000 findings more.\n")
    assert len(text.encode()) < 1024 * 1024


@pytest.mark.parametrize(
    ("path", "rows"),
    [
        ("日" * 80 + "/" + "本" * 80 + "/README.md", 1),
        ("/".join(["模型" * 40] * 12), 3),
        ("x/" * 2000 + "README.md", 2),
    ],
    ids=["wide characters", "deep and wide", "as long as paths can be"],
)
def test_markdown_stays_below_the_limit_of_github_in_bytes(path: str, rows: int) -> None:
    """GitHub counts bytes of UTF-8, and does not show a summary that is too large."""
    reports = [Report(Source(WIDE.source.text, path), WIDE.diagnostics[:rows])] * 2000
    text = written("markdown", reports)
    found = text.count("\n| ")
    (left_out,) = re.findall(r"\n… and ([0-9,]+) findings? more\.\n\Z", text)
    assert len(text.encode()) <= 1024 * 1024
    assert len(text.encode()) > 1024 * 1024 - 20_000 or found - text.count("| Place |") == 2000
    assert found - text.count("| Place |") + int(left_out.replace(",", "")) == rows * 2000
    assert text.split("\n… and")[0].endswith(" |\n")


TAGS = {
    *(
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "header",
        "main",
        "section",
        "article",
        "div",
        "h1",
        "h2",
        "h3",
    ),
    *("p", "label", "input", "strong", "a", "pre", "span", "i", "mark", "del", "ins", "small", "code"),
}


class Page(HTMLParser):
    """The tags of a page, its attributes and its text; fails where tags are not nested."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attributes)
        if tag not in ("meta", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_shows_texts_and_none_of_them_as_markup() -> None:
    page = Page(written("html", ALL))
    assert page.tags <= TAGS
    assert page.attributes <= {
        "lang",
        "charset",
        "http-equiv",
        "content",
        "name",
        "class",
        "type",
        "id",
        "checked",
        "href",
    }
    assert "a b/100%,:;]\"'&<i>|`*␊\ufffd␛[31m.md" in page.text
    assert "license ␛[31m<b>`x`</b>␀ | a_b_ [y](z) ]]> ##vso[x] ␍␊::error::\\u202e 100%25 \\ud800 @all" in page.text


def test_html_needs_nothing_from_elsewhere() -> None:
    text = written("html", ALL)
    assert re.findall(r"https?:|url\(|@import|<script|<link|src=", text) == []


TEXT = st.text(st.characters(exclude_categories=()), max_size=30)


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=40, deadline=None)
@given(path=TEXT, card=TEXT, message=TEXT, title=TEXT, inserted=TEXT, data=st.data())
def test_no_text_breaks_a_report(
    name: str, path: str, card: str, message: str, title: str, inserted: str, data: st.DataObject
) -> None:
    source = Source(card, path)
    spans = st.tuples(st.integers(0, len(card)), st.integers(0, len(card))).map(sorted)
    place, edited = (Span(*data.draw(spans)) for _ in range(2))
    found = diagnostic(source, place, RULES[0], message, Fix(title, (Edit(edited, inserted),)))
    text = written(name, [Report(source, [found]), CLEAN])
    text.encode()
    if name in ("json", "sarif", "gitlab", "rdjson"):
        json.loads(text)
    elif name in ("junit", "checkstyle"):
        ET.fromstring(text.encode())  # noqa: S314
    elif name in ("concise", "jsonl", "github", "azure"):
        assert text.count("\n") == len(text.splitlines()) == 1
    elif name == "html":
        Page(text)


@pytest.mark.parametrize("name", FORMATS)
def test_path_that_no_file_can_have_breaks_no_report(name: str) -> None:
    source = Source("a", "x\ud800.md")
    written(name, [Report(source, [diagnostic(source, Span(0, 1), RULES[0], "m", None)])]).encode()
