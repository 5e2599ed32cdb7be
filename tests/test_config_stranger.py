"""An untrusted configuration: it is cheap to read, and cannot make cardlint read anything outside its project or write anywhere."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from template_process import start_cardlint
from test_check import cardlint, write

from cardlint.config.configurations import Configurations
from cardlint.output.stderr import complain
from cardlint.run.check import check
from cardlint.run.session import Options, Session
from cardlint.system.errors import CardlintError

CARD = "---\nlicense: mit\nlanguage: [en]\npipeline_tag: fill-mask\n---\n# A model\n\nIt fills masks.\n"
NAMED = CARD.replace("language:", "license_name: draft\nlanguage:")
OWN = ".cardlint.toml"
SIGN = "[tool.cardlint]\nignore = []\n"
MEBIBYTE = 1024 * 1024

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pipes, devices and links of POSIX")


def refusal(folder: Path, *arguments: str) -> str:
    """Return the first line on standard error of a failing check in ``folder``, which runs in this process unless it has options."""
    if any(argument.startswith("-") for argument in arguments):
        done = cardlint("check", *arguments, cwd=folder)
        code, errors_text = done.returncode, done.stderr
    else:
        errors = io.StringIO()
        with chdir(folder), redirect_stdout(io.StringIO()), redirect_stderr(errors):
            try:
                code = Session(arguments or ("README.md",), Configurations(), Options(cache=False)).run(check)
            except CardlintError as error:
                complain(error)
                code = 2
        errors_text = errors.getvalue()
    assert code == 2, errors_text
    assert "Traceback" not in errors_text
    assert "please report" not in errors_text
    return errors_text.splitlines()[0].removeprefix("cardlint: ")


def configure(folder: Path, settings: str, name: str = OWN) -> None:
    write(folder, CARD)
    write(folder, settings, name)


# What is not a file of settings

STRANGE: dict[str, Callable[[Path], object]] = {
    "a link to a device": lambda path: path.symlink_to("/dev/zero"),
    "a pipe": lambda path: os.mkfifo(path),
    "a folder": lambda path: path.mkdir(),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to nothing": lambda path: path.symlink_to("nowhere"),
    "a file larger than settings are": lambda path: path.write_bytes(b"#" * (MEBIBYTE + 1)),
    "a sparse file of 4 GB": lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_WRONLY), 1 << 32),
    "bytes": lambda path: path.write_bytes(bytes(range(128, 256))),
}


@pytest.mark.parametrize("make", STRANGE.values(), ids=STRANGE)
def test_strange_file_in_place_of_our_own_is_refused(make: Callable[[Path], object], tmp_path: Path) -> None:
    write(tmp_path, CARD, "below/README.md")
    make(tmp_path / OWN)
    assert refusal(tmp_path, "below/README.md").startswith(f"{tmp_path / OWN}: ".replace(": ", ":", 1)[:-1])


@pytest.mark.parametrize("make", STRANGE.values(), ids=STRANGE)
def test_strange_pyproject_is_somebody_elses(make: Callable[[Path], object], tmp_path: Path) -> None:
    write(tmp_path, CARD)
    make(tmp_path / "pyproject.toml")
    done = cardlint("check", "-q", "README.md", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_large_pyproject_with_our_table_is_refused(tmp_path: Path) -> None:
    configure(tmp_path, SIGN + "#" * MEBIBYTE, "pyproject.toml")
    assert refusal(tmp_path) == f"{tmp_path / 'pyproject.toml'}: larger than 1,024 KiB"


@pytest.mark.parametrize("name", [OWN, "pyproject.toml"])
def test_link_out_of_the_project_is_not_read(name: str, tmp_path: Path) -> None:
    outside = write(tmp_path, "secret = 'text of another file'\n[tool.cardlint]\nx = 1\n", "outside.toml")
    write(tmp_path, CARD, "project/README.md")
    (tmp_path / "project" / name).symlink_to(outside)
    message = refusal(tmp_path / "project")
    assert (
        message
        == f"{tmp_path / 'project' / name}: the file is a link to a place outside the project `{tmp_path / 'project'}`"
    )


def test_link_inside_the_project_is_followed(tmp_path: Path) -> None:
    write(tmp_path, CARD)
    write(tmp_path, 'select = ["nonsense"]', "settings/team.toml")
    (tmp_path / OWN).symlink_to("settings/team.toml")
    assert "nonsense" in refusal(tmp_path)


@pytest.mark.parametrize("make", STRANGE.values(), ids=STRANGE)
@pytest.mark.parametrize("settings", ['extend = "x.file"', 'schemas = ["x.file"]', 'schemas = ["policy.json"]'])
def test_strange_file_that_a_configuration_names(make: Callable[[Path], object], settings: str, tmp_path: Path) -> None:
    configure(tmp_path, settings)
    write(tmp_path, '{"$ref": "x.file"}', "policy.json")
    make(tmp_path / "x.file")
    assert "x.file" in refusal(tmp_path) or "policy.json" in settings


# What takes long to read

COSTLY = {
    "a key of 40,000 parts": ("a." * 40_000 + "a = 1", 1, "a key has more than 32 parts"),
    "a table of 40,000 parts": ("\n[" + "a." * 40_000 + "a]", 2, "a key has more than 32 parts"),
    "an array of tables": ("[[" + "a . " * 40_000 + "a]]", 1, "a key has more than 32 parts"),
    "quoted parts": ('"a".' * 40_000 + "a = 1", 1, "a key has more than 32 parts"),
    "parts in an inline table": ("x = {" + "a." * 40_000 + "a = 1}", 1, "a key has more than 32 parts"),
    "parts behind a string that looks unclosed": ('x = {k = """a"""", ' + "b." * 40_000 + "b = 1}", 1, "a key has"),
    "arrays": ("x = " + "[" * 5_000 + "]" * 5_000, 1, "arrays and tables are nested more than 32 levels deep"),
    "inline tables": (
        "\n\nx = " + "{a = " * 5_000 + "1" + "}" * 5_000,
        3,
        "arrays and tables are nested more than 32 levels deep",
    ),
    "a number": ("x = " + "9" * 100_000, 1, "a number or a key has more than 1,000 characters"),
    "a hexadecimal number": ("x = 0x" + "f" * 100_000, 1, "a number or a key has more than 1,000 characters"),
}


@pytest.mark.parametrize(("text", "line", "message"), COSTLY.values(), ids=COSTLY)
def test_costly_toml_is_refused_before_it_is_parsed(text: str, line: int, message: str, tmp_path: Path) -> None:
    configure(tmp_path, text)
    assert refusal(tmp_path).startswith(f"{tmp_path / OWN}:{line}: {message}")


@pytest.mark.parametrize(
    "value",
    [
        '"' + "." * 99 + '"',
        "'''\n" + "[" * 99 + "'''",
        '"""' + "{" * 99 + '\\"""""',
        "1 # " + "." * 99,
        "'\"' # " + "[" * 99,
    ],
    ids=[
        "a string",
        "a literal string of several lines",
        "a string that ends in quotes",
        "a comment",
        "a quoted quote",
    ],
)
def test_dots_and_brackets_in_text_cost_nothing(value: str, tmp_path: Path) -> None:
    configure(tmp_path, f"{SIGN}[tool.other]\nx = {value}\n", "pyproject.toml")
    assert cardlint("check", "-q", "README.md", cwd=tmp_path).returncode == 0


def test_tool_that_is_not_a_table(tmp_path: Path) -> None:
    configure(tmp_path, 'tool = "cardlint"\n', "pyproject.toml")
    assert cardlint("check", "-q", "README.md", cwd=tmp_path).returncode == 0


def test_long_chain_of_files_ends(tmp_path: Path) -> None:
    configure(tmp_path, 'extend = "0.toml"')
    for number in range(30):
        write(tmp_path, f'extend = "{number + 1}.toml"', f"{number}.toml")
    assert "`extend` leads through more than 20 files" in refusal(tmp_path)


def test_loop_through_a_link_is_a_loop(tmp_path: Path) -> None:
    configure(tmp_path, 'extend = "link.toml"')
    (tmp_path / "link.toml").symlink_to(OWN)
    assert "`extend` leads back to" in refusal(tmp_path)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ('[[rule]]\nname = "a"\nkey = "x"\nrequired = true\n' * 1_001, "`rule` has more than 1,000 entries"),
        ("exclude = [" + "'x', " * 1_001 + "]", "`exclude` has more than 1,000 entries"),
        (
            "[per-file-ignores]\n" + "".join(f"x{n} = []\n" for n in range(1_001)),
            "`per-file-ignores` has more than 1,000",
        ),
        (f'[[rule]]\nname = "a"\nkey = "x"\nrequired = true\nmessage = "{"m" * 1_001}"', "more than 1,000 characters"),
    ],
    ids=["rules", "globs", "globs with ignores", "a message"],
)
def test_more_of_a_setting_than_anybody_needs(settings: str, message: str, tmp_path: Path) -> None:
    configure(tmp_path, settings)
    assert message in refusal(tmp_path)


# What leads out of the project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with a card in a folder, next to files that the repository must not access."""
    (tmp_path / "project/.git").mkdir(parents=True)
    write(tmp_path, CARD, "project/cards/README.md")
    write(tmp_path, "ignore = []", "outside.toml")
    write(tmp_path, "{}", "outside.json")
    write(tmp_path, '{"version": 1, "findings": []}', "baseline.json")
    (tmp_path / "project/cards/link").symlink_to(tmp_path)
    return tmp_path / "project"


