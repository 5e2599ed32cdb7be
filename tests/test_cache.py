"""The cache: a second run gives the same results without checking again, and anything that changed is checked again."""

import json
import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_check import BAD, GOOD, cardlint, write

from cardlint.card.repository import Repository
from cardlint.findings.diagnostic import Diagnostic, Severity
from cardlint.findings.report import Report
from cardlint.findings.source import Source
from cardlint.run.cache import DAYS, PURPOSE, Cache, CacheKey, default_folder
from cardlint.system.owned_folder import MARKER, claim

TASK = "---\nlicense: mit\npipeline_tag: image-classification\nlibrary_name: transformers\n---\n# Model\n\nIt fills gaps.\n"
CONFIG = '{"architectures": ["%s"]}'


@pytest.fixture
def cards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two cards, the second with a problem, and their own cache folder."""
    monkeypatch.setenv("CARDLINT_CACHE_DIR", str(tmp_path / "cache"))
    write(tmp_path, GOOD, "cards/good/README.md")
    write(tmp_path, BAD, "cards/bad/README.md")
    return tmp_path / "cards"


def saved(folder: Path) -> Path:
    """Return the only file with entries in the cache ``folder``."""
    (file,) = folder.glob("*.json")
    return file


def entries(file: Path) -> dict[str, Any]:
    return json.loads(file.read_bytes().splitlines()[1])


def forge(file: Path, text: str) -> None:
    """Replace the entries with ``text`` and its correct digest, which does not happen by accident."""
    header = json.loads(file.read_bytes().splitlines()[0])
    header["sha256"] = sha256(text.encode()).hexdigest()
    file.write_text(json.dumps(header, separators=(",", ":")) + f"\n{text}\n")


def names(cards: Path, *options: str) -> list[str]:
    report = json.loads(cardlint("check", "--format", "json", *options, cwd=cards).stdout)
    return [each["name"] for each in report["diagnostics"]]


def test_second_run_says_the_same_and_imports_nothing_that_checks(cards: Path) -> None:
    first = cardlint("check", cwd=cards)
    command = [sys.executable, "-X", "importtime", "-m", "cardlint", "check"]
    second = subprocess.run(command, cwd=cards, capture_output=True, text=True, timeout=60, check=False)
    assert (first.returncode, first.stdout) == (second.returncode, second.stdout)
    imported = {line.rpartition("|")[2].strip() for line in second.stderr.splitlines()}
    assert "cardlint.run.cache" in imported
    assert imported.isdisjoint(
        ("yaml", "cardlint.card.card", "cardlint.lint.linter", "cardlint.rules", "cardlint.card.markdown.commonmark")
    )


def test_changed_card_is_checked_again(cards: Path) -> None:
    assert names(cards) == ["unknown-license"]
    write(cards, BAD, "good/README.md")
    write(cards, GOOD, "bad/README.md")
    write(cards, BAD, "new/README.md")
    assert names(cards) == ["unknown-license", "unknown-license"]


def test_file_next_to_the_card_counts(cards: Path) -> None:
    write(cards, TASK, "bad/README.md")
    assert names(cards) == []
    beside = write(cards, CONFIG % "BertForMaskedLM", "bad/config.json")
    assert names(cards) == ["task-config-conflict"]
    write(cards, CONFIG % "ViTForImageClassification", "bad/config.json")
    assert names(cards) == []
    write(cards, CONFIG % "BertForMaskedLM", "bad/config.json")
    assert names(cards) == names(cards) == ["task-config-conflict"]
    beside.unlink()
    assert names(cards) == []


def test_options_and_configuration_count(cards: Path) -> None:
    assert names(cards) == ["unknown-license"]
    assert names(cards, "--ignore", "unknown-license") == []
    write(cards, 'ignore = ["unknown-license"]\n', ".cardlint.toml")
    assert names(cards) == []
    write(cards, 'extend = "more.toml"\n', ".cardlint.toml")
    more = write(cards, "", "more.toml")
    assert names(cards) == ["unknown-license"]
    more.write_text('ignore = ["unknown-license"]\n')
    assert names(cards) == []


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: b"",
        lambda whole: b"\xff\x00",
        lambda whole: b"[" * 100_000,
        lambda whole: b'{"cardlint lint cache":999}\n{}\n',
        lambda whole: b'{"cardlint lint cache":[]}\n[]\n',
        lambda whole: b'{"cardlint lint cache"\n',
        lambda whole: whole[:-10],
        lambda whole: whole.replace(b'"code":"', b'"code":"x'),
        lambda whole: whole.replace(b"unknown-license", b"another-license"),
        lambda whole: whole.replace(b"apache-2.0", b"apache-9.0"),
        lambda whole: whole + whole,
    ],
    ids=["empty", "binary", "deep", "format", "list", "cut header", "cut", "version", "rule", "edit", "twice"],
)
def test_file_that_is_damaged_is_ignored_and_replaced(cards: Path, damage: Callable[[bytes], bytes]) -> None:
    first = cardlint("check", cwd=cards).stdout
    file = saved(cards.parent / "cache")
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    assert file.read_bytes() != whole
    done = cardlint("check", cwd=cards)
    assert (done.returncode, done.stdout, done.stderr) == (1, first, "")
    assert len(entries(file)) == 2


def _pipe(file: Path) -> None:
    os.mkfifo(file)


def _zeros(file: Path) -> None:
    file.symlink_to("/dev/zero")


def _gigabytes(file: Path) -> None:
    with file.open("wb") as stream:
        stream.truncate(4 * 2**30)


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes and devices")
@pytest.mark.parametrize("put", [_pipe, _zeros, _gigabytes])
def test_what_is_not_our_file_is_not_read(cards: Path, put: Callable[[Path], None]) -> None:
    first = cardlint("check", cwd=cards).stdout
    file = saved(cards.parent / "cache")
    file.unlink()
    put(file)
    done = cardlint("check", cwd=cards)
    assert (done.returncode, done.stdout, done.stderr) == (1, first, "")
    assert len(entries(file)) == 2


def test_link_in_the_place_of_the_file_is_replaced_and_not_followed(cards: Path, tmp_path: Path) -> None:
    cardlint("check", cwd=cards)
    file = saved(cards.parent / "cache")
    file.unlink()
    outside = write(tmp_path, "years of work", "thesis.md")
    file.symlink_to(outside)
    cardlint("check", cwd=cards)
    assert outside.read_text() == "years of work"
    assert not file.is_symlink()


@pytest.mark.parametrize("entry", [None, 7, [], ["x"] * 5, [0, "", "", {}, False, [["a"]]], {"a": 1}])
def test_broken_entry_is_not_an_entry(cards: Path, entry: object) -> None:
    first = cardlint("check", cwd=cards).stdout
    file = saved(cards.parent / "cache")
    forge(file, json.dumps(dict.fromkeys(entries(file), entry)))
    assert cardlint("check", cwd=cards).stdout == first


_START, _END, _LINE, _NAME, _SEVERITY, _MESSAGE, _REJECTED, _FIX, _RELATED, _FILE = 0, 1, 2, 6, 8, 9, 10, 11, 12, 13
"""The indexes of the parts of a finding in its row."""


@pytest.mark.parametrize(
    ("column", "value"),
    [
        (_START, "-5"),
        (_START, "true"),
        (_START, "9" * 400),
        (_END, "NaN"),
        (_END, "1e999"),
        (_END, "100000"),
        (_LINE, "0"),
        (_LINE, "[]"),
        (_NAME, "7"),
        (_SEVERITY, "9"),
        (_SEVERITY, '"error"'),
        (_MESSAGE, "null"),
        (_REJECTED, "1"),
        (_FIX, "1"),
        (_FIX, '["a", [[-1, 2, "x"]], "safe", null]'),
        (_FIX, '["a", [[0, 1, 2]], "safe", null]'),
        (_FIX, '["a", [], "surely", null]'),
        (_RELATED, "null"),
        (_RELATED, "[7]"),
        (_RELATED, "[[0, 1]]"),
        (_RELATED, '[[2, 1, "first here"]]'),
        (_RELATED, "[[0, 1, null]]"),
        (_FILE, '"../README.md"'),
        (_FILE, '"\\u0000"'),
        (_FILE, "[]"),
        (_FILE, "{}"),
    ],
)
def test_broken_finding_is_found_again(cards: Path, column: int, value: str) -> None:
    first = cardlint("check", "--format", "json", cwd=cards).stdout
    file = saved(cards.parent / "cache")
    data = entries(file)
    for *_, rows in data.values():
        for row in rows:
            row[column] = "PUT HERE"
    forge(file, json.dumps(data).replace('"PUT HERE"', value))
    done = cardlint("check", "--format", "json", cwd=cards)
    assert (done.returncode, done.stdout, done.stderr) == (1, first, "")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=_JSON, place=st.lists(st.integers(0, 11), max_size=4), is_in_row=st.booleans())
def test_entry_with_anything_anywhere_gives_findings_or_none(
    tmp_path: Path, value: Any, place: list[int], is_in_row: bool
) -> None:
    row: list[Any] = [0, 1, 1, 1, 1, 2, "a-rule", "CL1", 3, "words", ["fix", [[0, 1, "x"]], "safe", None], None]
    entry: list[Any] = [20_000, "content", "config", {"config.json": ""}, False, [row]]
    target: Any = row if is_in_row else entry
    for index in place[:-1]:
        inside = target[index % len(target)]
        target = inside if isinstance(inside, list) and inside else target
    target[(place or [0])[-1] % len(target)] = value
    folder = tmp_path / "cache"
    claim(str(folder), PURPOSE)
    cache = Cache(str(folder))
    cache._new = {str(tmp_path / "README.md"): entry}
    cache.save()
    found = Cache(str(folder)).find(str(tmp_path / "README.md"), CacheKey("content", "config"), Repository(tmp_path))
    for each in found.diagnostics if found is not None else ():
        assert isinstance(each, Diagnostic)
        assert 0 <= each.span.start <= each.span.end
        assert {type(each.name), type(each.code), type(each.message)} == {str}
        assert each.severity in Severity


@pytest.mark.skipif(sys.platform == "win32", reason="no modes")
def test_cache_is_private(cards: Path) -> None:
    command = f"umask 0; exec '{sys.executable}' -m cardlint check"
    subprocess.run(("sh", "-c", command), cwd=cards, capture_output=True, check=False)
    assert stat.S_IMODE((cards.parent / "cache").stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (cards.parent / "cache").iterdir()} == {0o600}


def test_card_is_not_in_it_where_a_file_is_called_like_a_secret(cards: Path) -> None:
    token = "hf_" + "NqVwQwErTzUiOpAsDfGhJ" + "kLyXcVbNmQaYwSxEd"
    write(cards, f"---\nlicense: mit\n---\n# A\n\n![A picture]({token}.png)\n", "secret/README.md")
    write(cards, "{}", "secret/config.json")
    cardlint("check", cwd=cards)
    file = saved(cards.parent / "cache")
    assert token[4:12] not in file.read_text(encoding="utf-8")
    assert str(cards / "secret/README.md") not in entries(file)


def test_secrets_are_masked_in_it(cards: Path) -> None:
    token = "hf_" + "QwErTzUiOpAsDfGhJ" + "kLyXcVbNmQaYwSxEd"
    write(cards, f"---\nlicense: {token}\n---\n# A\n\nText.\n", "secret/README.md")
    write(cards, TASK, "beside/README.md")
    write(cards, f'{{"architectures": ["{token}"]}}', "beside/config.json")
    first = cardlint("check", cwd=cards)
    assert "hf_Q" in first.stdout
    assert token not in first.stdout
    file = saved(cards.parent / "cache")
    assert token not in file.read_text()
    assert token[:12] not in file.read_text()
    assert {str(cards / "bad/README.md"), str(cards / "secret/README.md")} <= {*entries(file)}
    for form in ("text", "json", "sarif"):
        again = cardlint("check", "--format", form, cwd=cards).stdout
        assert again == cardlint("check", "--no-cache", "--format", form, cwd=cards).stdout


def test_no_cache_and_cache_dir(cards: Path, tmp_path: Path) -> None:
    cardlint("check", "--no-cache", cwd=cards)
    assert not (tmp_path / "cache").exists()
    cardlint("check", "--cache-dir", tmp_path / "other", cwd=cards)
    assert not (tmp_path / "cache").exists()
    assert len(list((tmp_path / "other").glob("*.json"))) == 1
    cardlint("check", "bad/README.md", cwd=cards)
    assert not (tmp_path / "cache").exists(), "one card is checked faster than looked up"


def test_empty_variable_counts_as_unset(cards: Path, tmp_path: Path) -> None:
    environment = {"CARDLINT_CACHE_DIR": "", "XDG_CACHE_HOME": str(tmp_path / "home")}
    cardlint("check", cwd=cards, **environment)
    assert saved(tmp_path / "home/cardlint/check")


def _old(path: Path, text: str = "years of work") -> Path:
    """Write a file that is ten years old."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    long_ago = time.time() - 10 * 365 * 86_400
    os.utime(path, (long_ago, long_ago))
    return path


