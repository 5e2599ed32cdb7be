"""Names are unique and clear: no two classes share a name, and no function has a name that only its author understands."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]

WORDS = {"told", "shown", "kept", "judge", "judged", "among"}
"""Words that do not say what a function does or returns, also as part of a name."""

ALONE = {"of"}
"""A word that is fine together with others, but says nothing by itself."""


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for room in ("cardlint", "tools"):
        for path in sorted((CHECKOUT / room).rglob("*.py")):
            yield path.relative_to(CHECKOUT), ast.parse(path.read_text(encoding="utf-8"))


def classes(tree: ast.Module) -> Iterator[str]:
    """Yield the names of classes, without the underscore of private ones."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield node.name.lstrip("_")


def unclear(tree: ast.Module) -> Iterator[str]:
    """Yield the unclear names of functions and classes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            words = node.name.strip("_").lower().split("_")
            if not WORDS.isdisjoint(words) or (len(words) == 1 and words[0] in ALONE):
                yield node.name


def test_no_two_classes_share_a_name() -> None:
    places: defaultdict[str, list[str]] = defaultdict(list)
    for path, tree in modules():
        for name in classes(tree):
            places[name].append(path.as_posix())
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_names_are_words_that_a_stranger_knows() -> None:
    assert {path.as_posix(): found for path, tree in modules() if (found := list(unclear(tree)))} == {}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("def told(): ...", ["told"]),
        ("class A:\n    def of(self): ...", ["of"]),
        ("def _shown_rule(): ...", ["_shown_rule"]),
        ("class Kept: ...", ["Kept"]),
        ("def path_of(): ...", []),
        ("def write_repaired(): ...", []),
    ],
)
def test_unclear_name_is_found(code: str, found: list[str]) -> None:
    assert list(unclear(ast.parse(code))) == found


def test_private_class_has_the_name_of_a_public_one() -> None:
    assert list(classes(ast.parse("class Line: ...\nclass _Line: ..."))) == ["Line", "Line"]
