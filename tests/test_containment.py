"""The guard against links that leave a repository."""

from pathlib import Path

import pytest

from cardlint.system.containment import lies_inside, lies_strictly_inside


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """``root`` next to ``root-2``, which has the same prefix, with files and links of every kind."""
    for name in ("root/folder", "root-2"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "root/file").write_text("")
    (tmp_path / "root-2/file").write_text("")
    (tmp_path / "root/link-within").symlink_to("file")
    (tmp_path / "root/link-out").symlink_to("../root-2/file")
    (tmp_path / "root/folder-out").symlink_to("../root-2")
    (tmp_path / "root/link-to-link").symlink_to("link-out")
    (tmp_path / "root/dangling").symlink_to("../nothing")
    (tmp_path / "entry").symlink_to("root")
    return tmp_path


@pytest.mark.parametrize(
    ("path", "root", "inside"),
    [
        ("root/file", "root", True),
        ("root/absent", "root", True),
        ("root", "root", True),
        ("root/link-within", "root", True),
        ("root/folder/../file", "root", True),
        ("entry/file", "entry", True),
        ("entry/file", "root", True),
        ("root/link-out", "root", False),
        ("root/link-to-link", "root", False),
        ("root/folder-out/file", "root", False),
        ("root/dangling", "root", False),
        ("root/../root-2/file", "root", False),
        ("root-2/file", "root", False),
    ],
)
def test_a_path_lies_inside_when_all_links_are_followed(tree: Path, path: str, root: str, inside: bool) -> None:
    assert lies_inside(str(tree / path), str(tree / root)) is inside
    assert lies_strictly_inside(str(tree / path), str(tree / root)) is inside


@pytest.mark.parametrize("below", ["", "folder"], ids=["the snapshot", "a folder of the snapshot"])
def test_the_store_of_a_hub_cache_may_be_read_and_not_written(tmp_path: Path, below: str) -> None:
    repository = tmp_path / "models--org--name"
    snapshot = repository / "snapshots" / "abc" / below
    snapshot.mkdir(parents=True)
    (repository / "blobs").mkdir()
    (repository / "blobs" / "1234").write_text("")
    (snapshot / "README.md").symlink_to(repository / "blobs" / "1234")
    assert lies_inside(str(snapshot / "README.md"), str(snapshot))
    assert not lies_strictly_inside(str(snapshot / "README.md"), str(snapshot))


def test_any_folder_called_snapshots_is_not_a_hub_cache(tmp_path: Path) -> None:
    (tmp_path / "mine/snapshots/abc").mkdir(parents=True)
    (tmp_path / "mine/blobs").mkdir()
    (tmp_path / "mine/blobs/1234").write_text("")
    (tmp_path / "mine/snapshots/abc/README.md").symlink_to(tmp_path / "mine/blobs/1234")
    assert not lies_inside(str(tmp_path / "mine/snapshots/abc/README.md"), str(tmp_path / "mine/snapshots/abc"))