OUTSIDE = {
    "extend": ('extend = "WHERE/outside.toml"', "extend"),
    "baseline": ('baseline = "WHERE/baseline.json"', "baseline"),
    "schemas": ('schemas = ["WHERE/outside.json"]', "schemas"),
    "schemas of a kind": ('schemas = {model = ["WHERE/outside.json"]}', "schemas.model"),
}


@pytest.mark.parametrize(("settings", "name"), OUTSIDE.values(), ids=OUTSIDE)
@pytest.mark.parametrize("where", ["../..", "ABSOLUTE", "link", "~/..", "../../project/../."])
def test_setting_of_a_project_must_not_lead_out(settings: str, name: str, where: str, project: Path) -> None:
    where = where.replace("ABSOLUTE", str(project.parent))
    file = write(project, settings.replace("WHERE", where), f"cards/{OWN}")
    first = refusal(project / "cards")
    assert first.startswith(f"{file}:1: `{name}` is `{where}")
    assert first.endswith(f", which is outside the project `{project}`")


def test_refused_setting_has_a_way_out(project: Path) -> None:
    write(project, 'baseline = "../baseline.json"', OWN)
    done = cardlint("check", "cards", cwd=project)
    assert "--config" in done.stderr.splitlines()[1]


@pytest.mark.parametrize(("settings", "name"), OUTSIDE.values(), ids=OUTSIDE)
def test_user_may_lead_anywhere(settings: str, name: str, project: Path) -> None:
    write(project, settings.replace("WHERE", "../.."), "cards/team.toml")
    assert cardlint("check", "-q", "--config", "team.toml", "README.md", cwd=project / "cards").returncode == 0


