"""Checks the style of messages, titles of fixes, pages of rules and other prose, as far as a program can: see docs/messages.md."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from cardlint.card.schema import fields
from cardlint.rule_kit.rule import Rule
from cardlint.rules import LISTED, all_rules

GOLDEN = Path(__file__).parent / "golden" / "rules.txt"
GUIDE = Path(__file__).parents[1] / "docs" / "messages.md"
LONGEST = 100
SHOWN = 20
"""The most characters of a quoted value that count for the length of a message, because real values have other lengths."""

LISTS_CHOICES = "lists the values that the Hub accepts"
NAMES_TWO = "names two places that contradict each other"
SAYS_WHAT_HAPPENS = "says what happens, which is not obvious"
LONG: dict[str, str] = {
    "base-model-relation-conflict": NAMES_TWO,
    "body-in-front-matter": SAYS_WHAT_HAPPENS,
    "conflicting-gradio-pin": NAMES_TWO,
    "conflicting-port": NAMES_TWO,
    "dialect-dependent-value": NAMES_TWO,
    "invalid-custom-header": LISTS_CHOICES,
    "legacy-field": "has the description of the field from the schema",
    "long-short-description": SAYS_WHAT_HAPPENS,
    "mismatched-splits": NAMES_TWO,
    "missing-app-file": SAYS_WHAT_HAPPENS,
    "not-a-card": SAYS_WHAT_HAPPENS,
    "reserved-tag-prefix": SAYS_WHAT_HAPPENS,
    "secret-in-notebook": SAYS_WHAT_HAPPENS,
    "spdx-expression": SAYS_WHAT_HAPPENS,
    "task-config-conflict": NAMES_TWO,
    "taskless-architecture": LISTS_CHOICES,
    "unclosed-front-matter": SAYS_WHAT_HAPPENS,
    "unknown-base-model-relation": LISTS_CHOICES,
    "unknown-color": LISTS_CHOICES,
    "unknown-dataset-word": LISTS_CHOICES,
    "unknown-license": LISTS_CHOICES,
}
"""Rules whose messages may be longer, and why."""
LONGEST_OF_THOSE = 140

AVOIDED = (
    r"tells", r"told", r"none of", r"anew", r"pass(?:es|ed) over", r"parted by", r"blanks", r"beside", r"(?<=[,;] )else",
    r"good guess(?:es)?", r"mended", r"(?<!there )(?:is|are|was|were) no(?! longer)", r"as many as pay", r"title alone",
    r"whole(?! number)", r"stands?(?! for)", r"stood", r"has none", r"of which", r"in force", r"such as hooks call it",
    r"licences?", r"colours?", r"recognis\w+", r"spelt",
)  # fmt: skip
WORDS_TO_AVOID = re.compile(rf"\b(?:{'|'.join(AVOIDED)})\b", re.IGNORECASE)

AVOIDED_IN_PROSE = (
    r"tells", r"told", r"anew", r"pass(?:es|ed) over", r"parted by", r"blanks", r"beside", r"(?<=[,;] )else",
    r"good guess(?:es)?", r"mended", r"(?<!there )(?:is|are|was|were) no(?! longer)", r"title alone", r"whole(?! number)",
    r"stood", r"in force", r"as many as (?:pay|needed)", r"unless said", r"for all to see", r"not to be seen", r"no word about",
    r"licences?", r"colours?", r"behaviour", r"catalogues?", r"recognis\w+", r"spelt",
)  # fmt: skip
"""Words that docstrings, comments and documentation avoid: those of ``AVOIDED`` that are not also ordinary English there, and more."""

PROSE_TO_AVOID = re.compile(rf"\b(?:{'|'.join(AVOIDED_IN_PROSE)})\b", re.IGNORECASE)

ROOT = Path(__file__).parents[1]
CODE_FOLDERS = ("benchmarks", "cardlint", "tests", "tools")
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "index").glob("*.md"))
    if path.name != "messages.md"  # has bad examples
)

QUOTED = re.compile(r"`[^`]*`")
FENCE = "```"  # written literally in messages
FIELDS = sorted(
    (name for name in fields.all_known() if not name.islower() or not name.isalpha()), key=len, reverse=True
)
"""Names of fields that are not also words of English."""

BARE = re.compile(
    rf"(?<![\w-])(?:{'|'.join(map(re.escape, FIELDS))})(?![\w-])"
    r"|\b\w+_\w+\b"  # other names of settings and columns
    r"|(?<![\w.])[\w./-]*\.(?:md|json|ya?ml|txt|py|toml|gitignore|gitattributes)\b"
    r"|(?<![-\w])(?:---+|\+\+\+|\*\*\*)(?!\w)"
    r"|(?<![-\w])--[a-z][a-z-]+"
    r"|\b(?!used|outdated)[a-z][\w-]*: (?=\S)"  # a field with its value
    r"|https?://\S*|</?[a-z]+>"
)
"""Matches code, which must be in backticks."""

FOLDERS = {each.name: each.group for each in LISTED}
RULES = [pytest.param(rule, id=f"{FOLDERS[rule.name]}-{rule.name}") for rule in all_rules()]


def reports() -> dict[str, list[tuple[str, str]]]:
    """Return the messages of each rule in the golden file, each with the title of its fix."""
    found: dict[str, list[tuple[str, str]]] = {}
    name = ""
    for line in GOLDEN.read_text(encoding="utf-8").splitlines():
        report = re.fullmatch(
            r"  \d+ \w+(?:, \w+ to the Hub)?: (?P<message>.*?)(?:; (?:safe|unsafe): (?P<title>.*))?", line
        )
        if not line.startswith(" "):
            name = line
        elif report is not None:
            found.setdefault(name, []).append((report["message"], report["title"] or ""))
    return found


REPORTS = reports()
LABEL = re.compile(r"^    \d+:\d+: (.*)$", re.MULTILINE)
LONGEST_LABEL = 40
"""Characters of the label of a related place, which is shown behind a line of the card."""


def lines_of(rule: Rule) -> Iterator[str]:
    for message, title in REPORTS.get(rule.name, ()):
        yield message
        if title:
            yield title


def unquoted(line: str) -> str:
    return QUOTED.sub("…", line.replace(FENCE, "…"))


def faults(line: str) -> list[str]:
    """Return the problems with a message or the title of a fix."""
    bare = unquoted(line)
    found = [f"write `{each[0]}` in backticks" for each in BARE.finditer(bare)]
    found += [f"avoid the word {each[0]}" for each in WORDS_TO_AVOID.finditer(bare)]
    if "`" in bare:
        found.append("a backtick is not closed")
    if "``" in line.replace(FENCE, ""):
        found.append("nothing is between two backticks")
    if re.match(r"[A-Z][a-z]", line):
        found.append("begin with a lower-case letter")
    if line.endswith("."):
        found.append("leave out the period")
    return found


def length(message: str) -> int:
    return len(QUOTED.sub(lambda value: value[0] if len(value[0]) <= SHOWN else "`" + "x" * (SHOWN - 2) + "`", message))


@pytest.mark.parametrize("rule", RULES)
def test_messages_are_written_as_the_guide_says(rule: Rule) -> None:
    assert {line: found for line in lines_of(rule) if (found := faults(line))} == {}


@pytest.mark.parametrize("rule", RULES)
def test_message_fits_on_one_line(rule: Rule) -> None:
    longest = max((message for message, _ in REPORTS.get(rule.name, ())), key=length, default="")
    assert length(longest) <= (LONGEST_OF_THOSE if rule.name in LONG else LONGEST), longest


@pytest.mark.parametrize("rule", RULES)
def test_page_of_a_rule_has_no_word_to_avoid(rule: Rule) -> None:
    prose = re.sub(r"``[^`]*``|\"[^\"]*\"", "…", rule.text)
    assert WORDS_TO_AVOID.findall(prose) == []


def prose_of(source: str) -> Iterator[str]:
    """Yield the comments and docstrings of a Python file."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.string
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value.value


