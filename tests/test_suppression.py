"""Suppression comments in real cards, with the real command."""

import json
import random
import re
from pathlib import Path

import pytest
from test_check import cardlint, write

from cardlint.card import suppression
from cardlint.card.card import Card
from cardlint.config import Config
from cardlint.findings.diagnostic import Severity
from cardlint.findings.source import Source
from cardlint.lint.fix import fix_card
from cardlint.lint.linter import Linter, lint
from cardlint.run.suppression_writer import write_suppressions

RULES = Config(
    select=frozenset(
        (
            "unknown-license",
            "invalid-language",
            "misspelled-field",
            "image-without-text",
            "malformed-suppression",
            "unknown-suppression",
            "unused-suppression",
        )
    )
)
IMAGE = "![](https://example.org/a.png)"


def found(text: str, config: Config = RULES) -> list[str]:
    """Return the findings in a model card as ``line name``."""
    return [f"{each.start.line} {each.name}" for each in lint(Card(Source(text)), config)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("license: apache-2  # cardlint: ignore[unknown-license] ours", []),
        ("license: apache-2  #cardlint:ignore[CL070]", []),
        ("license: apache-2  # cardlint: ignore[ cl070 , invalid-language ]\nlanguage: en", ["2 unused-suppression"]),
        ("# cardlint: ignore[unknown-license] ours\nlicense: apache-2", []),
        ("# cardlint: ignore[unknown-license]\n\n# another remark\nlicense: apache-2", []),
        ("# cardlint: ignore[unknown-license]\n# cardlint: ignore[invalid-language]\nlicense: apache-2", None),
        ("license:\n- apache-2  # cardlint: ignore[unknown-license]\n- apache-2", ["4 unknown-license"]),
        ("license: # cardlint: ignore[unknown-license]\n- apache-2", ["2 unused-suppression", "3 unknown-license"]),
        ("license: apache-2\n# cardlint: ignore[unknown-license]", ["2 unknown-license", "3 unused-suppression"]),
        ("license: apache-2\nx: y  # cardlint: ignore-file[unknown-license]", []),
        (
            "license: mit  # cardlint: ignore[misspelled-field]\nlangauge: en",
            ["2 unused-suppression", "3 misspelled-field"],
        ),
        (
            "# cardlint: ignore-start[unknown-license]\nlicense:\n- apache-2\n- mit2\n# cardlint: ignore-end\n",
            [],
        ),
        (
            "language: english\n# cardlint: ignore-start[invalid-language]\nlicense: mit\n# cardlint: ignore-end\n",
            ["2 invalid-language", "3 unused-suppression"],
        ),
        # looks like a comment, but is not
        ('license: "apache-2 # cardlint: ignore[unknown-license]"', ["2 unknown-license"]),
        ("license: apache-2#cardlint:ignore[unknown-license]", ["2 unknown-license"]),
        ("license: apache-2\nx: |\n  # cardlint: ignore-file[unknown-license]\n", ["2 unknown-license"]),
        ("license: apache-2\nx: 'a\n  # cardlint: ignore-file[unknown-license]'\n", ["2 unknown-license"]),
        ("license: apache-2\nx: |  # cardlint: ignore-file[unknown-license]\n  text\n", []),
        # what is wrong with it
        ("license: mit  # cardlint: ignore", ["2 malformed-suppression"]),
        ("license: mit  # cardlint: ignore[]", ["2 malformed-suppression"]),
        ("license: mit  # cardlint: noqa[x]", ["2 malformed-suppression"]),
        ("license: mit  # cardlint:", ["2 malformed-suppression"]),
        ("license: mit  # cardlint: ignore-end", ["2 malformed-suppression"]),
        ("license: mit  # cardlint: ignore[unknown-lisence]", ["2 unknown-suppression"]),
        ("license: mit  # cardlint: ignore[unknown-license]", ["2 unused-suppression"]),
        ("license: mit  # cardlint: ignore[missing-language] not run here", []),
        ("license: mit  # cardlint: ignore[unknown-license]\n# cardlint: ignore-file[unused-suppression]", []),
    ],
)
def test_front_matter(text: str, expected: list[str] | None, tmp_path: Path) -> None:
    expected = ["3 unused-suppression"] if expected is None else expected
    assert found(f"---\n{text}\n---\n") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{IMAGE} <!-- cardlint: ignore[image-without-text] a line -->", []),
        (f"<!-- cardlint: ignore[image-without-text] drawn -->\n{IMAGE}", []),
        (
            f"{IMAGE} <!-- cardlint: ignore[image-without-text] a line -->\n{IMAGE}",
            ["5 image-without-text"],
        ),
        (f"<!-- cardlint: ignore[image-without-text] -->\n\nText\nand\n{IMAGE}", []),
        (f"<!-- cardlint: ignore[image-without-text] -->\n\nText\n\n{IMAGE}", None),
        (f"{IMAGE}\n\n<!-- cardlint: ignore-file[image-without-text] -->", []),
        (f"<!--\ncardlint: ignore[image-without-text]\n-->\n{IMAGE}", []),
        (
            (
                f"<!-- cardlint: ignore-start[image-without-text] -->\n\n{IMAGE}\n\n{IMAGE}\n\n"
                f"<!-- cardlint: ignore-end -->\n\n{IMAGE}"
            ),
            ["12 image-without-text"],
        ),
        (f"```\n<!-- cardlint: ignore-file[image-without-text] -->\n```\n\n{IMAGE}", ["8 image-without-text"]),
        ("`<!-- cardlint: ignore -->`", []),
        ("<!-- cardlint: ignore -->", ["4 malformed-suppression"]),
        ("<!-- cardlint: ignore-end[x] -->", ["4 malformed-suppression"]),
        ("Write <!-- see cardlint: ignore --> here", []),
    ],
)
def test_markdown(text: str, expected: list[str] | None) -> None:
    expected = ["4 unused-suppression", "8 image-without-text"] if expected is None else expected
    assert found(f"---\nlicense: mit\n---\n{text}\n") == expected