@pytest.mark.parametrize("by", ["option", "variable", "variable and options"])
@pytest.mark.parametrize("card", [".", "bad/README.md"], ids=["many", "one"])
def test_named_folder_with_files_of_others_is_refused_before_anything_is_checked(
    cards: Path, tmp_path: Path, by: str, card: str
) -> None:
    thesis = _old(tmp_path / "other/thesis.md")
    named = {
        "option": ["--cache-dir", tmp_path / "other"],
        "variable": [],
        "variable and options": ["--quiet", "--fix"],
    }
    environment = {} if by == "option" else {"CARDLINT_CACHE_DIR": str(tmp_path / "other")}
    done = cardlint("check", *named[by], card, cwd=cards, **environment)
    assert (done.returncode, done.stdout) == (2, "")
    assert "not a cardlint lint cache and is not empty: it contains `thesis.md`" in done.stderr
    assert [path.name for path in (tmp_path / "other").iterdir()] == ["thesis.md"]
    assert thesis.read_text() == "years of work"
    assert write(cards, BAD, "bad/README.md").read_text() == BAD


def test_working_folder_is_not_a_cache(cards: Path) -> None:
    before = sorted(cards.rglob("*"))
    done = cardlint("check", "--cache-dir", ".", cwd=cards)
    assert done.returncode == 2
    assert sorted(cards.rglob("*")) == before