@pytest.mark.parametrize(("settings", "name"), OUTSIDE.values(), ids=OUTSIDE)
def test_setting_of_a_project_may_lead_about_in_it(settings: str, name: str, project: Path) -> None:
    for file in ("outside.toml", "outside.json", "baseline.json"):
        (project / file).write_bytes((project.parent / file).read_bytes())
    write(project, settings.replace("WHERE", ".."), f"cards/{OWN}")
    assert cardlint("check", "-q", "README.md", cwd=project / "cards").returncode == 0


def test_extended_file_of_a_project_is_of_the_project_too(project: Path) -> None:
    write(project, 'extend = "team.toml"', OWN)
    write(project, 'baseline = "../baseline.json"', "team.toml")
    assert refusal(project, "cards").startswith(f"{project / 'team.toml'}:1: `baseline`")


@pytest.mark.parametrize("name", [OWN, "pyproject.toml"])
def test_folder_without_git_extends_the_configuration_of_a_folder_above(name: str, tmp_path: Path) -> None:
    write(tmp_path, CARD.replace("mit", "mitt"), "team/a/README.md")
    table = "[tool.cardlint]\n" if name == "pyproject.toml" else ""
    write(tmp_path, table + 'ignore = ["unknown-license"]', name)
    write(tmp_path, f'extend = "../../{name}"', f"team/a/{OWN}")
    assert cardlint("check", "-q", "team", cwd=tmp_path).returncode == 0
    write(tmp_path, 'baseline = "/baseline.json"' if not table else f'{table}baseline = "/baseline.json"', name)
    assert "`baseline` is `/baseline.json`, which is outside the project" in refusal(tmp_path, "team")


