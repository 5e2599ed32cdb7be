"""``cardlint similar``: which cards are most similar to one and why, and which have the same text."""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from search_cards import entry

from cardlint.card.kind import Kind
from cardlint.cli.commands.similar import similar as command
from cardlint.search.answers.duplicates import duplicates
from cardlint.search.answers.similar import BONUS, similar
from cardlint.search.backends.protocol import Backend
from cardlint.search.documents.document import document_of
from cardlint.search.documents.entry import CardEntry
from cardlint.search.fields import shipped_table
from cardlint.search.store.generations import open_backend, updating
from cardlint.system.errors import CardlintError

TABLE = shipped_table()
FILLING = [entry(f"# Card {number}\n\nThe model of the number {number}.\n", f"x/other{number}") for number in range(20)]


Index = Callable[..., Backend]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    """A function that adds cards to an index, and opens it."""
    opened: list[Backend] = []

    def add(*cards: CardEntry, removed: Iterable[str] = ()) -> Backend:
        with updating(str(tmp_path / "index"), TABLE) as writer:
            writer.remove(removed)
            writer.add(document_of(card, TABLE) for card in (*cards, *FILLING))
        opened.append(open_backend(str(tmp_path / "index"), TABLE))
        return opened[-1]

    yield add
    for backend in opened:
        backend.close()


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(command, [*arguments, "--index", str(folder / "index")], catch_exceptions=False)


def test_rare_words_count_more_than_common_ones(index: Index) -> None:
    backend = index(
        entry("# Moths\n\nA model of nocturnal lepidoptera.\n", "x/moths"),
        entry("# Butterflies\n\nLepidoptera by day.\n", "x/butterflies"),
        entry("# A model of a model\n\nThe model of the model.\n", "x/model"),
    )
    found = similar("x/moths", backend)
    assert found[0].card.id == "x/butterflies"
    assert found[0].words == ("lepidoptera",)
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)


def test_equal_card_is_wholly_alike_and_the_card_itself_is_not_found(index: Index) -> None:
    text = "---\ntags: [moth]\n---\n# Moths\n\nLepidoptera.\n"
    backend = index(entry(text, "x/moths"), CardEntry("elsewhere", "x/moths", text, Kind.MODEL))
    first, *others = similar("x/moths", backend)
    assert (first.card.path, round(first.score, 9)) == ("x/moths/README.md", 1.0)
    assert "x/moths" not in [each.card.id for each in others]


def test_shared_fields_are_a_small_bonus_and_named(index: Index) -> None:
    front = "---\nbase_model: x/base\npipeline_tag: translation\ntags: [moth]\n---\n"
    backend = index(entry(f"{front}# One\n", "x/one"), entry(f"{front}# Two\n", "x/two"), entry("# One\n", "x/un"))
    found = {each.card.id: each for each in similar("x/one", backend)}
    assert found["x/two"].fields == {"base_model": ("x/base",), "task": ("translation",), "tags": ("moth",)}
    assert found["x/two"].score > found["x/un"].score
    assert 0 < BONUS < 0.5


def test_derived_model_shares_the_base(index: Index) -> None:
    backend = index(entry("# Base\n", "x/base"), entry("---\nbase_model: x/base\n---\n# Finetune\n", "x/derived"))
    assert similar("x/base", backend)[0].fields == {"base_model": ("x/base",)}


def test_only_cards_of_its_kind_by_default(index: Index) -> None:
    moths = "# Moths\n\nLepidoptera.\n"
    backend = index(
        entry(moths, "x/moths"),
        CardEntry("data", "x/data", moths, Kind.DATASET),
        CardEntry("twin", "x/moths", moths, Kind.DATASET),
    )
    with pytest.raises(CardlintError, match="`x/moths` is the id of a dataset and a model"):
        similar("x/moths", backend)
    assert "x/data" not in [each.card.id for each in similar("x/moths", backend, kind="model")]
    assert similar("x/moths", backend, kind="dataset")[0].card.id == "x/data"
    assert {each.card.path for each in similar("x/moths", backend, kind="model", any_kind=True)[:2]} == {"data", "twin"}


