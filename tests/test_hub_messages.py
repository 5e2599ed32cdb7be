"""Known messages of the Hub's validator: the cause of each is reported, at its place, with the Hub's verdict.

Source: messages quoted in public issues, logs and recorded answers of the validator, 2021 to 2026. Messages that are not about the card
itself (binary files in a push, errors of the transport) are left out.
"""

from typing import NamedTuple

import marked
import pytest

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.config import Config
from cardlint.findings.diagnostic import Severity
from cardlint.findings.source import Source
from cardlint.lint.linter import lint

ERROR, WARNING = Severity.ERROR, Severity.WARNING
RESULT = "model-index:\n- name: m\n  results:\n  - task:\n      type: t\n    dataset:\n      type: d\n      name: D\n"
METRIC = "    metrics:\n    - type: accuracy\n      value: 0.5\n"


class Case(NamedTuple):
    """A message of the Hub, and a card that causes it: front matter, or an entire file with ``whole``."""

    message: str
    bad: str
    rule: str
    severity: Severity = ERROR
    kind: str = "model"
    whole: bool = False


CASES = (
    Case("empty or missing yaml metadata in repo card", "«»# Model\n", "missing-front-matter", WARNING, whole=True),
    Case("empty or missing yaml metadata in repo card", "«---»\n---\n# M\n", "empty-front-matter", WARNING, whole=True),
    Case(
        "empty or missing yaml metadata in repo card",
        "---\nlicense: mit\n«---oops»\n",
        "broken-closing-fence",
        WARNING,
        whole=True,
    ),
    Case("unexpected end of the stream within a flow collection", "license: «[»", "invalid-yaml"),
    Case("The YAML metadata of your README.md is invalid.", "«hello»", "front-matter-not-a-mapping"),
    Case("The YAML metadata of your README.md is invalid.", "«---»\n\n---\n", "empty-front-matter", whole=True),
    Case('"value" must be of type object', "«- a\n- b»", "front-matter-not-a-mapping"),
    Case("duplicated mapping key (41:1)", "license: mit\n«license»: apache-2.0", "duplicate-field"),
    Case("bad indentation of a mapping entry", "pretty_name: «Films: a set»", "invalid-yaml", kind="dataset"),
    Case("unknown tag !<tag:yaml.org,2002:python/tuple>", "tags: «!!python/tuple»\n- a", "unknown-yaml-tag"),
    Case('"license" must be one of [apache-2.0, ..., other, array]', "license: «gpl-2.0-or-later»", "unknown-license"),
    Case('"license" must be one of [apache-2.0, ..., other, array]', "license: «MIT»", "unknown-license"),
    Case(
        '"license" must be one of [apache-2.0, ..., other, array]', "license: «Apache License 2.0»", "unknown-license"
    ),
    Case('"language[1]" with value "pt_pt" is not valid.', "language: [en, «pt_pt»]", "invalid-language"),
    Case('"language" with value "python" is not valid.', "language: «python»", "invalid-language"),
    Case('"language" with value "en-US" is not valid.', "language: «en-US»", "invalid-language"),
    Case('"language" with value "noinfo" is not valid.', "language: «noinfo»", "invalid-language", kind="dataset"),
    Case('"base_model" with value "Kokoro 82M" is not valid.', "base_model: «Kokoro 82M»", "invalid-base-model"),
    Case(
        '"datasets[0]" with value "accented french (openslr56)" is not valid.',
        "datasets:\n- «accented french (openslr56)»",
        "invalid-dataset-id",
    ),
    Case('"datasets" must be a string', "«datasets»:", "null-value"),
    Case('"widget" must be an array', "widget: «{text: a}»", "wrong-type"),
    Case('"widget" must be an array', 'widget: «\'[{"text": "a"}]\'»', "wrong-type"),
    Case('"model-index" must be an array', "model-index: «not correct»", "wrong-type"),
    Case('"model-index[0].results" is required', "model-index:\n- «name»: m", "missing-field"),
    Case('"model-index[0].results[0].metrics" must be an array', RESULT + "    metrics: «{type: f1}»", "wrong-type"),
    Case(
        '"model-index[0].results[0].dataset.config" must be a string',
        RESULT + "      config: «2020»\n" + METRIC,
        "wrong-type",
    ),
    Case(
        '"model-index[0].results[0].dataset.config" must be a string',
        RESULT + "      «config»:\n" + METRIC,
        "null-value",
    ),
    Case(
        '"model-index[0].results[0].metrics[1].config" must be a string',
        RESULT + METRIC + "      config: «1»",
        "wrong-type",
    ),
    Case(
        '"model-index[0].results[0].dataset.revision" must be a string',
        RESULT + "      revision: «1234567890123456789012345678901234567890»\n" + METRIC,
        "wrong-type",
    ),
    Case('"model-index[0].name" is required', "model-index:\n- «results»: []", "missing-field"),
    Case(
        '"model-index[0].results[0].source.url" is required',
        RESULT + METRIC + "    «source»:\n      name: s",
        "missing-field",
    ),
    Case(
        "/0/results/0/task must have property 'type'",
        (RESULT + METRIC).replace("task:\n      type: t\n", "«task»:\n      name: t\n"),
        "missing-field",
    ),
    Case(
        'The pipeline tag "video-to-text" is not in the official list',
        "pipeline_tag: «video-to-text»",
        "unknown-task",
        WARNING,
    ),
    Case(
        'The task_categories "foo" is not in the official list',
        "task_categories: [«foo»]",
        "unknown-task-category",
        WARNING,
        "dataset",
    ),
    Case(
        'The task_ids "Scientific Reranking" is not in the official list',
        "task_ids:\n- «Scientific Reranking»",
        "unknown-task-id",
        WARNING,
        "dataset",
    ),
    Case(
        '"short_description" length must be less than or equal to 60 characters long',
        f"sdk: static\nshort_description: «{'x' * 61}»",
        "long-short-description",
        kind="space",
    ),
    Case('"colorFrom" must be one of [red, ...]', "sdk: static\ncolorFrom: «orange»", "unknown-color", kind="space"),
    Case('"colorFrom" must be one of [red, ...]', 'sdk: static\ncolorFrom: «"#ff0000"»', "unknown-color", kind="space"),
    Case('"colorTo" must be one of [red, ...]', "sdk: static\ncolorTo: «teal»", "unknown-color", kind="space"),
    Case(
        '"app_port" must be greater than or equal to 1025', "sdk: docker\napp_port: «80»", "reserved-port", kind="space"
    ),
    Case('"languages" is not allowed', "«languages»: [en]", "forbidden-field", kind="dataset"),
)