@pytest.mark.parametrize("value", ["../team.toml", "../other/.cardlint.toml", "../link/.cardlint.toml"])
def test_folder_without_git_extends_nothing_else_outside(value: str, tmp_path: Path) -> None:
    write(tmp_path, CARD, "a/README.md")
    write(tmp_path, "ignore = []", "team.toml")
    write(tmp_path, "ignore = []", f"other/{OWN}")
    (tmp_path / "link").symlink_to("other")
    write(tmp_path, f'extend = "{value}"', f"a/{OWN}")
    assert f"`extend` is `{value}`, which is outside the project" in refusal(tmp_path, "a")


def test_configuration_above_the_project_that_is_a_link_is_not_extended(tmp_path: Path) -> None:
    write(tmp_path, CARD, "a/README.md")
    write(tmp_path, "ignore = []", "secret.toml")
    (tmp_path / OWN).symlink_to("secret.toml")
    write(tmp_path, f'extend = "../{OWN}"', f"a/{OWN}")
    assert "which is outside the project" in refusal(tmp_path, "a")


def test_environment_and_home_are_not_looked_up(project: Path) -> None:
    write(project, 'baseline = "$HOME/x.json"', OWN)
    assert str(project / "$HOME/x.json") in refusal(project, "cards")


def test_rule_options_are_not_a_second_way_to_a_schema(project: Path) -> None:
    write(project, f'[rules.user-schema]\nmodel = ["{project.parent / "outside.json"}"]', OWN)
    assert "the rule `user-schema` has no option `model`" in refusal(project, "cards")


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("../outside.json", "the schema is outside the project"),
        ("link/outside.json", "the schema is outside the project"),
        ("file:///etc/passwd", "the schema is outside the project"),
        ("file://host/share/x.json", "the reference `file://host/share/x.json` cannot be resolved"),
        ("http://127.0.0.1:9/x.json", "the reference `http://127.0.0.1:9/x.json` cannot be resolved"),
        (
            "urn:cardlint:vocab:../../pyproject",
            "the schema reference `urn:cardlint:vocab:../../pyproject` does not exist",
        ),
    ],
)
def test_reference_of_a_schema_must_not_lead_out(reference: str, message: str, project: Path) -> None:
    write(project, 'schemas = ["policy.json"]', OWN)
    write(project, json.dumps({"$ref": reference}), "policy.json")
    (project / "link").symlink_to(project.parent)
    assert message in refusal(project, "cards")


# Schemas that take long

DOUBLED = {f"p{n}": {"allOf": [{"$ref": f"#/$defs/p{n + 1}"}] * 2} for n in range(40)} | {"p40": {}}
ENDLESS = {
    "a billion checks": ({"$ref": "#/$defs/p0", "$defs": DOUBLED}, "the schema takes too many steps"),
    "itself": ({"$ref": "#"}, "the schema refers to itself endlessly"),
    "itself in another file": ({"allOf": [{"$ref": "policy.json"}]}, "the schema refers to itself endlessly"),
    "a pattern": ({"properties": {"x": {"pattern": "(a|aa)+$"}}}, "takes too long"),
    "a pattern of names": ({"patternProperties": {"^(a|aa)+$": {}}}, "takes too long"),
    "a pattern of other names": (
        {"patternProperties": {"^(a|aa)+$": {}}, "additionalProperties": False},
        "takes too long",
    ),
    "a pattern of evaluated names": (
        {"patternProperties": {"^(a|aa)+$": {}}, "unevaluatedProperties": False},
        "`unevaluatedProperties` with `patternProperties` is not supported",
    ),
    "a pattern for names": ({"propertyNames": {"pattern": "^(a|aa)+$"}}, "takes too long"),
    "a broken pattern": (
        {"properties": {"x": {"pattern": "("}}},
        "not a JSON Schema: `properties.x.pattern`: '(' is not a 'regex': missing )",
    ),
    "a pattern that cannot be compiled": (
        {"properties": {"x": {"pattern": "(" * 2_000 + ")" * 2_000}}},
        "its groups are more than 50 deep",
    ),
    "a file after the other": ({"$ref": "0.json"}, "the schema refers to more than 100 files"),
    "a pattern in a part with a draft of its own": (
        {"properties": {"x": {"$schema": "https://json-schema.org/draft/2020-12/schema", "pattern": "(a|aa)+$"}}},
        "takes too long",
    ),
    "another draft": (
        {
            "$schema": "http://json-schema.org/draft-07/schema#",
            "not": {"$schema": "http://json-schema.org/draft-04/schema#"},
        },
        "`$schema` differs from the one in the file that refers to this file",
    ),
    "many parts": ({"allOf": [{}] * 300_000}, "the schema has more than 20,000 parts"),
    "a part in another file that is no schema": ({"$ref": "part.json"}, "part.json: not a JSON Schema: `minLength"),
}


