"""Untrusted sources and queries: pipes, links, deep folders, files that unpack to gigabytes, huge queries."""

import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from cardlint.cli import cli
from cardlint.search.sources.hub_cache.source import HubCacheSource
from cardlint.search.sources.json_lines.source import JsonLinesSource
from cardlint.search.sources.parquet.source import ParquetSource
from cardlint.system.errors import CardlintError

posix = pytest.mark.skipif(os.name == "nt", reason="pipes and devices of POSIX")
linux = pytest.mark.skipif(sys.platform != "linux", reason="limits of memory as Linux has them")


def command(*arguments: str | Path, most: int = 2 << 30) -> "subprocess.CompletedProcess[str]":
    """Run cardlint for at most a minute, with at most ``most`` bytes of memory."""
    program = (
        f"import resource; resource.setrlimit(resource.RLIMIT_AS, ({most}, {most})); "
        "from cardlint.__main__ import main; main()"
        if sys.platform == "linux"
        else "from cardlint.__main__ import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        capture_output=True,
        text=True,
        errors="replace",
        timeout=60,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


def card(folder: Path, text: str = "# Card\n\nSome words\n") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "README.md").write_text(text)
    return folder / "README.md"


def added(tmp_path: Path, *sources: Path) -> "subprocess.CompletedProcess[str]":
    return command("index", "add", *sources, "--index", tmp_path / "index", "--processes", "1")


