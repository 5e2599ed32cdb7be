"""Every rule is awake for its own examples: its ``fields`` and ``signs`` are not too narrow."""

from pathlib import Path

import marked
import pytest
from test_rules import EXAMPLES, card_of, whole

from cardlint.rule import Example, Rule
from cardlint.rules import ASKED_FOR, LISTED, rules_for

_ASKED_FOR = frozenset(listed.name for listed in LISTED if listed.group in ASKED_FOR)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_rule_is_awake_for_its_example(rule: Rule, example: Example, tmp_path: Path) -> None:
    text, _ = marked.read(whole(example.bad, example))
    card = card_of(text, example, tmp_path)
    assert rule.name in _ASKED_FOR or rule.name in [listed.name for listed in rules_for(card)]


def test_signs_are_spelt_as_the_module_says() -> None:
    told = {"fault", "name", "fences", "problems", "differing", "strays", "files"}
    for listed in LISTED:
        for sign in listed.signs:
            head, colon, rest = sign.partition(":")
            assert sign in told or (head in ("breach", "file", "lacks", "text") and rest == rest.strip() != ""), sign
            assert head != "text" or rest == rest.lower(), sign