@pytest.mark.parametrize(
    "block",
    ["```\ncd /home/jane/a\n\ncd /home/ann/b\n```\n", "So:\n~~~\ncd /home/jane/a\n\n\ncd /home/ann/b\n~~~\n"],
    ids=["code", "code right below text"],
)
def test_comment_above_code_counts_for_all_of_it(block: str) -> None:
    config = Config(select=frozenset(("personal-path", "unused-suppression")), minimum=Severity.INFO)
    text = f"<!-- cardlint: ignore[personal-path] -->\n\n{block}cd /home/eve/c\n"
    assert found(text, config) == [f"{text.count(chr(10))} personal-path"]


def test_comment_at_the_end_counts_for_nothing() -> None:
    config = Config(select=frozenset(("personal-path", "unused-suppression")), minimum=Severity.INFO)
    text = "cd /home/eve/c\n\n<!-- cardlint: ignore[personal-path] -->"
    assert found(text, config) == ["1 personal-path", "3 unused-suppression"]


def test_no_front_matter() -> None:
    config = Config(select=frozenset(("missing-front-matter",)))
    assert found("# A\n", config) == ["1 missing-front-matter"]
    assert found("# A\n\n<!-- cardlint: ignore-file[missing-front-matter] -->\n", config) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("license: mit  # cardlint: ignore[unknown-license] x\n", "license: mit\n"),
        ("# cardlint: ignore[unknown-license]\nlicense: mit\n", "license: mit\n"),
        (
            "license: x2 # cardlint: ignore[invalid-language, unknown-license] x\n",
            "license: x2 # cardlint: ignore[unknown-license] x\n",
        ),
        ("license: mit # cardlint: ignore[unknown-lisence]\n", "license: mit\n"),
        (
            "# cardlint: ignore-start[unknown-license]\nlicense: mit\n# cardlint: ignore-end\n",
            "license: mit\n",
        ),
        (
            (
                "# cardlint: ignore-start[CL070]\n# cardlint: ignore-start[invalid-language]\nlicense: x2\n"
                "tags: [a]  # cardlint: ignore-end[invalid-language]\n# cardlint: ignore-end\n"
            ),
            "# cardlint: ignore-start[CL070]\nlicense: x2\ntags: [a]\n# cardlint: ignore-end\n",
        ),
        (
            (
                "# cardlint: ignore-start[invalid-language, unknown-license]\nlicense: x2\n"
                "# cardlint: ignore-end[unknown-license, invalid-language]\n"
            ),
            "# cardlint: ignore-start[unknown-license]\nlicense: x2\n# cardlint: ignore-end[unknown-license]\n",
        ),
    ],
    ids=[
        "end of line",
        "line of its own",
        "one of two",
        "unknown, and then unused",
        "block",
        "block in a block",
        "one of two of a block",
    ],
)
def test_fix_deletes_what_is_unused(before: str, after: str) -> None:
    fixed = fix_card(Card(Source(f"---\n{before}---\n")), RULES, unsafe=True)
    assert fixed.card.source.text == f"---\n{after}---\n"
    assert fixed.dropped == []


