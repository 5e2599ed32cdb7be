"""Characters that a reader does not see, or mistakes for others: messages name them, and never show two strings that look the same."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import combinations, cycle, islice
from pathlib import Path

import pytest
from test_check import cardlint, write

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.repository import Repository
from cardlint.config import Config
from cardlint.findings.diagnostic import Severity
from cardlint.findings.failure import is_failure
from cardlint.findings.quoting import quote, shorten
from cardlint.findings.source import Source
from cardlint.lint.linter import Linter
from cardlint.rules import all_rules

UNSEEN = (
    "\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u180e\u2000\u2003\u2009\u200a\u200b\u200c\u200d\u200e\u200f\u2028\u2029"
    "\u202a\u202c\u202e\u202f\u205f\u2060\u2061\u2064\u2066\u2069\u206f\u2800\u3000\u3164\ufe00\ufe0f\ufeff\uffa0\ufff9"
    "\U0001d173\U000e0020\U000e0061\u0301 \t"
)
ALIKE = {"a": "\u0430", "e": "\u0435", "o": "\u043e", "p": "\u0440", "c": "\u0441", "x": "\u0445", "i": "\u0456", "s": "\u0455",
         "j": "\u0458", "A": "\u0391", "M": "\u041c", "-": "\u2011"}  # fmt: skip
MOST = 8
"""How many mutations of one word of a card are tried. Together, they try every character often."""

REPEATS_A_NAME = frozenset(("incomplete-widget-example",))
"""Rules whose message has the same name twice, rightly."""

CARDS = {
    Kind.MODEL: """\
---
license: mit
license_name: my-license
license_link: LICENSE
language: [en, fr]
library_name: transformers
pipeline_tag: fill-mask
base_model: acme/base-one
base_model_relation: finetune
new_version: acme/new-one
datasets: [squad, acme/data]
metrics: [accuracy, wer]
tags: [bert, nlp]
mask_token: "[MASK]"
inference:
  parameters: {temperature: 0.5}
widget:
- text: "A [MASK] x"
  example_title: One
model-index:
- name: m-one
  results:
  - task: {type: fill-mask, name: Fill}
    dataset: {type: acme/data, name: Data, config: x, split: test}
    metrics: [{type: accuracy, value: 0.5, name: Accuracy}, {type: wer, value: 3.1}]
co2_eq_emissions: {emissions: 2.0, source: x, training_type: pre-training}
thumbnail: x.png
extra_gated_fields:
  Name: text
---
# Title one

