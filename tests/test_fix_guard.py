"""A fix that does not remove its finding, or causes a new error, is not applied."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.repository import Repository
from cardlint.config import Config
from cardlint.findings.diagnostic import Edit, Fix, Severity
from cardlint.findings.source import Source, Span
from cardlint.lint import fix
from cardlint.rule_kit.rule import Check, Found, Rule

EVERYTHING = Config(minimum=Severity.INFO)


def repaired(fields: str) -> tuple[str, list[str], list[str]]:
    """Return the front matter after all fixes, the rules whose fixes were applied, and those whose fixes were skipped."""
    card = Card(Source(f"---\n{fields}\n---\n# Model\n\nIt sorts letters by what they ask for.\n"), Kind.MODEL)
    done = fix.fix_card(card, EVERYTHING, unsafe=True)
    text = done.card.source.text.removeprefix("---\n").partition("\n---\n")[0]
    return text, [each.name for each in done.applied], [each.name for each in done.dropped]


@pytest.mark.parametrize(
    ("fields", "left_out"),
    [
        ("licenses: cc-by-nc-sa\npipeline_tag: fill-mask", "misspelled-field"),
        ("license: mit\npipeline_tag: fill-mask\nmodel-index:\n  name: x", "wrong-type"),
    ],
    ids=["ignored field becomes a refused one", "list of what is no result"],
)
def test_value_that_stays_wrong_is_left_alone(fields: str, left_out: str) -> None:
    text, applied, dropped = repaired(fields)
    assert (text, left_out in applied, left_out in dropped) == (fields, False, True)


@pytest.mark.parametrize(
    ("fields", "after", "rule"),
    [
        (
            "licence: Apache 2.0\npipeline_tag: fill-mask",
            "license: apache-2.0\npipeline_tag: fill-mask",
            "misspelled-field",
        ),
        ("license: mit\npipline_tag: ner", "license: mit\npipeline_tag: token-classification", "misspelled-field"),
    ],
    ids=["a further fix repairs the value", "a further fix replaces the value"],
)
def test_value_that_is_repaired_next_does_not_keep_the_fix_back(fields: str, after: str, rule: str) -> None:
    text, applied, _ = repaired(fields)
    assert (text, rule in applied) == (after, True)


def test_error_that_bad_fences_hid_is_not_new() -> None:
    card = Card(Source("----\nlicense: nope\npipeline_tag: fill-mask\n---\n# Model\n\nIt sorts letters.\n"), Kind.MODEL)
    done = fix.fix_card(card, EVERYTHING)
    assert done.card.source.text.startswith("---\nlicense: nope\n")
    assert [each.name for each in done.applied] == ["broken-opening-fence"]


def test_fix_that_deletes_what_a_rule_asks_for_is_left_out() -> None:
    def check(card: Card) -> Iterator[Found]:
        at = card.source.text.find("Words")
        if at >= 0:
            yield Found(Span(at, at + 5), "words", Fix("remove them", (Edit(Span(at, at + 5), ""),)))
        else:
            yield Found(card.top, "there are no words; add some")

    done = fix.fix_card(Card(Source("# Model\n\nWords\n"), Kind.MODEL), _only(check))
    assert (done.card.source.text, [each.message for each in done.dropped]) == ("# Model\n\nWords\n", ["words"])


def test_fix_of_a_file_next_to_the_card_that_leaves_its_finding_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a: 1\nb: 2\n")

    def check(card: Card) -> Iterator[Found]:
        file = card.repository.source("a.yaml") if card.repository is not None else None
        assert file is not None
        for at, number in enumerate(file.text):
            if number.isdecimal() and number != "3":
                repaired = Fix("add 1", (Edit(Span(at, at + 1), "3" if number == "2" else "9"),))
                yield Found(Span(at, at + 1), "not 3", repaired, severity=Severity.ERROR, file=file)

    card = Card(Source("# Model\n", str(tmp_path / "README.md")), Kind.MODEL, Repository(str(tmp_path)))
    done = fix.fix_card(card, _only(check))
    assert done.card.repository is not None
    assert list(done.card.repository.edited.values()) == ["a: 1\nb: 3\n"]


def _only(check: Check) -> Config:
    rule = Rule(name="acme", code="AC1", category="own", severity=Severity.WARNING, check=check, examples=())
    return Config(select=frozenset(("acme",)), own=(rule,), minimum=Severity.INFO)
