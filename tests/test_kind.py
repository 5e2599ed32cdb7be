"""What shows whether a card is a model's, a dataset's or a Space's."""

from pathlib import Path

import pytest

from cardlint.card.card import Card
from cardlint.card.repository import Repository
from cardlint.findings.source import Source


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
    assert (card.kind.value, card.kind_reason) == (kind, reason)


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
def test_files_beside_a_card_show_its_kind(file: str, kind: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / file).touch()
    card = Card(Source("---\nlicense: mit\n---\n"), None, Repository(tmp_path))
    assert (card.kind.value, card.kind_reason) == (kind, reason)


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
    assert (card.kind.value, card.kind_reason) == ("model", "nothing indicates another kind")


@pytest.mark.parametrize("kind", ["model", "dataset", "space"])
def test_cache_of_the_hub_shows_the_kind_before_anything_else(kind: str, tmp_path: Path) -> None:
    folder = tmp_path / f"{kind}s--a--b" / "snapshots" / ("0123456789" * 4)
    folder.mkdir(parents=True)
    card = Card(Source("---\nsdk: gradio\n---\n# Dataset Card for X\n"), None, Repository(folder))
    assert (card.kind.value, card.kind_reason) == (kind, "the repository is `a/b` on the Hub")
