"""Every rule is triggered by its own examples: its ``fields`` and ``signs`` are not too narrow."""

from pathlib import Path

import pytest
from test_rules import EXAMPLES, bad_card

from cardlint.card.card import Card
from cardlint.card.repository import Repository
from cardlint.findings.source import Source, lower_ascii
from cardlint.rule_kit.rule import Example, Rule
from cardlint.rules import ASKED_FOR, LISTED, Roster

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"

_ASKED_FOR = frozenset(listed.name for listed in LISTED if listed.group in ASKED_FOR)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_rule_is_awake_for_its_example(rule: Rule, example: Example, tmp_path: Path) -> None:
    card, _ = bad_card(example, tmp_path)
    assert rule.name in _ASKED_FOR or rule.name in [each.name for each in Roster().rules_for(card)]


def test_signs_are_spelt_as_the_module_says() -> None:
    known = {"fault", "name", "fences", "problems", "differing", "rejections", "strays", "files"}
    for listed in LISTED:
        for sign in listed.signs:
            head, _, rest = sign.partition(":")
            assert sign in known or (head in ("breach", "ends", "file", "lacks", "text") and rest != ""), sign
            assert head != "text" or rest == lower_ascii(rest), sign


def test_sleeping_rules_would_find_nothing_in_real_cards() -> None:
    found = sorted(CORPUS.glob("*/*/README.md"))[::60]
    if not found:
        pytest.skip("no corpus of real cards beside the checkout")
    for path in found:
        card = Card(Source.decode(path.read_bytes(), str(path)), None, Repository(path.parent))
        awake = {each.name for each in Roster().rules_for(card)}  # a new one, for which the words of the text count
        for listed in LISTED:
            asleep = listed.name not in awake and listed.group not in ASKED_FOR and card.kind.value in listed.kinds
            if asleep and listed.signs and (not listed.fields or not card.fields.keys().isdisjoint(listed.fields)):
                assert list(listed.rule.check(card)) == [], (listed.name, path)