@posix
def test_pipes_and_devices_next_to_cards_block_nothing(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    for name in ("README.md", ".gitignore", "config.json", "a.safetensors", "CACHEDIR.TAG", ".git", "LICENSE"):
        folder = tree / f"pipe-{name}"
        card(folder)
        (folder / name).unlink(missing_ok=True)
        os.mkfifo(folder / name)
        linked = tree / f"device-{name}"
        card(linked)
        (linked / name).unlink(missing_ok=True)
        (linked / name).symlink_to("/dev/zero")
    done = added(tmp_path, tree)
    assert done.returncode == 0
    assert done.stdout == "12 added, 0 changed, 0 removed, 0 unchanged\n"
    assert f"{tree / 'pipe-README.md' / 'README.md'}: not a regular file" in done.stderr
    again = command("index", "update", "--index", tmp_path / "index", "--processes", "1")
    assert again.stdout == "0 added, 0 changed, 0 removed, 12 unchanged\n"


@posix
def test_pipe_for_a_source_is_reported(tmp_path: Path) -> None:
    for name in ("dump.jsonl", "dump.parquet", "README.md"):
        os.mkfifo(tmp_path / name)
        done = added(tmp_path, tmp_path / name)
        assert "not a regular file" in done.stderr or done.returncode == 2


def test_links_out_of_the_source_are_reported_and_not_read(tmp_path: Path) -> None:
    secret = card(tmp_path / "outside", "# Secret words\n")
    for place in (tmp_path / "tree" / "a" / "README.md", tmp_path / "tree" / "b" / "c" / "README.md"):
        place.parent.mkdir(parents=True)
        place.symlink_to(secret)
    (tmp_path / "tree" / "folder").symlink_to(tmp_path / "outside")
    card(tmp_path / "tree" / "own")
    done = added(tmp_path, tmp_path / "tree")
    assert done.stdout.startswith("1 added")
    assert done.stderr.count("is a link that leaves") == 2
    assert command("search", "secret", "--format", "ids", "--index", tmp_path / "index").stdout == ""


def test_link_that_a_user_names_is_followed(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "README.md").symlink_to(card(tmp_path / "elsewhere"))
    assert added(tmp_path, tmp_path / "here" / "README.md").stdout.startswith("1 added")


@posix
@pytest.mark.parametrize("levels", [1_000, 5_000])
def test_deep_folders_lose_no_other_card(tmp_path: Path, levels: int) -> None:
    card(tmp_path / "tree" / "own")
    here = os.open(tmp_path / "tree", os.O_RDONLY)
    for _ in range(levels):
        os.mkdir("d", dir_fd=here)
        inner = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    descriptor = os.open("README.md", os.O_WRONLY | os.O_CREAT, dir_fd=here)
    os.write(descriptor, b"# Deep\n")
    os.close(descriptor)
    os.close(here)
    done = added(tmp_path, tmp_path / "tree")
    assert done.returncode == 0
    assert done.stdout.split(" ")[0] == (
        "2" if levels == 1_000 else "1"
    )  # with more levels, the path is too long for the system
    subprocess.run(["rm", "-rf", tmp_path / "tree"], check=True)


@posix
@pytest.mark.skipif(sys.platform != "linux", reason="file systems elsewhere have no such names")
def test_odd_names_are_found_and_break_no_line(tmp_path: Path) -> None:
    for name in ("\udcff\udcfe", "new\nline", "::error::x", "\x1b[31mred", "\u202egnp"):
        card(tmp_path / "tree" / name)
    done = added(tmp_path, tmp_path / "tree")
    assert done.stdout.startswith("5 added")
    lines = command("search", "--format", "ids", "--index", tmp_path / "index").stdout.splitlines()
    assert len(lines) == 5
    assert "\x1b" not in "".join(lines)


def test_line_of_json_that_never_ends_is_skipped(tmp_path: Path) -> None:
    with (tmp_path / "dump.jsonl").open("wb") as file:
        file.write(b'{"id": "a/first", "card": "# A"}\n{"id": "a/long", "card": "')
        for _ in range(130):
            file.write(b"x" * (1 << 20))
        file.write(b'"}\n{"id": "a/last", "card": "# B"}\n' + b"[" * 100_000)
    source = JsonLinesSource(str(tmp_path / "dump.jsonl"))
    assert [candidate.path.partition("#")[2] for candidate in source.candidates()] == ["model/a/first", "model/a/last"]
    assert source.problems == [
        f"{tmp_path / 'dump.jsonl'}: 2 lines are not cards, the first, line 2: it is longer than 64 MiB"
    ]


def shared_text(path: Path) -> None:
    """Write a file that refers to one text of 16 MiB 50,000 times."""
    text = pa.DictionaryArray.from_arrays(pa.array([0] * 50_000, pa.int32()), ["x" * (16 << 20)])
    pq.write_table(pa.table({"modelId": [f"a/{number}" for number in range(50_000)], "card": text}), path)


def shared_text_in_lists(path: Path) -> None:
    """Write a file that refers to one tag of 1 MiB 200,000 times in one row."""
    values = pa.DictionaryArray.from_arrays(pa.array([0] * 200_000, pa.int32()), ["x" * (1 << 20)])
    tags = pa.ListArray.from_arrays(pa.array([0, 200_000], pa.int32()), values)
    pq.write_table(pa.table({"modelId": ["a/b"], "tags": tags}), path, store_schema=False)


def packed_text(path: Path) -> None:
    """Write a file with a page of half a gigabyte, which compresses to almost nothing."""
    table = pa.table({"modelId": [f"a/{number}" for number in range(64)], "card": ["x" * (8 << 20)] * 64})
    pq.write_table(table, path, use_dictionary=False, compression="zstd", data_page_size=1 << 30)


@linux
@pytest.mark.parametrize("make", [shared_text, shared_text_in_lists, packed_text])
def test_parquet_that_unpacks_to_gigabytes_is_reported(tmp_path: Path, make: object) -> None:
    make(tmp_path / "dump.parquet")  # type: ignore[operator]
    assert (tmp_path / "dump.parquet").stat().st_size < 2 << 20
    done = command("index", "add", tmp_path / "dump.parquet", "--index", tmp_path / "index", most=6 << 30)
    assert done.returncode == 2
    assert f"{tmp_path / 'dump.parquet'}: its rows contain far more text than the file has bytes" in done.stderr


def test_parquet_of_equal_cards_is_read(tmp_path: Path) -> None:
    """Many cards are copies of one template: the protection against a text that is referred to a million times must accept them."""
    rows = [{"modelId": f"someone/model-{number}", "card": "# A template\n" * 100} for number in range(3_000)]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "dump.parquet", compression="zstd")
    assert len(list(ParquetSource(str(tmp_path / "dump.parquet")).candidates())) == 3_000