def test_fix_of_a_name_corrects_both_ends_of_the_block() -> None:
    text = "---\n# cardlint: ignore-start[unknown-lisence]\nlicense: x2\n# cardlint: ignore-end[unknown-lisence]\n---\n"
    fixed = fix_card(Card(Source(text)), Config(select=frozenset(("unknown-suppression",))), unsafe=True)
    assert fixed.card.source.text == text.replace("lisence", "license")


def test_fix_deletes_the_line_of_an_html_comment() -> None:
    text = "---\nlicense: mit\n---\n# A\n\n<!-- cardlint: ignore[image-without-text] -->\nText\n"
    assert fix_card(Card(Source(text)), RULES).card.source.text == "---\nlicense: mit\n---\n# A\n\nText\n"


def test_sections_to_fill_are_silenced_one_by_one() -> None:
    silenced = "### B\n\n<!-- cardlint: ignore[unfilled-section] soon -->\nTODO\n\n"
    text = "# M\n\n## Parts\n\n" + "### A\n\nTODO\n\n" * 9 + silenced + "## Uses\n\nText\n"
    config = Config(select=frozenset(("unfilled-section", "unused-suppression")))
    assert found(text, config) == ["7 unfilled-section"]
    fixed = fix_card(Card(Source(text)), config, unsafe=True)
    assert fixed.card.source.text == f"# M\n\n## Parts\n\n{silenced}## Uses\n\nText\n"


def test_silenced_fault_is_not_fixed() -> None:
    text = "---\nlicense: MIT  # cardlint: ignore[unknown-license] ours\n---\n"
    assert fix_card(Card(Source(text)), RULES, unsafe=True).card.source.text == text


def test_hidden_finding_still_uses_its_suppression() -> None:
    config = RULES._replace(severities={}, profile="hub")
    assert found("---\nlicense: apache-2  # cardlint: ignore[unknown-license]\n---\n", config) == []


def test_messages_say_what_to_do(tmp_path: Path) -> None:
    write(tmp_path, "---\nlicense: mit  # cardlint: ignore\n# cardlint: ignore[unknown-lisence]\n---\n# A\n\nb\n")
    done = cardlint("check", "--format", "concise", "-q", "--select", "suppressions", "README.md", cwd=tmp_path)
    assert done.stdout.splitlines() == [
        (
            "README.md:2:15: error: `ignore` without rule names would hide every finding; write `ignore[NAME]`"
            " [CL393 malformed-suppression]"
        ),
        (
            "README.md:3:20: warning: there is no rule `unknown-lisence`; did you mean `unknown-license`?"
            " [CL394 unknown-suppression]"
        ),
    ]


