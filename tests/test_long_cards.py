"""A card that is too long to be checked completely: its front matter is checked, one finding reports it, and nothing is written or lost."""

from pathlib import Path

import pytest
from test_check import cardlint, write

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.config import Config
from cardlint.findings.source import FULL_LIMIT, Fault, Source
from cardlint.lint.fix import fix_card
from cardlint.lint.linter import lint

FRONT_MATTER = "---\nlicense: mit\ntags: [a, a]\n---\n"
LONG_BODY = "# A model\n\n## Uses\n\n## Data\n\n" + "Words.\n" * (FULL_LIMIT // 7)
ALL_FRONT_MATTER = "---\nlicense: mit\ntags:\n" + "- a\n" * (FULL_LIMIT // 4) + "---\n# A model\n"
EVERYTHING = Config(profile="strict")


def names(text: str) -> list[str]:
    return [each.name for each in lint(Card(Source(text, "README.md"), Kind.MODEL), EVERYTHING)]


def test_front_matter_of_a_long_card_is_checked_and_nothing_else() -> None:
    found = lint(Card(Source(FRONT_MATTER + LONG_BODY), Kind.MODEL), EVERYTHING)
    assert [each.name for each in found].count("oversized-card") == 1
    assert found[0].message == (
        "the card has more than 2,097,152 characters, so only its front matter was checked; move results to `.eval_results/*.yaml`"
    )
    assert "repeated-tag" in [each.name for each in found]
    assert not [each.name for each in found if each.name.endswith(("-section", "-body", "-example", "-title-heading"))]


@pytest.mark.parametrize(
    "text", [ALL_FRONT_MATTER, LONG_BODY], ids=["all of it is front matter", "it has no front matter"]
)
def test_nothing_is_reported_of_what_is_not_read(text: str) -> None:
    assert names(text) == ["oversized-card"]


def test_a_card_up_to_the_limit_is_checked_in_full() -> None:
    text = (FRONT_MATTER + LONG_BODY)[:FULL_LIMIT]
    assert "empty-section" in names(text)
    assert "oversized-card" not in names(text)


def test_the_bytes_of_a_long_card_stay() -> None:
    content = (FRONT_MATTER + LONG_BODY).encode()
    card = Card(Source.decode(content, "README.md"), Kind.MODEL)
    assert card.source.fault is Fault.LONG
    fixed = fix_card(card, EVERYTHING, unsafe=True)
    assert fixed.applied == []
    assert fixed.card.source.encoded() == content


@pytest.mark.parametrize("options", [("--fix", "--unsafe-fixes"), ("--diff",), ("--add-ignores", "x")], ids=str)
def test_no_command_writes_a_long_card(options: tuple[str, ...], tmp_path: Path) -> None:
    path = write(tmp_path, FRONT_MATTER + LONG_BODY)
    done = cardlint("check", "README.md", *options, cwd=tmp_path)
    assert "Traceback" not in done.stderr
    assert path.read_text(encoding="utf-8") == FRONT_MATTER + LONG_BODY
    assert "-tags" not in done.stdout
    piped = cardlint("check", "-", *options, stdin=path.read_bytes(), cwd=tmp_path)
    assert piped.stdout == ""
    assert piped.returncode == 2


def test_the_task_of_a_long_card_is_read_from_its_front_matter(tmp_path: Path) -> None:
    write(tmp_path, FRONT_MATTER.replace("tags", "pipeline_tag: fill-mask\ntags") + LONG_BODY)
    assert "fill-mask" in cardlint("task", "README.md", cwd=tmp_path).stdout
    write(tmp_path, ALL_FRONT_MATTER)
    done = cardlint("task", "README.md", cwd=tmp_path)
    assert done.returncode == 2
    assert "the front matter has more than 2,097,152 characters" in done.stderr
