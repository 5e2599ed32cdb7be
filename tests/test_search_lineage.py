"""The family of a model: bases, derived models, cycles, licenses that differ."""

import pytest
from search_cards import entry

from cardlint.search.answers.lineage import Relative, lineage
from cardlint.search.backends.memory.backend import MemoryBackend
from cardlint.search.documents.document import document_of
from cardlint.search.fields import shipped_table

TABLE = shipped_table()


def family(**cards: tuple[str, str]) -> MemoryBackend:
    """Return an index of models: name → license and base models, comma separated."""
    texts = {
        name: f"---\nlicense: {license_}\nbase_model: [{', '.join(f'x/{base}' for base in bases.split())}]\n---\n"
        for name, (license_, bases) in cards.items()
    }
    return MemoryBackend(TABLE, (document_of(entry(text, f"x/{name}"), TABLE) for name, text in texts.items()))


def test_bases_are_above_and_derived_models_below() -> None:
    backend = family(root=("mit", ""), middle=("mit", "root"), leaf=("apache-2.0", "middle"), other=("mit", "root"))
    assert lineage("x/middle", backend) == [
        Relative("x/root", -1, "x/middle", None, ("mit",), known=True),
        Relative("x/middle", 0, None, "finetune", ("mit",), known=True),
        Relative("x/leaf", 1, "x/middle", "finetune", ("apache-2.0",), known=True),
    ]


def test_base_without_a_card_is_named() -> None:
    assert lineage("x/leaf", family(leaf=("mit", "gone")))[0] == Relative("x/gone", -1, "x/leaf", None, (), known=False)


def test_cycle_ends() -> None:
    backend = family(a=("mit", "b"), b=("mit", "a"))
    assert [(each.id, each.depth, each.cycle) for each in lineage("x/a", backend)] == [
        ("x/a", -2, True),
        ("x/b", -1, False),
        ("x/a", 0, False),
        ("x/b", 1, False),
    ]
    assert [(each.id, each.depth, each.cycle) for each in lineage("x/c", family(c=("mit", "c")))] == [
        ("x/c", -1, True),
        ("x/c", 0, False),
    ]
    backend = family(a=("mit", "b start"), b=("mit", "a"), start=("mit", ""))
    assert [(each.id, each.cycle) for each in lineage("x/start", backend)] == [
        ("x/start", False),
        ("x/a", False),
        ("x/b", False),
        ("x/a", True),
    ]


def test_base_of_two_parents_is_not_a_cycle() -> None:
    backend = family(root=("mit", ""), one=("mit", "root"), two=("mit", "root"), merge=("mit", "one two"))
    assert [(each.id, each.cycle) for each in lineage("x/merge", backend)] == [
        ("x/root", False),
        ("x/one", False),
        ("x/root", False),
        ("x/two", False),
        ("x/merge", False),
    ]


def test_unknown_model_has_no_family() -> None:
    assert lineage("x/nobody", family(a=("mit", ""))) == []


def test_base_without_a_card_has_a_family() -> None:
    assert lineage("x/gone", family(leaf=("mit", "gone"), other=("mit", ""))) == [
        Relative("x/gone", 0, None, None, (), known=False),
        Relative("x/leaf", 1, "x/gone", "finetune", ("mit",), known=True),
    ]


@pytest.mark.parametrize(
    ("base", "own", "conflict"),
    [
        ("apache-2.0", "mit", ()),
        ("mit", "apache-2.0", ()),
        ("apache-2.0", "gpl-3.0", ()),
        ("gpl-3.0", "mit", ("gpl-3.0",)),
        ("gpl-3.0", "agpl-3.0", ()),
        ("cc-by-nc-4.0", "apache-2.0", ("cc-by-nc-4.0",)),
        ("cc-by-nc-4.0", "cc-by-nc-sa-4.0", ()),
        ("llama3", "llama3", ()),
        ("llama3", "gemma", ("llama3",)),
        ("llama3", "mit", ("llama3",)),
        ("openrail", "creativeml-openrail-m", ()),
        ("other", "mit", ()),
        ("mit", "other", ()),
    ],
)
def test_licence_conflicts_where_terms_are_not_kept(base: str, own: str, conflict: tuple[str, ...]) -> None:
    assert lineage("x/leaf", family(root=(base, ""), leaf=(own, "root")))[-1].conflict == conflict


def test_large_family_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cardlint.search.answers.lineage.MOST", 3)
    backend = family(root=("mit", ""), **{f"leaf{number}": ("mit", "root") for number in range(5)})
    found = lineage("x/root", backend)
    assert [(each.id, each.cut) for each in found] == [
        ("x/root", False),
        ("x/leaf0", False),
        ("x/leaf1", False),
        ("x/leaf2", True),
    ]
