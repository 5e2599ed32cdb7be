"""Rebuilding the vocabularies from archives that the tests write; one test uses the real registries."""

import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cardlint.cli.commands.vocab import vocab
from cardlint.system.errors import CardlintError
from cardlint.system.resources import load_json
from tools.vocabulary_builder import BUILDERS, architectures, pins, releases
from tools.vocabulary_builder.news import VocabularyNews, compare, table
from tools.vocabulary_builder.packages import Archive, Package, fetch, javascript, typescript_union
from tools.vocabulary_builder.rebuild import content_sha256, newer_versions, packages, rebuild, to_text

CHECKOUT = Path(__file__).parents[1]
TASKS = """
exports.PIPELINE_DATA = {
  "text-ranking": {name: "Text Ranking", modality: "nlp", subtasks: [{type: "reranking", name: "Reranking"}]},
  "other": {name: "Other", modality: "other"},
};
"""
needs_node = pytest.mark.skipif(not shutil.which("node"), reason="node is not installed")


def npm_tarball(path: Path, version: str, files: Mapping[str, str]) -> Path:
    """Write the archive of an npm package, with its files under ``package/``."""
    with tarfile.open(path, "w:gz") as tarball:
        for name, text in {"package.json": json.dumps({"version": version}), **files}.items():
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(text.encode())
            tarball.addfile(member, io.BytesIO(text.encode()))
    return path


def wheel(folder: Path, version: str, text: str) -> Path:
    """Write a wheel of the package ``words`` that contains one text file."""
    path = folder / f"words-{version}-py3-none-any.whl"
    metadata = f"Metadata-Version: 2.1\nName: words\nVersion: {version}\n\nVersion: 99 is not this one.\n"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("words/list.txt", text)
        archive.writestr("words/vendored/other-7.dist-info/METADATA", "Version: 7\n")
        archive.writestr(f"words-{version}.dist-info/METADATA", metadata)
        archive.writestr(
            f"words-{version}.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"words-{version}.dist-info/RECORD", "")
    return path


def test_archive_reads_a_wheel(tmp_path: Path) -> None:
    archive = Archive(wheel(tmp_path, "1.0", "red green"))
    assert (archive.version, archive.read("words/list.txt")) == ("1.0", b"red green")
    assert archive.names()[0] == "words/list.txt"


def test_archive_reads_an_npm_tarball_without_its_first_folder(tmp_path: Path) -> None:
    archive = Archive(npm_tarball(tmp_path / "tasks.tgz", "0.2.1", {"dist/index.js": "exports.one = 1"}))
    assert (archive.version, archive.names()) == ("0.2.1", ("package.json", "dist/index.js"))


def test_missing_file_says_that_the_package_has_changed(tmp_path: Path) -> None:
    with pytest.raises(CardlintError, match=r"does not contain the file words/new.txt$"):
        Archive(wheel(tmp_path, "1.0", "")).read("words/new.txt")


@needs_node
def test_javascript_evaluates_over_the_module_of_a_package(tmp_path: Path) -> None:
    archive = Archive(npm_tarball(tmp_path / "tasks.tgz", "1.0.0", {"index.js": TASKS}))
    assert javascript(archive, "index.js", "Object.keys(it.PIPELINE_DATA)") == ["text-ranking", "other"]


def test_typescript_union_lists_its_strings() -> None:
    declarations = 'export type Other = "x";\nexport type Sdk = "gradio" | "docker";'
    assert typescript_union(declarations, "Sdk") == ["gradio", "docker"]
    with pytest.raises(CardlintError, match=r"^the type Hardware is not declared$"):
        typescript_union(declarations, "Hardware")


def test_fetch_takes_the_version_or_the_newest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    wheel(shelf, "1.0", "red")
    wheel(shelf, "1.1", "red green")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(shelf))
    assert fetch(Package("pypi", "words", "1.0"), tmp_path).read("words/list.txt") == b"red"
    assert fetch(Package("pypi", "words", ""), tmp_path).version == "1.1"
    with pytest.raises(CardlintError, match=r"pip download words==2.0 failed: ERROR: "):
        fetch(Package("pypi", "words", "2.0"), tmp_path)


