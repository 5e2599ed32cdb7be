"""Fixing entire cards: nothing else changes, harmful fixes are skipped and reported, and files are written completely or not at all."""

import json
import os
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_check import cardlint, write
from test_patch import TOOLS

from cardlint.card import files
from cardlint.card.card import Card
from cardlint.card.front_matter.node import key_text, walk
from cardlint.card.kind import Kind
from cardlint.config import Config
from cardlint.findings.diagnostic import Applicability, Diagnostic, Edit, Fix, Severity
from cardlint.findings.source import Source, Span
from cardlint.lint import fix
from cardlint.lint.fix.edited import Edited, meets
from cardlint.lint.fix.harm import is_harmless
from cardlint.rule_kit.rule import Found, Rule
from cardlint.system.errors import CardlintError

EVERYTHING = Config(minimum=Severity.INFO)
BODY = "# Model\n\nIt sorts letters by what they ask for.\n"


def fixed(text: str, *, unsafe: bool = False, kind: Kind | None = None) -> str:
    return fix.fix_card(Card(Source(text), kind), EVERYTHING, unsafe=unsafe).card.source.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("license: Apache 2.0  # as the paper says", "license: apache-2.0  # as the paper says"),
        ("license: 'Apache 2.0'", "license: 'apache-2.0'"),
        ("{license: Apache 2.0, tags: [a]}", "{license: apache-2.0, tags: [a]}"),
        ("tags: [a, a, b]\nlicense: mit", "tags: [a, b]\nlicense: mit"),
        ("tags:\n- a\n- 'a' # twice\n- b", "tags:\n- a\n- b"),
        ("tags: &t [a, a]\nlicense: mit", "tags: [a]\nlicense: mit"),
        ("tags: &t [a]\ndatasets: *t\nlicense: &l mit", "tags: [a]\ndatasets: [a]\nlicense: mit"),
        ("tags: &t [a]\nwidget:\n- &w {text: hi}\n- <<: *w\n  src: x.png", None),
        ("datasets:\nlicense: mit", "license: mit"),
        ("license: mit\ndatasets:", "license: mit"),
        ("license: mit\ntags:\n  - 2024\n  - b", 'license: mit\ntags:\n  - "2024"\n  - b'),
        ("license: mit\nlicense: mit", "license: mit"),
        ("licence: mit\nbase_model: it''s/x", "license: mit\nbase_model: it''s/x"),
        ("license: mit\nwidget:\n- text: |\n    a\n\n    b  \ntags:\n- a\n- a", None),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", [BODY, "# Model", ""])
def test_only_the_fault_changes(before: str, after: str | None, end: str, last: str) -> None:
    after = after if after is not None else before.removesuffix("\n- a")
    old, new = (f"---\n{each}\n---\n{last}".replace("\n", end) for each in (before, after))
    assert fixed(old) == new


def test_text_without_a_last_line_end_keeps_none() -> None:
    assert fixed("---\nlicense: Apache 2.0\n---") == "---\nlicense: apache-2.0\n---"


def test_byte_order_mark_goes_and_the_rest_stays() -> None:
    assert fixed("\ufeff---\nlicense: mit\n---\n\u2028\x85é 🤗") == "---\nlicense: mit\n---\n\u2028\x85é 🤗"


@pytest.mark.parametrize("fault", ["author: @me", "tags: [a", "library_name: a: b", "tags:\n\t- a"])
def test_kind_is_determined_by_what_a_repair_lets_be_read(fault: str) -> None:
    space = "title: My Space\nemoji: 🚀\ncolorFrom: red\ncolorTo: blue\nsdk: docker\npinned: false\n"
    done = fix.fix_card(Card(Source(f"---\nlicense: mit\n{fault}\n{space}---\n")), EVERYTHING, unsafe=True)
    assert done.card.kind is Kind.SPACE
    assert space in done.card.source.text


@pytest.mark.parametrize(
    "front_matter",
    ["tags:\n- a, b", "license:\n- MIT or Apache-2.0", "license: mit\ninference:\n  temperature: 1\n  top_k: 3"],
)
def test_lines_end_as_they_did(front_matter: str) -> None:
    text = f"---\n{front_matter}\n---\n# T\n\nText.\n\n```python\nx\n".replace("\n", "\r\n")
    after = fixed(text, kind=Kind.MODEL, unsafe=True)
    assert after != text
    assert after.count("\n") == after.count("\r\n")


