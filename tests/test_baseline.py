"""Baselines: known findings are written once, not reported again, and identified by the marked text, not by its position."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_check import cardlint, write

from cardlint.run.baseline_file import Baseline
from cardlint.system.errors import CardlintError

CARD = "---\nlicense: apache-2\nlanguage: [english, en]\npipeline_tag: fill-mask\n---\n# A model\n\nIt fills masks.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two cards with two findings each, and their baseline."""
    write(tmp_path, CARD, "a/README.md")
    write(tmp_path, CARD, "b/README.md")
    done = cardlint("check", "--write-baseline", "known.json", ".", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "known.json: 4 findings\n")
    return tmp_path


def names(folder: Path, *arguments: str) -> list[str]:
    done = cardlint("check", "--format", "json", "--baseline", "known.json", *(arguments or (".",)), cwd=folder)
    assert done.returncode in (0, 1), done.stderr
    return [each["name"] for each in json.loads(done.stdout)["diagnostics"]]


def test_file_is_sorted_and_readable(folder: Path) -> None:
    data = json.loads((folder / "known.json").read_text())
    assert data["version"] == 1
    assert [(each["path"], each["rule"], each["text"]) for each in data["findings"]] == [
        ("a/README.md", "invalid-language", "english"),
        ("a/README.md", "unknown-license", "apache-2"),
        ("b/README.md", "invalid-language", "english"),
        ("b/README.md", "unknown-license", "apache-2"),
    ]


def test_known_findings_are_not_reported(folder: Path) -> None:
    assert names(folder) == []
    assert cardlint("check", "--baseline", "known.json", ".", cwd=folder).stderr == ""


def test_known_findings_stay_known_from_elsewhere_and_when_lines_move(folder: Path) -> None:
    write(folder, CARD.replace("license:", "# one\n# two\nlicense:  "), "a/README.md")
    assert names(folder) == []
    assert cardlint("check", "-q", "--baseline", "../known.json", "README.md", cwd=folder / "a").returncode == 0


def test_new_findings_are_reported(folder: Path) -> None:
    write(folder, CARD.replace("apache-2", "mit-2"), "a/README.md")
    assert names(folder) == ["unknown-license"]


def test_one_more_of_the_same_is_new(folder: Path) -> None:
    write(folder, CARD.replace("[english, en]", "[english, english]"), "a/README.md")
    assert "invalid-language" in names(folder)


def test_stale_entries_are_reported_and_dropped(folder: Path) -> None:
    write(folder, CARD.replace("apache-2", "apache-2.0"), "a/README.md")
    (folder / "b" / "README.md").unlink()
    done = cardlint("check", "-q", "--baseline", "known.json", "a", cwd=folder)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "known.json: 3 entries are stale; `--write-baseline known.json` removes what is fixed\n"
    cardlint("check", "--write-baseline", "known.json", "a", cwd=folder)
    assert len(json.loads((folder / "known.json").read_text())["findings"]) == 1