def avoidable(prose: str) -> list[str]:
    """Return the words to avoid in ``prose``, outside of code."""
    return PROSE_TO_AVOID.findall(re.sub(r"```.*?```|``[^`]*``|`[^`]*`", "…", prose, flags=re.DOTALL))


@pytest.mark.parametrize("folder", CODE_FOLDERS)
def test_comments_and_docstrings_have_no_word_to_avoid(folder: str) -> None:
    wrong = {}
    for path in sorted((ROOT / folder).rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if PROSE_TO_AVOID.search(source):
            wrong |= {f"{path}: {text}": found for text in prose_of(source) if (found := avoidable(text))}
    assert wrong == {}


@pytest.mark.parametrize(
    ("prose", "found"),
    [
        ("What it tells; else nothing", ["tells", "else"]),
        ("``tells`` and `beside` are code", []),
        ("```console\n$ it tells\n```", []),
        ("there is no card, and it is no longer one", []),
    ],
)
def test_avoidable_word_in_prose_is_found(prose: str, found: list[str]) -> None:
    assert avoidable(prose) == found


@pytest.mark.parametrize("name", PAGES)
def test_page_has_no_word_to_avoid(name: str) -> None:
    assert avoidable((ROOT / name).read_text(encoding="utf-8")) == []


def test_labels_of_related_places_are_short() -> None:
    labels = set(LABEL.findall(GOLDEN.read_text(encoding="utf-8")))
    assert "first here" in labels
    assert {label: found for label in labels if (found := faults(label)) or length(label) > LONGEST_LABEL} == {}


def test_good_examples_of_the_guide_are_good() -> None:
    rows = re.findall(r"^\| (.+) \| (.+) \|$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    good = [row[1] for row in rows[2:]]
    assert len(good) == 10
    assert {line: faults(line) for line in good if faults(line) or length(line) > LONGEST} == {}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("`license` is missing; add one", []),
        ("`` is empty", ["nothing is between two backticks"]),
        ("license_name is missing", ["write `license_name` in backticks"]),
        ("model-index has no name", ["write `model-index` in backticks"]),
        ("colorFrom is wrong", ["write `colorFrom` in backticks"]),
        ("push README.md", ["write `README.md` in backticks"]),
        ("begin with --- and fields", ["write `---` in backticks"]),
        ("add license: mit", ["write `license: ` in backticks"]),
        ("use --fix", ["write `--fix` in backticks"]),
        ("delete <script>", ["write `<script>` in backticks"]),
        ("this is no card", ["avoid the word is no"]),
        ("this is no longer used; add a line with ``` after it", []),
        ("the whole licence", ["avoid the word whole", "avoid the word licence"]),
        ("must be a whole number", []),
        ("Write the name", ["begin with a lower-case letter"]),
        ("write the `name", ["a backtick is not closed"]),
        ("write the name.", ["leave out the period"]),
    ],
)
def test_fault_of_a_line_is_found(line: str, found: list[str]) -> None:
    assert faults(line) == found


def test_allowances_are_needed() -> None:
    """A rule whose messages are short enough must not be listed."""
    short = {name for name in LONG if all(length(message) <= LONGEST for message, _ in REPORTS[name])}
    assert short == set()