def test_only_old_files_of_our_own_are_deleted(cards: Path, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    cardlint("check", cwd=cards)
    own = saved(folder)
    ours = _old(folder / f"{'a' * 32}.json", own.read_text())
    others = [
        _old(folder / "thesis.md"),
        _old(folder / f"{'b' * 32}.json", '{"of": "another program"}'),
        _old(folder / f"{'c' * 32}.json", ""),
        _old(folder / f"{'D' * 32}.json", own.read_text()),
        _old(folder / f"{'d' * 32}.json.bak", own.read_text()),
        _old(folder / "0123.json", own.read_text()),
    ]
    outside = _old(tmp_path / "elsewhere/kept.json", own.read_text())
    link = folder / f"{'e' * 32}.json"
    link.symlink_to(outside)
    os.utime(link, (0, 0), follow_symlinks=False)
    (folder / f"{'f' * 32}.json").mkdir()
    os.utime(folder / f"{'f' * 32}.json", (0, 0))
    write(cards, BAD, "new/README.md")
    done = cardlint("check", cwd=cards)
    assert (done.returncode, done.stderr) == (1, "")
    assert not ours.exists()
    assert all(each.exists() for each in (*others, outside, own))
    assert link.is_symlink()


def test_default_folder_with_files_of_others_is_not_used(cards: Path, tmp_path: Path) -> None:
    thesis = _old(tmp_path / "home/cardlint/check/thesis.md")
    environment = {"CARDLINT_CACHE_DIR": "", "XDG_CACHE_HOME": str(tmp_path / "home")}
    done = cardlint("check", cwd=cards, **environment)
    assert (done.returncode, done.stderr) == (1, "")
    assert [path.name for path in thesis.parent.iterdir()] == ["thesis.md"]


def test_default_folder_that_cannot_be_written_does_no_harm(cards: Path, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    done = cardlint("check", cwd=cards, CARDLINT_CACHE_DIR="", XDG_CACHE_HOME=str(tmp_path / "home"))
    assert (done.returncode, done.stderr) == (1, "")


def test_named_folder_that_is_a_file_is_reported(cards: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    done = cardlint("check", cwd=cards)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"cardlint: {tmp_path / 'cache'}: cannot be used as a lint cache: not a directory\n"


def test_default_folder_is_not_that_of_the_index(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    if sys.platform == "linux":
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        assert default_folder() == str(tmp_path / "cardlint" / "check")


def test_entries_that_no_run_saw_for_long_are_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key, repository = CacheKey("content", "config"), Repository(tmp_path)

    def on_day(day: int, *seen: str, find: str | None = None) -> bool:
        monkeypatch.setattr("cardlint.run.cache._today", lambda: day)
        cache = Cache(str(tmp_path / "cache"))
        found = find is not None and cache.find(os.path.abspath(find), key, repository) is not None
        for path in seen:
            cache.keep(path, key, {}, Report(Source("", path), [], False), is_separate=True)
        cache.save()
        return found

    on_day(20_000, "old", "seen")
    assert on_day(20_000 + DAYS, find="seen")
    on_day(20_001 + DAYS, "new")
    assert on_day(20_001 + DAYS, find="seen")
    assert not on_day(20_001 + DAYS, find="old")


def test_runs_at_the_same_time_do_not_spoil_it(cards: Path) -> None:
    for number in range(40):
        write(cards, BAD if number % 3 else GOOD, f"{number}/README.md")
    command = [sys.executable, "-m", "cardlint", "check", "--format", "json"]
    runs = [subprocess.Popen(command, cwd=cards, stdout=subprocess.PIPE, env=os.environ) for _ in range(4)]
    outputs = {run.communicate(timeout=120)[0] for run in runs}
    assert len(outputs) == 1
    assert {path.name for path in (cards.parent / "cache").iterdir()} == {saved(cards.parent / "cache").name, MARKER}
    assert len(entries(saved(cards.parent / "cache"))) == 42


UNFILLED = (
    "---\nlicense: mit\n---\n\n# M\n\nA model.\n\n"
    + "".join(f"## {name}\n\n[TODO]\n\n" for name in "ABC")
    + "## D\n\nLong.\n"
)


def test_folded_results_are_not_used_where_each_finding_counts(cards: Path) -> None:
    write(cards, UNFILLED, "bad/README.md")
    assert names(cards, "--select", "unfilled-section") == ["unfilled-section"]
    assert [entry[5:6] for place, entry in entries(saved(cards.parent / "cache")).items() if "bad" in place] == [
        [False]
    ]
    written = cardlint("check", "--select", "unfilled-section", "--write-baseline", "known.json", cwd=cards)
    assert written.stderr == "known.json: 3 findings\n"
    write(cards, UNFILLED.replace("## D\n", "## E\n\n[TODO]\n\n## D\n"), "bad/README.md")
    options = "--select", "unfilled-section"
    assert names(cards, *options) == ["unfilled-section"]  # in the cache, folded
    report = json.loads(cardlint("check", *options, "--baseline", "known.json", "--format", "json", cwd=cards).stdout)
    assert [each["message"] for each in report["diagnostics"]] == [
        "section `E` still says `[TODO]`; write it or delete it"
    ]


def test_separate_results_are_folded_when_they_are_recalled(cards: Path) -> None:
    write(cards, UNFILLED, "bad/README.md")
    options = "--select", "unfilled-section", "--format", "jsonl"
    expected = cardlint("check", *options, "--no-cache", cwd=cards).stdout
    cardlint("check", "--select", "unfilled-section", "--write-baseline", "known.json", cwd=cards)
    (entry,) = (each for place, each in entries(saved(cards.parent / "cache")).items() if "bad" in place)
    assert (entry[5], len(entry[6])) == (True, 3)
    assert cardlint("check", *options, cwd=cards).stdout == expected
    assert "3 sections are not filled in" in expected
