"""No report repeats a secret of a card, whichever rule quotes it and in any format, and positions do not change."""

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

# Concatenated, because scanners of this repository would report complete tokens.
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
    slugs = [edit.text for each in REPORT.diagnostics if each.fix for edit in each.fix.edits]
    assert sum(TOKEN[3:12].lower() in slug.lower() for slug in slugs) > 0


def test_id_that_a_fix_would_make_of_a_secret_is_masked(tmp_path: Path) -> None:
    card = f"---\nlicense: other\nlicense_name: {NPM}\n---\n# M\n"
    report = Report(Source(card), lint_text(card, kind="model", config=Config(minimum=Severity.INFO)))
    made = NPM.replace("_", "-").lower()
    assert any(made in edit.text.lower() for each in report.diagnostics if each.fix for edit in each.fix.edits)
    for name in FORMATS:
        write_all([report], [Target(name, str(tmp_path / name))], color=False)
        text = (tmp_path / name).read_text(encoding="utf-8").lower()
        assert made[8:20] not in text, name


def test_secret_that_a_message_cuts_short_is_masked() -> None:
    from cardlint.findings.quoting import quote

    assert quote(TOKEN, 30) == f"`hf_N{'*' * 25}…`"
    assert quote(f"see the page of the team: {TOKEN}") == f"`see the page of the team: hf_N{'*' * 9}…`"
    assert quote("an-ordinary-name-of-a-model") == "`an-ordinary-name-of-a-model`"


def test_secret_of_a_file_next_to_the_card_is_masked_where_it_is_cut_short(tmp_path: Path) -> None:
    write(tmp_path, "---\nlicense: mit\nbase_model: acme/one\n---\n# M\n\nText.\n")
    write(tmp_path, f'{{"base_model_name_or_path": "{TOKEN}", "peft_type": "LORA"}}', "adapter_config.json")
    done = cardlint("check", "--no-cache", "--format", "json", ".", cwd=tmp_path)
    assert "hf_N****" in done.stdout
    assert TOKEN[4:12] not in done.stdout


def test_places_and_carets_hold() -> None:
    after = mask_report(REPORT)
    assert [each[:6] for each in after.diagnostics] == [each[:6] for each in REPORT.diagnostics]
    assert len(after.source.text) == len(SOURCE.text)
    quote = written("text", [Report(after.source, [diagnostic(SOURCE, TOKEN, RULES[0], f"{TOKEN} is no licence")])])
    assert quote.splitlines()[4:6] == [f"2 | license: hf_N{'*' * 37}", f"  |          {'^' * 41}"]


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
