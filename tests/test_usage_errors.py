"""Every error is one line that begins with ``cardlint: `` and names the problem, and a second line that says what to do."""

import subprocess
from pathlib import Path

import pytest
from template_process import as_text, run_cardlint

CARD = "---\nlicense: mit\n---\n# Letters\n\nIt sorts letters by what they ask for.\n"
FORMATS = "azure, checkstyle, concise, github, gitlab, grouped, html, json, jsonl, junit, markdown, rdjson, sarif, text"


def cardlint(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return as_text(run_cardlint(list(words), folder, CARDLINT_INDEX=str(folder / "index")))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository with a card and a model configuration."""
    (tmp_path / "README.md").write_text(CARD, encoding="utf-8")
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    for words in (("init", "-q", "-b", "main"), ("add", "."), ("commit", "-q", "-m", "card")):
        identity = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        subprocess.run(["git", *identity, *words], cwd=tmp_path, check=True)
    return tmp_path


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        ("chek", "no such command `chek`", "did you mean `check`?"),
        ("index ad", "no such command `ad`", "did you mean `add`?"),
        ("check --fromat json", "no such option `--fromat`", "did you mean `--diff-from` or `--format`?"),
        ("check --format txt", "invalid value for `--format`: `txt`", "did you mean `text`?"),
        ("check --format 7", "invalid value for `--format`: `7`", f"choose from {FORMATS}"),
        ("check --jobs x", "invalid value for `--jobs`: `x` is not a whole number", "see `cardlint check --help`"),
        ("index add --wait x .", "invalid value for `--wait`: `x` is not a number", "see `cardlint index add --help`"),
        ("completion", "missing argument `{{bash|zsh|fish}}`", "choose from bash, zsh, fish"),
        ("completion bsh", "invalid value for `{{bash|zsh|fish}}`: `bsh`", "did you mean `bash`?"),
        ("rules --category licence", "`licence` is not a category", "did you mean `license`?"),
        ("lineage", "missing argument `ID`", "see `cardlint lineage --help`"),
        ("schema modl", "invalid value for `NAME`: there is no schema `modl`", "did you mean `model`?"),
        ("explain CL999", "there is no rule `CL999`", "run `cardlint rules` to list them"),
        ("explain unknown-licens", "there is no rule `unknown-licens`", "did you mean `unknown-license`?"),
        ("config nope", "nope: no such file or folder", "name a card or a folder"),
        ("config READM.md", "READM.md: no such file or folder", "did you mean `README.md`?"),
        ("check config.json", "config.json: this is a model configuration, not a card", "check the `README.md` next to it"),
        ("check --diff-from mian .", "`mian` is not a revision of `{folder}`", "did you mean `main`?"),
        (
            "check --diff-from 0123abcd .",
            "`0123abcd` is not a revision of `{folder}`",
            "fetch it first: a shallow clone lacks older commits",
        ),
    ],
)  # fmt: skip
def test_error_says_what_to_do(words: str, message: str, hint: str, folder: Path) -> None:
    done = cardlint(folder, *words.split())
    assert done.returncode == 2
    assert done.stderr.splitlines()[:2] == [f"cardlint: {message.format(folder=folder)}", f"  {hint}"]


def test_unknown_field_that_resembles_none_says_where_they_are_listed(folder: Path) -> None:
    cardlint(folder, "index", "add", ".")
    for words in (("stats", "--facets", "nope"), ("search", "--sort", "nope")):
        done = cardlint(folder, *words)
        assert done.stderr == "cardlint: there is no field `nope`\n  `cardlint search --help` lists the fields\n"


def test_option_without_effect_is_pointed_out_and_changes_nothing(folder: Path) -> None:
    done = cardlint(folder, "check", "--unsafe-fixes", "README.md")
    assert done.stderr == "cardlint: `--unsafe-fixes` has no effect by itself\n  add `--fix` or `--diff`\n"
    assert done.stdout == cardlint(folder, "check", "README.md").stdout
    assert cardlint(folder, "check", "--unsafe-fixes", "--diff", "README.md").stderr == ""


def test_group_without_a_command_prints_its_help_with_line_breaks(folder: Path) -> None:
    done = cardlint(folder, "index")
    assert (done.returncode, (done.stdout + done.stderr).count("\n  rebuild ")) == (2, 1)


def test_misspelled_key_of_a_rule_comes_before_the_key_that_is_missing(folder: Path) -> None:
    text = '[[rule]]\nname = "acme-owner"\nkye = "owner"\nrequired = true\n'
    (folder / ".cardlint.toml").write_text(text, encoding="utf-8")
    done = cardlint(folder, "check", "README.md")
    assert done.returncode == 2
    first, hint = done.stderr.splitlines()[:2]
    assert (".cardlint.toml:3: " in first, "rule[0].kye" in first) == (True, True)
    assert hint.replace("`", "") == "  did you mean key?"


def test_model_is_found_by_the_name_without_its_owner(folder: Path) -> None:
    (folder / "cards" / "acme" / "bert-b").mkdir(parents=True)
    (folder / "cards" / "acme" / "bert-b" / "README.md").write_text(CARD, encoding="utf-8")
    assert cardlint(folder, "index", "add", "cards").returncode == 0
    for words in (("lineage", "bert-b"), ("lineage", "acme/bert-c")):
        done = cardlint(folder, *words)
        assert done.returncode == 2
        assert done.stderr == f"cardlint: the index has no model `{words[1]}`\n  did you mean `acme/bert-b`?\n"
