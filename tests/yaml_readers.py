"""The two readers of real cards, js-yaml and pure PyYAML, and YAML generated for them.

js-yaml needs node, and its folder in CARDLINT_JS_YAML, or the network: with CARDLINT_NETWORK_TESTS it comes from the registry.
"""

import json
import os
import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from cardlint.card.front_matter.reader import FrontMatter, parse
from cardlint.card.front_matter.scalars import Timestamp

JS_YAML = "4.3.2"
CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
_NODE = shutil.which("node")
_SCRIPT = """
const yaml = require(process.argv[1]);
const seen = value => {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return {number: Object.is(value, -0) ? '0' : String(value)};
  if (value instanceof Date) return {date: true};
  if (value instanceof Uint8Array) return {bytes: true};
  if (Array.isArray(value)) return value.map(seen);
  if (typeof value === 'object') return {mapping: Object.keys(value).map(key => [key, seen(value[key])])};
  return value;
};
const read = text => { try { return {data: seen(yaml.load(text))}; } catch (error) { return {error: String(error.message)}; } };
process.stdout.write(JSON.stringify(JSON.parse(require('fs').readFileSync(0, 'utf8')).map(read)));
"""


class Answer(NamedTuple):
    """What a reader says of YAML: its data, or why it has none."""

    data: Any = None
    error: str | None = None


def python(text: str) -> str | None:
    """Return the error with which huggingface_hub fails on the front matter ``text``: it passes the fields as arguments."""
    try:
        data = yaml.safe_load(text)
        if not isinstance(data, dict):
            return "repo card metadata block should be a dict"
        dict(**data)
    except Exception as error:  # PyYAML also lets errors of Python through, such as IndexError for an empty `!!int`
        return " ".join(str(error).split())
    return None


@contextmanager
def js_yaml() -> Iterator[Callable[[list[str]], list[Answer]]]:
    """Return a function that reads many texts as the Hub does. Skips the test if js-yaml is not there."""
    if _NODE is None:
        pytest.skip("node is not installed")
    if folder := os.environ.get("CARDLINT_JS_YAML"):
        yield lambda texts: _load(folder, texts)
        return
    if "CARDLINT_NETWORK_TESTS" not in os.environ:
        pytest.skip("set CARDLINT_NETWORK_TESTS to fetch js-yaml, or CARDLINT_JS_YAML to its folder")
    from tools.vocabulary_builder.packages import Package, fetch

    with (
        tempfile.TemporaryDirectory() as target,
        fetch(Package("npm", "js-yaml", JS_YAML), Path(target)).unpacked() as unpacked,
    ):
        bundle = unpacked / "dist" / "js-yaml.js"  # in one file, without its dependency
        yield lambda texts: _load(str(bundle), texts)