def test_card_of_uncertain_bytes_is_left_alone() -> None:
    source = Source.decode(b"---\nlicense: Apache 2.0\n---\n\xff", "README.md")
    assert fix.fix_card(Card(source), EVERYTHING, unsafe=True).card.source is source


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('licence: "Apache 2.0"', 'license: "apache-2.0"'),
        ("languages: [English, french]", "language: [en, fr]"),
        ("Pipeline_Tag: ner", "pipeline_tag: token-classification"),
        ("pipline_tag: text-clasification", "pipeline_tag: text-classification"),
        ("model_index:\n- name: x", None),
    ],
)
def test_value_of_a_misspelled_field_is_repaired_once_it_is_read(before: str, after: str | None) -> None:
    old, new = (f"---\n{each or before}\n---\n{BODY}" for each in (before, after))
    assert fixed(old, unsafe=True, kind=Kind.MODEL) == new
    assert fixed(old, kind=Kind.MODEL) == old


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# M\n\n# Uses\n\n## Direct\n\nText\n", "# M\n\n## Uses\n\n### Direct\n\nText\n"),
        ("# X\n\n# Y\n\n#### Z\n\nText\n", "# X\n\n## Y\n\n### Z\n\nText\n"),
    ],
)
def test_heading_that_has_parts_is_never_left_without_them(before: str, after: str) -> None:
    assert fixed(before, unsafe=True).endswith(after)


def rule_of(edit_of: Any, name: str = "test-rule") -> Config:
    def check(card: Card) -> Iterator[Found]:
        yield from edit_of(card)

    rule = Rule(
        name=name, code="XX001", category="own", severity=Severity.ERROR, check=check, examples=(), text="For a test."
    )
    return Config(select=frozenset((name,)), own=(rule,))


def replacing(old: str, new: str) -> Config:
    def found(card: Card) -> Iterator[Found]:
        at = card.source.text.find(old)
        if at >= 0:
            span = Span(at, at + len(old))
            yield Found(span, "test", Fix("replace it", (Edit(span, new),)))

    return rule_of(found)


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("a: 1\nb: 2\n", "a: 1\n", "a: 'x\n"),
        ("a: 1\nb: 2\n", "1\n", "1\n  "),
        ("a:\n  b: 1\n  c: 2\n", "1", "\n    d: 1\n   "),
        ("a: 1\nb: 2\n", "1", "1\n---"),
        ("a: 1\nb: 2\n", "1", "1\nb: 3"),
        ("a: &x 1\nb: *x\n", "&x 1", "1"),
        ("a:\n- b\n- c: 1\n  d: 2\n", "- b\n", "- b:\n "),
        ("a: 1 # b\nc: 2\n", " #", ""),
        ("a: 1\nb: 2\n---\n\na: b\n", "b: 2\n---\n", "b: 2\n"),
    ],
)
def test_fix_that_harms_something_else_is_left_out_and_named(text: str, old: str, new: str) -> None:
    card = Card(Source(f"---\n{text}---\nText\n"))
    done = fix.fix_card(card, replacing(old, new))
    if done.card.source.text != card.source.text:  # only the value itself changed
        assert dict(done.card.fields).keys() == dict(card.fields).keys()
    else:
        assert [each.name for each in done.dropped] == ["test-rule"]
        assert done.applied == []


def test_rule_of_the_body_does_not_become_front_matter() -> None:
    card = Card(Source("# T\n\n---\n\nnote: it is a rule\n\n---\n"))
    assert fix.fix_card(card, replacing("# T\n\n", "")).applied == []
    assert fix.fix_card(card, replacing("# T\n\n", "---\na: 1\n---\n")).dropped == []


def test_harmful_fix_does_not_keep_the_others_from_it() -> None:
    text = "---\n" + "".join(f"a{number}: no\n" for number in range(50)) + "---\n"

    def found(card: Card) -> Iterator[Found]:
        for number in range(50):
            at = card.source.text.find(f"a{number}: no\n")
            if at >= 0:
                span = Span(at + len(f"a{number}: "), at + len(f"a{number}: no"))
                yield Found(span, "test", Fix("quote it", (Edit(span, '"no"' if number != 30 else '"no'),)))

    done = fix.fix_card(Card(Source(text)), rule_of(found))
    assert len(done.applied) == 49
    assert [done.card.source.line(each.start.line) for each in done.dropped] == ["a30: no"]


