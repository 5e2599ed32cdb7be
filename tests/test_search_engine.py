"""All search commands with another engine than the shipped one: it is a folder, and all other code uses only its record."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from search_cards import entry

from cardlint.cli import cli
from cardlint.search.documents.document import document_of
from cardlint.search.fields import shipped_table
from cardlint.search.sources.hub.fetched_cards import FetchedCards
from cardlint.search.store.generations import updating
from cardlint.search.store.project import address_of

CARDS = {
    "bert": "---\nlicense: mit\ntags: [masked]\n---\n# BERT\n\nA masked language model of the moths.\n",
    "albert": "---\nlicense: apache-2.0\nbase_model: bert\ntags: [masked]\n---\n# ALBERT\n\nA smaller masked model of moths.\n",
    "copy": "---\nlicense: mit\n---\n# BERT\n\nA masked language model of the moths.\n",
}
COMMANDS = (
    ("search", "masked", "--facets", "all", "--format", "json"),
    ("search", "masked", "--refresh"),
    ("search", "--license", "mti"),
    ("search", "smaller"),
    ("search", "smallest", "--tag", "masked"),
    ("similar", "bert", "--format", "json"),
    ("similar", "--duplicates"),
    ("similar", "bret"),
    ("lineage", "bert"),
    ("stats",),
    ("index", "status"),
    ("index", "export"),
    ("index", "update"),
)


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    for name, text in CARDS.items():
        (tmp_path / "cards" / name).mkdir(parents=True)
        (tmp_path / "cards" / name / "README.md").write_text(text, encoding="utf-8")
    return tmp_path / "cards"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, list(map(str, arguments)))


def answers(index: str | Path) -> list[tuple[int, str, str]]:
    """Return the output of every command, without the address of the index."""
    done = [run(*command, "--index", index) for command in COMMANDS]
    return [(each.exit_code, each.stdout.replace(str(index), "INDEX"), str(each.exception)) for each in done]


def test_commands_answer_the_same_on_another_engine(
    tmp_path: Path, cards: Path, elsewhere: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("index", "add", cards, "--index", tmp_path / "shipped").exit_code == 0
    expected = answers(tmp_path / "shipped")

    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    assert run("index", "add", cards, "--index", elsewhere).exit_code == 0
    assert answers(elsewhere) == expected

    (cards / "albert" / "README.md").unlink()
    assert "1 removed" in run("index", "update", "--index", elsewhere).stdout
    assert run("index", "rebuild", "--index", elsewhere).exit_code == 0
    assert '"engine": "elsewhere"' in run("index", "status", "--format", "json", "--index", elsewhere).stdout
    assert run("search", "masked", "--format", "ids", "--index", elsewhere).stdout.split() == ["bert", "copy"]
    assert run("index", "remove", cards, "--index", elsewhere).stdout == "removed 2 cards\n"
    assert list((tmp_path / "empty").iterdir()) == []


def test_what_is_not_there_is_reported(elsewhere: str) -> None:
    done = run("search", "masked", "--index", elsewhere)
    assert done.exit_code == 2
    assert f"there is no index in {elsewhere}" in done.stderr


@pytest.mark.parametrize("name", ["nowhere", "memory", "protocol", "backends"])
def test_engine_that_is_not_there_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    for command in (("search", "masked"), ("index", "add", tmp_path)):
        done = run(*command, "--index", f"{name}://host/cards")
        assert done.exit_code == 2
        assert f"there is no search engine `{name}`" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_configuration_of_the_user_may_name_it(tmp_path: Path, elsewhere: str, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "cardlint" / "cardlint.toml"
    own.parent.mkdir()
    own.write_text(f'[index]\npath = "{elsewhere}"\n')
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("CARDLINT_INDEX", raising=False)
    monkeypatch.chdir(tmp_path)
    assert address_of(None) == elsewhere


def test_card_that_the_index_has_is_not_fetched_again(elsewhere: str) -> None:
    table = shipped_table()
    card = entry("# Card\n", "a/b")._replace(path="hf://models/a/b", stamp="revision-1 more")
    with updating(elsewhere, table) as writer:
        writer.add([document_of(card, table)])
    fetched = FetchedCards(elsewhere)
    assert fetched.text("hf://models/a/b", "revision-1") == "# Card\n"
    assert fetched.text("hf://models/a/b", "revision-2") is None
    fetched.keep("hf://models/a/b", "revision-2", "# Card 2\n")
    fetched.close()