def _load(module: str, texts: list[str]) -> list[Answer]:
    done = subprocess.run(
        [str(_NODE), "-e", _SCRIPT, module], input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    return [Answer(each.get("data"), each.get("error")) for each in json.loads(done.stdout)]


def rejected_by_hub(answer: Answer) -> bool:
    """Return whether the Hub rejects front matter of which js-yaml says ``answer``: it must be a mapping."""
    return answer.error is not None or not (isinstance(answer.data, dict) and "mapping" in answer.data)


def same(ours: Any, theirs: Any) -> bool:
    """Return whether the data that cardlint reads is that of js-yaml, as the script above writes it."""
    if isinstance(theirs, dict):
        ((kind, value),) = theirs.items()
        if kind == "number":
            number = float(value.replace("Infinity", "inf"))
            return isinstance(ours, int | float) and (float(ours) == number or (ours != ours and number != number))
        if kind == "mapping":
            pairs = dict(value)
            return (
                isinstance(ours, dict) and ours.keys() == pairs.keys() and all(same(ours[k], pairs[k]) for k in pairs)
            )
        return isinstance(ours, Timestamp if kind == "date" else bytes)
    if isinstance(theirs, list):
        return isinstance(ours, list) and len(ours) == len(theirs) and all(map(same, ours, theirs))
    return type(ours) is type(theirs) and ours == theirs


class Verdicts:
    """What cardlint says of the front matter ``text``: whether the Hub rejects it, and whether Python tools fail."""

    def __init__(self, text: str) -> None:
        self.read: FrontMatter = parse(text)
        root = self.read.root
        self.data = root.data if root is not None else None
        self.is_mapping = isinstance(self.data, dict)
        self.has_problem = bool(self.read.problems)
        self.hub_rejects = self.has_problem or not self.is_mapping
        self.python_fails = any(each.fails for each in self.read.rejections)

    @property
    def reason(self) -> str:
        """The kind and the text of the first problem."""
        problem = self.read.problems[0] if self.read.problems else None
        return f"{problem.kind.name} {problem.detail}" if problem is not None else ""


def front_matters(longest: int) -> list[str]:
    """Return the front matter of real cards of up to ``longest`` characters, as the Hub finds it."""
    from cardlint.card.front_matter import fences

    found = []
    for path in sorted(CORPUS.glob("*/*/README.md")):
        text = path.read_bytes().decode("utf-8", "replace")
        block = fences.find(text)
        if block is not None and block.content.end - block.content.start <= longest:
            found.append(text[block.content.start : block.content.end])
    return found


_WORDS = (
    *(
        "a",
        "b",
        "mit",
        "1",
        "2024",
        "no",
        "=",
        "<<",
        "~",
        "",
        "null",
        "2025-02-30",
        "1_0",
        "0o7",
        "a b",
        "x:y",
        "x#y",
        "-",
    ),
    *(
        "?",
        "?x",
        ":x",
        "x:",
        "*a",
        "&a x",
        "! 5",
        "!!str 5",
        "!!int x",
        "'q'",
        "'q r'",
        '"q"',
        '"\\u00e9"',
        '"\\ud83d\\ude80"',
    ),
    *("|\n  t", "|- #c\n  t", ">-#\n  t", "%x", "@x", "x\ty", "x\t", "\tx", "x\u2028y", "x\u2028", "x\x85", "x\x85y"),
    *("'x\u2028y'", "12:30:45", "1e3", ".5", "*a ", "-x", "--", "...x", "x?", "a? b", "x!", "|x", "x's", "b:c", "# c"),
)
_KEYS = (
    *("a", "b", "c", "d", "e", "f", "g", "license", "tags", "2024", "null", "<<", "no", "'q'", '"q"', "? a\n", "[x]"),
    *("{x: y}", "&a k", "*a ", "!!str k", "a b", "=", "1_0", "-a", "?a", "&a", "x?"),
)
_INSERTED = (
    *(
        "\t",
        "#",
        " #",
        ": ",
        ":",
        "- ",
        "-",
        "&a ",
        "*a",
        "!x ",
        "! ",
        "[",
        "]",
        "{",
        "}",
        ",",
        "? ",
        "?",
        "'",
        '"',
        "|",
        ">-",
    ),
    *(
        "|\n",
        "%",
        "@",
        "`",
        "\u2028",
        "\x85",
        "---\n",
        "...\n",
        "=",
        "<<: ",
        "<<",
        "\n",
        " ",
        "  ",
        "\r",
        "!!omap ",
        "!!str ",
    ),
    *(
        "null: ",
        "2024: ",
        "\\ud83d\\ude80",
        "\\",
        "no",
        "2025-02-30",
        "{{ x }}",
        "[a, b]",
        "{a: b}",
        "&a",
        "\n\n",
        "\n  ",
    ),
)
_CARD = (
    "license: apache-2.0\nlanguage:\n- en\n- no\ntags: [text, 'a b', \"c\"]\n"
    "widget:\n- text: Who is it?\n  example_title: One\n- {text: a, output: {url: x.png}}\n"
    "model-index:\n- name: m\n  results:\n  - task: {type: t}\n    metrics:\n    - type: f1\n      value: 0.5\n"
    "extra_gated_prompt: >-\n  Some words\n  and more\nlicense_link: LICENSE # ours\n"
)


def generated(count: int, seed: int) -> list[str]:
    """Return ``count`` texts that are YAML, or nearly so: written at random, and a card with random changes."""
    chance = random.Random(seed)
    return [_changed(chance) if number % 2 else _written(chance) for number in range(count)]


def _changed(chance: random.Random) -> str:
    text = _CARD
    for _ in range(chance.choice((1, 1, 2))):
        at = chance.randrange(len(text) + 1)
        end = at + chance.choice((0, 0, 0, 1, 2, 5))
        text = text[:at] + (chance.choice(_INSERTED) if chance.random() < 0.9 else "") + text[end:]
    return text


def _written(chance: random.Random) -> str:
    return "\n".join(f"{chance.choice(_KEYS)}:{_value(chance, 0, 0)}" for _ in range(chance.randrange(1, 4)))


def _value(chance: random.Random, depth: int, indentation: int) -> str:
    kind, margin = chance.random(), " " * indentation
    if depth > 2 or kind < 0.35:
        behind = chance.choice(("", "", "", "", " # c", "\t# c", "#c", " "))
        return chance.choice((" ", " ", " ", "\t", "  ")) + chance.choice(_WORDS) + behind
    if kind < 0.5:
        return f" {_flow(chance, depth)}{chance.choice(('', '', ' # c', '#c', ' x'))}"
    if kind < 0.75:
        dashes = (f"\n{margin}{chance.choice(('', '  '))}-" for _ in range(chance.randrange(1, 4)))
        return "".join(dash + _value(chance, depth + 1, indentation + 2) for dash in dashes)
    keys = (f"{margin}  {chance.choice(_KEYS)}:" for _ in range(chance.randrange(1, 4)))
    return "\n" + "\n".join(key + _value(chance, depth + 1, indentation + 2) for key in keys)


def _flow(chance: random.Random, depth: int) -> str:
    if depth > 3 or chance.random() < 0.4:
        return chance.choice(_WORDS)
    separator = chance.choice((", ", ", ", ",", ",\n", "\n", ",\t", " "))
    if chance.random() < 0.5:
        items = separator.join(_flow(chance, depth + 1) for _ in range(chance.randrange(4)))
        return f"[{items}{chance.choice(('', '', ','))}]"
    colons = (chance.choice((": ", ": ", ":", " : ", "")) for _ in range(chance.randrange(3)))
    return "{" + separator.join(chance.choice(_KEYS) + colon + _flow(chance, depth + 1) for colon in colons) + "}"
