"""Identifiers that are newer than the lists of cardlint: never an error, in the lists that grow."""

import re
from pathlib import Path

import pytest

from cardlint.card.kind import Kind
from cardlint.card.repository import Repository
from cardlint.config import Config
from cardlint.findings.diagnostic import Severity
from cardlint.lint.linter import lint_text
from cardlint.system.resources import load_json
from cardlint.vocabulary import vocabulary

GROWING = load_json("schemas/facts/growing.json")


@pytest.mark.parametrize("name", GROWING["entries"])
def test_every_identifier_is_written_as_the_facts_say(name: str) -> None:
    pattern = re.compile(GROWING["entries"][name]["pattern"])
    single = {"openid", "profile", "email", "jobs", "webhooks"}  # one word names no scope that could be new
    assert [each for each in vocabulary(name).ids if not pattern.fullmatch(each) and each not in single] == []


def test_identifiers_would_have_been_taken_for_new_before_they_were_known() -> None:
    """Take each identifier out of its list in turn: only a few resemble another so closely that they are taken for a typo."""
    mistaken: list[str] = []
    for name in GROWING["entries"]:
        known = vocabulary(name)
        for word in known.ids:
            entries = {each: known[each] for each in known.ids if each != word}
            aliases = {alias: meant for alias, meant in known.aliases.items() if meant != word}
            earlier = type(known)(name, {**known.data, "entries": entries, "aliases": aliases}, known.as_of)
            if earlier.misspelled(word) is not None:
                mistaken.append(word)
    assert len(mistaken) <= 10, mistaken


@pytest.mark.parametrize(
    ("name", "word", "is_new"),
    [
        ("tasks", "text-to-smell", True),
        ("tasks", "image-to-audio", True),
        ("tasks", "text-to-4d", True),
        ("tasks", "zero-shot-text-ranking", True),
        ("tasks", "text-clasification", False),
        ("tasks", "txet-to-image", False),
        ("tasks", "text2image", False),
        ("tasks", "Text to Smell", False),
        ("tasks", "text_to_smell", False),
        ("tasks", "none", False),
        ("tasks", "conversational", False),
        ("tasks", "lm-head", False),
        ("tasks", "text-generation", False),
        ("tasks", "", False),
        ("tasks", "a" * 1000, False),
        ("subtasks", "api-calling", True),
        ("subtasks", "language-modelling", False),
        ("evaluation_frameworks", "lighteval", True),
        ("evaluation_frameworks", "swe-bench-multilingual", True),
        ("evaluation_frameworks", "inspect_ai", False),
        ("evaluation_frameworks", "Light Eval", False),
        ("spaces/hardware", "b200x8", True),
        ("spaces/hardware", "a100x16", True),
        ("spaces/hardware", "h200", True),
        ("spaces/hardware", "h100", False),
        ("spaces/hardware", "t4-smal", False),
        ("spaces/hardware", "T4-small", False),
        ("spaces/oauth_scopes", "read-papers", True),
        ("spaces/oauth_scopes", "read-repo", False),
        ("libraries", "gliner3", True),
        ("libraries", "sentence-transfomers", False),
        ("licenses", "mit-2.0", False),
        ("spaces/colors", "ultraviolet", False),
        ("spaces/sdk", "solara", False),
    ],
)
def test_word_may_be_new_if_nothing_else_explains_it(name: str, word: str, is_new: bool) -> None:
    assert vocabulary(name).may_be_new(word) is is_new


FIELDS = [
    pytest.param(Kind.MODEL, "pipeline_tag: {}", "text-to-smell", "text-clasification", "tasks", id="pipeline_tag"),
    pytest.param(Kind.DATASET, "task_categories: [{}]", "text-to-smell", "sumarization", "tasks", id="task_categories"),
    pytest.param(Kind.DATASET, "task_ids: [{}]", "api-calling", "language-modelling", "subtasks", id="task_ids"),
    pytest.param(Kind.SPACE, "suggested_hardware: {}", "b200x8", "t4-smal", "spaces/hardware", id="suggested_hardware"),
    pytest.param(Kind.SPACE, "hf_oauth_scopes: [{}]", "read-papers", "read-repo", "spaces/oauth_scopes", id="scopes"),
]


@pytest.mark.parametrize(("kind", "field", "new", "typo", "name"), FIELDS)
def test_new_identifier_is_a_warning_with_the_date_and_a_typo_is_what_it_was(
    kind: Kind, field: str, new: str, typo: str, name: str
) -> None:
    date = vocabulary(name).as_of
    found = [each for each in lint_text(card(field.format(new)), kind=kind) if f"`{new}`" in each.message]
    assert [(each.severity, f"is not known to cardlint as of {date};" in each.message) for each in found] == [
        (Severity.WARNING, True)
    ]
    found = [each for each in lint_text(card(field.format(typo)), kind=kind) if f"`{typo}`" in each.message]
    assert [("did you mean" in each.message, "as of" in each.message) for each in found] == [(True, False)]


@pytest.mark.parametrize(("kind", "field", "new", "typo", "name"), FIELDS[:3])
def test_profile_of_the_hub_keeps_its_verdict(kind: Kind, field: str, new: str, typo: str, name: str) -> None:
    for word in (new, typo):
        found = lint_text(card(field.format(word)), kind=kind, config=Config(profile="hub"))
        assert [each.severity for each in found if f"`{word}`" in each.message] == [Severity.WARNING]


@pytest.mark.parametrize(
    ("framework", "severity"),
    [("lighteval", Severity.WARNING), ("inspect_ai", Severity.ERROR), ("Light Eval", Severity.ERROR)],
)
def test_new_evaluation_framework_is_a_warning(framework: str, severity: Severity, tmp_path: Path) -> None:
    text = f"name: Quiz\nevaluation_framework: {framework}\ntasks:\n- id: quiz\n"
    (tmp_path / "eval.yaml").write_text(text, encoding="utf-8")
    found = lint_text(card("tags: [benchmark:official]"), kind=Kind.DATASET, repository=Repository(tmp_path))
    assert [each.severity for each in found if each.name == "invalid-eval-yaml"] == [severity]


def card(field: str) -> str:
    return f"---\nlicense: mit\n{field}\n---\n\n# A\n"
