"""Findings with one cause are reported as one, and everything that changes or hides findings still works with each of them."""

from pathlib import Path

import pytest
from test_check import cardlint, write

from cardlint import lint_text
from cardlint.config import Config
from cardlint.findings.diagnostic import Applicability, Diagnostic, Edit, Fix, Severity, SharedCause
from cardlint.findings.folding import fold
from cardlint.findings.source import Position, Source, Span
from cardlint.lint.fix import fix_text

EMPTY = "---\nlicense: mit\ntags:\n- a\nbase_model:\nlanguage:\ndatasets:\n---\n\n# M\n\nText.\n"
TODO = (
    "---\nlicense: mit\n---\n\n# M\n\nA model.\n\n"
    + "".join(f"## {name}\n\n[TODO]\n\n" for name in ("A", "B", "C", "D", "E"))
    + "## F\n\nLong.\n"
)


def of_rule(text: str, name: str, kind: str = "model") -> list[Diagnostic]:
    return lint_text(text, kind=kind, config=Config(select=frozenset((name,)), minimum=Severity.INFO))


@pytest.mark.parametrize(
    ("text", "name", "messages", "places"),
    [
        pytest.param(
            EMPTY,
            "null-value",
            ["3 fields have no value (`base_model`, `language`, `datasets`); write values, or remove the lines"],
            3,
            id="fields without a value",
        ),
        pytest.param(
            TODO,
            "unfilled-section",
            ["5 sections are not filled in (`A`, `B`, `C`, …); write or delete them"],
            5,
            id="sections of a template",
        ),
        pytest.param(
            "# M\n\n## A\n\n[TODO]\n",
            "unfilled-section",
            ["section `A` still says `[TODO]`; write it or delete it"],
            1,
            id="one is not folded",
        ),
        pytest.param(
            "---\ntags: [a, b, A, b, a]\n---\n",
            "repeated-tag",
            [
                "the tags `a` and `A` differ only in case; keep one",
                "2 tags are repeated (`b`, `a`); remove the duplicates",
            ],
            3,
            id="two causes stay two findings",
        ),
        pytest.param(
            "---\nlanguage: [deu, deu, deu]\n---\n",
            "repeated-language",
            ["2 languages are listed twice (`deu`); remove the duplicates"],
            2,
            id="a name is given once",
        ),
        pytest.param(
            "---\nmodel-index:\n- name: m\n  results:\n"
            + "  - task: {type: x}\n    metrics: [{type: f1, value: 1}]\n" * 3
            + "---\n",
            "missing-field",
            ["3 entries of `model-index.results` lack the required field `dataset`, so `ModelCard.load` fails; add it"],
            3,
            id="the same field is missing in each",
        ),
    ],
)
def test_findings_with_one_cause_are_one(text: str, name: str, messages: list[str], places: int) -> None:
    found = of_rule(text, name)
    assert [each.message for each in found] == messages
    assert sum(1 + len([one for one in each.related if one.label == "here too"]) for each in found) == places


def made(at: int, alike: SharedCause | None, fix: Fix | None = None, severity: Severity = Severity.INFO) -> Diagnostic:
    place = Span(at, at + 1), Position(1, at + 1), Position(1, at + 2)
    return Diagnostic(*place, "rule", "CL000", severity, f"finding at {at}", fix, alike=alike)


def remove(at: int, applicability: Applicability = Applicability.SAFE, end: int | None = None) -> Fix:
    return Fix("remove it", (Edit(Span(at, end or at + 1), ""),), applicability)


def test_only_findings_that_are_alike_are_folded() -> None:
    one, other = SharedCause("things are wrong", "fix them"), SharedCause("things are odd", "fix them")
    found = [
        made(0, None),
        made(1, one),
        made(2, other),
        made(3, one, severity=Severity.ERROR),
        made(4, None),
        made(5, one),
    ]
    assert [(each.span.start, each.message) for each in fold(found)] == [
        (0, "finding at 0"),
        (1, "2 things are wrong; fix them"),
        (2, "finding at 2"),
        (3, "finding at 3"),
        (4, "finding at 4"),
    ]


