"""How bad a finding is, by what happens: each value was tried on datasets 5.2.0 and huggingface_hub 2.4.0, see ``x-raises``.

An error is what they fail on, or what the Hub is known to reject; a type that only the Hub's API names is a warning.
"""

import pytest

from cardlint.config import Config
from cardlint.findings.diagnostic import Severity
from cardlint.lint.linter import lint_text

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
FILES = "{config_name: en, data_files: %s}"
COLUMNS = "dataset_info: {features: [%s]}"
SPLIT = "dataset_info: {splits: [%s]}"

DATASETS: list[tuple[str, Severity | None]] = [
    ("configs: {en: {data_files: a.csv}}", ERROR),
    ("configs: [en, fr]", ERROR),
    ("configs: [[]]", ERROR),
    ("configs: [null]", ERROR),
    ("configs: {}", WARNING),
    ("configs:", WARNING),
    *(
        (f"configs: [{{config_name: {name}, data_files: a.csv}}]", ERROR)
        for name in ("1", "1.5", "true", "on", "no", "''")
    ),
    *(
        (f"configs: [{{config_name: {name}, data_files: a.csv}}]", ERROR)
        for name in ("2024-01-31", "null", "1_0", "[a]")
    ),
    ("configs: [{data_files: a.csv}]", ERROR),
    *((f"configs: [{FILES % files}]", ERROR) for files in ("null", "[]", "{}", "3", "''", "[null]", "/data/a.csv")),
    *((f"configs: [{FILES % files}]", ERROR) for files in ("../a.csv", "[[a.csv]]", "{train: a.csv}", "~/a.csv")),
    *((f"configs: [{FILES % '[{split: train, path: %s}]' % path}]", ERROR) for path in ("null", "[]", "''", "3", "on")),
    *((f"configs: [{FILES % '[{split: %s, path: a.csv}]' % split}]", ERROR) for split in ("on", "null", "1", "''")),
    ("configs: [{config_name: en, data_dir: ../data}]", ERROR),
    ("configs: [{config_name: en, data_dir: 3}]", ERROR),
    ("configs: [{config_name: en, data_dir: }]", WARNING),
    ("configs: [{config_name: en, data_files: a.csv, default: 'true'}]", WARNING),
    ("configs: [{config_name: en, data_files: a.csv, version: 1.0}]", ERROR),
    ("configs: [{config_name: en, data_files: a.csv, features: }]", ERROR),
    ("configs: [{config_name: en, data_files: a.csv, features: {text: string}}]", ERROR),
    ("configs: [{config_name: en, data_files: a.csv, seperator: ;}]", WARNING),
    ("configs: [{config_name: en, data_files: a.csv, homepage: x}]", WARNING),
    ("dataset_info: {features: {text: string}}", ERROR),
    ("dataset_info: {features: text}", ERROR),
    ("dataset_info: {features: }", WARNING),
    ("dataset_info: [en]", ERROR),
    ("dataset_info: text", WARNING),
    ("dataset_info: {download_size: large}", WARNING),
    *(
        (COLUMNS % f"{{name: a, {type_}}}", ERROR)
        for type_ in ("dtype: ", "dtype: 3", "dtype: true", "dtype: array2_d")
    ),
    *((COLUMNS % f"{{name: a, {type_}}}", ERROR) for type_ in ("dtype: translation", "sequence: value", "sequence: ")),
    *(
        (COLUMNS % f"{{name: a, {type_}}}", ERROR)
        for type_ in ("list: {dtype: }", "struct: [{name: b, dtype: }]", "image: ")
    ),
    *((COLUMNS % f"{{name: {name}, dtype: int8}}", ERROR) for name in ("3", "on", "null", "[a]")),
    (COLUMNS % "{dtype: int8}", ERROR),
    (COLUMNS % "{name: a}", ERROR),
    (COLUMNS % "{name: a, dtype: 'decimal128(40,2)'}", ERROR),
    (COLUMNS % "{name: a, dtype: 'decimal256(40,2)'}", None),
    (COLUMNS % "a", ERROR),
    *((SPLIT % split, ERROR) for split in ("train", "null", "{num_bytes: 1, num_examples: 1}", "{name: train}")),
    (SPLIT % "{name: train, num_bytes: 1, num_examples: two}", ERROR),
    (SPLIT % "{name: train, num_bytes: many, num_examples: 2}", WARNING),
    (SPLIT % "{name: train, num_examples: 2}", WARNING),
    ("tags: [1]", ERROR),
    ("tags: a", WARNING),
    ("multilinguality: monolingual", WARNING),
    ("pretty_name: TODO", WARNING),
]


@pytest.mark.parametrize(("front_matter", "expected"), DATASETS, ids=[text for text, _ in DATASETS])
def test_severity_in_a_dataset_card(front_matter: str, expected: Severity | None) -> None:
    assert worst(front_matter, "dataset") is expected


def scored(metric: str, dataset: str = "dataset: {type: d, name: D}, ") -> str:
    return f"model-index: [{{name: m, results: [{{task: {{type: t}}, {dataset}metrics: [{metric}]}}]}}]"


MODELS = [
    ("tags: [2024]", ERROR),
    ("tags: [2024-01-31, a]", ERROR),
    ("tags: [null, a]", ERROR),
    ("eval_results: not measured yet", ERROR),
    ("eval_results: [{a: b}]", ERROR),
    ("eval_results: []", None),
    (scored("{type: wer, value: 1}", dataset=""), ERROR),
    (scored("{type: wer, value: '14.82%'}"), WARNING),
    (scored("{type: wer, value: '4,17'}"), WARNING),
    (scored("{type: wer, value: 20.0 ± 1.2}"), INFO),
    (scored("{type: word_error_rate, value: 1}"), WARNING),
    (scored("{type: WER, value: 1}"), WARNING),
    (scored("{type: rouge-1, value: 1}"), INFO),
    (scored("{type: my_own, value: 1}"), INFO),
    ("license_name: TODO\nlicense: other\nlicense_link: x", WARNING),
    ("license: {license}", ERROR),
]


@pytest.mark.parametrize(("front_matter", "expected"), MODELS, ids=[text for text, _ in MODELS])
def test_severity_in_a_model_card(front_matter: str, expected: Severity | None) -> None:
    assert worst(front_matter, "model") is expected


def worst(front_matter: str, kind: str) -> Severity | None:
    """Return the highest severity of the findings in the front matter that are not about what is missing from the card."""
    config = Config(minimum=INFO)
    found = lint_text(f"---\n{front_matter}\n---\n# M\n\nA card.\n", kind=kind, config=config)
    inside = [each for each in found if 1 < each.start.line <= 1 + len(front_matter.splitlines())]
    return max((each.severity for each in inside if not each.name.startswith("missing-lic")), default=None)
