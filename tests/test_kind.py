"""What shows the kind of a card, and what is reported where the kind is a guess."""

from pathlib import Path

import pytest
from benchmark_module import imported_benchmark

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.repository import Repository
from cardlint.config import Config
from cardlint.findings.diagnostic import Severity
from cardlint.findings.source import Source
from cardlint.lint.fix import fix_text
from cardlint.lint.linter import Linter, lint, lint_text

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
EVERYTHING = Config(profile="strict", minimum=Severity.INFO)


@pytest.mark.parametrize(
    ("text", "folder", "kind", "reason"),
    [
        ("---\nlicense: mit\n---\n", "a/b", "model", "nothing indicates another kind"),
        ("---\nsdk: gradio\n---\n# Dataset Card for X\n", "a/b", "space", "it has the field `sdk`"),
        ("---\nmodels: [a/b]\n---\n# Dataset Card for X\n", "a/b", "dataset", "its title says so"),
        ("---\ntask_ids: [x]\n---\n# X\n", "spaces/b", "dataset", "it has the field `task_ids`"),
        ("---\nlicense: mit\n---\n", "datasets/a/b", "dataset", "it is in a folder named `datasets`"),
        ("---\nlicense: mit\n---\n", "dataset/a__b", "dataset", "it is in a folder named `dataset`"),
        ("---\nlicense: mit\n---\n", "a/dataset", "model", "nothing indicates another kind"),
    ],
)
def test_kind_is_inferred(text: str, folder: str, kind: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / folder).mkdir(parents=True)
    card = Card(Source(text), None, Repository(tmp_path / folder))
    assert (card.kind.value, card.inference.reason) == (kind, reason)


@pytest.mark.parametrize(
    ("file", "kind", "reason"),
    [
        ("model.safetensors", "model", "weight files are next to it"),
        ("pytorch_model.bin", "model", "weight files are next to it"),
        ("config.json", "model", "weight files are next to it"),
        ("app.py", "space", "an application file is next to it"),
        ("Dockerfile", "space", "an application file is next to it"),
        ("train.csv", "dataset", "data files are next to it"),
        ("train.txt.md", "model", "nothing indicates another kind"),
    ],
)
def test_files_next_to_a_card_show_its_kind(file: str, kind: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / file).touch()
    card = Card(Source("---\nlicense: mit\n---\n"), None, Repository(tmp_path))
    assert (card.kind.value, card.inference.reason) == (kind, reason)


@pytest.mark.parametrize(
    ("text", "folder"),
    [
        ("---\ntask_ids: null\n---\n", "a/b"),
        ("---\nlicense: mit\n---\n" + "x" * 4_096 + "\n# Dataset Card for X\n", "a/b"),
        ("---\nlicense: mit\n---\n## Dataset Card for X\n", "a/b"),
        ("---\nlicense: mit\n---\n# Dataset Cards\n", "a/b"),
        ("---\nlicense: mit\n---\n", "datasets/x/a/b"),
        ("---\nlicense: mit\n---\n", "other--a--b/snapshots/1"),
    ],
    ids=[
        "field that is null",
        "title far below",
        "heading of a part",
        "another word",
        "folder far above",
        "cache of something else",
    ],
)
def test_what_shows_no_kind(text: str, folder: str, tmp_path: Path) -> None:
    (tmp_path / folder).mkdir(parents=True)
    card = Card(Source(text), None, Repository(tmp_path / folder))
    assert (card.kind.value, card.inference.reason) == ("model", "nothing indicates another kind")


@pytest.mark.parametrize("kind", ["model", "dataset", "space"])
def test_cache_of_the_hub_shows_the_kind_before_anything_else(kind: str, tmp_path: Path) -> None:
    folder = tmp_path / f"{kind}s--a--b" / "snapshots" / ("0123456789" * 4)
    folder.mkdir(parents=True)
    card = Card(Source("---\nsdk: gradio\n---\n# Dataset Card for X\n"), None, Repository(folder))
    assert (card.kind.value, card.inference.reason) == (kind, "the repository is `a/b` on the Hub")


MODEL_TEXT = "# X\n\n## Training procedure\n\nWords.\n"
DATASET_TEXT = "# X\n\n## Dataset Structure\n\nWords.\n"


@pytest.mark.parametrize(
    ("text", "folder", "kind"),
    [
        pytest.param("---\nlicense: mit\npinned: true\nlanguage: en\n---\n" + MODEL_TEXT, "a/b", "model", id="pinned"),
        pytest.param("---\nlicense: mit\ninference: false\n---\n", "datasets/o/n", "dataset", id="inference"),
        pytest.param("---\nlibrary_name: gia\n---\n" + DATASET_TEXT, "a/b", "dataset", id="library"),
        pytest.param(
            "---\nannotations_creators: [found]\nwidget: [{text: a}]\npipeline_tag: fill-mask\n---\n", "a/b", "model",
            id="creators",
        ),
        pytest.param(
            "---\nmetrics: [bleu]\ninference: false\ntask_categories: [translation]\nconfigs: []\n---\n", "a/b", "dataset",
            id="metrics",
        ),
        pytest.param("---\ntitle: A\nbase_model: a/b\n---\n", "a/b", "model", id="title"),
    ],
)  # fmt: skip
def test_weak_field_outvotes_nothing(text: str, folder: str, kind: str, tmp_path: Path) -> None:
    (tmp_path / folder).mkdir(parents=True)
    card = Card(Source(text), None, Repository(tmp_path / folder))
    assert card.kind.value == kind
    assert not card.rivals