@pytest.mark.parametrize(("schema", "message"), ENDLESS.values(), ids=ENDLESS)
def test_schema_that_takes_long_ends(schema: object, message: str, tmp_path: Path) -> None:
    configure(tmp_path, 'schemas = ["policy.json"]')
    name = "a" * 60 + "!"
    write(tmp_path, CARD.replace("language:", f"x: {name}\n{name}: 1\nlanguage:"))
    write(tmp_path, json.dumps(schema), "policy.json")
    write(tmp_path, '{"minLength": "x"}', "part.json")
    if "more than 100" in message:
        for number in range(120):
            write(tmp_path, json.dumps({"$ref": f"{number + 1}.json"}), f"{number}.json")
    assert message in refusal(tmp_path)


def test_bounded_keywords_say_what_the_others_say(tmp_path: Path) -> None:
    schema = {
        "patternProperties": {"^acme_": {"type": "string"}},
        "properties": {name: {} for name in ("license", "language", "pipeline_tag", "n", "tags")},
        "additionalProperties": False,
        "allOf": [{"properties": {"n": {"enum": [1, "x"]}, "tags": {"uniqueItems": True}}}],
    }
    card = CARD.replace("language:", "acme_a: 1\nother: 2\nn: true\ntags: [a, a]\nlanguage:")
    configure(tmp_path, 'schemas = ["policy.json"]\nselect = ["user-schema"]')
    write(tmp_path, card)
    write(tmp_path, json.dumps(schema), "policy.json")
    report = json.loads(cardlint("check", "--format", "json", "README.md", cwd=tmp_path).stdout)
    assert [each["message"] for each in report["diagnostics"]] == [
        "`acme_a` must be text, not `1`",
        "the schema does not allow the field `other`; remove it",
        "`n` must be one of `1`, `x`, not `true`",
        "`tags` has a repeated item; remove the duplicate",
    ]


# Patterns

BOMBS = {
    "nested parentheses": ("(" * 2_000 + "a" + ")" * 2_000, "its groups are more than 50 deep"),
    "nested counts": ("(?:a{1000}){1000}", "it has more than 5,000 parts"),
    "nested pluses": ("(?:" * 30 + "a" + "+)" * 30, "it has more than 5,000 parts"),
    "a huge count": ("a{99999999999999999999}", "it has more than 5,000 parts"),
    "a long pattern": ("a" * 10_001, "it has 10,001 characters"),
    "recursion": ("(?R)", "is not part of Python's regular expressions"),
    "a set without an end": ("[a", "is not part of Python's regular expressions"),
    "a backwards range": ("[z-a]", "bad character range"),
}


@pytest.mark.parametrize(("pattern", "message"), BOMBS.values(), ids=BOMBS)
@pytest.mark.parametrize("key", ["pattern", "not-pattern"])
def test_pattern_that_costs_too_much_is_refused(key: str, pattern: str, message: str, tmp_path: Path) -> None:
    configure(tmp_path, f"[[rule]]\nname = 'a-b'\nkey = 'license_name'\n{key} = '{pattern}'")
    assert refusal(tmp_path).startswith(
        f"{tmp_path / OWN}:4: `{key}` of the rule `a-b` is not a usable regular expression: "
    )
    assert message in refusal(tmp_path)


