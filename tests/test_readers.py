"""The Hub reads with js-yaml, Python tools with PyYAML: cardlint says what either rejects, and what still differs is listed here.

``docs/yaml.md`` shows the list. js-yaml needs node: without it, the tests that run it are skipped, and its verdicts on the cases are
those recorded in ``data/yaml_verdicts.json``. All real cards are read by ``benchmarks/yaml_corpus.py``.
"""

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from yaml_generator import front_matter, generated
from yaml_readers import (
    CORPUS,
    JS_YAML,
    Answer,
    Verdicts,
    front_matters,
    is_read_alike,
    js_yaml,
    python,
    rejected_by_hub,
    same,
)

from cardlint.findings.diagnostic import Applicability, Diagnostic, Severity
from cardlint.lint.fix import fix_text
from tools.vocabulary_builder.packages import Package, fetch

ROOT = Path(__file__).parents[1]
CASES: list[dict[str, str]] = json.loads(
    (Path(__file__).parent / "data" / "yaml_verdicts.json").read_text(encoding="utf-8")
)["cases"]
COUNT, SEED = 2_000, 2_026
LONGEST = 3_000
"""Characters of the front matter of real cards that PyYAML reads in the tests: it takes a second for 30,000."""

PYTHON_FAILS = "Python fails, cardlint is silent"
PYTHON_READS = "Python reads it, cardlint says that it fails"
HUB_REJECTS = "the Hub rejects it, cardlint accepts it"
HUB_ACCEPTS = "the Hub accepts it, cardlint rejects it"
HUB_READS_OTHER = "the Hub reads other data than cardlint"
DIFFERENT = "the readers see different values, cardlint is silent"
ALIKE = "the readers see the same value, cardlint says that they differ"


class Difference(NamedTuple):
    """Where cardlint and a reader still differ: in YAML of this form, of which ``example`` is one, for a reason."""

    what: str  # one of the strings above
    example: str
    form: str  # a pattern, searched in the YAML
    reason: str


EMPTY_ITEM = r"[-?][ \t]*(#.*)?[\r\n]"