def test_unknown_id_gets_the_nearest_one(index: Index) -> None:
    with pytest.raises(CardlintError) as caught:
        similar("x/moth", index(entry("# Moths\n", "x/moths")))
    assert (str(caught.value), caught.value.hint) == ("the index has no card `x/moth`", "did you mean `x/moths`?")


@pytest.mark.parametrize("text", ["", "---\nlicense: mit\n---\n", "# 1 2 3\n", "---\n: [\n", "\x00\udcff", "翻译\n"])
def test_any_card_can_be_compared(index: Index, text: str) -> None:
    backend = index(entry(text, "x/odd"))
    assert all(0 < each.score <= 1 for each in similar("x/odd", backend))


def test_removed_and_replaced_cards_are_not_found(index: Index) -> None:
    index(entry("# Lepidoptera\n", "x/a"), entry("# Lepidoptera\n", "x/b"), entry("# Lepidoptera\n", "x/c"))
    backend = index(entry("# Beetles\n", "x/c"), removed=["x/b/README.md"])
    assert not {"x/b", "x/c"} & {each.card.id for each in similar("x/a", backend) if "lepidoptera" in each.words}


def test_duplicates_differ_only_in_case_blanks_and_front_matter(index: Index) -> None:
    backend = index(
        entry("---\nlicense: mit\n---\n# Moths\n\nA  model.\n", "x/a"),
        entry("# moths\r\n\r\nA model.", "x/b"),
        entry("# moths\n\nAnother model.", "x/c"),
        entry("---\nlicense: mit\n---\n", "x/empty"),
        entry("", "x/void"),
    )
    (group,) = duplicates(backend)
    assert ([card.id for card in group.cards], group.characters) == (["x/a", "x/b"], len("# moths a model."))


def test_duplicates_of_a_kind_and_largest_group_first(tmp_path: Path, index: Index) -> None:
    backend = index(
        *(entry("# Two\n", f"x/two{number}") for number in range(2)),
        *(entry("# Three\n", f"x/three{number}") for number in range(3)),
        CardEntry("data", "x/data", "# Two\n", Kind.DATASET),
    )
    assert [len(group.cards) for group in duplicates(backend)] == [3, 3]
    data = json.loads(run(tmp_path, "--duplicates", "--kind", "model", "--format", "json").output)
    assert [[card["id"] for card in group["cards"]] for group in data["duplicates"]] == [
        ["x/three0", "x/three1", "x/three2"],
        ["x/two0", "x/two1"],
    ]
    listed = run(tmp_path, "--duplicates", "--kind", "model", "--format", "ids").output
    assert listed == "x/three0 x/three1 x/three2\nx/two0 x/two1\n"
    table = run(tmp_path, "--duplicates", "--kind", "model").output
    assert table.splitlines()[:2] == ["3 cards with the same 7 characters", "  x/three0"]
    assert table.endswith("\n2 groups of 5 cards\n")


def test_formats(tmp_path: Path, index: Index) -> None:
    text = "---\ntags: [moth]\n---\n# Moths\n\nLepidoptera.\n"
    index(entry(text, "x/a"), entry(text, "x/\x1b[31mb"))
    data = json.loads(run(tmp_path, "x/a", "--limit", "1", "--format", "json").output)
    assert (data["version"], data["id"], data["similar"][0]["fields"]) == (1, "x/a", {"tags": ["moth"]})
    assert run(tmp_path, "x/a", "--limit", "1", "--format", "ids").output == "x/␛[31mb\n"
    table = run(tmp_path, "x/a", "--limit", "1").output
    assert "words: " in table
    assert "tags: moth" in table
    assert "\x1b" not in table


@pytest.mark.parametrize("arguments", [(), ("x/a", "--duplicates")])
def test_either_a_card_or_duplicates(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert run(tmp_path, *arguments).exit_code == 2
