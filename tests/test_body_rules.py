"""Rules about the body, as far as their examples cannot test it: hostile cards, secrets that must not be repeated, real cards."""

from itertools import islice

import pytest
from test_body import CORPUS, HOSTILE

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.repository import Repository
from cardlint.config import Config
from cardlint.findings.source import Source
from cardlint.lint import fix
from cardlint.rules import find, in_group

FIELDS = """\
---
license: mit
base_model: example-org/base
model-index:
- name: m
  results:
  - task: {type: text-classification}
    dataset: {type: example-org/data, name: Data}
    metrics: [{type: accuracy, value: 0.5}]
---
"""
MORE = {
    "anchors": "".join(f"# h{n}\n[a](#x{n})\n" for n in range(3_000)),
    "placeholders": "".join(f"## h{n}\n[More Information Needed]\n" for n in range(5_000)),
    "many comments": "<!-- a -->" * 20_000,
    "licences": "This dataset is " + "licensed under the MIT " * 20_000,
    "scores": "- accuracy: 0.5\n" * 20_000,
    "table of scores": "|a|b|\n|-|-|\n" + "|accuracy|0.1|\n" * 20_000,
    "code": "```\n" + "from_pretrained('your/x')\n" * 10_000 + "```\n",
    "models": "```\n" + "model=" * 30_000 + " your\n```\n",
    "one token": "hf_" + "a1B" * 50_000,
    "beginnings of tokens": "hf_aB1" * 30_000,
    "passwords": "://a:b@" * 20_000,
    "one password": "://" + "a" * 50_000 + ":" + "b" * 50_000 + "@",
    "tokens in addresses": "http://x?token=" * 10_000,
    "tokens in one another": "xoxb-" + "xoxb-q7Zp2M4n8V6t-" * 10_000,
    "keys": "-----BEGIN " * 20_000,
    "templates": "{{ a | " * 20_000,
    "one template": "{{ " + "a." * 50_000,
    "homes": "/home/aa/ " * 20_000,
    "headings of all levels": "".join("#" * (n % 6 + 1) + f" h{n}\n\n" for n in range(20_000)),
    "links without target": "[a]()" * 20_000,
    "base models": "fine tuned version of [a](https://huggingface.co/a/b) " * 8_000,
    "dead anchors": "".join(f"# h{n}\n" for n in range(5_000)) + "".join(f"[a](#x{n})\n" for n in range(5_000)),
    "empty sections of one name": "[a](#h)\n\n" + "## h\n\n" * 5_000,
    "sections to fill": "- [a](#h)\n" * 2_000 + "# h\n\nTODO\n\n" * 3_000,
    "handlers": "<p " + "onx=1 " * 20_000 + ">",
    "papers": "arXiv preprint " * 20_000,
    "emissions": "## a\n[x](https://arxiv.org/abs/1910.09700)\n" * 3_000,
    "bold": "**a\n\n" * 20_000,
    "deep list": "".join("  " * level + "- item\n" for level in range(1_500)),
    "long address": "[a](" + "a-b." * 30_000 + "x)",
}


@pytest.mark.parametrize("text", [*HOSTILE.values(), *MORE.values()], ids=[*HOSTILE, *MORE])
def test_hostile_bodies_are_checked_to_their_end(text: str) -> None:
    card = Card(Source(FIELDS + text), Kind.MODEL, Repository("."))
    found = [each for rule in in_group("body") for each in islice(rule.check(card), 100)]
    assert all(0 <= each.span.start <= each.span.end <= len(card.source.text) for each in found)


