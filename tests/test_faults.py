"""Cards with one planted fault: the right rule reports it at exactly the marked place, and nothing else is reported.

The faults are mistakes that people make and that other checkers miss; each is planted in a clean, complete card with its files.
"""

import shutil
from pathlib import Path
from typing import NamedTuple

import marked
import pytest

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.repository import Repository
from cardlint.findings.source import Source
from cardlint.lint.linter import lint

CLEAN = Path(__file__).parent / "cards" / "clean"


class Fault(NamedTuple):
    """Text in the clean card, its replacement (with the expected place marked), and the rule that must report it."""

    kind: str
    old: str
    new: str
    rule: str
    remove: str | None = None  # a file next to the card that is removed


FAULTS = {
    "no front matter": Fault("model", "<all>", "«»# Film sentiment\n", "missing-front-matter"),
    "never closed": Fault("model", "---\nlicense: apache-2.0", "«---»\nlicense: apache-2.0", "unclosed-front-matter"),
    "tab": Fault("model", "- en\n- fr\nlibrary", "- en\n«\t»- fr\nlibrary", "tab-indentation"),
    "duplicate key": Fault(
        "model", "tags:\n- sentiment", "«license»: apache-2.0\ntags:\n- sentiment", "duplicate-field"
    ),
    "unquoted colon": Fault(
        "model",
        "- text: A quiet film that stays with you.\n",
        "- text: «A quiet film: it stays with you.»\n",
        "invalid-yaml",
    ),
    "licence typo": Fault("model", "license: apache-2.0", "license: «apache2.0»", "unknown-license"),
    "licence case": Fault("model", "license: apache-2.0", "license: «Apache-2.0»", "unknown-license"),
    "other without name": Fault(
        "model",
        "license: apache-2.0",
        "license: «other»\nlicense_link: https://example.org/terms",
        "unnamed-license",
        remove="LICENSE",
    ),
    "licence file absent": Fault(
        "model",
        "license: apache-2.0",
        "license: other\nlicense_name: mine\nlicense_link: «LICENCE.txt»",
        "broken-license-link",
    ),
    "task typo": Fault(
        "model", "pipeline_tag: text-classification", "pipeline_tag: «text-clasification»", "unknown-task"
    ),
    "task as list": Fault(
        "model", "pipeline_tag: text-classification", "pipeline_tag: «[text-classification]»", "wrong-type"
    ),
    "licence misspelt": Fault("model", "license: apache-2.0", "«licence»: apache-2.0", "misspelled-field"),
    "library_name misspelt": Fault(
        "model", "library_name: transformers", "«libary_name»: transformers", "misspelled-field"
    ),
    "language name": Fault("model", "- en\n- fr\nlibrary", "- «english»\n- fr\nlibrary", "invalid-language"),
    "bare no": Fault("model", "- en\n- fr\nlibrary", "- en\n- «no»\nlibrary", "dialect-dependent-value"),
    "dataset url": Fault(
        "model",
        "- example-org/film-reviews\nmetrics",
        "- «https://huggingface.co/datasets/example-org/film-reviews»\nmetrics",
        "invalid-dataset-id",
    ),
    "base model url": Fault(
        "model",
        "base_model: distilbert/distilbert-base-multilingual-cased",
        "base_model: «https://huggingface.co/distilbert/distilbert-base-multilingual-cased»",
        "invalid-base-model",
    ),
    "base model path": Fault(
        "model",
        "base_model: distilbert/distilbert-base-multilingual-cased",
        "base_model: «./checkpoint-500»",
        "local-path",
    ),
    "unknown library": Fault("model", "library_name: transformers", "library_name: «transfomers»", "unknown-library"),
    "number as tag": Fault("model", "- sentiment\n", "- «7»\n", "wrong-type"),
    "null tag": Fault("model", "- sentiment\n", "«-»\n", "null-value"),
    "dataset type missing": Fault(
        "model",
        "    dataset:\n      type: example-org/film-reviews\n      name: Film",
        "    «dataset»:\n      name: Film",
        "missing-field",
    ),
    "metric value missing": Fault(
        "model", "    - type: f1\n      value: 0.911\n", "    - «type»: f1\n", "missing-field"
    ),
    "metric name missing": Fault("model", "    - type: f1\n      value", "    - «value»", "missing-field"),
    "metric value text": Fault("model", "value: 0.911", "value: «N/A»", "non-numeric-metric-value"),
    "unknown relation": Fault(
        "model", "base_model_relation: finetune", "base_model_relation: «fine-tuned»", "unknown-base-model-relation"
    ),
    "emissions text": Fault("model", "  emissions: 120.5", "  emissions: «12 kg»", "wrong-type"),
    "unknown metric": Fault("model", "    - type: f1\n", "    - type: «acuracy»\n", "unknown-metric"),
    "mixed scales": Fault("model", "value: 0.911", "value: «91.1»", "mixed-metric-scales"),
    "task against config": Fault(
        "model", "pipeline_tag: text-classification", "pipeline_tag: «token-classification»", "task-config-conflict"
    ),
    "template left over": Fault(
        "model",
        "It was trained on two languages and on films alone; irony is read literally.",
        "«[More Information Needed]»",
        "unfilled-section",
    ),
    "unrendered template": Fault("model", "# Film sentiment\n", "# «{{ model_id }}»\n", "unrendered-template"),
    "broken image": Fault(
        "model", "## Training data\n", "## Training data\n\n![Loss](«plots/loss.png»)\n", "broken-image"
    ),
    "broken link": Fault(
        "model", "irony is read literally.", "irony is [read](«docs/irony.md») literally.", "broken-body-link"
    ),
    "unclosed fence": Fault(
        "model", "| test | 0.914 | 0.911 |\n", "| test | 0.914 | 0.911 |\n\n«```»\nmore\n", "unclosed-code-fence"
    ),
    "heading skipped": Fault("model", "## Training data", "#### «Training data»", "skipped-heading-level"),
    "empty section": Fault("model", "## Training data\n", "## «Contact»\n\n## Training data\n", "empty-section"),
    "second title": Fault("model", "## Training data", "# «Training data»", "second-title"),
    "placeholder in code": Fault(
        "model", 'model="example-org/film-sentiment"', 'model="«your-username/film-sentiment»"', "placeholder-in-code"
    ),
    "no limitations": Fault(
        "model",
        "## Bias, risks and limitations\n\nIt was trained on two languages and on films alone; irony is read literally.\n\n"
        "## Training data\n\n40,000 reviews of [example-org/film-reviews](https://huggingface.co/datasets/example-org/film-reviews).\n\n"
        "## Evaluation",
        "## Training data\n\n40,000 reviews.\n\n## «Evaluation»",
        "missing-limitations",
    ),
    "another score": Fault("model", "| test | 0.914 |", "| test | «0.941» |", "contradicting-metric"),
    "secret": Fault(
        "model",
        'classify("A quiet',
        'login("«hf_' + "QwErTzUiOpAsDfGhJ" + 'kLyXcVbNmQaYwSxEd»")\nclassify("A quiet',
        "exposed-secret",
    ),
    "another base model": Fault(
        "model",
        "(https://huggingface.co/distilbert/distilbert-base-multilingual-cased)",
        "(«https://huggingface.co/google-bert/bert-base-uncased»)",
        "contradicting-base-model",
    ),
    "another licence": Fault(
        "dataset",
        "Creative Commons Attribution 4.0 International.",
        "The dataset is released under «CC BY-NC 4.0».",
        "contradicting-license-text",
    ),
    "unknown category": Fault(
        "dataset", "- text-classification\ntask", "- «text-clasification»\ntask", "unknown-task-category"
    ),
    "unknown size": Fault("dataset", "- n<1K", "- «1k<n<10k»", "unknown-size-category"),
    "data file absent": Fault("dataset", "path: data/train.csv", "path: «data/training.csv»", "missing-data-file"),
    "number with comma": Fault("dataset", "num_examples: 2", "num_examples: «2,300»", "wrong-type"),
    "unknown task id": Fault("dataset", "- sentiment-classification", "- «sentiment-clasification»", "unknown-task-id"),
    "config without name": Fault("dataset", "- config_name: default\n  data_files", "- «data_files»", "missing-field"),
    "config twice": Fault(
        "dataset",
        "    path: data/test.csv\n",
        "    path: data/test.csv\n- config_name: «default»\n  data_files: data/test.csv\n",
        "duplicate-config-name",
    ),
    "unknown creators": Fault("dataset", "- crowdsourced", "- «crowd-sourced»", "unknown-dataset-word"),
    "size is not the sum": Fault("dataset", "dataset_size: 132", "dataset_size: «999»", "wrong-dataset-size"),
    "empty pretty name": Fault("dataset", "pretty_name: Film reviews", 'pretty_name: «""»', "empty-pretty-name"),
    "unknown dtype": Fault("dataset", "dtype: string", "dtype: «strng»", "unknown-dtype"),
    "no sdk": Fault("space", "sdk: gradio\n", "", "missing-sdk"),
    "sdk typo": Fault("space", "sdk: gradio", "sdk: «gardio»", "unknown-sdk"),
    "emoji text": Fault("space", "emoji: 🎬", "emoji: «film»", "not-one-emoji"),
    "colour": Fault("space", "colorTo: yellow", "colorTo: «orange»", "unknown-color"),
    "application absent": Fault("space", "app_file: app.py", "app_file: «main.py»", "missing-app-file"),
    "sdk version as number": Fault("space", "sdk_version: 5.49.1", "sdk_version: «5.40»", "unquoted-version"),
    "long description": Fault(
        "space",
        "short_description: Tells praise from complaint in film reviews",
        "short_description: «Tells praise from complaint in film reviews of any length there is»",
        "long-short-description",
    ),
    "no title": Fault("space", "title: Film sentiment\n", "", "missing-title"),
    "pinned typo": Fault("space", "pinned: false", 'pinned: «"flase"»', "wrong-type"),
    "python version as number": Fault("space", 'python_version: "3.12"', "python_version: «3.10»", "unquoted-version"),
    "oauth minutes": Fault(
        "space", "pinned: false", "pinned: false\nhf_oauth: true\nhf_oauth_expiration_minutes: «50000»", "out-of-range"
    ),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_fault_is_named_at_its_place(fault: Fault, tmp_path: Path) -> None:
    folder = tmp_path / fault.kind
    shutil.copytree(CLEAN / fault.kind, folder)
    if fault.remove:
        (folder / fault.remove).unlink()
    clean = (folder / "README.md").read_text(encoding="utf-8")
    assert fault.old == "<all>" or clean.count(fault.old) == 1
    text, spans = marked.read(fault.new if fault.old == "<all>" else clean.replace(fault.old, fault.new))
    if fault.rule == "unclosed-front-matter":
        text = text.replace("\n---\n\n", "\n\n", 1)
    found = lint(Card(Source(text), Kind(fault.kind), Repository(folder)))
    assert [each.name for each in found] == [fault.rule], [each.message for each in found]
    if spans:
        assert found[0].span == spans[0]
