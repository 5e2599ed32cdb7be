"""A rule or a reader that fails on a card: one error for that card, all other findings, and exit code 2."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from test_check import cardlint, write
from test_plugins import install

from cardlint.card import card as card_module
from cardlint.card.card import Card
from cardlint.card.front_matter import reader
from cardlint.card.kind import Kind
from cardlint.findings.failure import describe, is_failure
from cardlint.findings.source import Source
from cardlint.lint.linter import lint
from cardlint.output import FORMATS

RAISED = {
    "value error": "raise ValueError('boom')",
    "recursion": "check(card)",
    "no memory": "raise MemoryError",
    "end of the program": "raise SystemExit(0)",
    "error of cardlint": "from cardlint.system.errors import CardlintError; raise CardlintError('boom')",
    "error without words": "raise KeyError",
    "error that cannot be shown": "class Odd(Exception):\n        def __str__(self): raise self\n    raise Odd",
    "error of many lines": "raise ValueError('a\\nb' * 5000)",
    "no list": "return 5",
    "no finding": "return [5]",
    "a place outside": "return [Found(Span(0, 10**9), 'x')]",
    "a place before the start": "return [Found(Span(-5, 1), 'x')]",
    "an edit outside": "return [Found(Span(0, 1), 'x', Fix('x', (Edit(Span(5, 10**9), 'x'),)))]",
    "edits that overlap": "return [Found(Span(0, 1), 'x', Fix('x', (Edit(Span(0, 5), 'x'), Edit(Span(4, 6), 'x'))))]",
    "a message that is no text": "return [Found(Span(0, 1), None)]",
    "after the first finding": "yield Found(Span(0, 1), 'first'); raise ValueError('boom')",
}
"""What the rule of a plugin raises for cards that request it."""

RULE = """\
from cardlint.findings.diagnostic import Edit, Fix, Severity
from cardlint.rule_kit.rule import Found, Rule
from cardlint.findings.source import Span

def check(card):
    if "bad" not in card.fields.get("tags", ()):
        return []
    return fail(card)

def fail(card):
    {}

RULES = [Rule(name="acme-boom", code="ACME9", category="acme", severity=Severity.ERROR, check=check, examples=())]
"""
GOOD = "---\nlicense: mit\ntags: [good]\ndatasets: null\n---\n# A model\n\nWords.\n"
BAD = GOOD.replace("[good]", "[bad]")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with a plugin whose rule fails on one of three cards."""
    return made(tmp_path, RAISED["value error"])


def made(folder: Path, body: str) -> Path:
    install(folder / "site", "acme_boom", RULE.format(body), "acme")
    write(folder, 'plugins = ["acme"]\nselect = ["null-value", "acme-boom"]\n', ".cardlint.toml")
    for name, text in (("a", GOOD), ("b", BAD), ("c", GOOD)):
        write(folder, text, f"{name}/README.md")
    return folder


def run(site: Path, *arguments: str, stdin: str = "") -> "subprocess.CompletedProcess[str]":
    return cardlint(*arguments, cwd=site, stdin=stdin.encode(), PYTHONPATH=str(site / "site"))


def found(site: Path, *options: str) -> list[tuple[str, str]]:
    done = run(site, "check", "--format", "json", *options, ".")
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    return [(each["path"], each["name"]) for each in json.loads(done.stdout)["diagnostics"]]


EXPECTED = [
    ("a/README.md", "null-value"),
    ("b/README.md", "internal-error"),
    ("b/README.md", "null-value"),
    ("c/README.md", "null-value"),
]


@pytest.mark.parametrize("body", RAISED.values(), ids=RAISED.keys())
def test_a_rule_that_fails_costs_its_own_findings_alone(body: str, tmp_path: Path) -> None:
    site = made(tmp_path, body)
    assert [each for each in found(site) if each[1] != "acme-boom"] == EXPECTED


@pytest.mark.parametrize("options", [(), ("--jobs", "2"), ("--jobs", "1"), ("--no-cache",), ("--verbose",)], ids=str)
def test_every_way_of_checking_says_it(options: tuple[str, ...], site: Path) -> None:
    assert found(site, *options) == EXPECTED


def test_the_finding_names_the_rule_and_asks_to_report_it(site: Path) -> None:
    done = run(site, "check", "b/README.md")
    assert done.returncode == 2
    assert "rule `acme-boom` failed: `ValueError: boom`; please report it" in done.stdout
    assert run(site, "check", "--ignore", "acme-boom", ".").returncode == 1


