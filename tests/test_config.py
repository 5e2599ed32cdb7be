"""Configuration files as users have them: real files, the real command, its output and exit code."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from test_check import cardlint, write

from cardlint.config.configurations import Configurations

BAD = "---\nlicense: apache-2\npipeline_tag: fill-mask\n---\n# A model\n\nIt fills masks.\n"
GOOD = BAD.replace("apache-2", "apache-2.0")


def names(*arguments: str | Path, cwd: Path) -> list[str]:
    """Return the names of the rules that a run reports; the list may be empty."""
    done = cardlint("check", "--format", "json", *arguments, cwd=cwd)
    assert done.returncode in (0, 1), done.stderr
    return [each["name"] for each in json.loads(done.stdout)["diagnostics"]]


def configure(folder: Path, settings: str, name: str = ".cardlint.toml") -> Path:
    return write(folder, settings, name)


# Where it is found


def test_pyproject_and_own_file_say_the_same(tmp_path: Path) -> None:
    write(tmp_path, BAD, "a/README.md")
    write(tmp_path, BAD, "b/README.md")
    configure(tmp_path / "a", '[tool.cardlint]\nignore = ["unknown-license"]\n', "pyproject.toml")
    configure(tmp_path / "b", 'ignore = ["unknown-license"]\n')
    assert names(".", cwd=tmp_path) == []


@pytest.mark.parametrize("name", [".cardlint.toml", "pyproject.toml"])
def test_files_as_editors_of_windows_save_them(name: str, tmp_path: Path) -> None:
    write(tmp_path, BAD)
    table = "[tool.cardlint]\r\n" if name == "pyproject.toml" else ""
    (tmp_path / name).write_bytes(f'\ufeff{table}ignore = ["unknown-license"]\r\n'.encode())
    assert names(".", cwd=tmp_path) == []


def test_nearest_file_wins_whole(tmp_path: Path) -> None:
    configure(tmp_path, 'ignore = ["unknown-license"]\n')
    configure(tmp_path / "near", 'ignore = ["missing-task"]\n')
    write(tmp_path, BAD, "far/README.md")
    write(tmp_path, BAD, "near/deep/README.md")
    report = json.loads(cardlint("check", "--format", "json", cwd=tmp_path).stdout)
    assert [Path(each["path"]).as_posix() for each in report["diagnostics"]] == ["near/deep/README.md"]


def test_own_file_wins_over_pyproject_next_to_it(tmp_path: Path) -> None:
    write(tmp_path, BAD)
    configure(tmp_path, '[tool.cardlint]\nignore = ["all"]\n', "pyproject.toml")
    configure(tmp_path, "")
    assert names(cwd=tmp_path) == ["unknown-license"]


@pytest.mark.parametrize(
    "text", ["", "[project]\nname = 'x'\n", "[tool.ruff]\nline-length = 9\n", "this is = not [ TOML"]
)
def test_pyproject_without_our_table_is_skipped(text: str, tmp_path: Path) -> None:
    configure(tmp_path, 'ignore = ["unknown-license"]\n')
    configure(tmp_path / "package", text, "pyproject.toml")
    write(tmp_path, BAD, "package/README.md")
    assert names(".", cwd=tmp_path) == []


@pytest.mark.parametrize(
    "header", ["[tool.cardlint]", "[ tool . cardlint ]", '["tool"."cardlint"]', "[tool]\ncardlint."]
)
def test_table_is_found_however_it_is_written(header: str, tmp_path: Path) -> None:
    write(tmp_path, BAD)
    newline = "" if header.endswith(".") else "\n"
    configure(tmp_path, f'{header}{newline}ignore = ["unknown-license"]\n', "pyproject.toml")
    assert names(cwd=tmp_path) == []


def test_standard_input_has_the_configuration_of_its_place(tmp_path: Path) -> None:
    configure(tmp_path / "near", 'ignore = ["unknown-license"]\n')
    arguments = ("check", "-", "--format", "concise", "-q", "--stdin-filename")
    assert cardlint(*arguments, "near/README.md", cwd=tmp_path, stdin=BAD.encode()).stdout == ""
    assert "unknown-license" in cardlint(*arguments, "README.md", cwd=tmp_path, stdin=BAD.encode()).stdout


def test_config_option_names_the_file_and_isolated_reads_none(tmp_path: Path) -> None:
    write(tmp_path, BAD)
    configure(tmp_path, 'ignore = ["unknown-license"]\n')
    configure(tmp_path, 'severity = {unknown-license = "warning"}\n', "other.toml")
    assert names(cwd=tmp_path) == []
    assert names("--config", "other.toml", cwd=tmp_path) == ["unknown-license"]
    assert names("--isolated", cwd=tmp_path) == ["unknown-license"]


def test_without_a_file_nothing_is_read_or_imported(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    command = [sys.executable, "-X", "importtime", "-m", "cardlint", "check", "-q", "README.md"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    ours = {"settings", "config_file", "suppression", "suppression_writer", "baseline", "plugins", "user_schema"}
    assert "cardlint.config.configurations" in imported
    assert (
        imported & {"tomllib", "click", "jsonschema", "importlib.metadata", *(f"cardlint.{name}" for name in ours)}
        == set()
    )


# What it sets


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ('ignore = ["unknown-license"]', []),
        ('ignore = ["CL070"]', []),
        ('ignore = ["CL0"]', []),
        ('ignore = ["license"]', []),
        ('extend-ignore = ["license"]', []),
        ('select = ["license"]', ["unknown-license"]),
        ('select = ["text"]', []),
        ('select = ["unknown-license"]\nignore = ["license"]', ["unknown-license"]),
        ('select = ["license"]\nignore = ["unknown-license"]', []),
        ('select = ["license"]\nignore = ["license"]', []),
        ('select = ["unknown-license"]\nignore = ["CL070"]', []),
        ('extend-select = ["unknown-license"]\nignore = ["CL070"]', []),
        ('select = ["text"]\nextend-select = ["CL070"]', ["unknown-license"]),
        ('minimum-severity = "error"\nseverity = {unknown-license = "warning"}', []),
        ('minimum-severity = "info"\nseverity = {unknown-license = "info"}\nselect = ["license"]', ["unknown-license"]),
        ('per-file-ignores = {"README.md" = ["unknown-license"]}', []),
        ('per-file-ignores = {"*.md" = ["license"]}', []),
        ('per-file-ignores = {"other/**" = ["license"]}', ["unknown-license"]),
        ('per-kind-ignores = {model = ["license"]}', []),
        ('per-kind-ignores = {dataset = ["license"]}', ["unknown-license"]),
        ('kind = "dataset"\nper-kind-ignores = {dataset = ["all"]}', []),
        ('rules.unknown-license.allow = ["apache-2"]', []),
        ('rules.CL070.allow = ["apache-2"]', []),
        ('rules.unknown-license.allow = ["mit2"]', ["unknown-license"]),
        ('vocabulary.licenses = ["apache-2"]', []),
    ],
)
def test_setting_chooses_what_is_reported(settings: str, expected: list[str], tmp_path: Path) -> None:
    write(tmp_path, BAD)
    configure(tmp_path, settings)
    assert names("README.md", cwd=tmp_path) == expected


def test_profile_of_the_file(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    assert "missing-language" not in names(cwd=tmp_path)
    configure(tmp_path, 'profile = "strict"')
    assert "missing-language" in names(cwd=tmp_path)
    assert names("--profile", "hub", cwd=tmp_path) == []


def test_extend_select_adds_a_strict_rule(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    configure(tmp_path, 'extend-select = ["missing-language"]')
    assert names(cwd=tmp_path) == ["missing-language"]


@pytest.mark.parametrize(
    ("settings", "is_on"),
    [
        ('profile = "strict"', False),
        ('select = ["all"]', False),
        ('select = ["fields"]', False),
        ('extend-select = ["CL06"]', False),
        ('extend-select = ["field-order"]', True),
        ('select = ["CL061"]', True),
        ('select = ["field-order"]\nignore = ["fields"]', True),
        ('extend-select = ["field-order"]\nper-file-ignores = {"*.md" = ["fields"]}', False),
    ],
)
def test_opt_in_rule_runs_only_where_it_is_named(settings: str, is_on: bool, tmp_path: Path) -> None:
    write(tmp_path, "---\nlicense: mit\nlanguage: en\n---\n# A\n")
    configure(tmp_path, settings)
    assert ("field-order" in names(cwd=tmp_path)) == is_on


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--select", "unknown-license"), ["unknown-license"]),
        (("--ignore", "license"), []),
        (("--extend-select", "unknown-license"), ["unknown-license"]),
        (("--severity", "unknown-license=info", "--severity", "warning", "--select", "license"), []),
    ],
)
def test_command_line_wins(options: tuple[str, ...], expected: list[str], tmp_path: Path) -> None:
    write(tmp_path, BAD)
    configure(tmp_path, 'select = ["unknown-license"]' if "--ignore" in options else 'ignore = ["unknown-license"]')
    assert names(*options, cwd=tmp_path) == expected


def test_own_words_belong_to_their_field(tmp_path: Path) -> None:
    write(
        tmp_path,
        "---\nlicense: «x»\npipeline_tag: protein-folding\nacme_owner: me\n---\n# A\n\nb\n".replace("«x»", "mit"),
    )
    configure(tmp_path, '[vocabulary]\ntasks = ["protein-folding"]\nfields = ["acme_owner"]\n')
    assert names("--severity", "info", "--ignore", "body,language,metadata", cwd=tmp_path) == []


def test_exclude_counts_for_folders_and_globs_and_not_for_named_files(tmp_path: Path) -> None:
    for name in ("a/README.md", "drafts/README.md", "b/drafts/x/README.md", "c/old/README.md"):
        write(tmp_path, BAD, name)
    configure(tmp_path, 'exclude = ["drafts", "c/*"]')
    for argument in (".", "**/README.md"):
        report = json.loads(cardlint("check", "--format", "json", argument, cwd=tmp_path).stdout)
        assert [Path(each["path"]).as_posix() for each in report["diagnostics"]] == ["a/README.md"]
    assert names("drafts/README.md", cwd=tmp_path) == ["unknown-license"]
    assert names("--exclude", "a", ".", "--isolated", cwd=tmp_path) == ["unknown-license"] * 3


# Extend


def test_extend_builds_on_another_file(tmp_path: Path) -> None:
    configure(tmp_path, 'ignore = ["unknown-license"]\n[severity]\nmissing-task = "error"\n', "base/team.toml")
    configure(tmp_path, 'extend = "base/team.toml"\nignore = ["missing-task"]\n')
    write(tmp_path, BAD.replace("pipeline_tag: fill-mask\n", ""))
    assert names(cwd=tmp_path) == []


def test_paths_count_from_the_file_that_names_them(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()  # a single project, whose configurations may extend each other
    configure(tmp_path, 'per-file-ignores = {"cards/a/README.md" = ["license"]}\n')
    configure(tmp_path / "cards", 'extend = "../.cardlint.toml"\n')
    write(tmp_path, BAD, "cards/a/README.md")
    assert names("a", cwd=tmp_path / "cards") == []


def test_extended_rule_can_be_selected_again(tmp_path: Path) -> None:
    configure(tmp_path, 'ignore = ["license"]\n', "team.toml")
    configure(tmp_path, 'extend = "team.toml"\nextend-select = ["unknown-license"]\n')
    write(tmp_path, BAD)
    assert names(cwd=tmp_path) == ["unknown-license"]


# What is wrong with it


@pytest.mark.parametrize(
    ("settings", "place", "message", "hint"),
    [
        ('ignroe = ["x"]', ".cardlint.toml:1", "`ignroe` is not a setting", "did you mean `ignore`?"),
        (
            "\n[require.modle]\nfields = []",
            ".cardlint.toml:2",
            "`require.modle` is not a setting",
            "did you mean `model`?",
        ),
        (
            'profile = "hubb"',
            ".cardlint.toml:1",
            "`profile` must be one of `hub`, `default`, `strict`, not `hubb`",
            "did you mean `hub`?",
        ),
        ('ignore = "license"', ".cardlint.toml:1", "`ignore` must be a list, not `license`", None),
        ('\nignore = ["licence"]', ".cardlint.toml:2", "there is no rule `licence`", "did you mean `license`?"),
        (
            '[severity]\nunknown-licence = "error"',
            ".cardlint.toml:2",
            "there is no rule `unknown-licence`",
            "unknown-license",
        ),
        (
            '[severity]\nunknown-license = "fatal"',
            ".cardlint.toml:2",
            "`severity.unknown-license` must be one of",
            None,
        ),
        ('[per-file-ignores]\n"*" = ["nonsense"]', ".cardlint.toml:2", "there is no rule `nonsense`", None),
        (
            "[rules.unknown-license]\nalow = []",
            ".cardlint.toml:2",
            "the rule `unknown-license` has no option `alow`",
            "allow",
        ),
        ("[rules.license]\nallow = []", ".cardlint.toml:1", "`license` matches several rules", None),
        ('extend = "nowhere.toml"', ".cardlint.toml:1", "in `extend` does not exist", None),
        ('extend = ".cardlint.toml"', ".cardlint.toml:1", "`extend` leads back", None),
        ("ignore = [", ".cardlint.toml:1", "not TOML: ", None),
        ('ignore = []\nx = "', ".cardlint.toml:2", "not TOML: ", None),
        ('[tool.cardlint]\nignore = ["x"]', ".cardlint.toml:1", "remove `[tool.cardlint]`", None),
        ('plugins = ["nonsense"]', ".cardlint.toml:1", "the plugin `nonsense` is not installed", None),
        ('schemas = ["nowhere.json"]', "nowhere.json", "no such file", None),
        ('[[rule]]\nname = "a-b"', ".cardlint.toml:1", "`rule[0]` needs `key`", None),
        ('[[rule]]\nname = "a-b"\nkey = "x"', ".cardlint.toml:1", "the rule `a-b` has no condition", "add one of"),
        (
            '[[rule]]\nname = "A"\nkey = "x"',
            ".cardlint.toml:2",
            "`rule[0].name` must consist of lower-case letters",
            None,
        ),
        (
            '[[rule]]\nname = "a"\nkey = "x"\npattern = "("',
            ".cardlint.toml:4",
            "is not a usable regular expression",
            None,
        ),
        (
            '[[rule]]\nname = "a"\nkey = "x"\nrequired = true\nmessage = "{key} {foo}"',
            ".cardlint.toml:5",
            "the message of the rule `a` has `{foo}`; use `{key}` and `{value}`",
            None,
        ),
        (
            '[[rule]]\nname = "unknown-license"\nkey = "x"\nrequired = true',
            ".cardlint.toml:1",
            "two rules have the name or code `unknown-license`",
            None,
        ),
    ],
)
def test_wrong_setting_exits_2_and_says_where(
    settings: str, place: str, message: str, hint: str | None, tmp_path: Path
) -> None:
    write(tmp_path, GOOD)
    configure(tmp_path, settings)
    done = cardlint("check", "--format", "json", "README.md", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    first, *rest = done.stderr.splitlines()
    assert place in first
    assert message in first
    assert "Traceback" not in done.stderr
    if hint is not None:
        assert hint in rest[0]


def test_line_is_that_of_pyproject(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    configure(tmp_path, '[project]\nname = "x"\n\n[tool.cardlint]\nselct = []\n', "pyproject.toml")
    done = cardlint("check", "README.md", cwd=tmp_path)
    assert (done.returncode, "pyproject.toml:5: `selct` is not a setting" in done.stderr) == (2, True)


# The commands


def test_config_prints_the_current_state_and_where_it_comes_from(tmp_path: Path) -> None:
    base = configure(tmp_path, 'ignore = ["missing-task"]\n[severity]\nunknown-license = "warning"\n', "team.toml")
    own = configure(tmp_path, 'extend = "team.toml"\nignore = ["license"]\n')
    done = cardlint("config", "README.md", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        f"README.md: {own}",
        "exclude = []  # default",
        f'extend = "team.toml"  # {own}',
        "extend-select = []  # default",
        'fail-on = "info"  # default',
        f'ignore = ["missing-task"]  # {base}',
        f'ignore = ["license"]  # {own}',
        "index.refresh = true  # default",
        'minimum-severity = "warning"  # default',
        "plugins = []  # default",
        'profile = "default"  # default',
        "respect-gitignore = true  # default",
        'select = ["all rules of the profile"]  # default',
        f'severity.unknown-license = "warning"  # {base}',
    ]
    report = json.loads(cardlint("config", "--format", "json", cwd=tmp_path).stdout)
    assert report["file"] == str(own)
    assert {"setting": "severity.unknown-license", "value": "warning", "source": str(base)} in report["settings"]


def test_config_prints_that_with_a_limit_of_warnings_only_errors_fail(tmp_path: Path) -> None:
    configure(tmp_path, "max-warnings = 3\n")
    assert 'fail-on = "error"  # default' in cardlint("config", cwd=tmp_path).stdout.splitlines()


def test_config_prints_the_severity_that_the_profile_sets(tmp_path: Path) -> None:
    configure(tmp_path, 'profile = "strict"\n')
    assert 'minimum-severity = "info"  # default' in cardlint("config", cwd=tmp_path).stdout.splitlines()


def test_config_without_a_file_says_so(tmp_path: Path) -> None:
    done = cardlint("config", cwd=tmp_path)
    assert done.stdout.splitlines()[0] == "README.md: no configuration file, so every setting has its default"


def test_init_writes_a_configuration_that_holds_and_a_hook(tmp_path: Path) -> None:
    write(tmp_path, BAD)
    before = names(cwd=tmp_path)
    done = cardlint("init", cwd=tmp_path)
    assert done.stdout.splitlines() == ["./.cardlint.toml: written", "./.pre-commit-config.yaml: written"]
    assert "id: cardlint-check" in (tmp_path / ".pre-commit-config.yaml").read_text()
    assert names(cwd=tmp_path) == before
    again = cardlint("init", cwd=tmp_path)
    assert again.stdout.splitlines() == [
        "./.cardlint.toml: exists already; `--force` overwrites it",
        "./.pre-commit-config.yaml: already has the hook",
    ]


def test_init_dry_run_writes_nothing(tmp_path: Path) -> None:
    done = cardlint("init", "--dry-run", cwd=tmp_path)
    assert "would be written" in done.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "repos:\n- repo: local\n  hooks: []\n",
            "repos:\n- repo: local\n  hooks: []\n- repo: https://github.com/cardlint/cardlint\n",
        ),
        (
            "# ours\nrepos:\n  - repo: local\n    hooks: []",
            "# ours\nrepos:\n  - repo: local\n    hooks: []\n  - repo: https://github.com/cardlint/cardlint\n",
        ),
    ],
    ids=["flat", "indented without a line end"],
)
def test_init_appends_the_hook(old: str, new: str, tmp_path: Path) -> None:
    import yaml

    path = write(tmp_path, old, ".pre-commit-config.yaml")
    cardlint("init", cwd=tmp_path)
    assert path.read_text().startswith(new)
    assert [each["repo"] for each in yaml.safe_load(path.read_text())["repos"]][1:] == [
        "https://github.com/cardlint/cardlint"
    ]


@pytest.mark.parametrize("old", ["repos: []\n", "repos:\n- repo: local\n  hooks: []\nci: {}\n", "repos:\r\n"])
def test_init_prints_the_hook_where_appending_is_not_enough(old: str, tmp_path: Path) -> None:
    path = write(tmp_path, old, ".pre-commit-config.yaml")
    done = cardlint("init", cwd=tmp_path)
    assert path.read_bytes() == old.encode()
    assert "add this under `repos`:" in done.stdout
    assert "id: cardlint-check" in done.stdout


def test_schema_of_the_configuration_is_printed() -> None:
    done = cardlint("schema", "config")
    assert json.loads(done.stdout)["title"] == "Configuration"


def test_copied_configurations_make_their_own(tmp_path: Path) -> None:
    import pickle

    from cardlint.config.configurations import Configurations

    write(tmp_path, BAD)
    configure(tmp_path, '[[rule]]\nname = "a-b"\nkey = "x"\nrequired = true')
    configurations = Configurations()
    path = str(tmp_path / "README.md")
    assert [rule.name for rule in configurations.find(path).own] == ["a-b"]
    copied = pickle.loads(pickle.dumps(configurations))  # noqa: S301 - our own
    assert [rule.name for rule in copied.find(path).own] == ["a-b"]


def test_unreadable_folder_does_not_matter(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    (tmp_path / "pyproject.toml").mkdir()
    assert names("README.md", cwd=tmp_path) == []


def test_words_of_a_vocabulary_have_rules_that_exist() -> None:
    from cardlint.card.schema import load
    from cardlint.config.settings import RULES_OF_WORDS
    from cardlint.rules import LISTED

    known = {rule.name for rule in LISTED}
    assert {name for names in RULES_OF_WORDS.values() for name in names} <= known
    assert set(RULES_OF_WORDS) == set(load("config")["properties"]["vocabulary"]["properties"])


def test_folder_of_which_every_card_is_excluded_is_reported(tmp_path: Path) -> None:
    write(tmp_path, GOOD, "old/a/README.md")
    configure(tmp_path, 'exclude = ["old"]')
    done = cardlint("check", "old", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "no card checked\n")
    assert done.stderr == f"cardlint: old: {tmp_path / '.cardlint.toml'} excludes every card there\n"


def test_explain_and_rules_know_what_the_configuration_adds(tmp_path: Path) -> None:
    configure(tmp_path, '[[rule]]\nname = "acme-owner"\nkey = "acme_owner"\nrequired = true')
    assert cardlint("explain", "acme-owner", cwd=tmp_path).stdout.startswith("acme-owner OWN001\n")
    assert cardlint("rules", "--category", "declared", cwd=tmp_path).stdout == "OWN001  acme-owner  warning  declared\n"
    done = cardlint("explain", "acme-owners", cwd=tmp_path)
    assert (done.returncode, done.stderr.splitlines()[1]) == (2, "  did you mean `acme-owner`?")


def test_tags_of_an_organisation_are_taken(tmp_path: Path) -> None:
    write(tmp_path, GOOD.replace("license:", "tags: ['region:acme']\nlicense:"))
    assert "reserved-tag-prefix" in cardlint("check", "README.md", cwd=tmp_path).stdout
    configure(tmp_path, '[vocabulary]\ntags = ["region:acme"]')
    assert "reserved-tag-prefix" not in cardlint("check", "README.md", cwd=tmp_path).stdout


@pytest.mark.parametrize(
    ("settings", "is_told"),
    [
        ('profile = "strict"', True),
        ('extend-select = ["unknown-license"]', True),
        ('extend = "other.toml"', False),
        ('schemas = ["policy.json"]', False),
        ('plugins = ["acme"]', False),
    ],
)
def test_fingerprint_is_reported_where_the_file_says_all(settings: str, is_told: bool, tmp_path: Path) -> None:
    """Otherwise nothing is cached, because what the settings include could change while they stay the same."""
    write(tmp_path, settings, ".cardlint.toml")
    assert (Configurations().fingerprint(str(tmp_path / "README.md")) is not None) is is_told


def test_named_pyproject_without_our_table_has_the_defaults(tmp_path: Path) -> None:
    configure(tmp_path, '[project]\nname = "x"\n', "pyproject.toml")
    done = cardlint("config", "--config", "pyproject.toml", cwd=tmp_path)
    assert (done.returncode, 'profile = "default"  # default' in done.stdout.splitlines()) == (0, True)
