"""Rules of other packages: the example package, installed as a folder on the path with its metadata, by the real command."""

import json
import shutil
import sys
import tomllib
from pathlib import Path

import marked
import pytest
from test_check import cardlint, write

from cardlint.card.card import Card
from cardlint.findings.source import Source

EXAMPLE = Path(__file__).parent / "plugin_example"
CARD = "---\nlicense: mit\nlanguage: en\npipeline_tag: fill-mask\n---\n# A model\n\nIt fills masks.\n"
BROKEN_RULE = """\
from cardlint.findings.diagnostic import Severity
from cardlint.rule_kit.rule import Rule

def check(card):
    raise ValueError("of the plugin")

RULES = [Rule(name="NAME", code="CODE", category="x", severity=Severity.ERROR, check=check, examples=())]
"""


def install(site: Path, module: str, text: str, name: str) -> None:
    """Install a package with the entry point ``name`` in the folder ``site``."""
    write(site, text, f"{module}.py")
    write(site, f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n", f"{module}-1.0.dist-info/METADATA")
    write(site, f"[cardlint.rules]\n{name} = {module}:RULES\n", f"{module}-1.0.dist-info/entry_points.txt")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder of installed packages with the example package, and a card with a configuration."""
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    ((name, value),) = project["entry-points"]["cardlint.rules"].items()
    module = value.partition(":")[0]
    folder = tmp_path / "site"
    install(folder, module, (EXAMPLE / f"{module}.py").read_text(encoding="utf-8"), name)
    write(tmp_path, CARD)
    write(tmp_path, 'plugins = ["acme"]\n', ".cardlint.toml")
    return folder


def check(site: Path, *options: str) -> list[str]:
    done = cardlint("check", "--format", "json", *options, "README.md", cwd=site.parent, PYTHONPATH=str(site))
    assert done.returncode in (0, 1), done.stderr
    return [f"{each['code']} {each['name']}: {each['message']}" for each in json.loads(done.stdout)["diagnostics"]]


MISSING = "ACME001 acme-missing-owner: write acme_owner, the team that answers for this model"


def test_plugin_runs_where_the_configuration_names_it(site: Path) -> None:
    assert check(site) == [MISSING]


def test_plugin_is_off_unless_it_is_named(site: Path) -> None:
    assert check(site, "--isolated") == []


@pytest.mark.parametrize("selector", ["acme-missing-owner", "ACME001", "acme"])
def test_rule_of_a_plugin_is_selected_like_any_other(selector: str, site: Path) -> None:
    assert check(site, "--ignore", selector) == []
    assert check(site, "--select", selector) == [MISSING]


def test_rule_of_a_plugin_takes_options(site: Path) -> None:
    write(site.parent, CARD.replace("license", "acme_owner: nobody\nlicense", 1))
    write(
        site.parent,
        'plugins = ["acme"]\n[rules.acme-missing-owner]\nteams = ["search"]\n[vocabulary]\nfields = ["acme_owner"]\n',
        ".cardlint.toml",
    )
    assert check(site) == ["ACME001 acme-missing-owner: acme_owner nobody is not one of search"]
    write(site.parent, 'plugins = ["acme"]\n[rules.acme-missing-owner]\nteams = "search"\n', ".cardlint.toml")
    done = cardlint("check", "README.md", cwd=site.parent, PYTHONPATH=str(site))
    assert done.returncode == 2
    assert (
        ".cardlint.toml:3: the rule `acme-missing-owner` does not accept this value for the option `teams`"
        in done.stderr
    )


def test_rule_of_a_plugin_can_be_suppressed(site: Path) -> None:
    write(site.parent, CARD.replace("---\n", "---\n# cardlint: ignore-file[acme-missing-owner] a draft\n", 1))
    assert check(site) == []


@pytest.mark.parametrize(
    ("name", "code"), [("unknown-license", "X1"), ("acme-missing-owner", "X1"), ("other", "ACME001")]
)
def test_two_rules_of_one_name_or_code_refuse_to_start(name: str, code: str, site: Path) -> None:
    install(site, "second", BROKEN_RULE.replace("NAME", name).replace("CODE", code), "second")
    write(site.parent, 'plugins = ["acme", "second"]\n', ".cardlint.toml")
    done = cardlint("check", "README.md", cwd=site.parent, PYTHONPATH=str(site))
    assert done.returncode == 2
    assert f"two rules have the name or code `{code if name == 'other' else name}`" in done.stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            BROKEN_RULE.replace("NAME", "other").replace("CODE", "X1"),
            "rule `other` failed: `ValueError: of the",
        ),
        (BROKEN_RULE.replace("NAME", "other").replace("CODE", "CL999"), "gives the rule `other` the code `CL999`"),
        (BROKEN_RULE.replace("NAME", "Other One").replace("CODE", "X1"), "has a rule with the name `Other One`"),
        ("RULES = [1]", "must be a `cardlint.rule_kit.rule.Rule`, not int"),
        ("RULES = 1", "cannot be loaded: TypeError"),
        ("raise RuntimeError('at import')", "cannot be loaded: RuntimeError: at import"),
    ],
)
def test_broken_plugin_exits_2_and_is_named(text: str, message: str, site: Path) -> None:
    install(site, "broken", text, "broken")
    write(site.parent, 'plugins = ["broken"]\n', ".cardlint.toml")
    done = cardlint("check", "README.md", cwd=site.parent, PYTHONPATH=str(site))
    assert done.returncode == 2
    assert message in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_missing_plugin_has_a_hint(site: Path) -> None:
    write(site.parent, 'plugins = ["acne"]\n', ".cardlint.toml")
    done = cardlint("check", "README.md", cwd=site.parent, PYTHONPATH=str(site))
    assert (done.returncode, "did you mean `acme`?" in done.stderr) == (2, True)


def test_two_packages_with_one_plugin_refuse_to_start(site: Path) -> None:
    install(site, "second", "RULES = ()", "acme")
    done = cardlint("check", "README.md", cwd=site.parent, PYTHONPATH=str(site))
    assert (done.returncode, "several installed packages have a plugin `acme`" in done.stderr) == (2, True)


def test_example_of_the_example_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(EXAMPLE))
    from acme_cardlint_rules import RULES  # type: ignore[import-not-found]

    for rule in RULES:
        for example in rule.examples:
            text, spans = marked.read(example.bad)
            assert [each.span for each in rule.check(Card(Source(text)))] == spans
            assert list(rule.check(Card(Source(example.good)))) == []
    sys.modules.pop("acme_cardlint_rules")
    shutil.rmtree(EXAMPLE / "__pycache__", ignore_errors=True)
