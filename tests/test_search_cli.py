"""``cardlint index`` and ``cardlint search`` as people and programs use them."""

import csv
import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cardlint.cli.commands.index import index as index_command
from cardlint.cli.commands.lineage import lineage as lineage_command
from cardlint.cli.commands.search import search as search_command
from cardlint.search.fields import shipped_table
from cardlint.system.errors import CardlintError

CARDS = {
    "a/bert-french": (
        "---\nlicense: mit\nlanguage: fr\npipeline_tag: fill-mask\n---\n# French BERT\n\nA **masked** language model.\n"
    ),
    "b/whisper": "---\nlicense: apache-2.0\nlanguage: [en, fr]\ntags: [asr]\n---\n# Whisper\n\nSpeech, not BERT.\n",
    "c/gpt2": "---\nlanguage: en\n---\n# GPT-2\n\nGenerates \x1b[31mtext.\n",
    "d/=sum": "---\nlicense: mit\n---\n# Sum\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index of the cards."""
    for name, text in CARDS.items():
        (tmp_path / "cards" / name).mkdir(parents=True)
        (tmp_path / "cards" / name / "README.md").write_text(text, encoding="utf-8")
    done = index(tmp_path / "index", "add", str(tmp_path / "cards"))
    assert done.output == "4 added, 0 changed, 0 removed, 0 unchanged\n"
    return tmp_path / "index"


def index(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(index_command, [*arguments, "--index", str(folder)], catch_exceptions=False)


def search(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(search_command, [*arguments, "--index", str(folder)], catch_exceptions=False)


def ids(folder: Path, *arguments: str) -> list[str]:
    return search(folder, *arguments, "--format", "ids", "--sort", "id").output.split()


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ((), ["a/bert-french", "b/whisper", "c/gpt2", "d/=sum"]),
        (("--license", "mit"), ["a/bert-french", "d/=sum"]),
        (("--license", "mit", "--license", "apache-2.0"), ["a/bert-french", "b/whisper", "d/=sum"]),
        (("--license", "mit", "--language", "fr"), ["a/bert-french"]),
        (("--no-license", "mit"), ["b/whisper", "c/gpt2"]),
        (("--license", "none"), ["c/gpt2"]),
        (("--missing", "license"), ["c/gpt2"]),
        (("license:none",), ["c/gpt2"]),
        (("--license-family", "none"), ["c/gpt2"]),
        (("--modality", "none"), ["b/whisper", "c/gpt2", "d/=sum"]),
        (("--no-modality", "none"), ["a/bert-french"]),
        (("--created", "none", "--size", "none", "--gated", "none"), []),
        (("--created", "none", "--license", "mit"), ["a/bert-french", "d/=sum"]),
        (
            ("--severity", "none", "--severity", "info", "--severity", "warning", "--license", "mit"),
            ["a/bert-french", "d/=sum"],
        ),
        (("--missing", "licence", "--missing", "language"), ["c/gpt2", "d/=sum"]),
        (("--language", "French", "bert"), ["a/bert-french", "b/whisper"]),
        (("--task", "fill-mask"), ["a/bert-french"]),
        (("--downloads", ">5"), []),
    ],
)
def test_options_filter(folder: Path, arguments: tuple[str, ...], found: list[str]) -> None:
    assert ids(folder, *arguments) == found


COSTLY = (
    "cardlint.card.card",
    "cardlint.lint.linter",
    "cardlint.search.documents.computed",
    "cardlint.search.store.upkeep",
    "pyarrow",
    "whoosh",
)


@pytest.mark.parametrize(
    ("arguments", "imported"),
    [
        (("search", "--license", "mit"), ""),
        (("search", "--license", "mit", "--facets", "all", "--format", "ids"), ""),
        (("search", "bert", "--format", "ids"), ""),
        (("search", "bert"), "cardlint.card.card"),
        (("index", "update"), ""),
    ],
)
def test_command_imports_only_what_it_uses(folder: Path, arguments: tuple[str, ...], imported: str) -> None:
    program = (
        "import sys; from cardlint.cli import cli; cli(sys.argv[1:], standalone_mode=False); "
        f"print('imported:', *[name for name in {COSTLY} if name in sys.modules])"
    )
    command = [sys.executable, "-c", program, *arguments, "--index", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.splitlines()[-1].removeprefix("imported:").strip() == imported


def test_every_field_with_an_option_has_two() -> None:
    names = {name for parameter in search_command.params for name in parameter.opts}
    for field in shipped_table():
        if field.option is not None:
            assert {field.option, f"--no-{field.option.removeprefix('--')}"} <= names


def test_facets_count_what_lacks_any_field(folder: Path) -> None:
    data = json.loads(search(folder, "--facets", "modality,license,created", "--format", "json").output)["facets"]
    assert data["modality"][-1] == {"value": None, "count": 3, "selected": False}
    assert data["license"][-1] == {"value": None, "count": 1, "selected": False}
    assert data["created"] == [{"value": None, "count": 4, "selected": False}]


def test_json_is_one_object(folder: Path) -> None:
    done = search(
        folder, "bert", "--format", "json", "--license", "mit", "--facets", "license,language", "--limit", "1"
    )
    data = json.loads(done.output)
    (hit,) = data.pop("hits")
    assert data == {
        "version": 1,
        "total": 1,
        "facets": {
            "license": [
                {"value": "apache-2.0", "count": 1, "selected": False},
                {"value": "mit", "count": 1, "selected": True},
            ],
            "language": [{"value": "fr", "count": 1, "selected": False}],
        },
        "next": None,
    }
    assert (hit["id"], hit["kind"], hit["fields"]["license"], hit["fields"]["task"]) == (
        "a/bert-french",
        "model",
        ["mit"],
        "fill-mask",
    )
    assert hit["snippet"] == "A masked language model. French BERT"
    assert list(hit) == ["id", "kind", "path", "score", "fields", "snippet"]
    assert hit["score"] > 0


def test_pages_follow_one_another(folder: Path) -> None:
    found, cursor = [], None
    while True:
        more = ("--cursor", cursor) if cursor else ()
        data = json.loads(search(folder, "--format", "json", "--limit", "1", *more).output)
        found += [hit["id"] for hit in data["hits"]]
        cursor = data["next"]
        if cursor is None:
            break
    assert found == ["a/bert-french", "b/whisper", "c/gpt2", "d/=sum"]


def test_cursor_of_another_question_is_refused(folder: Path) -> None:
    cursor = json.loads(search(folder, "--format", "json", "--limit", "1").output)["next"]
    with pytest.raises(CardlintError, match="the cursor belongs to another search"):
        search(folder, "bert", "--cursor", cursor)
    with pytest.raises(CardlintError, match="the cursor is damaged"):
        search(folder, "--cursor", "nonsense")


def test_table_shows_where_the_words_are(folder: Path) -> None:
    assert search(folder, "speech", "--facets", "license").output == (
        "b/whisper  apache-2.0\n    Speech, not BERT. Whisper\n1 card\n\nLicense\n         1  apache-2.0\n"
    )


def test_terminal_escapes_of_a_card_are_shown_not_sent(folder: Path) -> None:
    assert "\x1b" not in search(folder, "generates").output


def test_no_spreadsheet_takes_a_value_for_a_formula(folder: Path) -> None:
    rows = list(csv.reader(StringIO(search(folder, "sum", "--format", "csv").output)))
    assert [row[0] for row in rows] == ["id", "d/=sum"]
    assert all(cell[:1] not in "=+-@" for row in rows for cell in row if cell)


def test_json_lines_are_hits(folder: Path) -> None:
    lines = search(folder, "bert", "--format", "jsonl").output.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["a/bert-french", "b/whisper"]


def test_nothing_found_says_what_to_try(folder: Path) -> None:
    assert search(folder, "wisper").output == "0 cards\n  no card has wisper; did you mean whisper?\n"
    assert search(folder, "--license", "mitt").output == "0 cards\n  no card has license:mitt; did you mean mit?\n"
    assert search(folder, "whisper", "--license", "mit").output == (
        "0 cards\n  without whisper there are 2 cards\n  without license:mit there is 1 card\n"
    )


def test_bad_query_shows_the_character(folder: Path) -> None:
    done = CliRunner().invoke(search_command, ["bert (french", "--index", str(folder)])
    assert done.exit_code == 2
    assert done.stderr == "cardlint: query, character 6: this `(` is not closed\n  bert (french\n       ^\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--sort", "license"), "cannot sort by `license`"),
        (("--sort", "likes:up"), "cannot sort in the direction `up`"),
        (("--facets", "downloads"), "the values of `downloads` are not counted"),
        (("--facets", "lisense"), "there is no field `lisense`"),
        (("--parameters", "big"), "`big` is not a number, such as 300M or 7B"),
    ],
)
def test_what_cannot_be_asked_is_reported(folder: Path, arguments: tuple[str, ...], message: str) -> None:
    done = CliRunner().invoke(search_command, [*arguments, "--index", str(folder)])
    assert message in (done.stderr or str(done.exception))


