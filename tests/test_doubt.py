"""While the structure of the YAML is in doubt, no fix deletes or moves anything; once it is clear, everything is fixed as usual."""

import pytest

from cardlint.config import Config
from cardlint.findings.diagnostic import Severity
from cardlint.lint.fix import fix_text
from cardlint.lint.linter import lint_text

EVERYTHING = Config(profile="strict", minimum=Severity.INFO)

IN_DOUBT = {
    "an item below a repeated scalar": "license: mit\ndatasets:\n- a/b\nlicense: mit\n- generated_from_trainer",
    "an item below another field, behind an empty twin": "datasets:\n- a/b\ndatasets:\nlicense: mit\n- generated_from_trainer",
    "an item that became the value of another field": "datasets:\n- a/b\ndatasets:\nlicense:\n- generated_from_trainer",
    "the repeated field far below": "datasets:\n- a/b\nlicense: mit\npretty_name: A\nversion: 1\ndatasets:\ntags:\n- x/y",
    "an item below a field that says null": "datasets:\n- a/b\nlicense: null\n- generated_from_trainer",
    "an item below an empty field": "datasets:\n- a/b\nlanguage: ~\npretty_name: A\n- generated_from_trainer",
    "two empty twins with a list between": "datasets:\nlicense:\n- generated_from_trainer\ndatasets:\ntags: [a]",
    "other fields repeated too": "tags: [a, a]\nlicense: mit\nlicense: mit\ndatasets:\n- a/b\ndatasets:\n- c/d",
    "a repeated item elsewhere": "tags:\n- a\n- a\nlicense: mit\nlicense: apache-2.0",
    "an outdated field elsewhere": "finetuned_from: a/b\nbase_model: a/b\nlicense: mit\n- generated_from_trainer",
    "within a result": "model-index:\n- name: a\n  results:\n  name: a\n  - task:\n      type: x",
    "within a mapping": "co2_eq_emissions:\n  source: ~\n  emissions: 1\n  emissions: 2\nlicense: mit",
    "with comments": "license: mit # ours\ndatasets:\n# read\n- a/b\nlicense: mit # ours\n# more\n- generated_from_trainer",
    "values that are equal in Python alone": "version: 1\nversion: true\ntags: [a]",
    "a list that is indented, and its field twice": "license:\nlicense:\n  - mit\n- apache-2.0",
    "a list that is indented, and its field twice, far below": "datasets:\n  - a/b\n- c/d\nlicense: mit\ndatasets:\n  - e/f",
    "two lists above an item that fits neither": "datasets:\n  - a/b\nlicense:\n  - mit\n- generated_from_trainer",
    "a list that was written for the empty field above": "tags:\n- a\ndatasets:\ntags:\n- a\nlicense: mit",
    "a list that was written for the empty field above its first twin": "tags:\ndatasets:\n- a/b\ndatasets:\n- a/b",
    "an item that became part of a text": "language:\nlicense: mit\n  - en",
    "an item that became part of a text, and a repeated item": "tags:\n- a\n- a\nlicense: mit\n  - en",
}
"""YAML in which something may be below the wrong key."""

CLEAR = {
    "twins that say the same": ("license: mit\ntags: [a]\nlicense: mit", "license: mit\ntags: [a]"),
    "an empty field right above its twin": ("tags:\ntags:\n- a\nlicense: mit", "tags:\n- a\nlicense: mit"),
    "two empty fields in a row": ("license: mit\nco2:\nco2:", "license: mit\nco2:"),
    "equal lists below fields with values": ("tags: [a]\nlicense: mit\ntags: [a]", "tags: [a]\nlicense: mit"),
    "a text of two lines with a dash": ("pretty_name: a -\n  b - c\nco2:\nco2:", "pretty_name: a -\n  b - c\nco2:"),
    "no twins": ("license: mit\ndatasets: null\ntags: [a, a]", "license: mit\ntags: [a]"),
    "one list, whose last item is indented less": (
        "tags:\n  - a\n- b\nlicense: mit",
        "tags:\n  - a\n  - b\nlicense: mit",
    ),
    "a comma too many": ("tags: [a,, b]\nlicense: mit", "tags: [a, b]\nlicense: mit"),
    "what a repair makes clear": ("license: mit\nlicense: mit\ntitle: a: b", 'license: mit\ntitle: "a: b"'),
}
"""YAML before and after its safe fixes."""