See [how](#how-to-use) and ![x](image.png) and [f](other.md).

Licensed under MIT.

## How to use

Text [x](sub/file.md).
""",
    Kind.DATASET: """\
---
license: cc-by-4.0
language: [en, fr]
multilinguality: multilingual
size_categories: [1K<n<10K]
task_categories: [text-classification, question-answering]
task_ids: [sentiment-classification]
annotations_creators: [crowdsourced]
language_creators: [found]
source_datasets: [original]
pretty_name: Film Reviews
tags: [legal]
viewer: true
configs:
- config_name: en
  data_files:
  - {split: train, path: data/train.csv}
  - {split: test, path: data/test.csv}
  default: true
dataset_info:
- config_name: en
  features:
  - {name: text, dtype: string}
  - {name: label, dtype: {class_label: {names: {'0': neg, '1': pos}}}}
  splits:
  - {name: train, num_bytes: 10, num_examples: 2000}
  - {name: test, num_bytes: 10, num_examples: 3}
  dataset_size: 20
---
# Title one

Text.
""",
    Kind.SPACE: """\
---
title: My Demo
emoji: 🚀
colorFrom: blue
colorTo: green
sdk: gradio
sdk_version: 5.49.1
python_version: '3.12'
app_file: app.py
license: mit
models: [acme/base-one]
datasets: [squad]
header: mini
short_description: x
suggested_hardware: zero-a10g
hf_oauth: true
hf_oauth_scopes: [read-repos]
startup_duration_timeout: 30m
preload_from_hub: ["gpt2 config.json"]
custom_headers: {cross-origin-embedder-policy: require-corp}
pinned: false
---
# Title
""",
}
"""Cards without a fault, in which most rules read something."""

FILES = ("LICENSE", "app.py", "image.png", "other.md", "sub/file.md", "data/train.csv", "data/test.csv")
WORD = re.compile(r"[A-Za-z0-9][\w./<>-]*(?=[\],}\n:'\" )]|$)")


def mutations(word: str) -> Iterator[str]:
    """Yield words that look like ``word``."""
    for at, character in enumerate(UNSEEN):
        yield (word + character, character + word, word[:2] + character + word[2:])[at % 3]
        if at % 4 == 0:
            yield from (word.replace(plain, other, 1) for plain, other in ALIKE.items() if plain in word)
            yield wide(word[:1]) + word[1:]
            yield wide(word)


def wide(word: str) -> str:
    return "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in word)


def look(text: str) -> str:
    """Return what a reader takes ``text`` for."""
    plain = {other: each for each, other in ALIKE.items()}
    folded = "".join(plain.get(each, each) for each in unicodedata.normalize("NFKC", text))
    hidden = ("Cf", "Cc", "Mn", "Zl", "Zp")
    return "".join(
        each for each in folded if unicodedata.category(each) not in hidden and (each == " " or each not in UNSEEN)
    ).strip()


def says_what_differs(message: str) -> bool:
    return (
        "(U+" in message
        or re.search(r"` with (?:an? (?:space|tab|line break)|spaces|white space)", message) is not None
    )


@pytest.mark.parametrize("kind", CARDS)
def test_no_message_shows_two_strings_that_look_the_same(kind: Kind, tmp_path: Path) -> None:
    for name in FILES:
        write(tmp_path, "x", name)
    linter = Linter(Config("strict", minimum=Severity.INFO, select=frozenset(rule.name for rule in all_rules())))
    text, tried, named = CARDS[kind], 0, set()
    endless = {word: cycle(mutations(word)) for word in {found[0] for found in WORD.finditer(text)}}
    for number, found in enumerate(WORD.finditer(text)):
        for word in islice(endless[found[0]], number % 5 * MOST, number % 5 * MOST + MOST):
            before, after = text[: found.start()], text[found.end() :]
            is_plain = before.endswith(("'", '"')) or after.startswith("-") or found.end() > text.rindex("\n---\n")
            written = word if is_plain else '"' + word.replace("\t", "\\t") + '"'
            for each in linter.check(Card(Source(before + written + after), kind, Repository(tmp_path))):
                assert not is_failure(each), each.message
                tried += 1
                if says_what_differs(each.message):
                    named.add(each.name)
                elif each.name not in REPEATS_A_NAME:
                    shown = re.findall(r"`([^`]*)`", each.message)
                    alike = [pair for pair in combinations(shown, 2) if pair[0] and look(pair[0]) == look(pair[1])]
                    assert not alike, each.message
    assert tried > 500
    assert len(named) > 8


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("mit", "`mit`"),
        ("mit\u00a0", "`mit` with a no-break space (U+00A0) at the end"),
        ("\u200bmit", "`mit` with a zero-width space (U+200B) at the start"),
        ("mi\u200bt", "`mit` with a zero-width space (U+200B)"),
        ("m\u200bi\u200bt", "`mit` with 2 zero-width spaces (U+200B)"),
        ("\ufeffmit", "`mit` with a byte order mark (U+FEFF) at the start"),
        ("mit\x00", "`mit` with a control character (U+0000) at the end"),
        ("mi\u00adt", "`mit` with a soft hyphen (U+00AD)"),
        ("en ", "`en` with a space at the end"),
        ("  en", "`en` with spaces at the start"),
        (" en ", "`en` with a space at both ends"),
        ("en\n", "`en` with a line break at the end"),
        ("\ten", "`en` with a tab at the start"),
        ("en \n", "`en` with white space at the end"),
        (" en\u00a0", "`en` with a no-break space (U+00A0) at the end and a space at the start"),
        ("\u0430pache-2.0", "`\u0430pache-2.0` with a Cyrillic small letter a (U+0430)"),
        ("\uff4dit", "`\uff4dit` with a fullwidth Latin small letter m (U+FF4D)"),
        ("fill\u2011mask", "`fill\u2011mask` with a non-breaking hyphen (U+2011)"),
        ("\ufb01ll-mask", "`\ufb01ll-mask` with a Latin small ligature fi (U+FB01)"),
        ("cafe\u0301", "`cafe\u0301` with a combining acute accent (U+0301)"),
        ("mit\u200d", "`mit` with a zero-width joiner (U+200D) at the end"),
        ("mit\ufe0f", "`mit` with a variation selector-16 (U+FE0F) at the end"),
        ("my\u00a0file.png", "`my file.png` with a no-break space (U+00A0)"),
        ("\u200b", '`""` with a zero-width space (U+200B)'),
        ("a\u200bb\u200ec\u2060d", "`abcd` with a zero-width space (U+200B), a left-to-right mark (U+200E) and 1 more"),
        ("my  file.png", "`my  file.png`"),
        ("two\n  lines", "`two lines`"),
        ("", '`""`'),
        (" ", '`" "`'),
    ],
)  # fmt: skip
def test_what_is_not_seen_has_a_name(value: str, shown: str) -> None:
    assert quote(value) == shown


@pytest.mark.parametrize(
    "value",
    [
        "русский текст", "сорт по-русски", "日本語", "ＡＢＣ日本", "caf\u00e9", "A – B", "α-VAE", "naïve ﬁn’s été", "क्षि", "می\u200cخواهم",
        "👩\u200d🔬", "❤\ufe0f", "1\ufe0f\u20e3", "👨🏽\u200d💻", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    ],
)  # fmt: skip
def test_spelling_of_languages_and_emoji_is_left_alone(value: str) -> None:
    assert quote(value) == f"`{value}`"


def test_end_of_a_value_that_is_cut_is_not_its_end() -> None:
    assert quote("word " * 100, 10) == "`word word…`"


def test_shortened_text_marks_what_is_not_seen() -> None:
    assert shorten("a\u200bb\u00a0c\u00a0") == "a<U+200B>b\u00a0c<U+00A0>"


def test_diff_shows_a_no_break_space_at_the_end_of_a_line(tmp_path: Path) -> None:
    write(tmp_path, "---\nlicense: mit\u00a0\n---\n# A\n")
    shown = cardlint("check", "--select", "unknown-license", cwd=tmp_path).stdout
    assert "2 - license: mit·\n2 + license: mit\n" in shown


def test_report_names_the_character(tmp_path: Path) -> None:
    write(tmp_path, "---\nlicense: mit\u00a0\nlanguage: ['en ']\nlic\u0435nse: mit\n---\n# A\n")
    shown = cardlint("check", "--format", "concise", cwd=tmp_path).stdout
    assert "`mit` with a no-break space (U+00A0) at the end is not a Hub license; did you mean `mit`?" in shown
    assert "`en` with a space at the end is not a language code; did you mean `en`?" in shown
    assert "`lic\u0435nse` with a Cyrillic small letter ie (U+0435)" in shown