@needs_node
def test_rebuilt_file_says_where_it_comes_from(tmp_path: Path) -> None:
    archive = Archive(npm_tarball(tmp_path / "tasks.tgz", "9.9.9", {"dist/commonjs/index.js": TASKS}))
    rebuilt = rebuild("subtasks", tmp_path, lambda _: archive)
    assert rebuilt.differs
    rebuilt.write()
    written = json.loads((tmp_path / "subtasks.json").read_text(encoding="utf-8"))
    facts = load_json("schemas/facts/subtasks.json")
    assert written == {
        "title": "Subtasks that the Hub knows, by task",
        "source": [
            {"name": "@huggingface/tasks", "ecosystem": "npm", "version": "9.9.9", "sha256": archive.sha256},
            *facts["source"],
        ],
        "as_of": written["as_of"],
        "sha256": content_sha256(written),
        "entries": {"reranking": {"name": "Reranking", "tasks": ["text-ranking"]}},
        "aliases": facts["aliases"],
    }
    assert not rebuild("subtasks", tmp_path, lambda _: archive).differs


@needs_node
def test_date_moves_only_when_something_else_does(tmp_path: Path) -> None:
    first = Archive(npm_tarball(tmp_path / "first.tgz", "1.0.0", {"dist/commonjs/index.js": TASKS}))
    rebuild("subtasks", tmp_path, lambda _: first).write()
    file = tmp_path / "subtasks.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(to_text(document | {"as_of": "2020-01-01"}), encoding="utf-8")
    assert not rebuild("subtasks", tmp_path, lambda _: first).differs
    second = Archive(npm_tarball(tmp_path / "second.tgz", "1.0.1", {"dist/commonjs/index.js": TASKS}))
    assert json.loads(rebuild("subtasks", tmp_path, lambda _: second).text)["as_of"] > "2020-01-01"


@needs_node
def test_archive_that_changed_under_its_version_is_refused(tmp_path: Path) -> None:
    first = Archive(npm_tarball(tmp_path / "first.tgz", "1.0.0", {"dist/commonjs/index.js": TASKS}))
    rebuild("subtasks", tmp_path, lambda _: first).write()
    tampered = Archive(npm_tarball(tmp_path / "second.tgz", "1.0.0", {"dist/commonjs/index.js": TASKS + "//"}))
    with pytest.raises(CardlintError, match=r"^the archive of @huggingface/tasks 1.0.0 is not the one"):
        rebuild("subtasks", tmp_path, lambda _: tampered)


def test_licence_that_only_the_package_knows_stops_the_rebuild(tmp_path: Path) -> None:
    types = 'export type License = "mit" | "brand-new-1.0";'
    archive = Archive(npm_tarball(tmp_path / "hub.tgz", "3.0.0", {"dist/src/types/public.d.ts": types}))
    with pytest.raises(CardlintError, match=r"brand-new-1.0"):
        rebuild("licenses", tmp_path, lambda _: archive)


def test_text_has_one_line_for_each_entry_that_fits() -> None:
    document = {
        "title": "T",
        "source": [{"name": "a"}],
        "entries": {"no": {"name": "Bokmål"}, "long": {"a": "x" * 130}},
    }
    assert to_text(document) == (
        '{\n "title": "T",\n "source": [{"name": "a"}],\n "entries": {\n'
        '  "no": {"name": "Bokmål"},\n  "long": {\n   "a": "' + "x" * 130 + '"\n  }\n }\n}\n'
    )


def test_latest_frees_the_pinned_versions_but_not_the_fixed_ones() -> None:
    assert packages("subtasks") == (pins.TASKS,)
    assert [package.version for package in packages("subtasks", latest=True)] == [""]
    assert all(package.version for package in packages("architectures", latest=True) if package.fixed)


def test_newer_version_says_which_pin_to_move(tmp_path: Path) -> None:
    newer = Archive(npm_tarball(tmp_path / "newer.tgz", "99.0.0", {}))
    assert newer_versions(["tasks", "subtasks"], lambda _: newer) == [
        f"@huggingface/tasks {pins.TASKS.version}: move the pin to 99.0.0"
    ]


def copy_checkout(target: Path) -> None:
    """Copy the tools, the package and its data."""
    for folder in ("cardlint", "schemas", "tools"):
        shutil.copytree(CHECKOUT / folder, target / folder, ignore=shutil.ignore_patterns("__pycache__"))


