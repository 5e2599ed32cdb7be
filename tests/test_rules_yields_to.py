"""Every rule reports everything that it finds; a finding is dropped only if a more specific rule is on and reported the same place."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_rules import bad_card, reported_by

from cardlint.card import schema
from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.config import Config
from cardlint.findings.diagnostic import Diagnostic, Severity
from cardlint.findings.source import Source, Span
from cardlint.lint.linter import Linter, lint
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rule_kit.rules_of_words import LEAVE_PLACEHOLDERS, RULES_OF_WORDS
from cardlint.rules import all_rules, find, rank
from cardlint.system.errors import CardlintError

RULES = {rule.name: rule for rule in all_rules()}
EVERYTHING = Config(minimum=Severity.INFO)
PAIRS = [(rule, RULES[name]) for rule in RULES.values() for name in rule.yields_to]
_RESULT = "model-index:\n- name: a\n  results:\n  - task: {type: x}\n    dataset: {type: d, name: d}\n    "

SHOWN_HERE: dict[tuple[str, str], Example] = {  # cases that no example of the two rules shows
    ("invalid-yaml", "front-matter-not-a-mapping"): Example("- a\n- *b", ""),
    ("invalid-yaml", "invalid-encoding"): Example("license: mit\ntags: [a\0]", ""),
    ("dialect-dependent-value", "wrong-type"): Example("license: 0123", ""),
    ("null-value", "invalid-yaml"): Example("  tags:\n- a\nlicense: mit", ""),
    ("invalid-data-files", "duplicate-field"): Example(
        "configs:\n- config_name: a\n  data_files:\n    split: train\n    path: a\n    split: test\n    path: b",
        "",
        kind=Kind.DATASET,
    ),
    ("invalid-feature", "duplicate-field"): Example(
        "dataset_info:\n  features:\n  - name: a\n    dtype: int8\n    name: b\n    dtype: int8", "", kind=Kind.DATASET
    ),
    ("unreadable-in-python", "unquoted-date"): Example("license: 2001-02-30", ""),
    ("unreadable-in-python", "front-matter-not-a-mapping"): Example("license:\u2028 mit", ""),
    ("dialect-dependent-value", "unquoted-version"): Example("sdk: gradio\nsdk_version: 012", "", kind=Kind.SPACE),
    ("wrong-type", "comma-list"): Example("tags: a, b", ""),
    ("wrong-mask", "incomplete-widget-example"): Example('pipeline_tag: fill-mask\nwidget:\n- text: ""', ""),
    ("missing-license", "forbidden-field"): Example("licenses: mit", "", kind=Kind.DATASET),
    ("missing-sdk", "misspelled-field"): Example("title: A\nsdk_: gradio", "", kind=Kind.SPACE),
    ("missing-sdk", "field-case"): Example("title: A\nSDK: gradio", "", kind=Kind.SPACE),
    ("unknown-license", "comma-list"): Example("license: mit,apache-2.0", ""),
    ("spdx-expression", "comma-list"): Example("license: mit,apache-2.0", ""),
    ("unassigned-language", "repeated-language"): Example("language: [xy, xy]", ""),
    ("withdrawn-language", "repeated-language"): Example("language: [iw, he]", ""),
    ("bibliographic-language", "repeated-language"): Example("language: [ger, de]", ""),
    ("malformed-language-tag", "comma-list"): Example("language_bcp47: pt-BR, en-US", "", kind=Kind.DATASET),
    ("redundant-tag", "repeated-tag"): Example("license: mit\ntags: [mit, mit]", ""),
    ("invalid-base-model", "comma-list"): Example("base_model: a/b, c/d", ""),
    ("invalid-dataset-id", "comma-list"): Example("datasets: a/b, c/d", ""),
    ("invalid-model-id", "comma-list"): Example('models: ["a/b,c/d"]', "", kind=Kind.SPACE),
    ("invalid-model-id", "wrong-repository-type"): Example(
        "models: [https://huggingface.co/datasets/a/b]", "", kind=Kind.SPACE
    ),
    ("invalid-new-version", "wrong-repository-type"): Example("new_version: https://huggingface.co/datasets/a/b", ""),
    ("invalid-bucket-id", "comma-list"): Example("buckets: ['a/b, c/d']", ""),
    ("invalid-source-dataset", "comma-list"): Example("source_datasets: ['original, other']", "", kind=Kind.DATASET),
    ("unknown-dataset-word", "comma-list"): Example("annotations_creators: [found other]", "", kind=Kind.DATASET),
    ("unknown-oauth-scope", "comma-list"): Example("hf_oauth_scopes: [email read-repos]", "", kind=Kind.SPACE),
    ("unknown-size-category", "comma-list"): Example("size_categories: ['n<1K, 1K<n<10K']", "", kind=Kind.DATASET),
    ("unknown-task-category", "comma-list"): Example("task_categories: [fill-mask/other]", "", kind=Kind.DATASET),
    ("unknown-task-id", "comma-list"): Example("task_ids: ['parsing, rdf-to-text']", "", kind=Kind.DATASET),
    ("unknown-metric", "comma-list"): Example("metrics: wer, cer", ""),
    ("weights-without-config", "library-files-conflict"): Example(
        "library_name: transformers", "", files={"model.safetensors": "x"}
    ),
    ("broken-body-link", "link-without-scheme"): Example("", "", body="[a](www.example.com)\n", files={"a.txt": ""}),
    ("broken-body-link", "link-to-own-machine"): Example("", "", body="[a](~/a.txt)\n", files={"a.txt": ""}),
    ("broken-image", "link-without-scheme"): Example("", "", body="![a](www.example.com/a.png)\n", files={"a.txt": ""}),
    ("broken-image", "link-to-own-machine"): Example("", "", body="![a](~/a.png)\n", files={"a.txt": ""}),
    ("card-in-lfs", "not-a-card"): Example(
        f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 1\n",
        "",
        whole=True,
        files={".gitattributes": "*.md filter=lfs diff=lfs merge=lfs -text\n"},
    ),
}


def alone(rule: Rule, *others: Rule) -> Linter:
    """Return a linter for which this rule, and ``others``, are on."""
    return Linter(Config(select=frozenset(each.name for each in (rule, *others)), minimum=Severity.INFO))


def of_rule(found: list[Diagnostic], rule: Rule) -> set[tuple[str | None, Span]]:
    return {(each.file.path if each.file else None, each.span) for each in found if each.name == rule.name}


def bad_cards(*rules: Rule) -> Iterator[Card]:
    for example in (example for rule in rules for example in rule.examples):
        with tempfile.TemporaryDirectory() as folder:
            yield bad_card(example, Path(folder))[0]


def is_one_of_many(weaker: Rule, stronger: Rule) -> bool:
    """Return whether the weaker rule is about all values, and knows the stronger one from a list of all that fields have."""
    if weaker.name in LEAVE_PLACEHOLDERS and stronger.name == "placeholder-value":  # tests/test_placeholders.py
        return True
    return weaker.name == "dialect-dependent-value" and stronger.name in RULES_OF_WORDS


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [pytest.param(*pair, id=f"{pair[0].name}<{pair[1].name}") for pair in PAIRS if not is_one_of_many(*pair)],
)
def test_rule_reports_alone_what_it_leaves_to_another(weaker: Rule, stronger: Rule, tmp_path: Path) -> None:
    left = 0
    extra = SHOWN_HERE.get((weaker.name, stronger.name))
    cards = [bad_card(extra, tmp_path)[0]] if extra is not None else bad_cards(stronger, weaker)
    for card in cards:
        by_itself = of_rule(alone(weaker).check(card), weaker)
        left += len(by_itself - of_rule(alone(weaker, stronger).check(card), weaker))
    assert left, f"nothing shows that {weaker.name} yields to {stronger.name}"


@pytest.mark.parametrize("rule", [rule for rule in RULES.values() if rule.yields_to], ids=lambda rule: rule.name)
def test_nothing_is_lost_where_all_are_on(rule: Rule) -> None:
    """What a rule reports by itself is also reported if all rules are on: by it, or by a rule that it yields to."""
    for card in bad_cards(rule, *(RULES[name] for name in rule.yields_to)):
        dropped = of_rule(alone(rule).check(card), rule) - of_rule(Linter(EVERYTHING).check(card), rule)
        if dropped:
            names = {each.name for each in Linter(EVERYTHING).check(card)}
            assert not names.isdisjoint(_all_better(rule)), (rule.name, dropped)


def _all_better(rule: Rule) -> set[str]:
    return {rule.name, *rule.yields_to}.union(*(_all_better(RULES[name]) for name in rule.yields_to))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("license: 0b_1", ["unknown-license"], id="number-of-python"),
        pytest.param("language: 0b_1", ["invalid-language"], id="language"),
    ],
)
def test_rule_of_the_field_says_more_of_a_word_than_one_about_all_values(text: str, names: list[str]) -> None:
    general = ("dialect-dependent-value", *names)
    card = Card(Source(f"---\n{text}\n---\n"), Kind.MODEL)
    assert [each.name for each in lint(card, Config(select=frozenset(general)))] == names
    assert [each.name for each in lint(card, Config(select=frozenset(general[:1])))] != []


def test_rules_of_words_are_those_that_the_schemas_name() -> None:
    named = {name for kind in ("model", "dataset", "space") for name in reported_by(schema.load(kind), None)}
    about_more = {"forbidden-field", "listed-gated-fields", "missing-field", "missing-gated-options", "wrong-type"}
    assert set(RULES_OF_WORDS) == named - about_more


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("license: gpl-2.0,0bsd", "unknown-license", id="digits-at-the-comma"),
        pytest.param("new_version: a/b, c/d", "invalid-new-version", id="two-ids-where-one-belongs"),
    ],
)
def test_fault_that_each_rule_left_to_the_other_is_found(text: str, name: str) -> None:
    card = Card(Source(f"---\n{text}\n---\n"), Kind.MODEL)
    assert name in [each.name for each in lint(card, EVERYTHING)]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("unknown-license", "license: MIT or Apache-2.0"),
        ("unknown-license", "license: mit,apache-2.0"),
        ("unknown-license", "license: gpl-2.0,0bsd"),
        ("spdx-expression", "license: mit,apache-2.0"),
        ("invalid-language", "language: en,fr"),
        ("wrong-type", "tags: a, b"),
        ("wrong-type", "license: {license}"),
        ("wrong-type", "license: 2024-01-01"),
        ("wrong-type", "tags: [[a]]"),
        ("repeated-item", "tags: [a, a]"),
        ("repeated-item", "license: [mit, mit]"),
        ("placeholder-value", "license: TODO"),
        ("dialect-dependent-value", "language: off"),
        ("unknown-task", "pipeline_tag: conversational"),
        ("unknown-field", "lisence: mit"),
        ("missing-license", "lisence: mit"),
        ("missing-license", "licenses: mit"),
    ],
)
def test_rule_alone_finds_what_the_hub_refuses_or_passes_over(rule: str, text: str) -> None:
    card = Card(Source(f"---\n{text}\n---\n"), Kind.MODEL)
    assert [each.name for each in lint(card, Config(select=frozenset((rule,))))] == [rule]


BOTH = "---\nlicense: MIT OR Apache-2.0\n---\n"
LICENSES = Config(select=frozenset(("unknown-license", "spdx-expression")))


def names(text: str, config: Config = LICENSES) -> list[str]:
    return [each.name for each in lint(Card(Source(text), Kind.MODEL), config)]


def test_rule_that_is_on_hides_the_weaker_one() -> None:
    assert names(BOTH) == ["spdx-expression"]


def test_rule_that_is_off_hides_nothing() -> None:
    assert names(BOTH, LICENSES._replace(ignore=frozenset(("spdx-expression",)))) == ["unknown-license"]


def test_rule_that_is_off_for_a_path_hides_nothing_there() -> None:
    off = ((lambda path: path.endswith("README.md"), frozenset(("spdx-expression",))),)
    assert names(BOTH, LICENSES._replace(ignore_by_path=off)) == ["unknown-license"]


def test_finding_below_the_threshold_hides_nothing() -> None:
    slight = LICENSES._replace(minimum=Severity.ERROR, severities={"spdx-expression": Severity.INFO})
    assert names(BOTH, slight) == ["unknown-license"]


def test_suppressed_finding_brings_up_no_second_one() -> None:
    assert names(BOTH.replace("2.0\n", "2.0  # cardlint: ignore[spdx-expression]\n")) == []


def test_suppression_of_a_hidden_rule_is_unused() -> None:
    config = Config(select=LICENSES.select and LICENSES.select | {"unused-suppression"})
    text = BOTH.replace("2.0\n", "2.0  # cardlint: ignore[unknown-license]\n")
    assert names(text, config) == ["spdx-expression", "unused-suppression"]


def test_allowed_value_brings_up_no_second_finding() -> None:
    allowed = {"spdx-expression": frozenset(("MIT OR Apache-2.0",))}
    assert names(BOTH, LICENSES._replace(allowed=allowed)) == []


def test_finding_elsewhere_hides_nothing() -> None:
    assert names("---\nlicense: [MIT OR Apache-2.0, foo-bar]\n---\n") == ["spdx-expression", "unknown-license"]


def test_cut_off_rule_hides_the_rest() -> None:
    many = "".join(f"- MIT OR Apache-2.0 AND {number}\n" for number in range(150))
    assert set(names(f"---\nlicense:\n{many}---\n")) == {"spdx-expression"}


def test_rule_that_yielded_itself_hides_a_third() -> None:
    """A misspelled field is reported only by the rule about it: neither missing-sdk nor missing-field adds anything."""
    config = Config(select=frozenset(("missing-field", "missing-sdk", "misspelled-field")))
    card = Card(Source("---\ntitle: A\nsdk_: gradio\n---\n"), Kind.SPACE)
    assert [each.name for each in lint(card, config)] == ["misspelled-field"]


def _own(name: str, yields_to: tuple[str, ...]) -> Rule:
    def check(card: Card) -> Iterator[Found]:
        yield Found(Span(4, 11), f"{name} was here")

    return Rule(
        name=name,
        code=f"X-{name}",
        category="own",
        severity=Severity.ERROR,
        check=check,
        examples=(),
        yields_to=yields_to,
    )


def test_rule_of_a_plugin_yields_whatever_the_order() -> None:
    own = (_own("a-rule", ("b-rule",)), _own("b-rule", ()))
    for rules in (own, own[::-1]):
        assert names(BOTH, Config(select=frozenset(("a-rule", "b-rule")), own=rules)) == ["b-rule"]


def test_rules_that_yield_to_each_other_are_refused() -> None:
    with pytest.raises(CardlintError, match="`a-rule` yields to itself"):
        rank((_own("a-rule", ("b-rule",)), _own("b-rule", ("a-rule",))))


def test_rules_yield_to_rules_that_exist() -> None:
    for rule in RULES.values():
        for name in rule.yields_to:
            assert find(name) is not None, (rule.name, name)
            assert name != rule.name