DIFFERENCES = (
    Difference(HUB_REJECTS, "a: 1\n...\n...", r"^\.\.\.", "the mark of the end twice; no real card has it even once"),
    Difference(
        HUB_REJECTS,
        "a:\n  - -\n  -\n    b: c",
        EMPTY_ITEM,
        "js-yaml reads on after an empty item, although the next line belongs to a list outside: see below",
    ),
    Difference(
        HUB_ACCEPTS,
        "x:\n  &b: c\n",
        r"[&*][^\s,\[\]{}]*[:?@%`]",
        "one reads an anchor and the other a field; nobody means an anchor, so cardlint says what the Hub makes of it",
    ),
    Difference(HUB_ACCEPTS, "a:\n  - -\n-  b", EMPTY_ITEM, "an error of js-yaml: see below"),
    Difference(HUB_ACCEPTS, "a: {? a\n:b}", r"\n:", "the key of an explicit pair goes on without indentation"),
    Difference(
        HUB_ACCEPTS,
        "a: [: b]",
        r"[\[{,]\s*:([\s\[\]{},]|$)",
        "a field in brackets with no name at all; PyYAML fails too",
    ),
    Difference(
        HUB_ACCEPTS,
        'a: "\\U00110000"',
        r"\\U00(?!10|0)",
        "no such character exists; PyYAML fails too, and the Hub reads another",
    ),
    Difference(
        HUB_ACCEPTS,
        "a: !!merge <<",
        r"!!merge",
        "the tag of the merge key on a value; nobody writes it, and PyYAML fails too",
    ),
    Difference(
        HUB_ACCEPTS,
        "<<: 2025-01-31",
        r"<<\s*:\s*(\[|-|!!|\d{4}-)",
        "js-yaml merges a date or a list as if it were a mapping without fields; PyYAML fails",
    ),
    Difference(
        HUB_ACCEPTS,
        "a: >-\n \t \n  b",
        r"[|>][-+0-9]*[ \t]*(#.*)?[\r\n]+ [ \t]*\t",
        "block text that begins with a line of tabs: each parser has its own idea of its indentation",
    ),
    Difference(
        HUB_ACCEPTS,
        "a: &x b: c",
        r"[&!]\S*[ \t]+.*:",
        "a field on the line of another, behind an anchor or a tag; PyYAML fails too, and nobody means it",
    ),
    Difference(
        HUB_ACCEPTS, "--- a: 1", r"^---[ \t]", "a field on the line of `---`; in a card, that line is the fence"
    ),
    Difference(
        HUB_READS_OTHER,
        "a:\n  - -\n  - b",
        EMPTY_ITEM,
        "an error of js-yaml: an item behind an empty one is read into its list, although it belongs to a list outside",
    ),
    Difference(
        HUB_READS_OTHER,
        "a:\n-\tb\n  -\tc",
        r"^ *-[ \t]*\t",
        "libyaml stops at tabs behind dashes, so they are read as spaces, also where a value goes on",
    ),
    Difference(
        HUB_READS_OTHER,
        "a: |\n \t",
        r"[|>][-+0-9]*[ \t]*(#.*)?[\r\n]+ [ \t]*\t",
        "block text that begins with a line of tabs: see above",
    ),
    Difference(
        HUB_READS_OTHER,
        "a: |+\n  b\n\t\nc: 1",
        r"[|>][-0-9]*\+",
        "a tab on an empty line behind block text whose last line ends are kept",
    ),
    Difference(HUB_READS_OTHER, "2024-01-01: x", r"\d-\d", "JavaScript writes a date as a field name in words"),
    Difference(
        HUB_READS_OTHER,
        "a: !!set",
        r"!!(set|map|seq|omap|pairs)",
        "an empty list or mapping by its tag alone, which PyYAML rejects",
    ),
    Difference(PYTHON_FAILS, "!!set {a}", r"^!!set", "a set instead of fields, which is not a mapping in Python"),
    Difference(
        PYTHON_READS,
        "a: |\n \t",
        r"[|>][-+0-9]*[ \t]*(#.*)?[\r\n]+ [ \t]*\t",
        "block text that begins with a line of tabs: see above",
    ),
    Difference(
        PYTHON_READS,
        "a: {b: \r\x85#?\u2028}",
        r"[\x85\u2028\u2029][^\x85\u2028\u2029]*[\x85\u2028\u2029]",
        "each of several line separators is judged as if the others were not there",
    ),
    Difference(
        DIFFERENT,
        "a: !!omap [b: 1]",
        r"!!(omap|pairs)",
        "lists of pairs in Python, of mappings in JavaScript: the same content",
    ),
    Difference(DIFFERENT, "a:\n- # c\n  - - # c\n  - b", EMPTY_ITEM, "an error of js-yaml: see above"),
    Difference(
        ALIKE,
        'a: "\\ud83d"',
        r"\\u[dD][89a-fA-F]",
        "half a character, read alike, but neither can be saved as UTF-8: reported",
    ),
)


def differences(text: str, hub: bool | None, answer: Answer | None = None) -> Iterator[str]:
    """Yield how the verdict of cardlint on ``text`` differs from those of PyYAML and of the Hub, which rejects it if ``hub``."""
    ours, tools = Verdicts(text), python(text)
    if tools.error is not None and not ours.hub_rejects and not ours.python_fails:
        yield PYTHON_FAILS
    if tools.error is None and ours.python_fails and not ours.hub_rejects:
        yield PYTHON_READS
    if hub and not ours.hub_rejects:
        yield HUB_REJECTS
    if hub is False and ours.has_problem:
        yield HUB_ACCEPTS
    if answer is None or hub or ours.hub_rejects:
        return
    if not same(ours.data, answer.data):
        yield HUB_READS_OTHER
    if tools.error is None and not ours.python_fails and not ours.has_two_fences:
        alike = is_read_alike(answer, tools) or is_read_alike(answer, python(f"{text}\n"))
        if not alike and not ours.is_called_different:
            yield DIFFERENT
        if alike and ours.is_only_called_different:
            yield ALIKE


def is_listed(what: str, text: str) -> bool:
    return any(each.what == what and re.search(each.form, text, re.MULTILINE) for each in DIFFERENCES)


def unlisted(texts: list[str], answers: list[Answer] | None = None) -> list[tuple[str, str]]:
    """Return the texts on which cardlint differs from a reader in a way that is not listed, and how."""
    found = []
    for number, text in enumerate(texts):
        answer = answers[number] if answers is not None else None
        hub = rejected_by_hub(answer) if answer is not None else None
        found += [(what, text) for what in differences(text, hub, answer) if not is_listed(what, text)]
    return found


def id_of(case: Any) -> str:
    text = case["yaml"] if isinstance(case, dict) else getattr(case, "example", str(case))
    return ascii(text)[1:40]


