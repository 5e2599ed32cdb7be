"""The patch of ``--diff``: applied with ``git apply`` and ``patch -p1``, it gives the new text, byte for byte."""

import random
import subprocess
from pathlib import Path

import pytest
from test_check import cardlint, write

from cardlint.lint.fix.line_diff import changes
from cardlint.lint.fix.patch import patch

TOOLS = {
    "git": ["git", "apply", "--whitespace=nowarn", "all.patch"],
    "patch": ["patch", "-p1", "--binary", "--quiet", "-i", "all.patch"],
}


def applied(tool: str, old: str, new: str, folder: Path, name: str = "README.md") -> str:
    """Return the result of applying the patch from ``old`` to ``new`` with ``tool``."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(old, encoding="utf-8", newline="")
    (folder / "all.patch").write_bytes(patch(name, old.encode(), new.encode()))
    subprocess.run(TOOLS[tool], cwd=folder, check=True, capture_output=True)
    return (folder / name).read_bytes().decode()


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a\nb\nc\n", "a\nB\nc\n"),
        ("a\nb", "a\nB"),
        ("a\nb", "a\nb\n"),
        ("a\nb\n", "a\nb"),
        ("a\r\nb\r\n", "a\r\nB\r\n"),
        ("a\r\nb\r\n", "a\nb\n"),
        ("\ufeffa\n", "a\n"),
        ("a\n", "a\nb\n"),
        ("a\nb\n", "b\n"),
        ("".join(f"{n}\n" for n in range(99)), "".join(f"{n}\n" for n in range(99) if n not in (5, 12, 50, 98))),
        ("a\u2028b\u0085c\nd\n", "a\u2028b\u0085c\nD\n"),
        ("x\n" * 30 + "a\n" + "x\n" * 30, "x\n" * 30 + "b\n" + "x\n" * 30),
        ("names:\n  0: a\n- x\n" * 100, 'names:\n  "0": a\n- x\n' * 100),
    ],
)
def test_patch_makes_the_new_text(tool: str, old: str, new: str, tmp_path: Path) -> None:
    assert applied(tool, old, new, tmp_path) == new


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("name", ["a b.md", "ä.md", 'quo"te.md', "back\\slash.md"])
def test_patch_names_odd_files(tool: str, name: str, tmp_path: Path) -> None:
    if tool == "patch" and name in ("ä.md", 'quo"te.md', "back\\slash.md") and b"GNU patch 2.7" not in _version():
        pytest.skip("only GNU patch from 2.7 on reads quoted names")
    assert applied(tool, "a\n", "b\n", tmp_path, name) == "b\n"


def _version() -> bytes:
    return subprocess.run(["patch", "--version"], capture_output=True, check=True).stdout


@pytest.mark.parametrize("tool", TOOLS)
def test_patch_of_random_texts(tool: str, tmp_path: Path) -> None:
    chance = random.Random(0)
    for number in range(60):
        words = [f"{word}\n" for word in ("a", "b", "", " c", "\r", *range(chance.choice((0, 40))))]
        old = [chance.choice(words) for _ in range(chance.choice((1, 8, 80)))]
        new = list(old)
        for _ in range(chance.randint(1, 6)):
            at = chance.randint(0, len(new))
            new[at : at + chance.randint(0, 3)] = chance.choices(words, k=chance.randint(0, 3))
        before, after = "".join(old), "".join(new) + chance.choice(("", "end"))
        if before != after and after:
            assert applied(tool, before, after, tmp_path / str(number)) == after


def test_no_difference_gives_no_patch() -> None:
    assert patch("README.md", b"a\n", b"a\n") == b""


def test_patch_shows_only_what_differs() -> None:
    text = patch("README.md", b"x\n" * 10 + b"a\n" + b"x\n" * 10, b"x\n" * 10 + b"b\n" + b"x\n" * 10)
    assert text == b"--- a/README.md\n+++ b/README.md\n@@ -8,7 +8,7 @@\n x\n x\n x\n-a\n+b\n x\n x\n x\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ([f"- {n}" for n in range(60_000)], [f"- {n}" if n % 3 else f"- x{n}" for n in range(60_000)]),
        (["- x"] * 60_000, ["- x", "- y"] * 30_000),
        ([f"- {n % 1000}" for n in range(60_000)], [f"- {n % 999}" for n in range(60_000)]),
    ],
)
def test_long_texts_take_no_longer_than_their_length(old: list[str], new: list[str]) -> None:
    found = changes([line.encode() for line in old], [line.encode() for line in new])
    rebuilt: list[str] = []
    at = 0
    for start, end, new_start, new_end in found:
        rebuilt += [*old[at:start], *new[new_start:new_end]]
        at = end
    assert [*rebuilt, *old[at:]] == new


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("a a b b a a b b", "b a a b b a a b b a", [(0, 0, 0, 1), (8, 8, 9, 10)]),
        ("x a a a a y", "z a a a a w", [(0, 1, 0, 1), (5, 6, 5, 6)]),
        ("a a", "b b", [(0, 2, 0, 2)]),
        ("a a", "", [(0, 2, 0, 0)]),
    ],
    ids=["shifted", "both ends", "nothing in common", "nothing left"],
)
def test_lines_that_all_occur_several_times_are_distinguished(
    old: str, new: str, found: list[tuple[int, int, int, int]]
) -> None:
    assert changes([word.encode() for word in old.split()], [word.encode() for word in new.split()]) == found


BOTH = ["README.md", "sub/README.md"]


@pytest.mark.parametrize(
    ("paths", "changed"),
    [
        ((), BOTH),
        ((".",), BOTH),
        (("./",), BOTH),
        (("README.md", "sub"), BOTH),
        (("./README.md",), ["README.md"]),
        (("./sub",), ["sub/README.md"]),
    ],
)
def test_git_takes_the_patch_however_the_paths_are_given(
    tmp_path: Path, paths: tuple[str, ...], changed: list[str]
) -> None:
    for name in BOTH:
        write(tmp_path, "---\nlicense: MIT\n---\n# A\n\nText.\n", name)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    text = cardlint("check", "--diff", *paths, cwd=tmp_path).stdout
    subprocess.run(["git", "apply"], input=text, cwd=tmp_path, check=True, text=True)
    assert [name for name in BOTH if "license: mit" in (tmp_path / name).read_text()] == changed


def test_patch_names_the_file_behind_a_link_and_once(tmp_path: Path) -> None:
    write(tmp_path, "---\nlicense: MIT\n---\n# A\n\nText.\n", "a/README.md")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "README.md").symlink_to("../a/README.md")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    text = cardlint("check", "--diff", cwd=tmp_path).stdout
    assert [line for line in text.splitlines() if line.startswith("+++")] == ["+++ b/a/README.md"]
    subprocess.run(["git", "apply"], input=text, cwd=tmp_path, check=True, text=True)
    assert "license: mit" in (tmp_path / "b" / "README.md").read_text()
