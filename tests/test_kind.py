"""What shows whether a card is a model's, a dataset's or a Space's."""

from pathlib import Path

import pytest

from cardlint.card.card import Card
from cardlint.card.repository import Repository
from cardlint.findings.source import Source


@pytest.mark.parametrize(
    ("text", "folder", "kind", "reason"),
    [
        ("---\nlicense: mit\n---\n", "a/b", "model", "nothing says otherwise"),
        ("---\nsdk: gradio\n---\n# Dataset Card for X\n", "a/b", "space", "it has the field sdk"),
        ("---\nmodels: [a/b]\n---\n# Dataset Card for X\n", "a/b", "dataset", "its title says so"),
        ("---\ntask_ids: [x]\n---\n# X\n", "spaces/b", "dataset", "it has the field task_ids"),
        ("---\nlicense: mit\n---\n", "datasets/a/b", "dataset", "it lies in a folder called datasets"),
        ("---\nlicense: mit\n---\n", "dataset/a__b", "dataset", "it lies in a folder called dataset"),
        ("---\nlicense: mit\n---\n", "a/dataset", "model", "nothing says otherwise"),
    ],
)
def test_kind_is_inferred(text: str, folder: str, kind: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / folder).mkdir(parents=True)
    card = Card(Source(text), None, Repository(tmp_path / folder))
    assert (card.kind.value, card.kind_reason) == (kind, reason)