def test_a_card_on_which_a_rule_failed_is_not_cached(site: Path) -> None:
    assert found(site) == EXPECTED
    install(site / "site", "acme_boom", RULE.format("return []"), "acme")
    done = run(site, "check", "--format", "json", ".")
    assert done.returncode == 1
    assert "internal-error" not in done.stdout


def test_neither_severity_nor_baseline_nor_comment_hides_it(site: Path) -> None:
    assert run(site, "check", "--write-baseline", "base.json", ".").returncode == 2
    assert "internal-error" not in (site / "base.json").read_text()
    assert found(site, "--baseline", "base.json") == [EXPECTED[1]]
    assert EXPECTED[1] in found(site, "--severity", "error", "--select", "acme-boom", "--exit-zero")
    write(site, BAD.replace("tags", "# cardlint: ignore-file[internal-error] no\ntags"), "b/README.md")
    assert EXPECTED[1] in found(site)


def test_fixing_repairs_the_rest_and_says_what_failed(site: Path) -> None:
    done = run(site, "check", "--fix", ".")
    assert done.returncode == 2
    assert "acme-boom" in done.stdout
    assert "datasets" not in (site / "b/README.md").read_text()
    assert "datasets" not in (site / "c/README.md").read_text()


def test_a_patch_has_the_rest_and_standard_error_what_failed(site: Path) -> None:
    done = run(site, "check", "--diff", ".")
    assert done.returncode == 2
    assert done.stdout.count("-datasets: null") == 3
    assert "b/README.md:1:1: rule `acme-boom` failed" in done.stderr


def test_ignores_are_written_for_the_rest(site: Path) -> None:
    done = run(site, "check", "--add-ignores", "for now", ".")
    assert done.returncode == 2
    assert "ignore[null-value]" in (site / "b/README.md").read_text()
    assert "internal-error" not in (site / "b/README.md").read_text()
    assert "b/README.md:1:1: internal-error cannot be suppressed in the card" in done.stderr
    assert "suppressed 3 findings in 3 cards" in done.stderr


def test_a_comment_for_the_rule_that_failed_is_not_called_unused(site: Path) -> None:
    write(site, BAD.replace("tags", "# cardlint: ignore-file[acme-boom] ours\ntags"), "b/README.md")
    assert ("b/README.md", "unused-suppression") not in found(site, "--extend-select", "unused-suppression")


def test_standard_input(site: Path) -> None:
    done = run(site, "check", "-", stdin=BAD)
    assert done.returncode == 2
    assert "acme-boom" in done.stdout
    assert "null-value" in done.stdout


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_shows_it(form: str, site: Path) -> None:
    done = run(site, "check", "--format", form, ".")
    assert done.returncode == 2
    assert "acme-boom" in done.stdout
    assert "Traceback" not in done.stderr


def test_the_index_takes_every_card(site: Path) -> None:
    done = run(site, "index", "add", ".", "--index", str(site / "index"))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("3 added")


READERS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "front matter": lambda patch: patch.setattr(reader, "parse", _fail),
    "fences": lambda patch: patch.setattr(card_module, "_find_block", _fail),
    "kind": lambda patch: patch.setattr(card_module, "infer", _fail),
    "schema": lambda patch: patch.setattr(card_module.violation, "violations", _fail),
    "body": lambda patch: patch.setattr(card_module.commonmark, "read", _fail),
}


def _fail(*_: object) -> None:
    raise RecursionError("too deep")


@pytest.mark.parametrize("part", READERS)
def test_a_reader_that_fails_is_one_error(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    READERS[part](monkeypatch)
    kind = Kind.MODEL if part == "body" else None  # which the text may decide
    diagnostics = lint(Card(Source("\ufeff" + BAD, "README.md"), kind))
    assert sum(map(is_failure, diagnostics)) == 1
    assert "RecursionError: too deep" in diagnostics[0].message
    assert "byte-order-mark" in [each.name for each in diagnostics]
    if part != "body":
        assert not [each for each in diagnostics if each.name.startswith(("missing-", "null-"))]
    else:
        assert "null-value" in [each.name for each in diagnostics]


def test_an_error_is_described_on_one_short_line() -> None:
    assert describe(ValueError("a\nb" * 5000)) == "ValueError: " + ("a b" * 40)[:99] + "…"
    assert describe(MemoryError()) == "MemoryError"
    assert "aBcD1234" not in describe(ValueError("the token hf_" + "aBcD1234eFgH5678" * 2 + "xY"))
