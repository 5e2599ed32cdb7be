"""One mistake in the front matter is one finding, at its place, and the fix leaves a card without findings."""

from typing import NamedTuple

import pytest

from cardlint import fix_text, lint_text
from cardlint.card.kind import Kind

BODY = "# Name\n\nA text about this work, what it is for, and what its limits are.\n"
MODEL = "license: mit\nlanguage: en\nlibrary_name: keras\npipeline_tag: fill-mask\n"
DATASET = "license: mit\nlanguage: en\npretty_name: Names\ntask_categories: [fill-mask]\nsize_categories: [n<1K]\n"
RESULT = """model-index:
- name: m
  results:
  - task:
      type: fill-mask
      name: FM
    dataset:
      type: imdb
      name: IMDB
    metrics:
    - type: accuracy
      value: 0.9
"""
FILES = """configs:
- config_name: en
  data_files:
  - split: train
    path: a.csv
  - split: test
    path: b.csv
"""


class Mistake(NamedTuple):
    """What is replaced in a right text by what, the rule that reports it, the line, and words of the message."""

    old: str
    new: str
    rule: str
    line: int
    says: str
    fixed: bool = True


def card(front_matter: str) -> str:
    return f"---\n{front_matter}---\n\n{BODY}"


TAGS = f"tags:\n- a1\n- b2\n- c3\n{MODEL}"
LISTED = [
    Mistake("- b2", "b2", "invalid-yaml", 4, "a dash is missing before `b2`"),
    Mistake("- a1", "a1", "invalid-yaml", 3, "a dash is missing before `a1`"),
    Mistake("- c3", "c3", "invalid-yaml", 5, "a dash is missing before `c3`"),
    Mistake("- b2", "  - b2", "comma-list", 4, "`- b2` is indented too far"),
    Mistake("- c3", " - c3", "comma-list", 5, "`- c3` is indented too far"),
    Mistake("- b2", "-b2", "invalid-yaml", 4, "a space is missing after the dash"),
    Mistake("- a1\n- b2\n- c3", "a1\nb2\nc3", "invalid-yaml", 3, "the items of `tags` have no dashes"),
    Mistake(
        "- a1\n- b2\n- c3",
        "  - a1\n - b2\n  - c3",
        "invalid-yaml",
        4,
        "this item is indented by 1 space, the items above by 2",
    ),
    Mistake("tags:", "  tags:", "invalid-yaml", 2, "`tags` is indented by 2 spaces, the fields below are not"),
    Mistake("license:", "  license:", "invalid-yaml", 6, "indented by 2 spaces"),
    Mistake("- b2", "-\u00a0b2", "invalid-yaml", 4, "a no-break space (U+00A0) is not a space in YAML"),
    Mistake("- a1\n- b2", "\u00a0- a1\n\u00a0- b2", "invalid-yaml", 3, "no-break space", fixed=False),
    Mistake("license: ", "license:\u00a0", "invalid-yaml", 6, "no-break space"),
    Mistake("language: ", "language\uff1a", "invalid-yaml", 7, "full-width colon"),
    Mistake("license: ", "license\uff1a ", "invalid-yaml", 6, "full-width colon"),
    Mistake("pipeline_tag: ", "pipeline_tag\uff1a", "invalid-yaml", 9, "full-width colon"),
    Mistake(
        "- b2", "<<<<<<< HEAD\n- b2\n=======\n- d4\n>>>>>>> main", "invalid-yaml", 4, "merge conflict", fixed=False
    ),
    Mistake("license: mit", "=======\nlicense: mit\n>>>>>>> x", "invalid-yaml", 6, "merge conflict", fixed=False),
    Mistake("- b2", "<!-- - b2 -->", "invalid-yaml", 4, "is a comment in HTML"),
    Mistake("tags:", "<!-- ours -->\ntags:", "invalid-yaml", 2, "is a comment in HTML"),
    Mistake("language: en", "<!--\nlanguage: en\n-->", "invalid-yaml", 7, "is a comment in HTML", fixed=False),
    Mistake("license: mit", "license: mit <!-- ours -->", "unknown-license", 6, "a license and a remark"),
]
RESULTS = [
    Mistake("  - task:\n      type: fill-mask\n      name: FM", "  - task:\n    type: fill-mask\n    name: FM",
            "null-value", 5, "`type` and `name` below it are not indented enough"),
    Mistake("    dataset:\n      type: imdb\n      name: IMDB", "    dataset:\n    type: imdb\n    name: IMDB",
            "null-value", 8, "`type` and `name` below it are not indented enough"),
    Mistake("    - type: accuracy\n      value", "    type: accuracy\n    value",
            "null-value", 11, "`type` and `value` below it are not indented enough"),
    Mistake("    - type: accuracy\n      value", "      type: accuracy\n      value",
            "wrong-type", 12, "must be a list, not a mapping"),
    Mistake("- name: m\n  results", "name: m\nresults", "null-value", 2, "are not indented enough", fixed=False),
    Mistake("    - type: accuracy\n      value", "    - type: accuracy\n    value",
            "missing-field", 13, "`value` belongs to the last item of `metrics`", fixed=False),
    Mistake("  results:", "results:", "missing-field", 4, "`results` belongs to the last item of `model-index`", fixed=False),
]  # fmt: skip
SPLITS = [
    Mistake("  - split: test", "    split: test", "duplicate-field", 7, "a dash is missing before `split: test`"),
    Mistake("  - split: train\n    path: a.csv\n  - split: test", "    split: train\n    path: a.csv\n    split: test",
            "duplicate-field", 7, "a dash is missing before `split: test`"),
    Mistake("  - split: test\n    path", "  split: test\n  path",
            "unknown-config-parameter", 7, "`split` and `path` belong to an item of `data_files`", fixed=False),
]  # fmt: skip
FENCES = [
    Mistake("---\nlicense", "license", "broken-opening-fence", 1, "the opening `---` is missing"),
    Mistake("---\nlicense", "--\nlicense", "broken-opening-fence", 1, "the opening fence is `--`"),
    Mistake("---\nlicense", "***\nlicense", "broken-opening-fence", 1, "the opening fence is `***`"),
    Mistake("---\nlicense", "—-\nlicense", "broken-opening-fence", 1, "with an em dash (U+2014)"),
    Mistake("---\nlicense", "–––\nlicense", "broken-opening-fence", 1, "with 3 en dashes (U+2013)"),
    Mistake("---\nlicense", "\\---\nlicense", "broken-opening-fence", 1, "the opening fence is `\\---`"),
    Mistake("---\n\n", "--\n\n", "broken-closing-fence", 6, "the closing fence is `--`"),
    Mistake("---\n\n", "***\n\n", "broken-closing-fence", 6, "the closing fence is `***`"),
    Mistake("---\n\n", "—-\n\n", "broken-closing-fence", 6, "with an em dash (U+2014)"),
    Mistake("---\n\n", "___\n\n", "broken-closing-fence", 6, "the closing fence is `___`"),
    Mistake("---\n\n", "----\n\n", "broken-closing-fence", 6, "the closing fence is `----`"),
    Mistake("---\n\n", "\n", "unclosed-front-matter", 1, "the front matter is not closed"),
]  # fmt: skip

