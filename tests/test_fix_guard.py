"""A fix that does not remove its finding, or causes a new error, is not applied."""

import pytest

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.config import Config
from cardlint.findings.diagnostic import Severity
from cardlint.findings.source import Source
from cardlint.lint import fix

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
        ("license: mit\ntasks: mnli\nlibrary_name: transformers", "misspelled-field"),
        ("licenses: cc-by-nc-sa\npipeline_tag: fill-mask", "misspelled-field"),
        ("license: mit\npipeline_tag: fill-mask\nmodel-index:\n  name: x", "wrong-type"),
    ],
    ids=["ignored field becomes a wrong one", "ignored field becomes a refused one", "list of what is no result"],
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