def test_suppressions_of_a_card_without_any_are_not_read() -> None:
    card = Card(Source("---\nlicense: apache-2\n---\n"))
    Linter(RULES).check(card)
    assert suppression.suppressions not in card.results


def test_card_that_is_checked_twice_is_judged_again() -> None:
    """What a suppression silenced with one configuration does not count with another."""
    card = Card(Source("---\nlicense: apache-2  # cardlint: ignore[unknown-license]\n---\n"))
    assert [each.name for each in Linter(RULES).check(card)] == []
    allowed = RULES._replace(allowed={"unknown-license": frozenset(("apache-2",))})
    assert [each.name for each in Linter(allowed).check(card)] == ["unused-suppression"]
    assert [each.name for each in Linter(RULES).check(card)] == []


@pytest.mark.parametrize(
    "text",
    [
        "---\n" + "# cardlint: ignore[unknown-license]\n" * 100_000 + "license: [" + "x2, " * 20_000 + "]\n---\n",
        "---\nlicense: mit\n---\n" + "<!-- cardlint: ignore-start[image-without-text] -->\n\n" * 5_000 + IMAGE * 5_000,
        "---\nlicense: mit\n---\n" + "<!-- cardlint: ignore-end -->\n" * 20_000,
        "---\nlicense: mit  # cardlint: ignore[" + "a, " * 100_000 + "]\n---\n",
        "---\nlicense: mit\n---\n<!-- cardlint: ignore[" + "\n" * 50_000,
        "---\n" + "# cardlint: ignore-start[a]\n# cardlint: ignore-end[b]\n" * 20_000 + "---\n",
    ],
    ids=["comments", "blocks", "ends", "names", "unclosed", "crossed"],
)
def test_hostile_suppressions_are_read_to_their_end(text: str) -> None:
    assert all(each.span.end <= len(text) for each in lint(Card(Source(text)), RULES))


# --add-ignores

BROKEN = "---\nlicense: apache-2\nlanguage: [english, en] # two\n---\n# A\n\nText.\n\n![](https://example.org/a.png)\n"


def test_add_ignores_silences_all_that_is_found(tmp_path: Path) -> None:
    path = write(tmp_path, BROKEN)
    path.chmod(0o640)
    done = cardlint("check", "--add-ignores", "known", "--severity", "info", "README.md", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("suppressed ")
    text = path.read_text()
    assert "license: apache-2  # cardlint: ignore[unknown-license] known\n" in text
    assert "language: [english, en] # two  # cardlint: ignore[invalid-language] known\n" in text
    again = cardlint("check", "--severity", "info", "README.md", cwd=tmp_path)
    assert (again.returncode, again.stdout) == (0, "1 card checked, nothing to report\n")
    assert path.stat().st_mode & 0o777 == 0o640
    assert Card(Source(text)).fields == Card(Source(BROKEN)).fields


def test_add_ignores_adds_to_a_suppression_that_is_there() -> None:
    text = "---\nlicense: x2  # cardlint: ignore[invalid-language] why\nlanguage: en\n---\n"
    done = write_suppressions(Card(Source(text)), Linter(RULES), "known")
    assert "license: x2  # cardlint: ignore[invalid-language, unknown-license] why\n" in done.text


def test_add_ignores_stays_out_of_code_that_does_not_end() -> None:
    done = write_suppressions(
        Card(Source("# A\n\n```\ncode\n")), Linter(Config(select=frozenset(("missing-front-matter",)))), "r"
    )
    assert done.text == "<!-- cardlint: ignore-file[missing-front-matter] r -->\n\n# A\n\n```\ncode\n"
    assert done.left == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\nlicense: mit\n---\n```yaml\n---\n```\n", None),
        ("---\r\nlicense: apache-2\r\n---\r\n", "license: apache-2  # cardlint: ignore[unknown-license] r\r"),
        ("---\nlicense: |\n  apache-2\n---\n", "license: |  # cardlint: ignore[unknown-license] r"),
        ("---\nlicense: {a: 'x\n  y'}\n---\n", None),
    ],
    ids=["nothing", "CRLF", "block scalar", "multi-line flow"],
)
def test_add_ignores_keeps_the_data(text: str, line: str | None) -> None:
    card = Card(Source(text))
    config = RULES._replace(select=frozenset(("unknown-license", "wrong-type")))
    done = write_suppressions(card, Linter(config), "r")
    new = Card(Source(done.text))
    assert new.fields == card.fields
    assert [each for each in lint(new, config) if each.name != "unused-suppression"] == done.left == []
    if line is not None:
        assert line in done.text.split("\n")


