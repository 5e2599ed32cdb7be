"""What --unsafe-fixes makes of real mistakes: a likely repair, or none. Nothing that the author wrote is lost."""

from pathlib import Path

import pytest
from test_check import cardlint, write

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.repository import Repository
from cardlint.config import Config
from cardlint.findings.diagnostic import Severity
from cardlint.findings.source import Source
from cardlint.lint import fix
from cardlint.lint.linter import lint

EVERYTHING = Config(minimum=Severity.INFO)
BODY = "\n---\n# Model\n\nIt sorts letters by what they ask for.\n"


def fields(text: str, kind: Kind = Kind.MODEL, *, unsafe: bool = True) -> str:
    """Return the front matter after all fixes."""
    fixed = fix.fix_text(f"---\n{text}{BODY}", kind=kind, unsafe=unsafe, config=EVERYTHING)
    return fixed.removeprefix("---\n").removesuffix(BODY)


def body(text: str, kind: Kind = Kind.MODEL) -> str:
    """Return the text below the front matter after all fixes."""
    head = "---\nlicense: mit\n---\n"
    return fix.fix_text(head + text, kind=kind, unsafe=True, config=EVERYTHING).removeprefix(head)


@pytest.mark.parametrize(
    "text",
    [
        "language: [hi, in]",
        "language: [en, in]",
        "language: [ms, in]",
        "language: [en, mo]",
        "language: [ar, bh]",
        "language: bh",
        "language: [en, it, is, or, he, as, to]",
        "model-index: x",
        "base_model: *base",
        "license: *license",
        "tags:\n- *tags",
        'language: "fr"tags:\n- a',
        "license: apache-2.0 // see LICENSE",
        "license: mit (code only)",
        "license: mit\nbase_model: [mistralai/Mistral-7B-v0.1, google/gemma-2-9b]",
        "base_model_relation: quantized\nlicense: mit",
        "tasks: mnli\nlibrary_name: transformers",
        "licenses: cc-by-nc-sa",
    ],
)
def test_doubtful_value_has_no_safe_fix(text: str) -> None:
    assert fields(text, unsafe=False) == text


@pytest.mark.parametrize(
    "text",
    [
        "language: [hi, in]",
        "language: [en, in]",
        "language: bh",
        "model-index: x",
        "base_model: *base",
        "tags:\n- *tags",
        "license: [mit; see LICENSE, other]",
        "license: see the paper",
        "license: N/A",
        "license: license",
        "language: ge",
        "tasks: [code-generation]",
        "model-index:\n  name: x",
        "license: mit\nbase_model: [mistralai/Mistral-7B-v0.1, google/gemma-2-9b]",
        "base_model_relation: quantized\nlicense: mit",
        "tasks: mnli\nlibrary_name: transformers",
        "licenses: cc-by-nc-sa",
    ],
)
def test_value_that_only_its_author_knows_has_no_fix(text: str) -> None:
    assert fields(text) == text


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("language: in", "language: id"),
        ("language: [ms, in]", "language: [ms, id]"),
        ('language: "fr"tags:\n- a', 'language: "fr"\ntags:\n- a'),
        ("license: 'mit'tags: 'x'", "license: 'mit'\ntags: ['x']"),
        ("tags: [a]license: mit", "tags: [a]\nlicense: mit"),
        ("license: apache-2.0 // see LICENSE", "license: apache-2.0  # see LICENSE"),
        ("license: MIT -- the code", "license: mit  # the code"),
        ("license: Apache 2.0, see LICENSE.txt", "license: apache-2.0  # see LICENSE.txt"),
        ("license: mit (code only)", "license: mit  # code only"),
    ],
)
def test_likely_repair_keeps_every_part(text: str, fixed: str) -> None:
    assert fields(text) == fixed


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("pretty_name: X\nviewer: no", "pretty_name: X\nviewer: false"),
        ("pretty_name: X\nviewer: off", "pretty_name: X\nviewer: false"),
        ("pretty_name: X\nviewer: false", "pretty_name: X\nviewer: false"),
        ("pretty_name: X\nsize_categories: [n<500MB]", "pretty_name: X\nsize_categories: [n<500MB]"),
        ("pretty_name: X\nsize_categories: [24 hours]", "pretty_name: X\nsize_categories: [24 hours]"),
        ("pretty_name: X\nsize_categories: [20M rows]", "pretty_name: X\nsize_categories: [10M<n<100M]"),
    ],
)
def test_fields_of_a_dataset(text: str, fixed: str) -> None:
    assert fields(text, Kind.DATASET) == fixed


