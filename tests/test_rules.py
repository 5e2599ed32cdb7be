"""Runs every example of every rule: the rule's file is its test."""

import os
import re
import sys
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import marked
import pytest

from cardlint import lint_text
from cardlint.card import schema
from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.repository import Repository
from cardlint.card.schema import violation
from cardlint.config import Config
from cardlint.findings.diagnostic import Diagnostic, Severity
from cardlint.findings.failure import is_failure
from cardlint.findings.source import Source, Span
from cardlint.lint import fix
from cardlint.lint.linter import Linter
from cardlint.rule_kit.rule import Example, Rule
from cardlint.rules import __main__ as listing
from cardlint.rules import all_rules

GOLDEN = Path(__file__).parent / "golden" / "rules.txt"
LIMITS = ("minimum", "maximum", "minItems", "maxItems", "minLength", "maxLength", "pattern")
MOST_RELATED = 5  # places of one finding: more hide what it is about
SHOWN_ELSEWHERE = {  # rules whose problem is too large for their file, only next to the card, or in a configuration
    "oversized-card": "test_check_input.py",
    "large-file-outside-lfs": "test_repository_files.py",
    "missing-required-field": "test_config_rules.py",
    "missing-required-section": "test_config_rules.py",
    "user-schema": "test_config_rules.py",
    "unknown-suppression": "test_suppression.py",
    "unused-suppression": "test_suppression.py",
}


class Place(NamedTuple):
    """A marked place: the name of the file next to the card, or None for the card, and the span there."""

    file: str | None
    span: Span


EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.name}-{number}")
    for rule in all_rules()
    for number, example in enumerate(rule.examples)
]
BARE = (
    "",
    "# A\n",
    "---\n---\n",
    "---\n\n---\n",
    "---\n- a\n---\n",
    "---\na: 1\n---\n",
    "---\na: @\n---\n",
    "---\na: 1\n",
    "----\na: 1\n---\n",
    "---\ra: 1\r---\r",
    "+++\na = 1\n+++\n",
)
"""Cards without what most rules read."""
SILENT = [
    pytest.param(rule, example, id=f"{rule.name}-silent-{number}")
    for rule in all_rules()
    for number, example in enumerate(rule.silent)
]


def bad_card(example: Example, folder: Path) -> tuple[Card, list[Place]]:
    """Return the bad card of an example, with the example's files next to it, and the places that are marked in them."""
    text, spans = marked.read(whole(example.bad, example))
    places = [Place(None, span) for span in spans]
    files = {}
    for name, content in sorted(example.files.items()):
        files[name], spans = marked.read(content) if name in example.good_files else (content, [])
        places += [Place(name, span) for span in spans]
    return card_of(text.encode(example.encoding), example.name, example.kind, files, folder), places


def good_card(example: Example, folder: Path) -> Card:
    files = {**example.files, **example.good_files}
    return card_of(whole(example.good, example).encode(), "README.md", example.kind, files, folder)


def card_of(content: bytes, name: str, kind: Kind, files: Mapping[str, str], folder: Path) -> Card:
    for file, text in files.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return Card(Source.decode(content, name), kind, Repository(folder))


def whole(text: str, example: Example) -> str:
    """Return the complete file of an example that consists only of front matter."""
    return text if example.whole else f"---\n{text}\n---\n{example.body}"


def findings(rule: Rule, card: Card, profile: str = "default") -> list[Diagnostic]:
    """Return what ``rule`` reports if the rules that it yields to are on too."""
    names = {rule.name, *rule.yields_to}
    found = Linter(Config(profile, select=frozenset(names), minimum=Severity.INFO)).check(card)
    assert not any(map(is_failure, found)), found
    return [each for each in found if each.name == rule.name]


def place(found: Diagnostic, folder: Path) -> Place:
    return Place(os.path.relpath(found.file.path, folder) if found.file else None, found.span)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_bad_is_found_exactly_at_the_marks(rule: Rule, example: Example, tmp_path: Path) -> None:
    card, places = bad_card(example, tmp_path)
    assert places, "mark what is found"
    found = findings(rule, card)
    assert [place(each, tmp_path) for each in found] == places, [each.message for each in found]
    if example.message is not None:
        assert found[0].message == example.message