def test_add_ignores_writes_no_file_of_wrong_bytes(tmp_path: Path) -> None:
    content = b"---\nlicense: apache-2\n---\ncaf\xe9\n"
    (tmp_path / "README.md").write_bytes(content)
    done = cardlint("check", "--add-ignores", "x", "README.md", cwd=tmp_path)
    assert (tmp_path / "README.md").read_bytes() == content
    assert "README.md:2:10: unknown-license cannot be suppressed in the card" in done.stderr


@pytest.mark.parametrize("reason", ["a --> b", "a\nb", "a--b"])
def test_add_ignores_refuses_a_reason_that_ends_the_comment(reason: str, tmp_path: Path) -> None:
    path = write(tmp_path, BROKEN)
    done = cardlint("check", "--add-ignores", reason, "README.md", cwd=tmp_path)
    assert done.returncode == 2
    assert "a reason must be one line without `--`" in done.stderr
    assert path.read_text() == BROKEN


def test_add_ignores_writes_standard_input_to_standard_output(tmp_path: Path) -> None:
    text = b"---\nlicense: apache-2\n---\n"
    done = cardlint("check", "--select", "license", "--add-ignores", "x", "-", cwd=tmp_path, stdin=text)
    assert done.stdout == "---\nlicense: apache-2  # cardlint: ignore[unknown-license] x\n---\n"
    assert list(tmp_path.iterdir()) == []


def test_add_ignores_on_the_cards_of_the_tests() -> None:
    """Every finding in the test cards can be suppressed, and the data stays the same."""
    cards = sorted((Path(__file__).parent / "cards").glob("**/README.md"))
    random.Random(1).shuffle(cards)
    for path in cards[:60]:
        card = Card(Source.decode(path.read_bytes(), str(path)))
        done = write_suppressions(card, Linter(), "known")
        assert done.left == [] or card.source.fault is not None, (path, done.left)
        assert Card(Source(done.text)).fields == card.fields


def test_report_of_a_silenced_card_is_empty(tmp_path: Path) -> None:
    write(tmp_path, "---\nlicense: apache-2  # cardlint: ignore[unknown-license]\n---\n")
    done = cardlint("check", "--select", "license", "--format", "json", "README.md", cwd=tmp_path)
    assert json.loads(done.stdout)["diagnostics"] == []


def test_fix_of_an_unknown_name_leaves_other_names_alone() -> None:
    text = (
        "---\nlicense: mit\n---\n# M\n\n<!-- cardlint: ignore-start[unknown-licence, empty-body] -->\nText of it.\n"
        "<!-- cardlint: ignore-end[unknown-licence, empty-body] -->\n"
    )
    found = [each for each in lint(Card(Source(text)), RULES) if each.name == "unknown-suppression"]
    assert [sorted(edit.text for edit in each.fix.edits) for each in found if each.fix] == [["unknown-license"] * 2]
    starts = {edit.span.start for each in found if each.fix for edit in each.fix.edits}
    assert starts == {place.start() for place in re.finditer("unknown-licence", text)}