def test_explain_shows_how_the_question_was_understood(folder: Path) -> None:
    done = search(folder, "GPT-2", "--license", "none", "--explain", "--format", "ids")
    assert done.stderr.splitlines()[:2] == ['query: "gpt 2" OR gpt2', "chosen: license: missing:license"]


def test_status_names_the_sources(folder: Path) -> None:
    data = json.loads(index(folder, "status", "--format", "json").output)
    assert (data["cards"], data["sources"]) == (4, {str(folder.parent / "cards"): 4})


def test_update_follows_the_sources(folder: Path) -> None:
    (folder.parent / "cards" / "d" / "=sum" / "README.md").unlink()
    assert index(folder, "update").output == "0 added, 0 changed, 1 removed, 3 unchanged\n"
    assert ids(folder) == ["a/bert-french", "b/whisper", "c/gpt2"]


def test_search_can_refresh_first(folder: Path) -> None:
    (folder.parent / "cards" / "d" / "=sum" / "README.md").unlink()
    assert ids(folder, "--refresh") == ["a/bert-french", "b/whisper", "c/gpt2"]


def test_remove_takes_a_source_or_a_card(folder: Path) -> None:
    card = folder.parent / "cards" / "b" / "whisper" / "README.md"
    assert index(folder, "remove", str(card)).output == "removed 1 card\n"
    assert index(folder, "remove", str(folder.parent / "cards")).output == "removed 3 cards\n"
    with pytest.raises(CardlintError, match="the index has no source or card `nothing`"):
        index(folder, "remove", "nothing")