def test_fix_that_leaves_its_finding_is_left_out() -> None:
    def found(card: Card) -> Iterator[Found]:
        span = Span(card.source.text.index("a"), card.source.text.index("a") + 1)
        other = {"a": "ab", "b": "a"}[card.source.slice(span)]
        yield Found(span, "test", Fix("swap", (Edit(span, other),)))

    done = fix.fix_card(Card(Source("a\n")), rule_of(found))
    assert (done.card.source.text, done.applied, len(done.dropped)) == ("a\n", [], 1)


def test_long_cards_are_fixed_in_time_that_grows_with_their_length() -> None:
    text = "---\nlicense: mit\ntags:\n" + "- a\n- 2024\n" * 5_000 + "---\n"
    assert fixed(text).count("\n") == 6


def test_many_harmful_fixes_end() -> None:
    text = "---\n" + "a: x\n" * 2_000 + "---\n"

    def found(card: Card) -> Iterator[Found]:
        at = card.source.text.find("x\n")
        while at >= 0:
            yield Found(Span(at, at + 1), "test", Fix("break it", (Edit(Span(at, at + 1), "'"),)))
            at = card.source.text.find("x\n", at + 1)

    done = fix.fix_card(Card(Source(text)), rule_of(found))
    assert (done.card.source.text, len(done.dropped)) == (text, 2_000)


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_fix_keeps_mode_and_links(mode: int, tmp_path: Path) -> None:
    real = write(tmp_path, f"---\nlicense: Apache 2.0\n---\n{BODY}", "blobs/0a")
    real.chmod(mode)
    (tmp_path / "README.md").symlink_to("blobs/0a")
    done = cardlint("check", "--fix", "README.md", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (
        0,
        "fixed 1 finding: 1 unknown-license\n1 card checked, nothing to report\n",
    )
    assert (tmp_path / "README.md").readlink() == Path("blobs/0a")
    assert real.read_text(encoding="utf-8") == f"---\nlicense: apache-2.0\n---\n{BODY}"
    assert stat.S_IMODE(real.stat().st_mode) == mode
    assert sorted(os.listdir(tmp_path / "blobs")) == ["0a"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is read-only for the superuser")
def test_fix_in_a_read_only_folder_says_so(tmp_path: Path) -> None:
    card = write(tmp_path, "---\nlicense: Apache 2.0\n---\n")
    tmp_path.chmod(0o500)
    done = cardlint("check", "--fix", card)
    tmp_path.chmod(0o700)
    assert done.returncode == 2
    assert "cannot be written: permission denied" in done.stderr
    assert card.read_text(encoding="utf-8") == "---\nlicense: Apache 2.0\n---\n"


@pytest.mark.parametrize("step", ["os.open", "os.fsync", "os.replace"])
def test_file_that_cannot_be_written_is_untouched(step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    card = write(tmp_path, "old")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(step, refuse)
    with pytest.raises(CardlintError, match=r"README\.md: cannot be written: permission denied"):
        files.replace(str(card), "new")
    assert (card.read_text(encoding="utf-8"), os.listdir(tmp_path)) == ("old", ["README.md"])


@pytest.mark.parametrize("license_id", ["mit", "MIT"], ids=["only the name", "the text too"])
@pytest.mark.parametrize("tool", TOOLS)
def test_card_gets_its_name(license_id: str, tool: str, tmp_path: Path) -> None:
    card = f"---\nlicense: {license_id}\n---\n{BODY}"
    wrong, right = tmp_path / "a b" / "readme.md", tmp_path / "a b" / "README.md"
    write(wrong.parent, card, wrong.name)
    shown = cardlint("check", "--diff", "--unsafe-fixes", ".", cwd=tmp_path)
    assert (shown.returncode, wrong.read_text(), right.exists()) == (1, card, False)
    assert cardlint("check", "--fix", "--unsafe-fixes", ".", cwd=tmp_path).returncode == 0
    assert (right.read_text(), wrong.exists()) == (card.replace("MIT", "mit"), False)
    right.unlink()
    write(wrong.parent, card, wrong.name)
    write(tmp_path, shown.stdout, "all.patch")
    subprocess.run(TOOLS[tool], cwd=tmp_path, check=True, capture_output=True)
    assert (right.read_text(), wrong.exists()) == (card.replace("MIT", "mit"), False)


def test_name_that_is_taken_is_not_given(tmp_path: Path) -> None:
    write(tmp_path, "as it was")
    write(tmp_path, f"---\nlicense: mit\n---\n{BODY}", "readme.md")
    done = cardlint("check", "--fix", "--unsafe-fixes", "readme.md", cwd=tmp_path)
    assert (done.returncode, sorted(os.listdir(tmp_path))) == (1, ["README.md", "readme.md"])
    assert (tmp_path / "README.md").read_text() == "as it was"


def test_link_keeps_its_name(tmp_path: Path) -> None:
    write(tmp_path, f"---\nlicense: mit\n---\n{BODY}", "card.md")
    (tmp_path / "readme.md").symlink_to("card.md")
    done = cardlint("check", "--fix", "--unsafe-fixes", "readme.md", cwd=tmp_path)
    assert (done.returncode, sorted(os.listdir(tmp_path))) == (1, ["card.md", "readme.md"])


@pytest.mark.parametrize("name", ["json", "sarif", "rdjson", "html", "text", "gitlab"])
def test_every_format_tells_of_another_name(name: str, tmp_path: Path) -> None:
    write(tmp_path, f"---\nlicense: mit\n---\n{BODY}", "readme.md")
    done = cardlint("check", "--format", name, "readme.md", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert "rename it" in done.stdout
    if name == "json":
        assert json.loads(done.stdout)["diagnostics"][0]["fix"] == {
            "title": "rename to `README.md`",
            "applicability": "unsafe",
            "edits": [],
            "rename": "README.md",
        }


def test_standard_input_is_fixed_to_standard_output(tmp_path: Path) -> None:
    card = f"---\r\nlicense: Apache 2.0\r\nlanguage: nonsense\r\n---\r\n{BODY}"
    done = cardlint("check", "--fix", "-", stdin=card.encode(), cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, card.replace("Apache 2.0", "apache-2.0"))
    assert " --> <stdin>:3:11\n" in done.stderr
    assert os.listdir(tmp_path) == []


def test_standard_input_does_not_overwrite_the_file_it_stands_for(tmp_path: Path) -> None:
    path = write(tmp_path, "as it was")
    text = f"---\nlicense: mit\n---\n{BODY}"
    done = cardlint("check", "--fix", "-", "--stdin-filename", path, stdin=text.encode())
    assert (done.returncode, done.stdout, path.read_text(encoding="utf-8")) == (0, text, "as it was")


def test_standard_input_that_is_not_text_is_not_fixed(tmp_path: Path) -> None:
    done = cardlint("check", "--fix", "-", stdin=b"\xff\xfe\0", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "<stdin>: cannot be fixed: it is not UTF-8 text" in done.stderr


@pytest.mark.parametrize(
    ("options", "writes", "shows"),
    [
        (("--fix",), True, False),
        (("--diff",), False, True),
        (("--fix", "--diff"), False, True),
        (("--unsafe-fixes",), False, False),
    ],
)
def test_only_fix_writes_and_only_diff_shows(
    options: tuple[str, ...], writes: bool, shows: bool, tmp_path: Path
) -> None:
    path = write(tmp_path, f"---\nlicense: Apache 2.0\n---\n{BODY}")
    done = cardlint("check", *options, "README.md", cwd=tmp_path)
    assert ("apache-2.0" in path.read_text(encoding="utf-8")) is writes
    assert ("\n-license: Apache 2.0\n+license: apache-2.0\n" in done.stdout) is shows
    assert done.returncode == (0 if writes else 1)


REAL = (  # from public cards
    (
        "language:\n- en\nlicense: apache-2.0\ntags:\n- generated_from_trainer\ndatasets:\n- glue\nmetrics:\n- accuracy\nmodel-index:\n"
        "- name: bert-base\n  results:\n  - task:\n      name: Text Classification\n      type: text-classification\n"
        "    dataset:\n      name: GLUE MRPC\n      type: glue\n      args: mrpc\n    metrics:\n    - name: Accuracy\n"
        "      type: accuracy\n      value: 0.86\n"
    ),
    (
        "annotations_creators:\n- no-annotation\nlanguage_creators:\n- found\nlanguage:\n- fr\nlicense:\n- cc-by-4.0\n"
        "size_categories:\n- 10K<n<100K\ntask_categories:\n- text-generation\npretty_name: 'L''Ami: un corpus'\n"
        "configs:\n- config_name: default\n  data_files:\n  - split: train\n    path: data/train-*\n"
    ),
    "title: Demo\nemoji: 🚀\ncolorFrom: red\ncolorTo: blue\nsdk: gradio\nsdk_version: 4.0.2\napp_file: app.py\npinned: false\n",
)


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(st.data())
def test_fix_of_a_damaged_card_is_final_and_harms_nothing(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(REAL))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        length = data.draw(st.integers(0, 6))
        new = data.draw(
            st.sampled_from(
                ("", " ", "\n", "\t", "- ", ": ", "#", "'", '"', "[", "]", "a", "no", "1.0", "\r\n", "null")
            )
        )
        text = text[:at] + new + text[at + length :]
    card = Card(Source(f"---\n{text}\n---\n{BODY}"))
    unsafe = data.draw(st.booleans())
    for each in fix.rounds(card, EVERYTHING, unsafe=unsafe):
        assert_only_named_paths_change(each)
        card = each.after
    assert fix.fix_card(card, EVERYTHING, unsafe=unsafe).applied == []


def assert_only_named_paths_change(each: fix.Round) -> None:
    """Compare the scalars that are not edited, by their paths, unless lists or indentation shift."""
    before, after = each.before, each.after
    if before.root is None or after.root is None or not before.front_matter.complete:  # type: ignore[union-attr]
        return
    kept = {
        path: node.data
        for path, node in walk(before.root)
        if not isinstance(node.data, dict | list) and not meets(each.change.replaced, node.span)
    }
    fields = {path: node.data for path, node in walk(after.root) if not isinstance(node.data, dict | list)}
    gone = {path[0] for path in kept if path not in fields or repr(fields[path]) != repr(kept[path])}
    assert gone <= {key_text(entry.key) for entry in before.root.entries if meets(each.change.replaced, entry.span)}


def test_harmless_sees_values_of_every_type() -> None:
    old = Card(Source("---\na: [1, .nan, true]\nb: x\n---\n"))
    change = Edited(old.source.text, [Edit(Span(old.source.text.index("x"), old.source.text.index("x") + 1), "y")])
    assert is_harmless(old, Card(Source(change.text)), change)
    assert not is_harmless(old, Card(Source(change.text.replace("true", "fals"))), change)


def test_safe_fixes_alone_are_applied_unasked() -> None:
    def found(card: Card) -> Iterator[Found]:
        if "old" in card.source.text:
            span = Span(card.source.text.index("old"), card.source.text.index("old") + 3)
            yield Found(span, "test", Fix("guess", (Edit(span, "new"),), Applicability.UNSAFE))

    config = rule_of(found)
    card = Card(Source("old\n"))
    assert fix.fix_card(card, config).applied == []
    assert [type(each) for each in fix.fix_card(card, config, unsafe=True).applied] == [Diagnostic]


def test_fix_that_did_harm_is_tried_again_where_others_have_mended_the_text() -> None:
    text = "colorFrom: blue\n---\nemoji: \n\n  colorTo: purple\n---\nsdk: docker\n---\n# A\n\nText.\n"
    once = fix.fix_text(text, kind="space", unsafe=True, config=Config(minimum=Severity.INFO))
    assert fix.fix_text(once, kind="space", unsafe=True, config=Config(minimum=Severity.INFO)) == once


def test_field_is_not_added_behind_an_error() -> None:
    text = "---\ntask_ids:\n- extractive-qa\ndataset_info:\n  features:\n  - name: title\n@bad\n---\n# A\n\nText.\n"
    assert fix.fix_text(text, kind="dataset", config=Config(minimum=Severity.INFO)) == text
