"""No command prints the secrets of a card: not completely, in part or in lower case, in any format, on either stream."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from test_check import cardlint, write

from cardlint.search.documents.document import document_of
from cardlint.search.documents.entry import CardEntry
from cardlint.search.fields import shipped_table

# Concatenated, because scanners of this repository would report complete tokens.
TOKEN = "hf_" + "NqVwQwErTzUiOpAsDfGhJ" + "kLyXcVbNmQaYwSxEd"
SENDGRID = "SG." + "q7Zp2M4n8V6t3R5wQ7zPq9" + "." + "q7Zp2M4n8V6t3R5wQ7zPq9Xc1B2nq7Zp2M4n8V6t3R5"
STRIPE = "sk_" + "live_" + "51Hq7Zp2M4n8V6t3R5wQ7zPq9"
FRAGMENTS = re.compile(
    "|".join(each[at : at + 8].lower() for each in (TOKEN, SENDGRID, STRIPE) for at in range(8, len(each) - 8))
)
CARD = f"""\
---
license: Apache-2.0
pipeline_tag: {TOKEN}
library_name: {SENDGRID}
tags: ["{TOKEN}", "{STRIPE}", vision]
base_model: {TOKEN}
datasets: ["{STRIPE}"]
metrics: [{SENDGRID}]
widget:
- text: {TOKEN}
  src: {STRIPE}
---
# Model {TOKEN}

Log in with the token {TOKEN} or the key **{SENDGRID}**, and never with {STRIPE}; it knows a great many sentiments.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("leak")
    for name in ("acme/one", "acme/two"):
        write(folder, CARD, f"cards/{name}/README.md")
        write(folder, f'{{"architectures": ["{TOKEN}"], "model_type": "{STRIPE}"}}', f"cards/{name}/config.json")
    row = {"id": "acme/three", "kind": "model", "card": "", "tags": [TOKEN], "description": SENDGRID}
    write(folder, json.dumps(row) + "\n", "dump.jsonl")
    added = cardlint("index", "add", "cards", "dump.jsonl", cwd=folder, CARDLINT_INDEX=str(folder / "index"))
    assert added.returncode == 0, added.stderr
    return folder


def assert_has_no_secret(done: subprocess.CompletedProcess[str]) -> None:
    assert FRAGMENTS.findall((done.stdout + done.stderr).lower()) == []


COMMANDS = [
    *(("search", "--format", name) for name in ("table", "json", "jsonl", "csv", "ids")),
    *(("search", "token", "sentiments", "--format", name) for name in ("table", "json", "jsonl")),
    *(("search", "--facets", "all", "--format", name) for name in ("table", "json")),
    ("search", TOKEN, "--explain"),
    ("search", "--explain", "--tags", TOKEN),
    *(("stats", "--format", name) for name in ("text", "json", "html", "svg")),
    ("stats", "--facets", "tags,base_model"),
    *(("task", "cards", "--format", name) for name in ("text", "json", "jsonl")),
    *(("lineage", "acme/one", "--format", name) for name in ("text", "json")),
    *(("similar", "acme/one", "--format", name) for name in ("table", "json", "ids")),
    *(("similar", "--duplicates", "--format", name) for name in ("table", "json", "ids")),
    ("index", "export"),
    *(("index", "status", "--format", name) for name in ("text", "json")),
    ("check", "--no-cache", "--diff", "--unsafe-fixes", "cards"),
    ("check", "--no-cache", "--verbose", "--statistics", "cards"),
    ("check", TOKEN),
    ("check", "--select", TOKEN, "cards"),
    ("check", f"--{TOKEN}"),
    ("check", "--format", SENDGRID),
    ("explain", TOKEN),
    ("config", TOKEN),
    ("lineage", TOKEN),
    ("similar", TOKEN),
    ("index", "remove", TOKEN),
    ("vocab", "show", TOKEN),
]


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(word[:12] for word in words))
def test_no_command_says_a_secret(words: tuple[str, ...], folder: Path) -> None:
    done = cardlint(*words, cwd=folder, CARDLINT_INDEX=str(folder / "index"), FORCE_COLOR="1")
    assert "Traceback" not in done.stderr
    assert done.stdout + done.stderr
    assert_has_no_secret(done)


def test_this_would_be_seen_without_the_mask(folder: Path) -> None:
    assert FRAGMENTS.findall(CARD.lower())
    done = cardlint("search", "--format", "json", cwd=folder, CARDLINT_INDEX=str(folder / "index"))
    hit = json.loads(done.stdout)["hits"][0]
    assert f"hf_N{'*' * (len(TOKEN) - 4)}" in hit["fields"]["tags"]
    assert "vision" in hit["fields"]["tags"]


def test_document_keeps_the_card_and_has_no_secret_in_values_and_words() -> None:
    document = document_of(CardEntry("a/README.md", "acme/one", CARD), shipped_table())
    assert document.text == CARD
    assert "exposed-secret" in document.values["rule"]
    assert FRAGMENTS.findall(f"{document.values}{document.bag}{document.streams}".lower()) == []


def test_token_with_numbers_has_no_words_from_code() -> None:
    token = "xoxb-" + "271828182845-" + "h4La2Q4h9C2a5R5rK6bVh2Qm"
    document = document_of(CardEntry("a/README.md", "acme/one", f"# M\n\n```\n{token}\n```\n"), shipped_table())
    assert "h4la2q4h" not in f"{document.bag}{document.streams}"


def test_card_without_secrets_is_indexed_as_before() -> None:
    text = "---\ntags: [a-very-long-tag-of-many-words, b]\n---\n# M\n\nAn ordinary sentence.\n"
    document = document_of(CardEntry("a/README.md", "acme/one", text), shipped_table())
    assert document.values["tags"] == ("a-very-long-tag-of-many-words", "b")
    assert document.bag["ordinary"]


def test_patch_leaves_out_only_the_change_that_would_show_a_secret(tmp_path: Path) -> None:
    filler = "".join(f"x{number}: 1\n" for number in range(9))
    card = f"---\nlicense: Apache-2.0\n{filler}tags: a, b\nkey: {TOKEN}\n---\n# M\n"
    path = write(tmp_path, card)
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    done = cardlint("check", "--no-cache", "--isolated", "--diff", ".", cwd=tmp_path)
    assert done.returncode == 1
    assert "README.md:12: left out of the patch: it would show a secret; --fix makes the change\n" in done.stderr
    (tmp_path / "x.patch").write_text(done.stdout, encoding="utf-8")
    subprocess.run(["git", "apply", "x.patch"], cwd=tmp_path, check=True)
    assert path.read_text(encoding="utf-8") == card.replace("Apache", "apache")
    assert_has_no_secret(done)


def test_patch_of_one_change_next_to_a_secret_is_empty_and_says_so(tmp_path: Path) -> None:
    write(tmp_path, f"---\nlicense: Apache-2.0\nkey: {TOKEN}\n---\n# M\n")
    done = cardlint("check", "--no-cache", "--isolated", "--diff", ".", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("README.md:2: left out of the patch")