def build(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the vocabulary builder of the copy in ``folder``."""
    command = [sys.executable, "-m", "tools.vocabulary_builder", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_update_restores_a_file_and_check_only_tells(tmp_path: Path) -> None:
    copy_checkout(tmp_path)
    file = tmp_path / "schemas/vocab/metrics.json"
    original = file.read_text(encoding="utf-8")
    damaged = original.replace('"Accuracy"', '"Exactness"')
    file.write_text(damaged, encoding="utf-8")
    checked = build(tmp_path, "check", "metrics")
    assert (checked.returncode, checked.stdout) == (1, "metrics: would change\n")
    assert file.read_text(encoding="utf-8") == damaged
    updated = build(tmp_path, "update", "metrics")
    assert (updated.returncode, updated.stdout) == (0, "metrics: changed\n")
    assert file.read_text(encoding="utf-8") == original
    checked = build(tmp_path, "check", "metrics")
    assert (checked.returncode, checked.stdout) == (0, "metrics: up to date\n")


def test_unknown_vocabulary_ends_in_an_error_and_a_hint(tmp_path: Path) -> None:
    refused = build(CHECKOUT, "check", "licences")
    error, hint = refused.stderr.splitlines()
    assert (refused.returncode, error) == (2, "error: licences is not a vocabulary")
    assert hint.startswith("hint: choose from architectures, datasets, ")


def test_the_product_has_no_command_that_changes_its_own_data() -> None:
    refused = CliRunner().invoke(vocab, ["update", "metrics"])
    assert (refused.exit_code, "No such command 'update'" in refused.stderr) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "output", "code"),
    [
        (["show", "spaces/headers"], "mini\ndefault\n", 0),
        (["show", "spaces/sdk", "static"], '{\n  "static": {\n    "app_file": "index.html"\n  }\n}\n', 0),
        (["show", "licenses", "Apache-2.0"], "`Apache-2.0` is not in licenses; use `apache-2.0`\n", 1),
        (["show", "licenses", "apache-2.1"], "`apache-2.1` is not in licenses; did you mean `apache-2.0`?\n", 1),
        (["show", "licenses", "foo"], "`foo` is not in licenses\n", 1),
        (["show", "tasks", "conversational"], "`conversational` was retired in 2024-02-20; use `text-generation`\n", 1),
        (["show", "spaces/hardware", "h100"], "`h100` was retired in 2025-12; there is no replacement\n", 1),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_show_tells_what_is_known_about_a_word(arguments: list[str], output: str, code: int) -> None:
    result = CliRunner().invoke(vocab, arguments)
    assert (result.exit_code, result.stdout) == (code, output)


@pytest.mark.parametrize("arguments", [["metrics"], ["metrics", "bleu"], ["metrics", "no-such-metric"]], ids=" ".join)
def test_show_says_the_date_and_the_sources_of_the_list(arguments: list[str]) -> None:
    written = load_json("schemas/vocab/metrics.json")
    line = CliRunner().invoke(vocab, ["show", *arguments]).stderr
    assert line.startswith(f"metrics: as of {written['as_of']}, from {written['source'][0]['name']}")
    assert line.count("\n") == 1


def test_show_says_the_date_of_the_file_that_holds_a_part() -> None:
    line = CliRunner().invoke(vocab, ["show", "spaces/hardware"]).stderr
    assert line.startswith(f"spaces/hardware: as of {load_json('schemas/vocab/spaces.json')['as_of']}, from ")


def test_list_has_a_line_for_each_vocabulary() -> None:
    lines = CliRunner().invoke(vocab, ["list"]).stdout.splitlines()
    assert [line.split()[0] for line in lines] == sorted(BUILDERS)
    assert next(line for line in lines if line.startswith("licenses")).split()[1] == "83"


def test_news_are_the_identifiers_that_are_new_gone_or_changed() -> None:
    before = {"entries": {"a": 1, "b": 2, "part": {"entries": {"x": {}}}, "list": {"values": ["p"]}}}
    after = {"entries": {"a": 1, "b": 3, "part": {"entries": {"y": {}}}, "list": {"values": ["p", "q"]}, "c": 4}}
    found = compare("words", before, after)
    assert found == VocabularyNews("words", new=("part/y", "list/q", "c"), gone=("part/x",), changed=("b",))
    assert found.summary == "words: 3 new, 1 gone, 1 changed"
    assert table([found, compare("same", after, after)]) == (
        "| vocabulary | new | gone | changed |\n| --- | --- | --- | --- |\n"
        "| words | `part/y`, `list/q`, `c` | `part/x` | `b` |\n"
    )
    assert table([compare("same", after, after)]) == "No identifier is new, gone or changed.\n"


def test_long_list_in_a_table_is_cut() -> None:
    many = {"entries": {str(number): {} for number in range(60)}}
    assert "`49` and 10 more" in table([compare("words", {}, many)])


def test_pins_move_and_the_others_stay(tmp_path: Path) -> None:
    file = tmp_path / "pins.json"
    file.write_text(pins.FILE.read_text(encoding="utf-8"), encoding="utf-8")
    pins.move({"transformers": "99.0.0"}, file)
    moved = pins.read(file)
    assert moved["transformers"].version == "99.0.0"
    assert {**moved, "transformers": pins.TRANSFORMERS} == pins.read()
    pins.move({"transformers": pins.TRANSFORMERS.version}, file)
    assert file.read_text(encoding="utf-8") == pins.FILE.read_text(encoding="utf-8")


def test_class_that_the_hub_keeps_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[str, Any] = {"title": "T", "entries": {"Old": "x"}, "auto_classes": {}}
    monkeypatch.setattr(architectures, "PACKAGES", ())
    monkeypatch.setattr(architectures, "build", lambda *_: dict(kept))
    rebuild("architectures", tmp_path, lambda _: Archive(tmp_path)).write()
    kept["entries"] = {"New": "x"}
    with pytest.raises(CardlintError, match=r"^architectures: the new release has no Old, which the Hub keeps$"):
        rebuild("architectures", tmp_path, lambda _: Archive(tmp_path))
    kept["entries"] = {"Old": "x", "New": "x"}
    assert rebuild("architectures", tmp_path, lambda _: Archive(tmp_path)).news.summary == "architectures: 1 new"


def test_update_writes_a_table_of_what_is_new(tmp_path: Path) -> None:
    copy_checkout(tmp_path)
    file = tmp_path / "schemas/vocab/metrics.json"
    file.write_text(file.read_text(encoding="utf-8").replace('"accuracy": ', '"exactness": ', 1), encoding="utf-8")
    updated = build(tmp_path, "update", "metrics", "--table", "news.md")
    assert (updated.returncode, updated.stdout) == (0, "metrics: changed\n")
    assert (tmp_path / "news.md").read_text(encoding="utf-8").splitlines()[-1] == (
        "| metrics | `accuracy` | `exactness` |  |"
    )


needs_network = pytest.mark.skipif(
    "CARDLINT_NETWORK_TESTS" not in os.environ, reason="set CARDLINT_NETWORK_TESTS to fetch packages"
)


@pytest.mark.network
@needs_network
def test_committed_files_are_what_the_pinned_packages_give() -> None:
    checked = build(CHECKOUT, "check")
    assert checked.stdout.splitlines() == [f"{name}: up to date" for name in BUILDERS], checked.stderr


@pytest.mark.network
@needs_network
def test_vocabularies_are_not_behind_the_newest_packages() -> None:
    """The failure says how far behind they are: the numbers of identifiers that are new, gone or changed."""
    checked = build(CHECKOUT, "check", "--latest")
    assert checked.stdout.splitlines() == [f"{name}: up to date" for name in BUILDERS], checked.stderr


def test_releases_are_listed_by_minor_version_without_pre_releases(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    listed = {"gradio": ["5.1.10", "5.1.9", "5.1.0b2", "5.0.0", "2.0"], "streamlit": ["1.0.0.post1", "1.0.0"]}
    monkeypatch.setattr(releases, "released", listed.__getitem__)
    file = tmp_path / "releases.json"
    assert releases.write(file)
    document = json.loads(file.read_text(encoding="utf-8"))
    assert document["entries"] == {"gradio": {"5.1": [9, 10], "5.0": [0]}, "streamlit": {"1.0": [0]}}
    assert document["source"][0]["date"]
    assert not releases.write(file)