def test_entries_that_a_run_cannot_judge_stay(folder: Path) -> None:
    before = (folder / "known.json").read_bytes()
    done = cardlint("check", "--baseline", "known.json", "--select", "text", ".", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    cardlint("check", "--write-baseline", "known.json", "--select", "license", "a", cwd=folder)
    assert (folder / "known.json").read_bytes() == before


def test_reasons_stay(folder: Path) -> None:
    path = folder / "known.json"
    data = json.loads(path.read_text())
    data["findings"][1]["reason"] = "waits for the lawyers"
    path.write_text(json.dumps(data))
    cardlint("check", "--write-baseline", "known.json", ".", cwd=folder)
    again = json.loads(path.read_text())
    assert again["findings"][1]["reason"] == "waits for the lawyers"
    assert len(again["findings"]) == 4


def test_writing_twice_writes_the_same_bytes(folder: Path) -> None:
    before = (folder / "known.json").read_bytes()
    cardlint("check", "--write-baseline", "known.json", ".", cwd=folder)
    assert (folder / "known.json").read_bytes() == before


def test_configuration_names_the_baseline(folder: Path) -> None:
    write(folder, 'baseline = "known.json"\n', ".cardlint.toml")
    for cwd, argument in ((folder, "."), (folder / "a", "README.md")):
        done = cardlint("check", "-q", argument, cwd=cwd)
        assert (done.returncode, done.stdout) == (0, "")


def test_writing_ignores_the_baseline_of_the_configuration(folder: Path) -> None:
    before = (folder / "known.json").read_bytes()
    write(folder, 'baseline = "known.json"\n', ".cardlint.toml")
    cardlint("check", "--write-baseline", "known.json", ".", cwd=folder)
    assert (folder / "known.json").read_bytes() == before


ENTRY = '{"path": "a/README.md", "rule": "unknown-license", "fingerprint": "0"'
ONE = '{"version": 1, "findings": [%s]}'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "not a baseline: Expecting property name"),
        ("[]", "not a baseline of version 1"),
        ("null", "not a baseline of version 1"),
        ("1e999", "not a baseline of version 1"),
        ('{"version": 2, "findings": []}', "not a baseline of version 1"),
        ('{"version": true, "findings": []}', "not a baseline of version 1"),
        ('{"version": 1, "findings": {}}', "not a baseline of version 1"),
        (
            '{"version": 1, "version": 1, "findings": []}',
            "not a baseline: the key `version` occurs twice in one object",
        ),
        (ONE % "1", "findings[0] must have `path`, `rule` and `fingerprint`"),
        (ONE % "null", "findings[0] must have `path`, `rule` and `fingerprint`"),
        (ONE % '"path"', "findings[0] must have `path`, `rule` and `fingerprint`"),
        (ONE % '["path", "rule", "fingerprint"]', "findings[0] must have `path`, `rule` and `fingerprint`"),
        (ONE % (ENTRY + '}, {"path": "a"}'), "findings[1] must have `path`, `rule` and `fingerprint`"),
        (ONE % '{"path": 1, "rule": "r", "fingerprint": "0"}', "findings[0] must have a string as `path`"),
        (ONE % '{"path": "a", "rule": ["r"], "fingerprint": "0"}', "findings[0] must have a string as `rule`"),
        (ONE % '{"path": "a", "rule": "r", "fingerprint": NaN}', "findings[0] must have a string as `fingerprint`"),
        (ONE % (ENTRY + ', "reason": {}}'), "findings[0] must have a string as `reason`"),
        (ONE % (ENTRY + ', "text": null}'), "findings[0] must have a string as `text`"),
        (ONE % (ENTRY + ', "text": "\\ud800"}'), "findings[0] has a lone surrogate in `text`"),
        (ONE % (ENTRY + ', "rule": "r"}'), "not a baseline: the key `rule` occurs twice in one object"),
        (ONE % (ENTRY + ', "n": ' + "9" * 5000 + "}"), "not a baseline: "),
        ("[" * 100_000, "not a baseline: nested too deeply"),
        (b"\xff\xfe[\0]\0", "not UTF-8 text"),
    ],
)
def test_wrong_baseline_exits_2(text: str | bytes, message: str, folder: Path) -> None:
    (folder / "known.json").write_bytes(text if isinstance(text, bytes) else text.encode())
    for option in ("--baseline", "--write-baseline"):
        done = cardlint("check", option, "known.json", ".", cwd=folder)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(f"cardlint: known.json: {message}")
        assert len([line for line in done.stderr.splitlines() if not line.startswith("  ")]) == 1


def _absent(file: Path) -> None:
    file.unlink()


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def _zeros(file: Path) -> None:
    file.unlink()
    file.symlink_to("/dev/zero")


def _gigabytes(file: Path) -> None:
    with file.open("wb") as stream:
        stream.truncate(4 * 2**30)


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes and devices")
@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_absent, "no such file"),
        (_folder, "not a regular file"),
        (_pipe, "not a regular file"),
        (_zeros, "not a regular file"),
        (_gigabytes, "larger than 32,768 KiB"),
    ],
)
@pytest.mark.parametrize("by", ["option", "configuration"])
def test_baseline_that_is_not_a_file_exits_2(
    change: Callable[[Path], None], message: str, by: str, folder: Path
) -> None:
    change(folder / "known.json")
    if by == "configuration":
        write(folder, 'baseline = "known.json"\n', ".cardlint.toml")
    done = cardlint("check", *(("--baseline", "known.json") if by == "option" else ()), ".", cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    (line, *hint) = done.stderr.splitlines()
    if by == "configuration" and change is _zeros:  # a link out of the project, which a configuration must not name
        assert "`baseline` is `known.json`, which is outside the project" in line
        return
    assert line.endswith(f"known.json: {message}")
    assert len(hint) == (change is _absent)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=12,
)
_FINDING = st.fixed_dictionaries(
    {}, optional={name: _JSON | st.just("a") for name in ("path", "rule", "fingerprint", "text", "reason", "more")}
)
_BASELINE = _JSON | st.fixed_dictionaries({"version": st.just(1), "findings": st.lists(_FINDING | _JSON, max_size=4)})


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=_BASELINE | st.binary(max_size=40))
def test_any_file_is_a_baseline_or_an_error_with_its_path(data: Any, tmp_path: Path) -> None:
    path = tmp_path / "known.json"
    path.write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
    try:
        baseline = Baseline(str(path))
    except CardlintError as error:
        message = str(error)
        assert message.startswith(f"{path}: ")
        return
    baseline.stale()
    count = baseline.save()
    assert Baseline(str(path)).save() == count


@pytest.mark.skipif(sys.platform != "linux", reason="file names of other systems are text")
def test_folder_whose_name_is_not_utf_8_is_known_again(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/caf\xe9"
    os.mkdir(folder)
    with open(folder + b"/README.md", "w") as file:
        file.write(CARD)
    done = cardlint("check", "--write-baseline", "known.json", ".", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "known.json: 2 findings\n")
    done = cardlint("check", "-q", "--baseline", "known.json", ".", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    before = (tmp_path / "known.json").read_bytes()
    cardlint("check", "--write-baseline", "known.json", ".", cwd=tmp_path)
    assert (tmp_path / "known.json").read_bytes() == before