@posix
@pytest.mark.parametrize("kind", ["pipe", "device", "link", "large"])
def test_reference_in_a_cache_of_the_hub_that_never_ends_is_reported(tmp_path: Path, kind: str) -> None:
    repository = tmp_path / "cache" / "models--a--b"
    card(repository / "snapshots" / "0123456789")
    (repository / "refs").mkdir()
    place = repository / "refs" / "main"
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "large":
        place.write_bytes(bytes(5_000))
    else:
        place.symlink_to("/dev/zero" if kind == "device" else "/etc/hostname")
    with pytest.raises(CardlintError, match="is not a reference of the Hub's client"):
        list(HubCacheSource(str(tmp_path / "cache")).candidates())
    done = added(tmp_path, tmp_path / "cache")
    assert (done.returncode, "is not a reference of the Hub's client" in done.stderr) == (2, True)


def test_snapshot_that_leaves_the_cache_is_reported(tmp_path: Path) -> None:
    card(tmp_path / "outside", "# Secret\n")
    (tmp_path / "outside" / "config.json").write_text('{"architectures": ["Secret"]}')
    (tmp_path / "cache" / "models--a--b" / "snapshots").mkdir(parents=True)
    (tmp_path / "cache" / "models--a--b" / "snapshots" / "0123456789").symlink_to(tmp_path / "outside")
    card(tmp_path / "cache" / "models--a--c" / "snapshots" / "0123456789")
    source = HubCacheSource(str(tmp_path / "cache"))
    assert [candidate.path for candidate in source.candidates()] == [
        str(tmp_path / "cache" / "models--a--c" / "snapshots" / "0123456789" / "README.md")
    ]
    assert any("is a link that leaves the cache" in problem for problem in source.problems)


QUESTIONS = {
    "2,000 parentheses": "(" * 2_000 + "a" + ")" * 2_000,
    "40 parentheses more than are allowed": "(" * 90 + "a" + ")" * 90,
    "100,000 characters": "a " * 50_000,
    "one word of 100,000 characters": "a" * 100_000,
    "NOT without an end": "NOT " * 900 + "a",
    "minus without an end": "-" * 3_000 + "a",
    "fields in fields": "license:(" * 400 + "a" + ")" * 400,
    "OR without words": "OR " * 1_000,
    "quotes": '"' * 3_999,
    "backslashes": '"' + "\\" * 3_990,
    "stars": "*" * 3_999,
    "dots": "parameters:" + "." * 3_900,
    "digits": "parameters:" + "9" * 3_900,
    "long field": "a" * 3_000 + ":b",
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    card(folder / "cards" / "a")
    assert ask("index", "add", str(folder / "cards"), "--index", str(folder / "index")).exit_code == 0
    return folder / "index"


def ask(*arguments: str) -> Result:
    done = CliRunner().invoke(cli, arguments)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("words", [("search",), ("stats",)], ids=" ".join)
def test_hostile_question_is_answered_or_reported(small: Path, name: str, words: tuple[str, ...]) -> None:
    done = ask(*words, "--index", str(small), "--", QUESTIONS[name])
    assert done.exit_code in (0, 2)
    assert len(done.output) < 20_000
    if "parentheses" in name or "100,000" in name or "without an end" in name or "fields in fields" in name:
        assert done.exit_code == 2
        assert done.output.startswith("cardlint: query, character ")


@pytest.mark.parametrize(
    "option", ["--task", "--license", "--parameters", "--updated", "--sort", "--facets", "--cursor"]
)
@pytest.mark.parametrize("value", ["x" * 100_000, "9" * 100_000, "(" * 10_000, "." * 10_000, "\udcff\n\x1b[31m"])
def test_hostile_option_is_answered_or_reported(small: Path, option: str, value: str) -> None:
    done = ask("search", option, value, "--index", str(small))
    assert done.exit_code in (0, 2)
    assert "\x1b[31m" not in done.output


@pytest.mark.parametrize("command_", ["similar", "lineage"])
@pytest.mark.parametrize("value", ["x" * 100_000, "a/" * 50_000, "\udcff"])
def test_hostile_id_is_reported(small: Path, command_: str, value: str) -> None:
    assert ask(command_, "--index", str(small), "--", value).exit_code == 2
