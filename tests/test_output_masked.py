"""No report repeats a secret of a card, whatever rule quotes it and in whatever format; places stay where they are."""

import json
from pathlib import Path

import pytest
from output_samples import RULES, diagnostic, written
from test_check import cardlint, write

from cardlint.config import Config
from cardlint.findings.diagnostic import Edit, Fix, Severity
from cardlint.findings.report import Report
from cardlint.findings.report_mask import mask_report
from cardlint.findings.source import Source, Span
from cardlint.lint.linter import lint_text
from cardlint.output import FORMATS, Target, write_all

# Put together here, because scanners of this repository would report them written in full.
TOKEN = "hf_" + "NqVwQwErTzUiOpAsDfGhJ" + "kLyXcVbNmQaYwSxEd"
NPM = "npm_" + "q7Zp2M4n8V6t3R5wQ7zPq7Zp2M4n8V6t3R5w"
PASSWORD = "s3cr3t" + "-Pa55"
KEY_LINE = "MIIEpAIBAAKCAQEAq7Zp2M4n8V6t3R5wQ7zPq7Zp"
CARD = f"""\
---
license: {TOKEN}
tags: ["{NPM}", "{NPM}"]
datasets: [{TOKEN}]
---
# Model

## {TOKEN}

### G {TOKEN} and G

Clone [this](https://me:{PASSWORD}@example.org/x), ![]({TOKEN}.png), [a](x/{TOKEN}.md) [b](#{TOKEN}).

-----BEGIN RSA PRIVATE KEY-----
{KEY_LINE}
{KEY_LINE[::-1]}
-----END RSA PRIVATE KEY-----
"""
HIDDEN = [word[4:12].lower() for word in (TOKEN, NPM)] + [PASSWORD.lower(), KEY_LINE.lower(), KEY_LINE[::-1].lower()]
SOURCE = Source(CARD)
REPORT = Report(SOURCE, lint_text(CARD, kind="model", config=Config(minimum=Severity.INFO)))


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_repeats_a_secret(name: str, tmp_path: Path) -> None:
    report = tmp_path / "report"
    write_all([REPORT], [Target(name, str(report))], color=False)
    text = report.read_text(encoding="utf-8").lower()
    assert [hidden for hidden in HIDDEN if hidden in text] == []


def test_this_would_be_seen_without_the_mask() -> None:
    text = written("text", [REPORT]).lower()
    assert all(hidden in text for hidden in (HIDDEN[0], HIDDEN[2]))
    assert sum(TOKEN[:12] in each.message for each in REPORT.diagnostics) == 2


def test_places_and_carets_hold() -> None:
    after = mask_report(REPORT)
    assert [each[:6] for each in after.diagnostics] == [each[:6] for each in REPORT.diagnostics]
    assert len(after.source.text) == len(SOURCE.text)
    shown = written("text", [Report(after.source, [diagnostic(SOURCE, TOKEN, RULES[0], f"{TOKEN} is no licence")])])
    assert shown.splitlines()[2:4] == [f"2 | license: hf_N{'*' * 37}", f"  |          {'^' * 41}"]


def test_message_that_cuts_a_secret_short_is_masked() -> None:
    report = Report(SOURCE, [diagnostic(SOURCE, TOKEN, RULES[0], f"é {TOKEN[:9].lower()}… is hf_N, {TOKEN}.png")])
    assert mask_report(report).diagnostics[0].message == f"é hf_n*****… is hf_N, hf_N{'*' * 37}.png"


def test_fix_that_would_write_a_secret_is_left_out() -> None:
    place = Span(SOURCE.text.index(TOKEN), SOURCE.text.index(TOKEN) + len(TOKEN))
    ends = (Span(place.start, place.start), Span(place.end, place.end))
    fixes = {
        "moves": Fix(f"write {TOKEN}", (Edit(place, f"[{TOKEN}]"),)),
        "wraps": Fix("wrap it", (Edit(ends[0], "["), Edit(ends[1], "]"))),
        "deletes": Fix(f"delete {TOKEN}", (Edit(place, ""),)),
    }
    report = Report(SOURCE, [diagnostic(SOURCE, place, RULES[0], "m", fix) for fix in fixes.values()])
    found = [each.fix for each in mask_report(report).diagnostics]
    assert found == [None, None, Fix(f"delete hf_N{'*' * 37}", (Edit(place, ""),))]


def test_report_without_secrets_is_returned_as_it_is() -> None:
    source = Source("# M\n")
    report = Report(source, [diagnostic(source, "M", RULES[0], "m")])
    assert mask_report(report) is report


def test_baseline_has_no_secret_and_knows_one_from_another(tmp_path: Path) -> None:
    write(tmp_path, CARD)
    cardlint("check", "--write-baseline", "known.json", ".", cwd=tmp_path)
    text = (tmp_path / "known.json").read_text(encoding="utf-8")
    assert [hidden for hidden in HIDDEN if hidden in text.lower()] == []
    assert f"hf_N{'*' * 37}" in text
    write(tmp_path, CARD.replace(TOKEN, TOKEN[:-1] + "9"))
    done = cardlint("check", "--format", "json", "--baseline", "known.json", ".", cwd=tmp_path)
    assert "exposed-secret" in {each["name"] for each in json.loads(done.stdout)["diagnostics"]}