@pytest.mark.parametrize(
    ("front_matter", "kind"),
    [
        ("title: My demo: part 2\nemoji: x\nsdk: gradio", "space"),
        ("pretty_name: Reviews: the set\ntask_categories:\n- text-classification", "dataset"),
        ("title: [WIP] demo\nsdk: static", "space"),
        ('title: A "great" demo"\nlicense: "mit\nsdk: docker', "space"),
        ("model_name: a: b\npipeline_tag: fill-mask", "model"),
        ("title: a: b\nconfigs:\n- config_name: x\ndataset_info:\n  features: []", "dataset"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CR LF"])
def test_broken_yaml_still_shows_the_kind(front_matter: str, kind: str, end: str) -> None:
    card = Card(Source(f"---\n{front_matter}\n---\n# X\n".replace("\n", end)))
    assert (card.kind.value, card.rivals) == (kind, ())


@pytest.mark.parametrize(
    "text", ["title: App\nsdk: docker\napp_port: 7860\n---\n\n# App\n", "sdk: docker\ntitle: App\n"]
)
def test_fields_without_fences_show_the_kind(text: str) -> None:
    assert Card(Source(text)).kind.value == "space"


@pytest.mark.parametrize("front_matter", ["a: b: c\nlicense: mit", "a: b: c"])
def test_broken_yaml_without_a_sign_can_be_of_any_kind(front_matter: str) -> None:
    card = Card(Source(f"---\n{front_matter}\n---\n# X\n"))
    assert [rival.value for rival in card.rivals] == ["dataset", "space"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("## Training procedure\n", "model"),
        ("## **Model description**:\n", "model"),
        ("<!-- This model card has been generated automatically. -->\n", "model"),
        ("## Dataset Structure\n", "dataset"),
        ("### Data Fields\n", "dataset"),
        ("git clone https://huggingface.co/datasets/a/b\n", "dataset"),
        ("![](https://huggingface.co/datasets/a/b/resolve/main/a.png)\n", "dataset"),
        ("This dataset can be loaded with `load_dataset('a/b')`.\n", "dataset"),
        ("from kernels import get_kernel\n\nx = get_kernel('{repo_id}')\n", "kernel"),
    ],
)
def test_text_shows_the_kind_of_a_card_without_other_signs(body: str, kind: str) -> None:
    card = Card(Source(f"---\nlicense: mit\n---\n# X\n\n{body}"))
    assert (card.kind.value, card.rivals) == (kind, ())


@pytest.mark.parametrize(
    "body",
    [
        "![](https://huggingface.co/datasets/huggingface/documentation-images/resolve/main/a.png)\n",
        "## Training\n",
        "Model description\n",
        "The datasets are elsewhere.\n",
    ],
)
def test_text_that_shows_no_kind(body: str) -> None:
    card = Card(Source(f"---\nlicense: mit\n---\n# X\n\n{body}"))
    assert (card.kind.value, card.inference.reason) == ("model", "nothing indicates another kind")
    assert [rival.value for rival in card.rivals] == ["dataset"]


@pytest.mark.parametrize(
    ("field", "kind"),
    [("pipline_tag", "model"), ("Task_categories", "dataset"), ("app-file", "space"), ("model_index", "model")],
)
def test_misspelled_field_shows_the_kind(field: str, kind: str) -> None:
    assert Card(Source(f"---\nlicense: mit\n{field}: x\n---\n# X\n")).kind.value == kind


@pytest.mark.parametrize(
    ("front_matter", "files", "kind"),
    [
        ("library_name: kernels", (), "kernel"),
        ("tags:\n- kernel", (), "kernel"),
        ("license: mit", ("build.toml", "flake.nix"), "kernel"),
        ("license: mit", ("build/torch29-cxx11-cu128-x86_64-linux/",), "kernel"),
        ("license: mit", ("build/lib/",), "model"),
        ("license: mit", ("adapter_config.json", "app.py", "Dockerfile"), "model"),
        ("license: mit", ("model_index.json", "Dockerfile"), "model"),
        ("title: A\nlicense: mit", ("adapter_config.json", "app.py"), "model"),
        ("title: A\nsdk: gradio", ("adapter_config.json", "app.py"), "space"),
        ("task_categories: [x]\nconfigs: []", ("config.json",), "dataset"),
    ],
)
def test_files_weigh(front_matter: str, files: tuple[str, ...], kind: str, tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    for name in files:
        if name.endswith("/"):
            (folder / name).mkdir(parents=True)
        else:
            (folder / name).touch()
    card = Card(Source(f"---\n{front_matter}\n---\n# X\n"), None, Repository(folder))
    assert card.kind.value == kind


@pytest.mark.parametrize(
    ("text", "folder"),
    [
        ("---\ntitle: Logs\n---\n# Logs\n\nSynced with `hf sync . hf://buckets/me/logs`.\n", "a/b"),
        ("# Logs\n\nSee https://huggingface.co/buckets/me/logs.\n", "a/b"),
        ("---\ntitle: Logs\n---\n# Logs\n", "buckets/me/logs"),
    ],
)
def test_readme_of_a_bucket_is_not_a_card(text: str, folder: str, tmp_path: Path) -> None:
    (tmp_path / folder).mkdir(parents=True)
    card = Card(Source(text), None, Repository(tmp_path / folder))
    assert card.kind.value == "bucket"
    assert lint(card, EVERYTHING) == []


def test_model_with_a_bucket_is_a_model() -> None:
    text = "---\nlicense: mit\nlanguage: en\n---\n# X\n\nCheckpoints are in hf://buckets/me/logs.\n"
    assert Card(Source(text)).kind.value == "model"


def test_secret_in_a_bucket_is_found() -> None:
    text = "# Logs\n\ngit clone https://me:s3cr3t-Pa55@example.org/x\n"
    assert [each.name for each in lint_text(text, kind="bucket")] == ["exposed-secret"]


def test_kernel_needs_no_task_and_no_limitations() -> None:
    text = "---\nlicense: apache-2.0\nlibrary_name: kernels\ntags: [kernel]\n---\n# relu\n\nA kernel.\n"
    assert lint_text(text, config=EVERYTHING) == []


@pytest.mark.parametrize(
    "text",
    [
        "---\nlicense: mit\nlanguage: en\n---\n# X\n\nText.\n",
        "---\nlicense: mit\npinned: true\n---\n# X\n\nText.\n",
        "---\nlicense: mit\ninference: false\n---\n# X\n\nText.\n",
        "---\ntitle: X\n---\n# X\n\nText.\n",
        "---\na: b: c\n---\n# X\n\nText.\n",
    ],
)
def test_nothing_above_info_depends_on_a_guess(text: str) -> None:
    card = Card(Source(text))
    assert card.rivals
    severe = {each.name for each in lint(card, EVERYTHING) if each.severity > Severity.INFO}
    for rival in card.rivals:
        assert severe <= {each.name for each in lint(Card(Source(text), rival), EVERYTHING)}


def test_finding_that_holds_for_every_kind_keeps_its_severity_and_fix() -> None:
    (found,) = lint_text("---\nlicense: MIT\n---\n# X\n\nText.\n")
    assert (found.name, found.severity, found.is_rejected) == ("unknown-license", Severity.ERROR, True)
    assert found.fix is not None


def test_safe_fix_that_depends_on_a_guess_is_not_made() -> None:
    text = "---\nlicense: mit\npinned: true\n---\n# X\n\nText.\n"
    assert fix_text(text, unsafe=True, config=EVERYTHING) == text


def test_guess_stays_a_guess_while_a_card_is_fixed() -> None:
    text = "---\nlicense: MIT\npinned: true\n---\n# X\n\nText.\n"
    assert fix_text(text, unsafe=True, config=EVERYTHING) == text.replace("MIT", "mit")


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not there")
def test_signs_are_hardly_ever_wrong() -> None:
    with imported_benchmark("kind_accuracy") as benchmark:
        wrong = [each for each in benchmark.infer_all(CORPUS) if each.kind != each.truth and not each.is_guess]
        assert len(wrong) <= benchmark.MOST_WRONG, wrong


def test_card_of_another_kind_shares_what_was_read() -> None:
    card = Card(Source("---\ncolorFrom: pink-ish\n---\n# T\n"), Kind.MODEL)
    other = card.as_kind(Kind.SPACE)
    assert (other.kind, other.stated_kind, other.rivals, other.inference.reason) == (
        Kind.SPACE,
        Kind.SPACE,
        (),
        "given",
    )
    assert other.root is card.root
    assert ("unknown-color" in other.breached, "unknown-color" in card.breached) == (True, False)


@pytest.mark.parametrize(
    "front_matter",
    [
        "license: mit apache-2.0\ntags: a,b",  # a finding that a better rule replaces
        "license: MIT or Apache-2.0\nlanguage: xx",
        "licence: mit\nlang: en\ntags:\n- a\n- a",
        "datasets: [a/b\n",
        "license: mit # cardlint: ignore[unknown-license]",  # a comment that silences nothing
    ],
)
def test_guess_depends_only_on_the_rules_that_found_something(
    front_matter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"---\n{front_matter}\n---\n# T\n\nText.\n"
    found = lint_text(text)
    assert found
    assert Card(Source(text)).rivals
    monkeypatch.setattr(Linter, "_needed_for", lambda *_: None)  # all rules
    assert lint_text(text) == found
