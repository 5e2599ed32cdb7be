"""The stamp of a file's state: it differs after every change, and is empty if the next change could look the same."""

import os

import pytest

from cardlint.search.sources.folders.stamp import decides, stamp, state

LATELY = 1_000


def status(size: int = 5, modified: int = 900, changed: int = 900, number: int = 7) -> os.stat_result:
    times = {"st_mtime_ns": modified, "st_ctime_ns": changed}
    return os.stat_result((0o100644, number, 0, 1, 0, 0, size, 0, 0, 0), times)


@pytest.mark.parametrize(
    "other",
    [status(size=6), status(modified=899), status(changed=899), status(number=8)],
    ids=["size", "time of the content", "time of the file", "number"],
)
def test_state_differs_after_every_change(other: os.stat_result) -> None:
    assert state(status(), LATELY) not in ("", state(other, LATELY))


@pytest.mark.parametrize(
    ("modified", "changed", "is_told"),
    [(1_000, 1_000, True), (1_001, 1_000, False), (1_000, 1_001, False)],
    ids=["long ago", "written lately", "time set back lately"],
)
def test_state_of_what_changed_lately_is_empty(modified: int, changed: int, is_told: bool) -> None:
    assert (state(status(modified=modified, changed=changed), LATELY) != "") is is_told


def test_stamp_is_empty_where_it_proves_nothing() -> None:
    ever = 1 << 62
    assert stamp("folder", [__file__], ever).startswith("folder/")
    assert stamp("folder", [__file__, __file__], ever).count("/") == 2
    assert stamp("", [__file__], ever) == ""
    assert stamp("folder", [__file__], 0) == ""
    assert stamp("folder", [__file__, f"{__file__}.gone"], ever) == ""


def test_hidden_files_decide_nothing() -> None:
    assert [name for name in ("config.json", ".gitattributes") if decides(name)] == ["config.json"]