def test_export_can_be_added(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "cards.jsonl").write_text(index(folder, "export").output, encoding="utf-8")
    index(tmp_path / "other", "add", str(tmp_path / "cards.jsonl"))
    assert ids(tmp_path / "other", "bert") == ids(folder, "bert")


def test_rebuild_keeps_the_answers(folder: Path) -> None:
    before = search(folder, "bert", "--format", "json").output
    assert index(folder, "rebuild").output == "rebuilt the index with 4 cards\n"
    assert search(folder, "bert", "--format", "json").output == before


def test_update_rebuilds_a_wasteful_index(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cardlint.search.store.refresh.FEW_DEAD", -9)
    index(folder, "update")
    assert json.loads((folder / "index.json").read_text())["generation"] == "generation-000002"
    assert ids(folder, "bert") == ["a/bert-french", "b/whisper"]


def test_index_of_other_rules_is_rebuilt(folder: Path) -> None:
    manifest = folder / "index.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "analyser": 0}))
    done = search(folder, "bert", "--format", "ids")
    assert done.stdout.split() == ["a/bert-french", "b/whisper"]
    assert "was made with another way to split text into words" in done.stderr
    assert json.loads(manifest.read_text())["generation"] == "generation-000002"


def test_lineage_is_a_tree(tmp_path: Path) -> None:
    for name, text in {
        "root": "license: llama2",
        "tuned": "license: mit\nbase_model: cards/root",
        "small": "license: mit\nbase_model: cards/tuned\ntags: [gguf]",
    }.items():
        (tmp_path / "all" / "cards" / name).mkdir(parents=True)
        (tmp_path / "all" / "cards" / name / "README.md").write_text(f"---\n{text}\n---\n", encoding="utf-8")
    index(tmp_path / "index", "add", str(tmp_path / "all"))
    done = CliRunner().invoke(lineage_command, ["cards/tuned", "--index", str(tmp_path / "index")])
    assert done.output == (
        "cards/root  llama2\n  cards/tuned  finetune · mit  its base has llama2\n    cards/small  quantized · mit\n"
    )
