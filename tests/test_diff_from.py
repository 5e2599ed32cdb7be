"""``cardlint check --diff-from`` in a real git repository: only findings on changed lines are reported."""

import json
import subprocess
from pathlib import Path

import pytest
from test_check import cardlint, write

OLD = "---\nlicense: apache-2\ntags:\n- one\n---\n# Model\n\nIt sorts letters by what they ask for.\n"
SELECT = ("--select", "unknown-license,missing-license,invalid-language")


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def git_output(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org")
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def make_repository(folder: Path) -> Path:
    """Make ``folder`` a repository with one card, ``a/README.md``, which has a problem on line 2, and return it."""
    git(folder, "init", "-q", "-b", "main")
    write(folder, OLD, "a/README.md")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "first")
    return folder


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return make_repository(tmp_path)


def found(folder: Path, *options: str, revision: str = "main") -> list[tuple[str, int, str]]:
    done = cardlint("check", "--format", "json", *SELECT, "--diff-from", revision, *options, cwd=folder)
    assert done.stderr == ""
    return [
        (each["path"].removeprefix("./"), each["line"], each["name"]) for each in json.loads(done.stdout)["diagnostics"]
    ]


def test_old_findings_are_left_out(repository: Path) -> None:
    assert found(repository) == []
    write(repository, OLD.replace("- one", "- two"), "a/README.md")
    assert found(repository) == []


@pytest.mark.parametrize("state", ["written", "staged", "committed"])
def test_finding_on_a_changed_line_is_reported(repository: Path, state: str) -> None:
    git(repository, "switch", "-q", "-c", "work")
    write(repository, OLD.replace("tags:", "language: english\ntags:"), "a/README.md")
    if state != "written":
        git(repository, "add", ".")
    if state == "committed":
        git(repository, "commit", "-q", "-m", "second")
    assert found(repository) == [("a/README.md", 3, "invalid-language")]


CLEAN = OLD.replace("apache-2", "apache-2.0")


@pytest.mark.parametrize("text", [OLD, CLEAN])
@pytest.mark.parametrize(
    "options", [(), ("--fix",), ("--diff",), ("--format", "json"), ("--statistics",), ("--add-ignores", "known")]
)
def test_unknown_revision_is_one_error_before_the_run(repository: Path, text: str, options: tuple[str, ...]) -> None:
    for name in ("a", "b", "c/d"):
        write(repository, text, f"{name}/README.md")
    done = cardlint("check", *SELECT, *options, "--diff-from", "nope", cwd=repository)
    error = (
        f"cardlint: `nope` is not a revision of `{repository}`\n  fetch it first: a shallow clone lacks older commits\n"
    )
    assert (done.returncode, done.stdout, done.stderr) == (2, "", error)
    assert (repository / "b/README.md").read_text() == text


@pytest.mark.parametrize("text", [OLD, CLEAN])
def test_cards_outside_of_git_are_one_error_before_the_run(tmp_path: Path, text: str) -> None:
    for name in ("a", "b"):
        write(tmp_path, text, f"{name}/README.md")
    done = cardlint("check", *SELECT, "--diff-from", "main", cwd=tmp_path, GIT_CEILING_DIRECTORIES=str(tmp_path.parent))
    assert (done.returncode, done.stdout, done.stderr.count("cardlint: ")) == (2, "", 1)
    assert done.stderr.startswith(f"cardlint: {tmp_path / 'a'}: not in a git repository\n  --diff-from needs")


def test_known_revision_is_enough_in_the_repository_of_the_cards(repository: Path, tmp_path: Path) -> None:
    (elsewhere := tmp_path / "elsewhere").mkdir()
    git(elsewhere, "init", "-q", "-b", "main")  # has no commit
    done = cardlint("check", *SELECT, "--diff-from", "main", "../a", cwd=elsewhere)
    assert (done.returncode, done.stderr) == (0, "")


def test_card_that_git_takes_for_binary_is_reported(repository: Path) -> None:
    (repository / "a" / "README.md").write_bytes(OLD.encode("utf-16"))
    done = cardlint("check", "--diff-from", "main", ".", cwd=repository)
    assert "invalid-encoding" in done.stdout


def test_changes_count_from_where_the_work_went_apart(repository: Path) -> None:
    git(repository, "switch", "-q", "-c", "work")
    write(repository, OLD.replace("tags:", "language: english\ntags:"), "a/README.md")
    git(repository, "commit", "-q", "-a", "-m", "ours")
    git(repository, "switch", "-q", "main")
    write(repository, OLD.replace("apache-2", "mit"), "a/README.md")
    git(repository, "commit", "-q", "-a", "-m", "theirs")
    git(repository, "switch", "-q", "work")
    assert found(repository) == [("a/README.md", 3, "invalid-language")]


