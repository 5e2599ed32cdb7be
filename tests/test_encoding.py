"""Cards that are not UTF-8: their encoding is reported if it is certain, and they are then saved as UTF-8."""

import subprocess
from pathlib import Path

import pytest
from template_process import run_cardlint
from test_check import cardlint
from test_patch import TOOLS

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.config import Config
from cardlint.findings.source import Fault, Source
from cardlint.lint import fix
from cardlint.rule_kit import encoding

HEAD = "---\nlicense: Apache 2.0\n---\n"


def repaired(content: bytes, *languages: str) -> str | None:
    """Return the repaired text of ``content``, or None if it is not repaired."""
    source = Source.decode(content, "README.md")
    edits = encoding.repair(source, languages)
    return fix.apply(source.text, [fix.Fix("", edits)]) if edits else None


@pytest.mark.parametrize(
    "text",
    [
        "It’s the model’s “best” checkpoint – see below…",
        "The café of Zoë and Noël.",
        "Modèle entraîné : où ça, déjà ? « Ici », l’été.",
        "Größe: 5 µm ± 2 %, Übermaß.",
        "¿Qué niño? ¡Mañana! Año 1º",
        "på norsk: gå på ski, Ærlig, smør",
        "Area: 5 m², 25 °C, 640×480, £5, ½ cup, © 2024 Acme™ ®",
        "• one\n• two\xa0three",
    ],
)
def test_windows_1252_is_determined_by_its_letters_and_signs(text: str) -> None:
    assert repaired((HEAD + text + "\n").encode("cp1252")) == HEAD + text + "\n"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Não há informação, é só uma canção.", "pt"),
        ("Modèle entraîné à Orléans", "fr"),
        ("gå å så", "nb"),
        ("così è", "it"),
    ],
)
def test_language_of_the_card_makes_certain(text: str, language: str) -> None:
    content = (HEAD + text + "\n").encode("cp1252")
    assert (repaired(content), repaired(content, language)) == (None, HEAD + text + "\n")


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("Привет, мир: модель для русского языка", "cp1251"),
        ("Zażółć gęślą jaźń", "cp1250"),
        ("Ez nem erős.", "cp1250"),
        ("bună limba română", "cp1250"),
        ("malé dítě není", "cp1250"),
        ("ir labā", "cp1257"),
        ("test и model", "cp1251"),
        ("Příliš žluťoučký kůň úpěl", "cp1250"),
        ("Türkçe için eğitilmiş şık model", "cp1254"),
        ("El niño comió jalapeños", "mac_roman"),
        ("Modèle entraîné déjà", "mac_roman"),
        ("“Quoted” words and a dash – here", "mac_roman"),
        ("这个模型", "gbk"),
        ("日本語のモデル", "shift_jis"),
        ("한국어 모델", "euc_kr"),
        ("Ελληνικά μοντέλα", "cp1253"),
        ("Lietuvių kalba ąčęė", "cp1257"),
    ],
)
def test_other_encodings_are_left(text: str, codec: str) -> None:
    assert repaired((HEAD + text + "\n").encode(codec)) is None


@pytest.mark.parametrize(
    "content",
    [
        "été".encode()[:-1],  # cut in the middle of a character
        "“".encode()[:2] + b" and more",
        b"undefined \x81 there",
        b"\xf1",  # not a word
        "---\n".encode("utf-32"),
        b"\xff\xfe\0",  # half of a UTF-16 character
    ],
)
def test_damage_is_left(content: bytes) -> None:
    assert repaired(content) is None


def test_language_that_another_encoding_writes_is_left() -> None:
    content = "---\nlanguage: hu\n---\nnagy kék\n".encode("cp1250")
    card = Card(Source.decode(content, "README.md"))
    assert fix.fix_card(card, Config(), unsafe=True).applied == []


def test_only_what_is_not_utf8_changes() -> None:
    assert repaired("Zoë and ".encode() + "Zoë ".encode("cp1252") + "日本 \ufffd".encode()) == "Zoë and Zoë 日本 \ufffd"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_saved_as_utf_8_unasked_and_discard_cached(codec: str) -> None:
    text = "---\r\nsdk: gradio\r\nlicense: Apache 2.0\r\n---\r\n日本 🤗\r\n"
    source = Source.decode(("\ufeff" + text).encode(codec), "README.md")
    assert source.fault is Fault.UTF_16
    done = fix.fix_card(Card(source), Config())
    assert (done.card.source.text, done.card.kind) == (text.replace("Apache 2.0", "apache-2.0"), Kind.SPACE)
    assert [each.name for each in done.applied] == ["invalid-encoding", "unknown-license"]


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize(
    ("codec", "options"), [("cp1252", ("--unsafe-fixes",)), ("utf-16", ()), ("utf-8", ())], ids=["1252", "16", "8"]
)
def test_patch_makes_what_fix_writes(codec: str, options: tuple[str, ...], tool: str, tmp_path: Path) -> None:
    card = tmp_path / "README.md"
    old = (HEAD + "\n# Café\n\nIt’s “fine” — déjà vu\nand more text\n").encode(codec)
    card.write_bytes(old)
    shown = run_cardlint(["check", "--diff", *options, "README.md"], tmp_path)
    assert (shown.returncode, card.read_bytes()) == (1, old)
    (tmp_path / "all.patch").write_bytes(shown.stdout)
    subprocess.run(TOOLS[tool], cwd=tmp_path, check=True, capture_output=True)
    patched = card.read_bytes()
    card.write_bytes(old)
    cardlint("check", "--fix", *options, "README.md", cwd=tmp_path)
    assert card.read_bytes() == patched
    assert patched.decode() == old.decode(codec).replace("Apache 2.0", "apache-2.0")


def test_word_that_is_not_a_language_does_not_keep_it_from_being_reported() -> None:
    content = "---\nlanguage: english\n---\nIt’s a café\n".encode("cp1252")
    card = Card(Source.decode(content, "README.md"))
    assert fix.fix_card(card, Config(), unsafe=True).card.source.text == "---\nlanguage: en\n---\nIt’s a café\n"


def test_windows_1252_wants_a_look() -> None:
    card = Card(Source.decode((HEAD + "café\n").encode("cp1252"), "README.md"))
    assert fix.fix_card(card, Config()).applied == []
    assert (
        fix.fix_card(card, Config(), unsafe=True).card.source.text
        == HEAD.replace("Apache 2.0", "apache-2.0") + "café\n"
    )


def test_standard_input_is_saved_as_utf_8(tmp_path: Path) -> None:
    done = cardlint("check", "--fix", "-", stdin="---\nlicense: mit\n---\n# Ä\n".encode("utf-16"), cwd=tmp_path)
    assert done.stdout == "---\nlicense: mit\n---\n# Ä\n"