CASES = [
    *(("model", card(TAGS), each) for each in LISTED),
    *(("model", card(RESULT + MODEL), each) for each in RESULTS),
    *(("dataset", card(FILES + DATASET), each) for each in SPLITS),
    *(("model", card(MODEL), each) for each in FENCES),
]


@pytest.mark.parametrize("front_matter", [TAGS, RESULT + MODEL, MODEL], ids=["tags", "results", "fields"])
def test_model_cards_are_right_without_the_mistake(front_matter: str) -> None:
    assert lint_text(card(front_matter), kind=Kind.MODEL) == []


def test_dataset_card_is_right_without_the_mistake() -> None:
    assert lint_text(card(FILES + DATASET), kind=Kind.DATASET) == []


@pytest.mark.parametrize(("kind", "right", "mistake"), CASES, ids=lambda each: getattr(each, "says", ""))
def test_mistake_is_one_finding_and_fixed(kind: str, right: str, mistake: Mistake) -> None:
    assert right.count(mistake.old) == 1
    wrong = right.replace(mistake.old, mistake.new)
    found = lint_text(wrong, kind=kind)
    assert [(each.name, each.start.line) for each in found] == [(mistake.rule, mistake.line)], found
    assert mistake.says in found[0].message
    if mistake.fixed:
        assert lint_text(fix_text(wrong, unsafe=True, kind=kind), kind=kind) == []