@pytest.mark.parametrize("pattern", ["(a|aa)+$", r"(a+)\1+b"])
def test_search_that_would_not_end_is_stopped(pattern: str, tmp_path: Path) -> None:
    configure(tmp_path, f"[[rule]]\nname = 'a-b'\nkey = 'license_name'\npattern = '{pattern}'")
    write(tmp_path, NAMED.replace("draft", "a" * 5_000 + "!"))
    assert "takes too long: slow searches may take 1 s in one run" in refusal(tmp_path)


def test_stopped_search_is_not_begun_again(tmp_path: Path) -> None:
    from cardlint.system.user_pattern import SearchTime, UserPattern

    time = SearchTime(0.05)
    slow, quick = UserPattern("(a+)+$", time), UserPattern("a", time)
    assert quick.is_found_in("a" * 5_000)
    with pytest.raises(CardlintError):
        slow.is_found_in("a" * 5_000 + "!")
    assert time.left == 0
    with pytest.raises(
        CardlintError
    ):  # the time limit is shared, so that a thousand rules and cards do not take a thousand times as long
        quick.is_found_in("a")


def test_many_cards_end_with_a_slow_pattern_in_all_processes(tmp_path: Path) -> None:
    configure(tmp_path, "[[rule]]\nname = 'a-b'\nkey = 'license_name'\npattern = '(a+)+$'")
    for number in range(64):
        write(tmp_path, NAMED.replace("draft", "a" * 5_000 + "!"), f"{number}/README.md")
    assert "takes too long" in refusal(tmp_path, ".", "--jobs", "2", "--no-cache")


ORDINARY = [
    (r"^acme-", "acme-1", "no acme-"),
    (r"(?i)draft", "A DRAFT", "final"),
    (r"^(?!.*draft)", "final", "a draft"),
    (r"(?<=v)\d+", "v2", "2"),
    (r"^(a)\1$", "aa", "a"),
    (r"\d{4}-\d{2}-\d{2}", "2024-01-31", "2024-1-31"),
    (r"[]\]x]", "]", "y"),
    (r"[^a-z]", "1", "a"),
    (r"{{ x }}", "{{ x }}", "x"),
    (r"a{,3}b", "aab", "aac"),
    (r"a{x}", "a{x}", "aaa"),
    (r"(?P<q>['\"]).*(?P=q)", "'x'", "'x\""),
    (r"\w+@\w+\.\w{2,}", "a@b.de", "a@b"),
    (r"^(x)?(?(1)a|b)$", "xa", "xb"),
    (r"(?s-i:a.b)", "a\nb", "A\nb"),
    (r"\N{DIGIT ONE}\u00e9", "1é", "1e"),
    (r"a++b", "aab", "b"),
    (r"\Aab\Z", "ab", "ab\n"),
]


@pytest.mark.parametrize(("pattern", "fitting", "other"), ORDINARY)
def test_ordinary_pattern_means_what_it_means_to_python(pattern: str, fitting: str, other: str) -> None:
    import re

    from cardlint.system.user_pattern import SearchTime, UserPattern

    ours = UserPattern(pattern, SearchTime())
    assert (ours.is_found_in(fitting), ours.is_found_in(other)) == (True, False)
    assert (re.search(pattern, fitting) is not None, re.search(pattern, other) is not None) == (True, False)


# Globs

GLOBS = [
    ("drafts", ["drafts/README.md", "a/drafts/b/README.md"], ["mydrafts/README.md", "drafts.md/x"]),
    ("*.md", ["README.md", "a/b.md"], ["README.markdown"]),
    ("a/*", ["a/b/README.md"], ["x/a/b", "a"]),
    ("/a", ["a/README.md"], ["b/a/README.md"]),
    ("a/**", ["a/b", "a/b/c"], ["ab/c", "b/a/c"]),
    ("**/x.md", ["x.md", "a/x.md", "a/b/x.md"], ["ax.md", "a/bx.md"]),
    ("**/old/**", ["old/a", "a/old/b/c"], ["bold/a", "a/older/b"]),
    ("a/**/b", ["a/b", "a/x/b", "a/x/y/b/README.md"], ["ab", "a/xb", "a/bx"]),
    ("a/**/*/b", ["a/x/b", "a/x/y/b"], ["a/b"]),
    ("a?c", ["abc", "x/abc/y"], ["ac", "a/c"]),
    ("[ab]x", ["ax", "c/bx"], ["cx"]),
    ("[!ab]x", ["cx"], ["ax", "/x"]),
    ("[^ab]x", ["cx"], ["ax"]),
    ("[a-c-]x", ["bx", "-x"], ["dx"]),
    ("[]]x", ["]x"], ["x"]),
    ("[[]x", ["[x"], ["x"]),
    ("*a*b*", ["xaxbx", "ab"], ["ba", "a/b"]),
    ("a**b", ["ab", "a/x/b"], ["a", "xab/c"]),
    ("./a/b", ["a/b/c"], ["x/a/b"]),
    ("a/", ["a/b", "x/a/b"], ["ab"]),
    ("**", ["a", "a/b"], []),
    ("*a*a*a*a*a*a*a*a*a*a*a*a*b", ["a" * 50 + "b"], ["a" * 4_000]),
    ("**/*a/" * 12 + "b", ["a/" * 12 + "b"], ["a/" * 2_000]),
]