@pytest.mark.parametrize(
    ("fixes", "title", "starts", "applicability"),
    [
        pytest.param([remove(0), remove(5)], "remove it, and 1 similar fix", [0, 5], Applicability.SAFE, id="both"),
        pytest.param([None, remove(5)], "remove it", [5], Applicability.SAFE, id="the only one"),
        pytest.param(
            [remove(0, Applicability.UNSAFE), remove(5)], "remove it", [5], Applicability.SAFE, id="only what is safe"
        ),
        pytest.param([remove(0, end=9), remove(5)], "remove it", [0], Applicability.SAFE, id="none that overlap"),
        pytest.param(
            [remove(0), remove(0)], "remove it, and 1 similar fix", [0], Applicability.SAFE, id="the same edit"
        ),
    ],
)
def test_fix_of_all_makes_the_edits_of_each(
    fixes: list[Fix | None], title: str, starts: list[int], applicability: Applicability
) -> None:
    alike = SharedCause("things are wrong", "remove them")
    (found,) = fold([made(at * 5, alike, fix) for at, fix in enumerate(fixes)])
    assert found.fix is not None
    assert (found.fix.title, found.fix.applicability) == (title, applicability)
    assert [edit.span.start for edit in found.fix.edits] == starts


def test_names_stop_where_the_message_gets_long() -> None:
    alike = [SharedCause("sections are empty", "write them", f"`{'x' * 40}{number}`") for number in range(4)]
    (found,) = fold(made(at, each) for at, each in enumerate(alike))
    assert found.message == f"4 sections are empty (`{'x' * 40}0`, …); write them"


def test_each_finding_is_fixed_by_itself() -> None:
    """A fix that is left out, such as that of a section with a directive, does not keep the others from working."""
    assert "[TODO]" not in fix_text(TODO, unsafe=True)
    kept = TODO.replace("[TODO]", "[TODO] <!-- cardlint: ignore[unfilled-section] soon -->", 1)
    assert fix_text(kept, unsafe=True).count("[TODO]") == 1


def test_comment_hides_only_its_own_place() -> None:
    kept = TODO.replace("[TODO]", "[TODO] <!-- cardlint: ignore[unfilled-section] soon -->", 1)
    (found,) = of_rule(kept, "unfilled-section")
    assert found.message == "4 sections are not filled in (`B`, `C`, `D`, …); write or delete them"


def test_baseline_has_each_finding(tmp_path: Path) -> None:
    write(tmp_path, TODO, "README.md")
    select = "--select", "unfilled-section"
    assert (
        cardlint("check", *select, "--write-baseline", "known.json", ".", cwd=tmp_path).stderr
        == "known.json: 5 findings\n"
    )
    write(tmp_path, TODO.replace("Long.", "TBD"), "README.md")
    done = cardlint("check", *select, "--baseline", "known.json", "--format", "concise", ".", cwd=tmp_path)
    assert "section `F` still says `TBD`" in done.stdout
    assert "sections" not in done.stdout


def test_text_report_shows_the_first_places_and_names_the_lines_of_the_others(tmp_path: Path) -> None:
    write(tmp_path, TODO, "README.md")
    shown = cardlint("check", "--select", "unfilled-section", ".", cwd=tmp_path).stdout
    assert shown.count("here too") == 3
    assert "note: also on line 27\n" in shown
    assert "...\n...\n" not in shown
    page = cardlint("check", "--select", "unfilled-section", "--format", "html", ".", cwd=tmp_path).stdout
    assert page.count("here too") == 3
    assert "also on line 27<" in page


def test_source_is_not_needed() -> None:
    """What is folded points into the text as before."""
    source = Source(TODO)
    (found,) = of_rule(TODO, "unfilled-section")
    assert {source.slice(each.span) for each in found.related} == {"[TODO]"}
