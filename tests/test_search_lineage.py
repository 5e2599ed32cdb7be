"""The family of a model: bases, derived models, cycles, licences that differ."""

from search_cards import entry

from cardlint.search.document import document_of
from cardlint.search.fields import shipped_table
from cardlint.search.lineage import Relative, lineage
from cardlint.search.memory_backend import MemoryBackend

TABLE = shipped_table()


def family(**cards: tuple[str, str]) -> MemoryBackend:
    """Return an index of models: name → licence and base models, comma separated."""
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
        Relative("x/leaf", 1, "x/middle", "finetune", ("apache-2.0",), known=True, conflict=("mit",)),
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
        ("x/a", 2, True),
    ]


def test_base_of_two_parents_is_no_cycle() -> None:
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