@pytest.mark.parametrize(("glob", "fitting", "others"), GLOBS, ids=[glob[:20] for glob, *_ in GLOBS])
def test_glob(glob: str, fitting: list[str], others: list[str], tmp_path: Path) -> None:
    from cardlint.config.path_patterns import matcher

    matches = matcher([glob], str(tmp_path))
    assert [path for path in (*fitting, *others) if matches(str(tmp_path / path))] == fitting


@pytest.mark.parametrize(
    ("glob", "message"),
    [
        ("[a", "a `[` is not closed"),
        ("[]", "a `[` is not closed"),
        ("[z-a]", "the range `z-a` is reversed"),
        ("/", "it matches no path"),
        (".", "it matches no path"),
        ("*" * 2_000, "it has 2,000 characters"),
    ],
)
def test_broken_glob_is_reported(glob: str, message: str, tmp_path: Path) -> None:
    configure(tmp_path, f"\n[per-file-ignores]\n'{glob}' = []")
    assert refusal(tmp_path).startswith(f"{tmp_path / OWN}:3: the glob `")
    assert message in refusal(tmp_path)
    configure(tmp_path, f"exclude = ['{glob}']")
    assert refusal(tmp_path).startswith(f"{tmp_path / OWN}:1: the glob `")
    assert refusal(tmp_path, "--isolated", "--exclude", glob, ".").startswith("the glob `")


# The configuration of the user


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the user's own configuration."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    write(tmp_path, CARD, "project/drafts/README.md")
    write(tmp_path, CARD.replace("mit", "mitt"), "project/README.md")
    return tmp_path / "home/cardlint"


def names(folder: Path, *arguments: str) -> list[str]:
    done = cardlint("check", "--format", "json", *arguments, cwd=folder)
    assert done.returncode in (0, 1), done.stderr
    return [each["name"] for each in json.loads(done.stdout)["diagnostics"]]


def test_users_own_configuration_counts_where_the_project_has_none(home: Path) -> None:
    project = home.parents[1] / "project"
    assert names(project) == ["unknown-license"]
    file = write(home, 'ignore = ["unknown-license"]', "cardlint.toml")
    assert names(project) == []
    assert cardlint("config", cwd=project).stdout.startswith(f"README.md: {file}\n")
    write(project, "", OWN)
    assert names(project) == ["unknown-license"]


def test_isolated_and_config_shut_the_users_own_out(home: Path) -> None:
    project = home.parents[1] / "project"
    write(home, 'ignore = ["unknown-license"]', "cardlint.toml")
    write(project, "", "other.toml")
    assert names(project, "--isolated") == ["unknown-license"]
    assert names(project, "--config", "other.toml") == ["unknown-license"]


@pytest.mark.parametrize("option", ["--isolated", "--config=trusted.toml"])
def test_strangers_files_are_not_even_opened(option: str, home: Path) -> None:
    project = home.parents[1] / "project"
    write(project, "", "trusted.toml")
    for name in (OWN, "pyproject.toml", "drafts/.cardlint.toml"):
        os.mkfifo(project / name)
    assert names(project, option, "README.md", "drafts/README.md") == ["unknown-license"]