@pytest.mark.parametrize(("rule", "example"), [*EXAMPLES, *SILENT])
def test_good_is_silent(rule: Rule, example: Example, tmp_path: Path) -> None:
    assert findings(rule, good_card(example, tmp_path)) == []


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_no_rule_fails_where_nothing_is_there(rule: Rule, tmp_path: Path) -> None:
    """The linter runs few rules on such cards, but a check must accept them."""
    for text, kind, repository in product(BARE, rule.kinds, (None, Repository(tmp_path))):
        list(rule.check(Card(Source(text), kind, repository)))


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_no_rule_needs_files_next_to_the_card(rule: Rule, example: Example, tmp_path: Path) -> None:
    card, _ = bad_card(example, tmp_path)
    list(rule.check(Card(card.source, example.kind)))


@pytest.mark.parametrize(("rule", "example"), [each for each in EXAMPLES if each.values[1].fixed])
def test_fix_turns_bad_into_good(rule: Rule, example: Example, tmp_path: Path) -> None:
    card, _ = bad_card(example, tmp_path)
    config = Config(select=frozenset((rule.name,)))
    fixed = fix.fix_card(card, config, unsafe=True)
    assert (fixed.card.source.text, fixed.card.source.path) == (whole(example.good, example), "README.md")
    for name, text in example.good_files.items():
        assert fixed.card.repository is not None
        assert fixed.card.repository.text(name) == text
    assert fixed.dropped == []
    again = fix.fix_card(fixed.card, config, unsafe=True)
    assert again.applied == []


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_fixable_is_shown_by_an_example(rule: Rule, tmp_path: Path) -> None:
    for number, example in enumerate(rule.examples):
        folder = tmp_path / str(number)
        folder.mkdir()
        if any(found.fix for found in findings(rule, bad_card(example, folder)[0])):
            assert rule.fixable, "an example has a fix: say fixed=True and what it becomes"


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_messages_read_well(rule: Rule, tmp_path: Path) -> None:
    for number, example in enumerate(rule.examples):
        folder = tmp_path / str(number)
        folder.mkdir()
        for found in findings(rule, bad_card(example, folder)[0]):
            assert "\n" not in found.message
            assert (found.severity or rule.severity) <= rule.worst
            assert len(found.message) <= 160, found.message
            assert not found.message.endswith(".")
            assert (
                found.message[0] == found.message[0].lower()
                or not found.message[0].isascii()
                or found.message[:2].isupper()
            )


@pytest.fixture(scope="module")
def golden(request: pytest.FixtureRequest) -> Iterator[dict[str, list[str]]]:
    """Yield the recorded reports of each rule for its examples; ``--update-docs`` writes the current ones."""
    reports: dict[str, list[str]] = {}
    for line in GOLDEN.read_text(encoding="utf-8").splitlines() if GOLDEN.exists() else ():
        if not line.startswith(" "):
            name = line
        reports.setdefault(name, []).append(line)
    yield reports
    if request.config.getoption("update_docs"):
        lines = [line for rule in all_rules() for line in reports.get(rule.name, ())]
        GOLDEN.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