def test_strict_profile_keeps_a_viewer_that_is_off() -> None:
    text = "---\nlicense: mit\npretty_name: X\nviewer: false\n---\n# X\n"
    assert "viewer: false" in fix.fix_text(text, kind="dataset", unsafe=True, config=Config(profile="strict"))


SENTENCE = "It is as good as the base model."


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        (f"```python\nx = 1\n\n## Results\n\n{SENTENCE}\n", f"```python\nx = 1\n```\n\n## Results\n\n{SENTENCE}\n"),
        (f"```python\nx = 1\n\n# Results\n\n{SENTENCE}\n", f"```python\nx = 1\n```\n\n# Results\n\n{SENTENCE}\n"),
        (f"```bash\npip install x\n\n{SENTENCE}\n", f"```bash\npip install x\n```\n\n{SENTENCE}\n"),
        ("```python\n# one\nx = 1\n\n# two\ny = 2\n", "```python\n# one\nx = 1\n\n# two\ny = 2\n```\n"),
        ("```r\nx <- 1\n\n## two\ny <- 2\n", "```r\nx <- 1\n\n## two\ny <- 2\n```\n"),
        (
            '```python\nx = """\n\n# A\n\nIt is one text only.\n"""\n',
            '```python\nx = """\n\n# A\n\nIt is one text only.\n"""\n```\n',
        ),
        ("```bash\ncd x\n\n```python\nimport x\n", "```bash\ncd x\n```\n\n```python\nimport x\n```\n"),
        (
            "~~~bash\ncd x\n\n~~~ python\nimport x\n~~~~\n\n~~~\ny\n",
            "~~~bash\ncd x\n\n~~~ python\nimport x\n~~~~\n\n~~~\ny\n~~~\n",
        ),
        ("```\nx = 1```\n\nText.\n", "```\nx = 1\n```\n\nText.\n"),
        ("```pythonimport x\nx()\n", "```python\nimport x\nx()\n```\n"),
        ("```pythonimport x\nx()```\n", "```python\nimport x\nx()\n```\n"),
        ("```bashpip install x\n", "```bash\npip install x\n```\n"),
        (
            "```python\r\nx = 1\r\n\r\n## Contact\r\n\r\nMe\r\n",
            "```python\r\nx = 1\r\n```\r\n\r\n## Contact\r\n\r\nMe\r\n",
        ),
        ("- a\n\n  ```bash\n  cd x\n", "- a\n\n  ```bash\n  cd x\n  ```\n"),
        ("```\n### Instruction:\nWrite.\n\n### Response:\n", "```\n### Instruction:\nWrite.\n\n### Response:\n```\n"),
        ("```markdown\nx\n\n## Results\n\nGood ones, as the table shows.\n", None),
    ],
)
def test_code_block_is_closed_behind_its_code(text: str, fixed: str | None) -> None:
    title = "# Model\n\nIt sorts letters.\n\n"
    title = title.replace("\n", "\r\n") if "\r" in text else title
    select = Config(select=frozenset(("unclosed-code-fence",)))
    wanted = fixed if fixed is not None else f"{text}```\n"
    assert fix.fix_text(title + text, kind="model", unsafe=True, config=select) == title + wanted


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("```python\nx = 1\n# end\n", Severity.WARNING),
        ("```python\nx = 1\n\n## Results\n\nGood.\n", Severity.ERROR),
        ("```\nx = 1```\n", Severity.WARNING),
        ("```\nx = 1```\n\nText.\n", Severity.ERROR),
        ("```\n", Severity.WARNING),
    ],
)
def test_open_code_block_is_an_error_only_if_it_swallows_text(text: str, severity: Severity) -> None:
    card = Card(Source(f"# Model\n\nText.\n\n{text}"), Kind.MODEL)
    assert [each.severity for each in lint(card, Config(select=frozenset(("unclosed-code-fence",))))] == [severity]