@pytest.mark.parametrize(
    "name", ["new/README.md", "with blank/README.md", 'quo"te/README.md', "übung\t/README.md", "b\\c/README.md"]
)
def test_new_card_is_reported_whole(repository: Path, name: str) -> None:
    write(repository, OLD, name)
    assert found(repository) == [(name, 2, "unknown-license")]
    git(repository, "add", ".")
    assert found(repository) == [(name, 2, "unknown-license")]


@pytest.mark.parametrize("name", ["with blank/README.md", 'quo"te/README.md', "übung\t/README.md", "b\\c/README.md"])
def test_odd_names_are_distinguished(repository: Path, name: str) -> None:
    write(repository, OLD, name)
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "second")
    assert found(repository) == []
    write(repository, OLD.replace("tags:", "language: english\ntags:"), name)
    assert found(repository) == [(name, 3, "invalid-language")]


def test_renamed_card_is_old(repository: Path) -> None:
    git(repository, "mv", "a", "b")
    assert found(repository) == []
    write(repository, OLD.replace("tags:", "language: english\ntags:"), "b/README.md")
    assert found(repository) == [("b/README.md", 3, "invalid-language")]


def test_finding_of_the_whole_card_needs_a_change_in_the_front_matter(repository: Path) -> None:
    card = OLD.replace("license: apache-2\n", "")
    write(repository, card, "a/README.md")
    assert found(repository) == [("a/README.md", 1, "missing-license")]
    git(repository, "commit", "-q", "-a", "-m", "second")
    write(repository, card.replace("letters", "mail"), "a/README.md")
    assert found(repository) == []
    write(repository, card.replace("- one", "- two"), "a/README.md")
    assert found(repository) == [("a/README.md", 1, "missing-license")]


def test_lines_that_look_like_the_diff_itself_do_not_mislead(repository: Path) -> None:
    write(repository, OLD + "++ b/other/README.md\n@@ -1 +1,9 @@\n-- /dev/null\n", "a/README.md")
    assert found(repository) == []


def test_works_below_the_top_and_with_the_users_settings(repository: Path) -> None:
    git(repository, "config", "diff.noprefix", "true")
    git(repository, "config", "diff.relative", "true")
    git(repository, "config", "core.quotePath", "false")
    write(repository, OLD.replace("tags:", "language: english\ntags:"), "a/README.md")
    assert found(repository / "a") == [("README.md", 3, "invalid-language")]


def test_what_git_cannot_tell_is_an_error(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    done = cardlint("check", "--diff-from", "nowhere", cwd=repository)
    assert (done.returncode, done.stderr.splitlines()[0]) == (
        2,
        f"cardlint: `nowhere` is not a revision of `{repository}`",
    )
    assert cardlint("check", "--diff-from", "--output=x", cwd=repository).returncode == 2
    assert not (repository / "x").exists()
    outside = tmp_path_factory.mktemp("outside")
    write(outside, OLD)
    done = cardlint("check", "--diff-from", "main", cwd=outside, GIT_CEILING_DIRECTORIES=str(outside.parent))
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, f"cardlint: {outside}: not in a git repository")


def test_only_what_is_reported_is_fixed(repository: Path) -> None:
    new = OLD.replace("tags:", "language: english\ntags:")
    write(repository, new, "a/README.md")
    cardlint("check", "--fix", "--diff-from", "main", cwd=repository)
    assert (repository / "a/README.md").read_text() == new.replace("english", "en")


def test_changed_lines_are_followed_through_the_rounds_of_fixes(repository: Path) -> None:
    # The first round removes lines above, the second fixes what the first one wrote on the last line.
    new = OLD.replace("- one\n", "- one\n- one\n- one\nlanguage: [english, en]\n")
    write(repository, new, "a/README.md")
    cardlint("check", "--fix", "--severity", "info", "--diff-from", "HEAD", cwd=repository)
    assert (repository / "a/README.md").read_text() == OLD.replace("- one\n", "- one\nlanguage: [en]\n")


def test_patch_holds_only_what_is_reported(repository: Path) -> None:
    write(repository, OLD.replace("tags:", "language: english\ntags:"), "a/README.md")
    done = cardlint("check", "--diff", "--diff-from", "main", cwd=repository)
    assert [line for line in done.stdout.splitlines() if line[:1] in "+-"] == [
        "--- a/a/README.md",
        "+++ b/a/README.md",
        "-language: english",
        "+language: en",
    ]