@pytest.mark.parametrize("rule", [rule for rule in all_rules() if rule.examples], ids=lambda rule: rule.name)
def test_reports_are_golden(
    rule: Rule, golden: dict[str, list[str]], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Every word of a report: how bad, also in the profile of the Hub, the message, the fix, and the related places."""
    reports = [rule.name]
    for number, example in enumerate(rule.examples):
        folder = tmp_path / str(number)
        folder.mkdir()
        card, _ = bad_card(example, folder)
        refused = {(each.span, each.message): each for each in findings(rule, card, "hub")}
        for found in findings(rule, card):
            reports.append(f"  {number} {report(found, refused.get((found.span, found.message)))}")
            reports += [f"    {line}" for line in related_lines(found, found.file or card.source)]
    if request.config.getoption("update_docs"):
        golden[rule.name] = reports
    assert golden.get(rule.name) == reports


def related_lines(found: Diagnostic, source: Source) -> Iterator[str]:
    for each in found.related:
        line, column = source.position(each.span.start)
        yield f"{line}:{column}: {each.label}"


def report(found: Diagnostic, of_hub: Diagnostic | None) -> str:
    severity = f", {of_hub.severity.name.lower()} to the Hub" if of_hub is not None else ""
    fix = f"; {found.fix.applicability.value}: {found.fix.title}" if found.fix is not None else ""
    message = re.sub(r"as of \d{4}-\d\d-\d\d", "as of DATE", found.message)  # of a vocabulary, which moves on
    return f"{found.severity.name.lower()}{severity}: {message}{fix}"


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_related_places_are_others_in_the_file(rule: Rule, example: Example, tmp_path: Path) -> None:
    card, _ = bad_card(example, tmp_path)
    for found in findings(rule, card):
        source = found.file or card.source
        assert all(0 <= each.span.start <= each.span.end <= len(source.text) for each in found.related)
        assert all(each.span != found.span for each in found.related)
        assert len(found.related) == len(set(found.related)) <= MOST_RELATED
        named = re.search(r"\b(?:first|already|here but|repeats) .*\bon line (\d+)", found.message)
        if named is not None:  # the line of the finding itself needs no name
            assert int(named[1]) in {source.position(each.span.start).line for each in found.related}


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_rule_is_named_and_documented(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", rule.name)
    assert re.fullmatch(r"CL\d{3}", rule.code)
    assert rule.check.__module__.rpartition(".")[2] == rule.name.replace("-", "_"), "the file is called as the rule"
    assert rule.examples or rule.name in SHOWN_ELSEWHERE
    assert "Source:" in rule.text, "say where the fact comes from"
    first = rule.text.partition("\n")[0]
    assert len(first) <= 120
    assert first.endswith(".")


def test_listing_is_what_the_rules_say() -> None:
    """``python -m cardlint.rules`` updates it."""
    assert Path(listing.LISTING).read_text(encoding="utf-8") == listing.text()


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_rule_imports_no_other_rule(rule: Rule) -> None:
    """Code that rules of one group share is in modules whose names begin with an underscore."""
    module = sys.modules[rule.check.__module__]
    source = Path(module.__file__ or "").read_text(encoding="utf-8")
    imported = re.findall(r"^from (cardlint\.rules[\w.]*) import|^import (cardlint\.rules[\w.]*)", source, re.MULTILINE)
    group = module.__name__.rpartition(".")[0]
    assert all(name.startswith(f"{group}._") for names in imported for name in names if name), imported


def reported_by(part: Any, rule: str | None, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the rules that report breaches of a schema, following its references."""
    if not isinstance(part, dict):
        if part is False:
            yield rule or "forbidden-field"
        return
    rule = part.get("x-rule", rule)
    for keyword, value in part.items():
        if keyword in LIMITS or keyword in violation.RULE_OF_KEYWORD:
            yield rule or violation.RULE_OF_KEYWORD.get(keyword, "out-of-range")
        if keyword == "$ref" and value not in seen:
            yield from reported_by(schema.resolve(value), rule, seen | {value})
        elif keyword in ("properties", "patternProperties"):
            for each in value.values():
                yield from reported_by(each, rule, seen)
        elif keyword in ("anyOf", "allOf"):
            for each in value:
                yield from reported_by(each, rule, seen)
        elif keyword in ("items", "additionalProperties", "then", "else"):
            yield from reported_by(value, rule, seen)


@pytest.mark.parametrize("kind", ["model", "dataset", "space"])
def test_every_breach_of_a_schema_has_a_rule_that_reports_it(kind: str) -> None:
    names = {rule.name for rule in all_rules()}
    assert set(reported_by(schema.load(kind), None)) <= names


@pytest.mark.parametrize("value", ["{a: [x]}", "{a: {b: c}}", "[{a: [x]}]", "{[a]: b}", "{a: null, b: []}"])
@pytest.mark.parametrize("field", ["license", "language", "tags", "datasets", "base_model", "model-index", "widget"])
def test_no_value_breaks_a_rule(field: str, value: str) -> None:
    found = lint_text(
        f"---\n{field}: {value}\n---\n# A\n\nText.\n", config=Config(profile="strict", minimum=Severity.INFO)
    )
    assert [each for each in found if each.start.line == 2]
