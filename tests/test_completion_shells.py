"""Completion as people use it: real bash, zsh and fish, in which Tab is pressed. A shell that is not installed is skipped."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("pty")

from shells import LOAD, SHELLS, ShellTerminal, environment, program

from cardlint.cli.commands.completion import SHELLS as SUPPORTED
from cardlint.system.resources import PACKAGE

FILES = ("my card.md", "report.json", "hub.toml", "sub/README.md", "--odd.md")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with files whose names are words of cardlint, or need quotes."""
    folder = tmp_path_factory.mktemp("work")
    for name in FILES:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("", encoding="utf-8")
    return folder


@pytest.fixture(scope="module", params=SHELLS)
def terminal(
    request: pytest.FixtureRequest, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ShellTerminal]:
    home = tmp_path_factory.mktemp("home")
    (home / "tilde card.md").write_text("", encoding="utf-8")
    (home / "tilde folder").mkdir()
    terminal = ShellTerminal(request.param, folder, home)
    yield terminal
    terminal.close()


def test_all_supported_shells_are_tested() -> None:
    assert SHELLS == SUPPORTED


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("check my", r"check my\ card.md "),
        (r"check my\ ", r"check my\ card.md "),
        ('check "my', 'check "my card.md" '),
        (r"check ~/tilde\ c", r"check ~/tilde\ card.md "),
        ("check report.json su", "check report.json sub/"),
        ("check sub/", "check sub/README.md "),
        ("check -- --o", "check -- --odd.md "),
        ("check --config hu", "check --config hub.toml "),
        ("check --config=hu", "check --config=hub.toml "),
        ("check --write-baseline re", "check --write-baseline report.json "),
        ("check --output json=re", "check --output json=report.json "),
        ("check --output=json=re", "check --output=json=report.json "),
        ("check --cache-dir ", "check --cache-dir sub/"),
        ("search --index ", "search --index sub/"),
        ("search --index=s", "search --index=sub/"),
        (r"search --index ~/ti", r"search --index ~/tilde\ folder/"),
        ("init ", "init sub/"),
        ("task re", "task report.json "),
        ("index add re", "index add report.json "),
    ],
)
def test_paths_are_completed_by_the_shell(typed: str, line: str, terminal: ShellTerminal) -> None:
    assert terminal.complete(f"cardlint {typed}") == f"cardlint {line}"


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("chec", "check "),
        ("vocab sh", "vocab show "),
        ("check --prof", "check --profile "),
        ("check --profile st", "check --profile strict "),
        ("check --profile=st", "check --profile=strict "),
        ("check --profile 'st", "check --profile 'strict' "),
        ("--color nev", "--color never "),
        ("check --fix --fail-on n", "check --fix --fail-on never "),
        ("check --select unknown-lic", "check --select unknown-license "),
        ("check --select unknown-license,invalid-lang", "check --select unknown-license,invalid-language "),
        ("check --ignore=unknown-license,CL040,invalid-lang", "check --ignore=unknown-license,CL040,invalid-language "),
        ("check --ignore relation", "check --ignore relations "),
        ("check --select CL07", "check --select CL07"),
        ("check --severity warn", "check --severity warning "),
        ("check --severity unknown-lic", "check --severity unknown-license="),
        ("check --severity unknown-license=e", "check --severity unknown-license=error "),
        ("check --output sar", "check --output sarif="),
        ("check --jobs ", "check --jobs "),
        ("explain unknown-lic", "explain unknown-license "),
        ("rules --category lic", "rules --category license "),
        ("vocab show spaces/hard", "vocab show spaces/hardware "),
        ("vocab show licenses apa", "vocab show licenses apache-2.0 "),
        ("schema dataset-", "schema dataset-info "),
        ("search --task token-", "search --task token-classification "),
        ("search --license apa", "search --license apache-2.0 "),
        ("search --no-lib", "search --no-library "),
        ("search --no-license apa", "search --no-license apache-2.0 "),
        ("search --license mit --license apa", "search --license mit --license apache-2.0 "),
        ("search --rows 10K", r"search --rows 10K\<n\<100K "),
        ('search --rows "10K<', 'search --rows "10K<n<100K" '),
        ("search --sort downloads:a", "search --sort downloads:asc "),
        ("search --facets task,lang", "search --facets task,language "),
        ("completion f", "completion fish "),
        ("nonsense ", "nonsense "),
        ("search wor", "search wor"),
    ],
)
def test_words_of_cardlint_are_completed(typed: str, line: str, terminal: ShellTerminal) -> None:
    assert terminal.complete(f"cardlint {typed}") == f"cardlint {line}"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("cardlint ", ("check", "explain", "completion")),
        ("cardlint check --f", ("--fail-on", "--fix", "--format")),
        ("cardlint check --profile ", ("hub", "default", "strict")),
        ("cardlint check ", ("hub.toml", "report.json", "sub/")),
        ("cardlint search --license m", ("mit", "mpl-2.0", "ms-pl")),
        ("cardlint check --select license,unknown-v", ("unknown-value",)),
    ],
)
def test_choices_are_listed(typed: str, expected: tuple[str, ...], terminal: ShellTerminal) -> None:
    printed = terminal.list(typed, *expected)
    assert "Traceback" not in printed
    assert "not found" not in printed


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_descriptions_are_listed(shell: str, folder: Path, tmp_path: Path) -> None:
    terminal = ShellTerminal(shell, folder, tmp_path)
    terminal.list("cardlint ", "Explain a rule")
    terminal.list("cardlint search --language e", "Estonian")
    terminal.close()