def card(front_matter: str) -> str:
    return f"---\n{front_matter}\n---\n# A\n\nText.\n"


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CR LF"])
@pytest.mark.parametrize("kind", ["model", "dataset"])
@pytest.mark.parametrize("front_matter", IN_DOUBT.values(), ids=IN_DOUBT.keys())
def test_nothing_is_deleted_while_the_structure_is_in_doubt(front_matter: str, kind: str, end: str) -> None:
    text = card(front_matter).replace("\n", end)
    assert fix_text(text, kind=kind, config=EVERYTHING) == text


@pytest.mark.parametrize("front_matter", IN_DOUBT.values(), ids=IN_DOUBT.keys())
def test_no_report_offers_what_must_wait(front_matter: str) -> None:
    found = lint_text(card(front_matter), kind="model", config=EVERYTHING)
    assert not [each for each in found if each.fix is not None and each.fix.title.startswith("delete")]
    assert any(each.severity is Severity.ERROR for each in found)


@pytest.mark.parametrize(("before", "after"), CLEAR.values(), ids=CLEAR.keys())
def test_what_is_clear_is_repaired(before: str, after: str) -> None:
    config = Config(select=frozenset(("duplicate-field", "null-value", "repeated-tag", "invalid-yaml")))
    assert fix_text(card(before), kind="model", config=config) == card(after)


BROKEN = {
    "a quote that is not closed": 'license: mit\ntitle: "a\ntags: [a, a]\nlanguage: English',
    "a bracket that is not closed": "license: mit\nmetrics: [a, {b: c\nlanguage: English\ntags: legal",
    "an alias": "license: mit\nmodel_name: *x\nlanguage: English\ntags: legal",
    "a second document": "license: mit\n--- a\nlanguage: English\ntags: legal",
    "a merge of nothing": "license: mit\n<<: x\nlanguage: English\ntags: legal",
    "a line that is no field": "license: mit\nwords\nlanguage: English\ntags: legal",
    "items indented with no-break spaces": "configs:\n- config_name: a\n  data_files:\n  \u00a0- split: x\n    path: a.csv\n"
    "license: MIT\nlanguage: English\ntags: legal",
}
"""YAML that cannot be read, with a fault above other faults that have fixes."""


@pytest.mark.parametrize("kind", ["model", "dataset"])
@pytest.mark.parametrize("front_matter", BROKEN.values(), ids=BROKEN.keys())
def test_below_an_error_only_its_own_fix_is_offered(front_matter: str, kind: str) -> None:
    text = card(front_matter)
    found = lint_text(text, kind=kind, config=EVERYTHING)
    first = min(each.start.line for each in found if each.name == "invalid-yaml")
    for each in found:
        if each.fix is not None and each.name != "invalid-yaml":
            assert each.fix.edits[-1].span.end <= text.index("\n" + text.split("\n")[first]), each
    unread = Config(profile="strict", minimum=Severity.INFO, ignore=frozenset(("invalid-yaml",)))
    below = text[text.index(text.split("\n")[first]) : text.index("# A")]
    assert fix_text(text, kind=kind, config=unread, unsafe=True).count(below) == 1


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CR LF"])
def test_a_line_whose_indentation_yaml_does_not_see_is_in_doubt(end: str) -> None:
    text = card("datasets:\n\u00a0x: 1\nlicense: mit\ntags:\n- a\n- a").replace("\n", end)
    config = Config(select=frozenset(("null-value", "repeated-tag")))
    assert "datasets:" in fix_text(text, kind="model", config=config, unsafe=True)


def test_the_body_is_repaired_all_the_same() -> None:
    text = card("license: mit\nlicense: apache-2.0") + "\n## Thanks\n\n## Data\n\nWords.\n"
    fixed = fix_text(text, kind="model", unsafe=True, config=Config(select=frozenset(("empty-section",))))
    assert fixed == text.replace("## Thanks\n\n", "")