@pytest.mark.parametrize("case", CASES, ids=id_of)
def test_cases_have_the_verdicts_of_both_readers(case: dict[str, str]) -> None:
    text, hub = case["yaml"], case["hub"] == "rejects"
    assert [what for what in differences(text, hub) if not is_listed(what, text)] == []


def unreported(text: str) -> str | None:
    """Return what the findings on ``text`` should say and do not; None if they do, or if ``text`` has a fence in it."""
    ours = Verdicts(text)
    if ours.has_two_fences:
        return None
    if ours.has_problem:
        return None if any(each.severity is Severity.ERROR for each in ours.findings) else "an error"
    if ours.is_mapping and ours.python_fails:
        said = [each.message for each in ours.findings if each.name == "unreadable-in-python"]
        others = {each.name for each in ours.findings} & {"placeholder-value", "unquoted-date"}
        is_said = all("`ModelCard.load` fails" in message or "PyYAML" in message for message in said)
        return None if is_said and (said or others) else "what fails in Python"
    return None


@pytest.mark.parametrize("text", [pytest.param(case["yaml"], id=id_of(case)) for case in CASES])
def test_what_a_reader_rejects_is_reported(text: str) -> None:
    """An error if the Hub rejects it; otherwise at least a warning that says what fails in Python."""
    assert unreported(text) is None