@pytest.mark.parametrize(
    ("shell", "load"),
    [
        ("zsh", 'fpath=("$HOME/functions" $fpath); autoload -Uz compinit; compinit -u'),
        ("zsh", "autoload -Uz compinit; compinit -u; {load}"),
        ("bash", "set -u; shopt -s nullglob failglob nocasematch; {load}"),
        ("bash", "COMP_WORDBREAKS=${{COMP_WORDBREAKS//[=:]}}; {load}"),
        ("fish", ""),
    ],
)
def test_other_ways_to_load_it(shell: str, load: str, folder: Path, tmp_path: Path) -> None:
    script = (Path(PACKAGE) / "completion" / "scripts" / f"cardlint.{shell}").read_text(encoding="utf-8")
    for name in ("functions/_cardlint", "fish/completions/cardlint.fish"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(script, encoding="utf-8")
    terminal = ShellTerminal(shell, folder, tmp_path, load.format(load=LOAD[shell]))
    assert terminal.complete("cardlint check --profile=str") == "cardlint check --profile=strict "
    assert terminal.complete("cardlint check my") == r"cardlint check my\ card.md "
    terminal.close()


@pytest.mark.parametrize("shell", SHELLS)
def test_cursor_can_be_inside_the_line(shell: str, folder: Path, tmp_path: Path) -> None:
    terminal = ShellTerminal(shell, folder, tmp_path)
    left = "\x1b[D" * len(" report.json")
    assert terminal.complete(f"cardlint check --isola report.json{left}").split() == [
        "cardlint", "check", "--isolated", "report.json",
    ]  # fmt: skip
    terminal.close()


@pytest.mark.parametrize("shell", SHELLS)
def test_without_cardlint_the_shell_still_completes_paths(shell: str, folder: Path, tmp_path: Path) -> None:
    path = "set PATH /nowhere" if shell == "fish" else "PATH=/nowhere"
    terminal = ShellTerminal(shell, folder, tmp_path, f"{LOAD[shell]}; {path}")
    assert terminal.complete("cardlint check my") == r"cardlint check my\ card.md "
    terminal.close()


HOSTILE = {
    ".cardlint.toml": "select = [\n",
    "pyproject.toml": "[tool.cardlint]\nplugins = ['evil']\nrules = 1\n",
    "README.md": "---\nlicense: [\n",
    **{
        f"{name}.py": "open({mark!r}, 'w')\n"
        for name in ("json", "typing", "sitecustomize", "evil", "cardlint", "yaml")
    },
}


@pytest.mark.parametrize("first", [None, ".", ""], ids=["elsewhere", "dot", "empty"])
@pytest.mark.parametrize("shell", SHELLS)
def test_repository_of_a_stranger_runs_nothing_and_breaks_nothing(
    shell: str, first: str | None, tmp_path: Path
) -> None:
    folder, home, mark = tmp_path / "work", tmp_path / "home", tmp_path / "mark"
    folder.mkdir()
    home.mkdir()
    for name, text in HOSTILE.items():
        (folder / name).write_text(text.format(mark=str(mark)), encoding="utf-8")
    (folder / "cardlint").write_text(f"#!/bin/sh\ntouch '{mark}'\n", encoding="utf-8")
    (folder / "cardlint").chmod(0o755)
    load = LOAD[shell]
    if first is not None:  # for users with the current folder in PATH
        load += f"; set PATH '{first}' $PATH" if shell == "fish" else f"; PATH='{first}':$PATH"
    terminal = ShellTerminal(shell, folder, home, load)
    terminal.complete("cardlint check --profile str")
    terminal.complete("./cardlint check --profile str")
    printed = terminal.list("cardlint check READ", "README.md")
    terminal.close()
    assert not mark.exists()
    assert "Traceback" not in printed
    assert "rror" not in printed


def in_bash(folder: Path, words: list[str], *, line: str | None = None) -> list[str]:
    """Return what bash's function answers, called as bash does it: with the words, and the line if there is one."""
    script = f"""
        {LOAD["bash"]}
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        [[ -z $LINE ]] || {{ COMP_LINE=$LINE COMP_POINT=${{#LINE}}; }}
        _cardlint_completion cardlint "${{COMP_WORDS[COMP_CWORD]}}"
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(
        [program("bash"), "--norc", "-c", script, "bash", *words],
        cwd=folder,
        env=environment(folder, LINE=line or ""),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    ("words", "line", "replies"),
    [
        (["cardlint", "check", "--profile", ""], None, ["hub", "default", "strict"]),
        (["cardlint", "check", "--profile", "=", "s"], "cardlint check --profile=s", ["strict"]),
        (["cardlint", "check", "--profile", "="], "cardlint check --profile=", ["hub", "default", "strict"]),
        (["cardlint", "search", "--sort", "likes", ":"], "cardlint search --sort likes:", ["asc", "desc"]),
        (["cardlint", "check", "--fail-on", ""], "cardlint check  --fail-on   ", ["error", "warning", "info", "never"]),
        (["cardlint", "search", "--license", "MI"], None, ["mit"]),
        (["cardlint", "explain", "cl07"], None, [f"CL07{digit}" for digit in range(10)]),
    ],
)
def test_function_of_bash_answers(words: list[str], line: str | None, replies: list[str], tmp_path: Path) -> None:
    assert in_bash(tmp_path, words, line=line) == replies


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("cardlint check --profile ", ["hub", "default", "strict"]),
        ("cardlint check --profile=s", ["--profile=strict"]),
        ("cardlint check --select license,unknown-lic", ["license,unknown-license\terror, license"]),
        ("cardlint search --language fr", ["fr\tFrench"]),
        ("cardlint search --rows 10K", ["10K<n<100K"]),
        ("cardlint check rep", ["report.json"]),
        ("cardlint check --jobs ", []),
    ],
)
def test_fish_completes_a_line(line: str, expected: list[str], folder: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [program("fish"), "-c", f'{LOAD["fish"]}; complete -C "$argv"', line],
        cwd=folder,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    assert set(expected) <= set(done.stdout.splitlines())
    assert bool(expected) == bool(done.stdout)


@pytest.mark.parametrize("shell", SHELLS)
def test_script_has_no_syntax_error(shell: str) -> None:
    printed = subprocess.run(
        [sys.executable, "-m", "cardlint", "completion", shell], capture_output=True, check=True
    ).stdout
    done = subprocess.run([program(shell), "-n", "/dev/stdin"], input=printed, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\r" not in printed