def test_globs_of_the_user_count_from_the_working_folder(home: Path) -> None:
    project = home.parents[1] / "project"
    write(project, CARD.replace("mit", "mitt"), "drafts/README.md")
    write(home, 'exclude = ["/drafts"]', "cardlint.toml")
    assert names(project, ".") == ["unknown-license"]


def test_user_may_name_what_lies_in_his_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(home.parent))
    write(home.parent, 'ignore = ["unknown-license"]', "team.toml")
    write(home, 'extend = "~/team.toml"', "cardlint.toml")
    assert names(home.parents[1] / "project") == []


def test_strange_configuration_of_the_user_is_refused(home: Path) -> None:
    home.mkdir(parents=True)
    os.mkfifo(home / "cardlint.toml")
    assert refusal(home.parents[1] / "project") == f"{home / 'cardlint.toml'}: not a regular file"


# Other ways to write or to run something


@pytest.mark.parametrize(
    "option", ["json=README.md", "text=./README.md", "html=link.html", f"json={OWN}", "json=config.json"]
)
def test_report_does_not_replace_what_is_read(option: str, tmp_path: Path) -> None:
    configure(tmp_path, "")
    write(tmp_path, "{}", "config.json")
    (tmp_path / "link.html").symlink_to("README.md")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    assert "a report would replace a file that the check reads" in refusal(tmp_path, "README.md", "--output", option)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_report_replaces_an_older_one(tmp_path: Path) -> None:
    write(tmp_path, CARD)
    for _ in range(2):
        assert cardlint("check", "README.md", "--output", "json=report.json", cwd=tmp_path).returncode == 0
    assert json.loads((tmp_path / "report.json").read_text())["diagnostics"] == []


@pytest.mark.parametrize("name", [OWN, ".pre-commit-config.yaml"])
def test_init_does_not_write_through_a_link(name: str, tmp_path: Path) -> None:
    outside = write(tmp_path, "repos:\n- repo: local\n  hooks: []\n", "outside.yaml")
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / name).symlink_to(outside)
    done = cardlint("init", "--force", cwd=tmp_path / "project")
    assert done.returncode == 2
    assert "the link leads out of the folder" in done.stderr
    assert outside.read_text() == "repos:\n- repo: local\n  hooks: []\n"


def test_init_does_not_wait_for_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / ".pre-commit-config.yaml")
    done = cardlint("init", cwd=tmp_path)
    assert (done.returncode, "not a regular file" in done.stderr) == (2, True)


def test_module_of_the_working_folder_is_not_imported(tmp_path: Path) -> None:
    write(tmp_path, CARD)
    write(tmp_path, "raise SystemExit('run by a stranger')", "yaml.py")
    write(tmp_path, "raise SystemExit('run by a stranger')", "evil.py")
    write(tmp_path, "Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n", "evil-1.0.dist-info/METADATA")
    write(tmp_path, "[cardlint.rules]\nevil = evil:RULES\n", "evil-1.0.dist-info/entry_points.txt")
    assert start_cardlint(["check", "-q", "README.md"], tmp_path).stderr == b""
    write(tmp_path, 'plugins = ["evil"]', OWN)
    assert b"the plugin `evil` is not installed" in start_cardlint(["check", "README.md"], tmp_path).stderr


def test_printed_settings_move_no_cursor(tmp_path: Path) -> None:
    folder = tmp_path / "a\x1b[2J"
    configure(folder, '[rules.unknown-license]\nallow = ["\\u009b2J\\u202e"]')
    for arguments in (("config", "README.md"), ("config", "--format", "json", "README.md")):
        done = cardlint(*arguments, cwd=folder)
        assert done.returncode == 0
        assert not any(character in done.stdout for character in "\x1b\x9b\u202e")


def test_path_that_is_not_text_is_printed(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/a\xff"
    os.mkdir(folder)
    configure(Path(os.fsdecode(folder)), "")
    command = [sys.executable, "-m", "cardlint", "config", "--format", "json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    assert (done.returncode, b"\\udcff" in done.stdout) == (0, True)


def test_long_names_do_not_fill_the_log(tmp_path: Path) -> None:
    for settings in (f'"{"x" * 100_000}" = 1', f'ignore = ["{"x" * 100_000}"]', f'extend = "{"x" * 100_000}"'):
        configure(tmp_path, settings)
        assert len(refusal(tmp_path)) < 600