def test_what_a_reader_rejects_in_generated_yaml_is_reported() -> None:
    texts = front_matter(COUNT // 2, SEED)
    assert [(text, missing) for text in texts if (missing := unreported(text)) is not None] == []


@pytest.mark.parametrize("text", [pytest.param(case["yaml"], id=id_of(case)) for case in CASES])
def test_safe_fixes_leave_what_every_reader_accepts(text: str) -> None:
    """What only Python rejects is accepted after ``--fix``, if its finding has a safe fix."""
    ours = Verdicts(text)
    reported = [each for each in ours.findings if each.name == "unreadable-in-python"]
    safe = [each for each in reported if each.fix is not None and each.fix.applicability is Applicability.SAFE]
    if ours.hub_rejects or not reported or safe != reported or text in {each.example for each in DIFFERENCES}:
        return
    fixed = fix_text(f"---\n{text}\n---\n# M\n", kind="model").removeprefix("---\n").removesuffix("\n---\n# M\n")
    assert not Verdicts(fixed).hub_rejects
    assert python(fixed).error is None


@pytest.mark.parametrize("listed", DIFFERENCES, ids=id_of)
def test_what_differs_still_does(listed: Difference) -> None:
    """A difference that is gone must leave the list. The verdicts of js-yaml are the recorded ones."""
    assert re.search(listed.form, listed.example, re.MULTILINE)
    if listed.what in (HUB_READS_OTHER, DIFFERENT, ALIKE):
        return  # nothing is recorded of the data: see the test with js-yaml
    recorded = {case["yaml"]: case["hub"] == "rejects" for case in CASES}
    assert listed.example in recorded
    assert listed.what in list(differences(listed.example, recorded[listed.example]))


def test_page_lists_what_differs(request: pytest.FixtureRequest) -> None:
    signs = {ord(each): ascii(each)[1:-1] for each in "\n\r\t\x85\u2028"} | {ord("|"): r"\|"}
    rows = [f"| `{each.example.translate(signs)}` | {each.what} | {each.reason} |\n" for each in DIFFERENCES]
    page = ROOT / "docs" / "yaml.md"
    head = "| YAML | who differs | why |\n| --- | --- | --- |\n"
    before, _, _ = page.read_text(encoding="utf-8").partition(head)
    now = before + head + "".join(rows)
    if request.config.getoption("--update-docs"):
        page.write_text(now, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == now


def test_generated_yaml_has_the_verdict_of_pyyaml() -> None:
    assert unlisted(generated(COUNT, SEED)) == []


@pytest.mark.skipif(not CORPUS.is_dir(), reason="needs the corpus of real cards beside the checkout")
def test_real_cards_have_the_verdict_of_pyyaml() -> None:
    assert unlisted(front_matters(LONGEST)[::5]) == []


class TestWithJsYaml:
    """Skipped, with the reason, where node is missing."""

    def test_recorded_verdicts_are_those_of_js_yaml(self) -> None:
        texts = [case["yaml"] for case in CASES]
        answers = js_yaml(texts)
        recorded = [case["hub"] for case in CASES]
        assert ["rejects" if rejected_by_hub(answer) else "accepts" for answer in answers] == recorded
        assert unlisted(texts, answers) == []

    def test_what_differs_still_does(self) -> None:
        answers = js_yaml([each.example for each in DIFFERENCES])
        stale = [
            each.example
            for each, answer in zip(DIFFERENCES, answers, strict=True)
            if each.what not in list(differences(each.example, rejected_by_hub(answer), answer))
        ]
        assert stale == []

    @pytest.mark.parametrize("generator", [generated, front_matter])
    def test_generated_yaml(self, generator: Callable[[int, int], list[str]]) -> None:
        texts = generator(COUNT, SEED)
        assert unlisted(texts, js_yaml(texts)) == []

    def test_fixes_leave_what_both_readers_read_alike(self) -> None:
        """Every fix of what the readers do not agree on, applied alone: see ``harm``."""
        before = front_matter(COUNT // 2, SEED)
        fixed = [
            (text, answer, finding, applied(text, finding))
            for text, answer in zip(before, js_yaml(before), strict=True)
            for finding in fixable(text)
        ]
        after = js_yaml([text for *_, text in fixed])
        harmed = [
            (reason, finding.message, text, now)
            for (text, answer, finding, now), new in zip(fixed, after, strict=True)
            if (reason := harm(text, answer, finding, now, new)) is not None
        ]
        assert len(fixed) > 100
        assert harmed == []

    @pytest.mark.skipif(not CORPUS.is_dir(), reason="needs the corpus of real cards beside the checkout")
    def test_real_cards(self) -> None:
        texts = front_matters(LONGEST)[1::20]
        assert unlisted(texts, js_yaml(texts)) == []

    @pytest.mark.network
    @pytest.mark.skipif(
        "CARDLINT_NETWORK_TESTS" not in os.environ, reason="set CARDLINT_NETWORK_TESTS to fetch js-yaml"
    )
    def test_js_yaml_is_the_published_one(self, tmp_path: Path) -> None:
        archive = fetch(Package("npm", "js-yaml", "4.3.2"), tmp_path)
        assert archive.read("dist/js-yaml.js") == JS_YAML.read_bytes()
        assert archive.read("LICENSE") == (JS_YAML.parent / "LICENSE").read_bytes()


_ON_READERS = frozenset(("unreadable-in-python", "dialect-dependent-value", "surrogate-escape"))
_MEANT_OTHERWISE = re.compile(r"ends the line|does not exist|write the value|is an anchor|in brackets is rejected")
"""Messages on what the Hub does not read as it is meant: their fixes change what it reads."""


def fixable(text: str) -> list[Diagnostic]:
    """Return the findings with a fix on what the readers do not agree on, if the Hub accepts ``text``."""
    ours = Verdicts(text)
    if ours.hub_rejects or ours.has_two_fences:
        return []
    return [each for each in ours.findings if each.name in _ON_READERS and each.fix is not None]


def applied(text: str, finding: Diagnostic) -> str:
    """Return ``text`` after the fix of ``finding``, and no other."""
    assert finding.fix is not None
    card = f"---\n{text}\n---\n# M\n"
    for edit in sorted(finding.fix.edits, key=lambda edit: edit.span, reverse=True):
        card = card[: edit.span.start] + edit.text + card[edit.span.end :]
    return card.removeprefix("---\n").removesuffix("\n---\n# M\n")


def harm(text: str, answer: Answer, finding: Diagnostic, now: str, new: Answer) -> str | None:
    """Return what is wrong with ``now``, to which a fix of ``finding`` turned ``text``."""
    tools_before, tools = python(text), python(now)
    if rejected_by_hub(new) and not rejected_by_hub(answer):
        return "the Hub rejects it"
    if tools.error is not None and tools_before.error is None:
        return "Python fails"
    ours = Verdicts(now)
    if any((each.message, each.span.start) == (finding.message, finding.span.start) for each in ours.findings):
        return "the finding is still there"
    is_safe = finding.fix is not None and finding.fix.applicability is Applicability.SAFE
    if is_safe and not _MEANT_OTHERWISE.search(finding.message) and answer.data != new.data:
        return "the Hub reads another value"
    if tools.error is None and not is_read_alike(new, tools) and not is_read_alike(new, python(f"{now}\n")):
        return None if ours.is_called_different or is_listed(DIFFERENT, now) else "the readers see different values"
    return None