@pytest.mark.parametrize(
    "point",
    [
        "- **Paper:** [More Information Needed](paper.pdf)\n",
        "- **Paper:** [TODO]\n  - soon\n",
        "- **Paper:** [TODO]\n\n  Soon.\n",
        "- **Paper:** [TODO]\nand more\n",
        "- upos: [TODO]\n",
        "- **Paper:** [TODO]\n<!-- cardlint: ignore[empty-section] -->\n",
    ],
)
def test_points_that_say_something_stay(point: str) -> None:
    text = f"# M\n\n## Details\n\nGood.\n\n{point}"
    card = Card(Source(text), Kind.MODEL)
    found = fix.fix_card(card, Config(select=frozenset(("unfilled-section",))), unsafe=True)
    assert found.card.source.text == text


SECRETS = (
    "hf_" + "QwErTzUiOpAsDfGhJ" + "kLyXcVbNmQaYwSxEd",
    "sk-" + "proj-" + "q7Zp2M4n8V6t3R5wQ7zP",
    "AKIA" + "Q7ZP2M4N8V6T3R5W",
    "ghp_" + "q7Zp2M4n8V6t3R5wQ7zPq7Zp2M4n8V6t3R5w",
    "github_" + "pat_" + "q7Zp2M4n8V6t3R5wQ7zPq7",
    "xoxb-" + "2718281828-q7Zp2M4n8V6t",
    "AIza" + "Q7zP2m4N8v6T3r5WQ7zP2m4N8v6T3r5WQ7z",
    "-----BEGIN " + "OPENSSH PRIVATE KEY-----",
    "npm_" + "q7Zp2M4n8V6t3R5wQ7zPq7Zp2M4n8V6t3R5w",
    "pypi-" + "AgEIcHlwaS5vcmcCJ" + "q7Zp2M4n8V6t3R5wQ7zPq7Zp2M4n8V6t3R5w" * 2,
    "gsk_" + "q7Zp2M4n8V6t3R5wQ7zPq7Zp2M4n8V6t3R5w" + "q7Zp2M4n8V6t3R5w",
    "r8_" + "q7Zp2M4n8V6t3R5wQ7zPq7Zp2M4n8V6t3R5w9",
    "nvapi-" + "q7Zp2M4n8V6t3R5wQ7zPq7Zp2M4n8V6t" * 2,
    "eyJ" + "hbGciOiJIUzI1NiJ9." + "eyJ" + "1c2VyIjoiYWRhIn0." + "q7Zp2M4n8V6t3R5wQ7zPq7Zp2M4n",
)


@pytest.mark.parametrize("secret", SECRETS, ids=lambda secret: secret[:4])
def test_secrets_are_found_and_not_repeated(secret: str) -> None:
    rule = find("exposed-secret")
    assert rule is not None
    source = Source(f'---\nlicense: mit\n---\n# M\n\nRun `login("{secret}")` first.\n')
    found = list(rule.check(Card(source, Kind.MODEL)))
    assert [source.slice(each.span) for each in found] == [secret]
    assert secret not in found[0].message
    assert not any(secret[at : at + 6] in found[0].message for at in range(len(secret) - 6)) or "PRIVATE" in secret


@pytest.mark.parametrize(
    "text",
    [
        "hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "hf_your_token_goes_here_and_is_long_enough",
        "sk-1234567890abcdefghijklmn",
        "sk-container",
        "npm_config_registry",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.q7Zp2M4n8V6t3R5wQ7zPq7Zp2M4n",  # the example of jwt.io
        "https://username:s3cr3tPassw0rd@example.org",
    ],
)
def test_placeholders_are_not_secrets(text: str) -> None:
    rule = find("exposed-secret")
    assert rule is not None
    assert list(rule.check(Card(Source(f"login('{text}')\n"), Kind.MODEL))) == []


def test_secrets_of_real_cards_are_found() -> None:
    rule = find("exposed-secret")
    assert rule is not None
    if not CORPUS.is_dir():
        pytest.skip("the corpus of real cards is not here")
    for name in ("dataset/venu12345__venu2004", "model/m3hrdadfi__wav2vec2-large-xlsr-turkish"):
        source = Source.decode((CORPUS / name / "README.md").read_bytes(), name)
        assert len(list(rule.check(Card(source)))) == 1