def test_stray_fence_is_kept_if_a_block_above_may_be_the_open_one() -> None:
    text = "# M\n\n```\nx = 1\n\n## Results\n\nGood.\n\n```\ny = 2\n```\n\n## Contact\n\nUs.\n"
    assert (
        fix.fix_text(text, kind="model", unsafe=True, config=Config(select=frozenset(("unclosed-code-fence",)))) == text
    )


@pytest.mark.parametrize("heading", ["Limitations", "Bias, Risks, and Limitations", "Ethical considerations"])
@pytest.mark.parametrize("content", ["", "[More Information Needed]\n\n", "TODO\n\n"])
@pytest.mark.parametrize("kind", [Kind.MODEL, Kind.DATASET])
def test_only_section_on_limitations_stays(heading: str, content: str, kind: Kind) -> None:
    text = f"# M\n\nIt sorts letters.\n\n## {heading}\n\n{content}## Glossary\n\nLong.\n"
    assert body(text, kind) == text


@pytest.mark.parametrize("content", ["", "[More Information Needed]\n\n"])
def test_second_section_on_limitations_goes(content: str) -> None:
    text = f"# M\n\nIt sorts letters.\n\n## Risks\n\nNone.\n\n## Limitations\n\n{content}## Glossary\n\nLong.\n"
    assert body(text) == text.replace(f"## Limitations\n\n{content}", "")


def test_list_item_that_is_the_only_place_about_a_topic_stays() -> None:
    text = "# M\n\nIt sorts letters.\n\n## About\n\nText.\n\n- **Uses:** [TODO]\n- **Home:** [TODO]\n"
    assert body(text) == text.replace("- **Home:** [TODO]\n", "")


def test_section_that_the_project_requires_stays(tmp_path: Path) -> None:
    text = "# M\n\nIt sorts letters.\n\n## Authors\n\n## Contact\n\n## Glossary\n\nLong.\n"
    write(tmp_path, f"---\nlicense: mit\n---\n{text}")
    write(tmp_path, '[require.model]\nsections = ["authors"]', ".cardlint.toml")
    cardlint("check", "--kind", "model", "--fix", "--unsafe-fixes", "README.md", cwd=tmp_path)
    after = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert ("## Authors" in after, "## Contact" in after) == (True, False)


def test_gguf_repository_keeps_its_base_model(tmp_path: Path) -> None:
    (tmp_path / "model.Q4_K_M.gguf").write_bytes(b"GGUF")
    text = "---\nlanguage_creators: [found]\nbase_model: a/b\nbase_model_relation: quantized\n---\n# Model\n\nIt sorts letters.\n"
    card = Card(Source(text, str(tmp_path / "README.md")), None, Repository(str(tmp_path)))
    fixed = fix.fix_card(card, EVERYTHING, unsafe=True).card.source.text
    assert "base_model: a/b\nbase_model_relation: quantized\n" in fixed


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("annotations_creators: [found]\nwidget:\n- text: Hello", "widget:"),
        ("sdk: gradio\nbase_model: a/b\npipeline_tag: fill-mask", "base_model: a/b"),
    ],
)
def test_field_of_another_kind_stays_if_the_kind_is_a_guess(text: str, kept: str) -> None:
    card = Card(Source(f"---\n{text}{BODY}"))
    assert kept in fix.fix_card(card, EVERYTHING, unsafe=True).card.source.text
