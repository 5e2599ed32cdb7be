"""Values that nobody filled in: one finding that says so in every kind of field, and none for real values that look similar."""

import json

import pytest

from cardlint.config import Config
from cardlint.findings.diagnostic import Diagnostic, Severity
from cardlint.findings.folding import fold
from cardlint.lint.linter import lint_text
from cardlint.rule_kit.placeholders import is_placeholder

_RESULT = (
    "model-index:\n- name: m\n  results:\n  - task: {type: a}\n    dataset: {type: d, name: d}\n    metrics:\n    - "
)

FIELDS = {
    "license": ("model", "license: "),
    "tags": ("model", "tags:\n- "),
    "datasets": ("model", "datasets:\n- "),
    "base_model": ("model", "base_model: "),
    "language": ("model", "language: "),
    "pipeline_tag": ("model", "pipeline_tag: "),
    "library_name": ("model", "library_name: "),
    "metrics": ("model", "metrics:\n- "),
    "new_version": ("model", "new_version: "),
    "license_name": ("model", "license: other\nlicense_link: LICENSE\nlicense_name: "),
    "license_link": ("model", "license: other\nlicense_name: a-b\nlicense_link: "),
    "name of results": (
        "model",
        "model-index:\n- results:\n  - task: {type: a}\n    dataset: {type: d, name: d}\n    metrics: [{type: wer, value: 1.5}]\n  name: ",
    ),
    "metric": ("model", f"{_RESULT}value: 1.5\n      type: "),
    "score": ("model", f"{_RESULT}type: wer\n      value: "),
    "pretty_name": ("dataset", "pretty_name: "),
    "task_categories": ("dataset", "task_categories:\n- "),
    "size_categories": ("dataset", "size_categories: "),
    "title": ("space", "sdk: static\ntitle: "),
    "emoji": ("space", "sdk: static\nemoji: "),
    "sdk": ("space", "title: A demo\nsdk: "),
}  # fmt: skip

VALUES = (
    "${x}", "$X", "$MODEL_NAME", "__QUANT__", "{{ x }}", '{{ name | default("x") }}', "{repo_id}", "YOUR_TAG_HERE", "YOUR TAG HERE",
    "[TODO: describe it]", "[TODO]", "TODO", "TODO: describe it", "TBD", "FIXME", "xxx", "XXX", "<model>", "<your model>",
    "INSERT_LICENSE_HERE", "%MODEL%", "%(name)s", "@@NAME@@", "<<name>>", "changeme",
)  # fmt: skip

_IDS = (
    "<your-user>/m", "<org>/<repo>", "your-username/your-model", "your-username/m", "YOUR_USERNAME/model", "username/model-name",
    "user/repo", "{user}/{repo}", "${USER}/m", "my-org/my-model", "path/to/model", "placeholder", "todo", "tbd", "your-model", "my-{{ x }}",
)  # fmt: skip

REAL = (
    "C++", "__init__", "xxx-large", "a/xxx-large", "todo-list", "a/todo-list", "TODO-list", "$1M dataset", "coqui/your_tts", "user/gpt2",
    "org/a", "a/model", "1K<n<10K", "$TSLA", "$x$-bench", "${R}^2$", "datasets", "model", "username", "here", "<s>x", "my-awesome-model",
    "language-modeling", "insertion", "mit", "en", "[MASK]", "yourtts", "openai/gpt-oss", "author/thing", "a/insert-coin",
)  # fmt: skip

PROSE = (
    "TODO List", "TODO app", "todo", "Your Name", "Your Model Zoo", "<think> traces", "Insert Coin", "$1M dataset", "Learn C++", "my model",
    "{curly} braces", "Fill me in", "Put it here", "your voice here", "SQL: INSERT INTO", "placeholder", "user/model", "xxx-large",
)  # fmt: skip


def found(kind: str, text: str, config: Config | None = None) -> list[Diagnostic]:
    """Return what is reported on the last line of front matter ``text``."""
    card = f"---\n{text}\n---\n\n# A model\n\nIt is good at many things.\n"
    last = text.count("\n") + 2
    every = lint_text(card, kind=kind, config=config or Config(minimum=Severity.WARNING))
    return [each for each in every if each.start.line <= last <= each.end.line and not each.name.startswith("missing-")]


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("field", FIELDS)
def test_a_placeholder_gets_one_finding_that_says_so(field: str, value: str) -> None:
    kind, beginning = FIELDS[field]
    for written in (json.dumps(value), value):
        (only,) = found(kind, beginning + written)
        assert "placeholder" in only.message or "cannot begin with" in only.message, only.message


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("field", FIELDS)
def test_a_placeholder_is_no_less_bad_than_any_other_wrong_value(field: str, value: str) -> None:
    kind, beginning = FIELDS[field]
    text = beginning + json.dumps(value)
    others = found(kind, text, Config(ignore=frozenset(("placeholder-value", "wrong-type"))))
    assert max((each.severity for each in others), default=Severity.INFO) <= found(kind, text)[0].severity


@pytest.mark.parametrize("value", _IDS)
@pytest.mark.parametrize("field", ["base_model", "datasets"])
def test_the_id_of_a_template_is_a_placeholder(field: str, value: str) -> None:
    (only,) = found("model", FIELDS[field][1] + json.dumps(value))
    assert only.name == "placeholder-value"


@pytest.mark.parametrize("value", REAL)
def test_a_real_value_is_no_placeholder(value: str) -> None:
    assert not is_placeholder(value)
    assert not is_placeholder(value, is_prose=True)


@pytest.mark.parametrize("value", PROSE)
def test_a_real_title_is_no_placeholder(value: str) -> None:
    assert not is_placeholder(value, is_prose=True)


def test_ten_placeholders_are_one_finding() -> None:
    names = "".join(f"- ${{x{number}}}\n" for number in range(10))
    reports = fold(lint_text(f"---\nlicense: mit\ntags:\n{names}---\n\n# A\n\nText.\n", kind="model"))
    (only,) = (each.message for each in reports if each.name == "placeholder-value")
    assert only.startswith("10 values are unfilled placeholders (`${x0}`, ")


def test_long_values_take_no_time() -> None:
    for value in (
        "{" * 10_000,
        "$" * 10_000,
        "x" * 10_000,
        "your-" * 2_000,
        "<" * 199,
        "model-" * 33,
        "A_" * 99,
        "{{" * 99,
        "username" * 24,
        "$" + "username" * 24,
    ):
        assert not is_placeholder(value) or len(value) <= 200
