"""The Hub reads with js-yaml, Python tools with PyYAML: cardlint says what either rejects, and what still differs is listed here.

PyYAML is always there. js-yaml is not: its verdicts on the cases are recorded in ``data/yaml_verdicts.json``, and are measured again,
on these, on generated YAML and on real cards, where js-yaml can be found (see ``yaml_readers.js_yaml``).
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from yaml_readers import (
    CORPUS,
    Answer,
    Verdicts,
    front_matters,
    generated,
    js_yaml,
    python,
    rejected_by_hub,
    same,
)

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.config import Config
from cardlint.findings.diagnostic import Applicability, Diagnostic, Severity
from cardlint.findings.source import Source
from cardlint.lint.fix import fix_text
from cardlint.lint.linter import lint

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
CASES: list[dict[str, str]] = json.loads(
    (Path(__file__).parent / "data" / "yaml_verdicts.json").read_text(encoding="utf-8")
)["cases"]
COUNT, SEED = 3_000, 2_026
LONGEST = 3_000
"""Characters of the front matter of real cards that PyYAML reads in the tests: it takes a second for 30,000."""


class Difference(NamedTuple):
    """Where cardlint and a reader still differ: in YAML of this form, of which ``example`` is one, for a reason."""

    what: str  # one of the strings that ``differences`` yields
    example: str
    form: str  # a pattern, searched in the YAML, and in the message of js-yaml
    reason: str


EMPTY_ITEM = r"-[ \t]*(#.*)?\n"

DIFFERENCES = (
    Difference(
        "only the Hub rejects it, and cardlint does not",
        "a: !!null ''",
        r"!!null\s+['\"\n]",
        "a tag that nobody writes; both read null",
    ),
    Difference(
        "only the Hub rejects it, and cardlint does not",
        "a: 1\n...\n...",
        r"^\.\.\.",
        "the end of the YAML twice; no real card has it once",
    ),
    Difference(
        "only the Hub rejects it, and cardlint does not",
        "a:\n  - -\n  -\n    b: c",
        EMPTY_ITEM,
        "js-yaml reads on after an empty item, although the next line belongs to a list outside: see below",
    ),
    Difference(
        "only the Hub rejects it, and cardlint does not",
        "k: [?]",
        r"[\[{,\s]\?",
        "a question mark alone in brackets is the mark of a key to libyaml, with no name",
    ),
    Difference(
        "only cardlint rejects it",
        "x:\n  &b: c\n",
        r"&\w+[:?@%`]",
        "one reads an anchor and the other a field without a name: nobody means either",
    ),
    Difference(
        "only cardlint rejects it",
        "a: {? a\n:b}",
        r"\n:",
        "the key of an explicit pair goes on without indentation",
    ),
    Difference(
        "only cardlint rejects it", "x: {?a: 1, a: 2}", r"[\[{,\s]\?", "`?a` in brackets is text to js-yaml, see below"
    ),
    Difference(
        "the Hub reads other data",
        "a: [?x]",
        r"[\[{,\s]\?[^\s]",
        "`?` in brackets begins a key in YAML 1.1; it begins text in YAML 1.2 if something follows",
    ),
    Difference(
        "the Hub reads other data",
        "a:\n  - -\n  - b",
        EMPTY_ITEM,
        "an error of js-yaml: an item behind an empty one is read into its list, although it belongs to a list outside",
    ),
    Difference(
        "the Hub reads other data",
        "a:\n-\tb\n  -\tc",
        r"^ +-[ \t]*\t",
        "libyaml stops at tabs behind dashes, so they are read as spaces, also where a value goes on",
    ),
    Difference(
        "the Hub reads other data", 'a: "\\ud83d"', r"\\u[dD][89a-fA-F]", "half a character has no form in UTF-8"
    ),
    Difference("the Hub reads other data", "2024-01-01: x", r"\d-\d", "JavaScript writes a date as a key in words"),
    Difference(
        "the Hub reads other data", "a: !!set", r"!!(set|map|seq|omap)", "an empty list or mapping by its tag alone"
    ),
    Difference("the Hub reads other data", "a: !!pairs [b: 1]", r"!!pairs", "js-yaml makes lists of two of the pairs"),
    Difference(
        "Python fails, and cardlint is silent", "!!set {a}", r"^!!set", "a set at the top is not a mapping in Python"
    ),
)


def differences(text: str, hub: bool | None, answer: Answer | None = None) -> Iterator[str]:
    """Yield how the verdict of cardlint on ``text`` differs from those of PyYAML and of the Hub, which rejects it if ``hub``."""
    ours, error = Verdicts(text), python(text)
    if error is not None and not ours.hub_rejects and not ours.python_fails:
        yield "Python fails, and cardlint is silent"
    if error is None and ours.python_fails:
        yield "cardlint says that Python fails, and it does not"
    if hub and not ours.hub_rejects:
        yield "only the Hub rejects it, and cardlint does not"
    if hub is False and error is None and ours.has_problem:
        yield "only cardlint rejects it"
    if answer is not None and not hub and not ours.hub_rejects and not same(ours.data, answer.data):
        yield "the Hub reads other data"


def is_listed(what: str, text: str, answer: Answer | None = None) -> bool:
    words = f"{text}\n{answer.error if answer is not None else ''}"
    return any(each.what == what and re.search(each.form, words, re.MULTILINE) for each in DIFFERENCES)


def unlisted(texts: list[str], answers: list[Answer] | None = None) -> list[tuple[str, str]]:
    """Return the texts on which cardlint differs from a reader in a way that is not listed, and how."""
    found = []
    for number, text in enumerate(texts):
        answer = answers[number] if answers is not None else None
        hub = rejected_by_hub(answer) if answer is not None else None
        found += [(what, text) for what in differences(text, hub, answer) if not is_listed(what, text, answer)]
    return found


def id_of(case: Any) -> str:
    text = case["yaml"] if isinstance(case, dict) else getattr(case, "example", str(case))
    return ascii(text)[1:40]


@pytest.mark.parametrize("case", CASES, ids=id_of)
def test_cases_have_the_verdicts_of_both_readers(case: dict[str, str]) -> None:
    text, hub = case["yaml"], case["hub"] == "rejects"
    assert [
        what for what in differences(text, hub) if not is_listed(what, text, Answer(error="" if hub else None))
    ] == []


@pytest.mark.parametrize("text", [pytest.param(case["yaml"], id=id_of(case)) for case in CASES])
def test_what_a_reader_rejects_is_reported(text: str) -> None:
    """An error if the Hub rejects it; otherwise at least a warning that says what fails in Python."""
    found = findings(text)
    ours = Verdicts(text)
    if _FENCE.search(text) or text.startswith("---"):
        return  # in a card, the front matter ends there
    if ours.has_problem:
        assert [each.name for each in found if each.severity is Severity.ERROR], found
    elif ours.is_mapping and ours.python_fails:
        said = [each.message for each in found if each.name == "unreadable-in-python"]
        assert all("`ModelCard.load` fails" in message or "PyYAML" in message for message in said)
        assert said or [each.name for each in found if each.name in ("placeholder-value", "unquoted-date")], found


@pytest.mark.parametrize("text", [pytest.param(case["yaml"], id=id_of(case)) for case in CASES])
def test_safe_fixes_leave_what_every_reader_accepts(text: str) -> None:
    """What only Python rejects is accepted after ``--fix``, if its finding has a safe fix."""
    ours = Verdicts(text)
    reported = [each for each in findings(text) if each.name == "unreadable-in-python"]
    safe = [each for each in reported if each.fix is not None and each.fix.applicability is Applicability.SAFE]
    if ours.hub_rejects or not reported or safe != reported:
        return
    fixed = fix_text(f"---\n{text}\n---\n# M\n", kind="model").removeprefix("---\n").removesuffix("\n---\n# M\n")
    assert not Verdicts(fixed).hub_rejects
    assert python(fixed) is None


def findings(text: str) -> list[Diagnostic]:
    return lint(Card(Source(f"---\n{text}\n---\n# M\n"), Kind.MODEL), Config())


@pytest.mark.parametrize("listed", DIFFERENCES, ids=lambda listed: id_of(listed))
def test_what_differs_still_does(listed: Difference) -> None:
    """A difference that is gone must leave the list. The verdicts of js-yaml are the recorded ones."""
    assert re.search(listed.form, listed.example, re.MULTILINE)
    if listed.what == "the Hub reads other data":
        return  # nothing is recorded of the data: see the test with js-yaml
    recorded = {case["yaml"]: case["hub"] == "rejects" for case in CASES}
    assert listed.example in recorded
    assert listed.what in list(differences(listed.example, recorded[listed.example]))


def test_generated_yaml_has_the_verdict_of_pyyaml() -> None:
    assert unlisted(generated(COUNT, SEED)) == []


@pytest.mark.skipif(not CORPUS.is_dir(), reason="needs the corpus of real cards beside the checkout")
def test_real_cards_have_the_verdict_of_pyyaml() -> None:
    assert unlisted(front_matters(LONGEST)[::4]) == []


class TestWithJsYaml:
    """Skipped without node or js-yaml; says so."""

    pytestmark = pytest.mark.network

    def test_recorded_verdicts_are_those_of_js_yaml(self) -> None:
        with js_yaml() as read:
            answers = read([case["yaml"] for case in CASES])
        wrong = [
            case["yaml"]
            for case, answer in zip(CASES, answers, strict=True)
            if (case["hub"] == "rejects") is not rejected_by_hub(answer)
        ]
        assert wrong == []
        assert unlisted([case["yaml"] for case in CASES], answers) == []

    def test_what_differs_still_does(self) -> None:
        with js_yaml() as read:
            answers = read([each.example for each in DIFFERENCES])
        stale = [
            each.example
            for each, answer in zip(DIFFERENCES, answers, strict=True)
            if each.what not in list(differences(each.example, rejected_by_hub(answer), answer))
        ]
        assert stale == []

    def test_generated_yaml(self) -> None:
        texts = generated(COUNT, SEED)
        with js_yaml() as read:
            assert unlisted(texts, read(texts)) == []

    @pytest.mark.skipif(not CORPUS.is_dir(), reason="needs the corpus of real cards beside the checkout")
    def test_real_cards(self) -> None:
        texts = front_matters(LONGEST)
        with js_yaml() as read:
            answers = read(texts)
        wrong = [
            text
            for text, answer in zip(texts, answers, strict=True)
            if rejected_by_hub(answer) is not (ours := Verdicts(text)).hub_rejects
            or (not ours.hub_rejects and not same(ours.data, answer.data))
        ]
        assert wrong == []