ACCEPTED = (
    Case(
        "Metadata error: specify a dataset to view leaderboard",
        "model-index:\n- name: m\n  results:\n  - «task»: {type: t}\n    metrics: [{type: f1, value: 1}]",
        "missing-field",
    ),
    Case("Missing configuration in README", "«---»\ntitle: T\n---\n", "missing-sdk", kind="space", whole=True),
    Case("repo card metadata block should be a dict", "«hello»", "front-matter-not-a-mapping"),
    Case("Repo card metadata block was not found.", "«----»\nlicense: mit\n---\n", "broken-opening-fence", whole=True),
)
"""Messages that appear after the push, on the page, in the Space or in a library: the verdict differs, but the problem is reported too."""


def findings(case: Case, config: Config) -> list[tuple[str, Severity, tuple[int, int]]]:
    text, _ = marked.read(case.bad if case.whole else f"---\n{case.bad}\n---\n")
    card = Card(Source(text), Kind(case.kind))
    return [(each.name, each.severity, tuple(each.span)) for each in lint(card, config)]


def place(case: Case) -> tuple[int, int]:
    (span,) = marked.read(case.bad if case.whole else f"---\n{case.bad}\n---\n")[1]
    return tuple(span)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.message[:50]} {case.bad[-20:]!r}")
def test_hub_profile_has_the_verdict_of_the_hub(case: Case) -> None:
    assert findings(case, Config(profile="hub")) == [(case.rule, case.severity, place(case))]


@pytest.mark.parametrize("case", [*CASES, *ACCEPTED], ids=lambda case: f"{case.message[:50]} {case.bad[-20:]!r}")
def test_cause_is_named_at_its_place(case: Case) -> None:
    found = findings(case, Config(minimum=Severity.INFO))
    assert (case.rule, place(case)) in [(name, span) for name, _, span in found]
