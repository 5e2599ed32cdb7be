"""Rules of dataset cards whose cases are too many for their files: eval.yaml and sizes."""

from pathlib import Path

import pytest

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.repository import Repository
from cardlint.findings.source import Source
from cardlint.rules.dataset import invalid_eval_yaml, unknown_size_category

CARD = """---
tags: [benchmark:official]
configs:
- config_name: quiz
  data_files: [{split: test, path: test.csv}]
---
"""
HEAD = "name: Quiz\nevaluation_framework: mteb\ntasks:\n"


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (f"{HEAD}- {{id: quiz, config: quiz, split: test}}\n- {{id: b}}\n", []),
        ("name: Quiz\n", ["1: `evaluation_framework` is missing; add it", "1: `tasks` is missing; add it"]),
        ("- a\n", ["1: the file must be a mapping; write `name`, `evaluation_framework`, `tasks`"]),
        ("name: [\n", ["2: this is not YAML (syntax `did not find expected node content`); correct it"]),
        (
            "name: a\nevaluation_framework: 3\ntasks: quiz\n",
            ["2: the Hub does not know the `evaluation_framework` `3`", "3: `tasks` must be a list; write one"],
        ),
        (
            f"{HEAD}- id: a\n- id: a\n- id: 3\n- config: quiz\n",
            [
                "5: two tasks have the `id` `a`; give each its own",
                "6: the `id` of a task must be text, not `3`; put it in quotes",
                "7: the task has no `id`; add it",
            ],
        ),
        (
            f"{HEAD}- {{id: a, config: test}}\n- {{id: b, config: quiz, split: dev}}\n",
            [
                "4: `configs` in the card has no subset `test`; correct the name",
                "5: the subset `quiz` has no split `dev`; correct the name",
            ],
        ),
    ],
)
def test_eval_yaml_is_judged_line_by_line(text: str, messages: list[str], tmp_path: Path) -> None:
    (tmp_path / "eval.yaml").write_text(text, encoding="utf-8")
    card = Card(Source(CARD), Kind.DATASET, Repository(tmp_path))
    found = [(each.file, each) for each in invalid_eval_yaml.check(card)]
    assert [f"{file.position(each.span.start).line}: {each.message}" for file, each in found if file] == messages


@pytest.mark.parametrize(
    ("written", "fix"),
    [
        ("10K<n<100k", "safe replace with `10K<n<100K`"),
        ("1k<10K", "safe replace with `1K<n<10K`"),
        ("100M<n<1G", "safe replace with `100M<n<1B`"),
        ("10M-100M", "safe replace with `10M<n<100M`"),
        ("30k<n<50k", "unsafe replace with `10K<n<100K`"),
        ("98K<n<98K", "unsafe replace with `10K<n<100K`"),
        ("<10K", "unsafe replace with `1K<n<10K`"),
        ("n>1M", "unsafe replace with `1M<n<10M`"),
        ("5 000 000", ""),
        ("1,234,567", "unsafe replace with `1M<n<10M`"),
        ("1960<n<11,502", ""),
        ("9" * 400, ""),
        ("n<n<n", ""),
    ],
)
def test_sizes_of_ones_own_are_understood(written: str, fix: str) -> None:
    card = Card(Source(f'---\nsize_categories: ["{written}"]\n---\n'), Kind.DATASET)
    (found,) = unknown_size_category.check(card)
    assert (f"{found.fix.applicability.value} {found.fix.title}" if found.fix else "") == fix
