"""The two readers of real cards, js-yaml and pure PyYAML, and how what they read is compared.

js-yaml needs node. It is in ``data/js-yaml``; CARDLINT_JS_YAML names the folder of another version.
"""

import json
import os
import re
import shutil
import subprocess
from base64 import b64encode
from datetime import MAXYEAR, UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from cardlint.card.card import Card
from cardlint.card.front_matter.reader import FrontMatter, parse
from cardlint.card.front_matter.scalars import Timestamp
from cardlint.card.kind import Kind
from cardlint.config import Config
from cardlint.findings.diagnostic import Diagnostic
from cardlint.findings.source import Source
from cardlint.lint.linter import lint
from cardlint.rules.syntax import dialect_dependent_value

JS_YAML = Path(__file__).parent / "data" / "js-yaml" / "js-yaml.js"
CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
_FENCE = re.compile(r"(?:^|\r)---[ \t]*\r?$|\r---", re.MULTILINE)
_OF_DIFFERENT_VALUES = frozenset(("dialect-dependent-value", "unreadable-in-python", "surrogate-escape"))
_NODE = shutil.which("node")
_SCRIPT = r"""
const yaml = require(process.argv[1]);
const seen = value => {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return {number: Object.is(value, -0) ? '0' : String(value)};
  if (value instanceof Date) return {date: isNaN(value) ? '' : value.toISOString()};
  if (value instanceof Uint8Array) return {bytes: Buffer.from(value).toString('base64')};
  if (Array.isArray(value)) return value.map(seen);
  if (typeof value === 'object') return {mapping: Object.keys(value).map(key => [key, seen(value[key])])};
  if (typeof value === 'string' && /[\uD800-\uDFFF]/u.test(value)) return {halves: value.split('').map(each => each.charCodeAt(0))};
  return value;
};
const read = text => { try { return {data: seen(yaml.load(text))}; } catch (error) { return {error: String(error.message)}; } };
process.stdout.write(JSON.stringify(JSON.parse(require('fs').readFileSync(0, 'utf8')).map(read)));
"""


class Answer(NamedTuple):
    """What a reader says of YAML: its data, or why it has none."""

    data: Any = None
    error: str | None = None


def python(text: str) -> Answer:
    """Return what huggingface_hub and datasets read in the front matter ``text``: they pass the fields as arguments."""
    try:
        data = yaml.safe_load(text)
        if data is None:
            return Answer({})
        if not isinstance(data, dict):
            return Answer(error="repo card metadata block should be a dict")
        dict(**data)
    except Exception as error:  # PyYAML also lets errors of Python through, such as IndexError for an empty `!!int`
        return Answer(error=" ".join(str(error).split()))
    return Answer(data)


def js_yaml(texts: list[str]) -> list[Answer]:
    """Read ``texts`` as the Hub does. Skips the test if node is not there."""
    if _NODE is None:
        pytest.skip("node, which runs js-yaml, is not installed")
    module = os.environ.get("CARDLINT_JS_YAML", str(JS_YAML))
    done = subprocess.run(
        [_NODE, "-e", _SCRIPT, module], input=json.dumps(texts), capture_output=True, text=True, check=True
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
        if kind == "halves":
            return isinstance(ours, str)  # no text has them
        return isinstance(ours, Timestamp if kind == "date" else bytes)
    if isinstance(theirs, list):
        return isinstance(ours, list) and len(ours) == len(theirs) and all(map(same, ours, theirs))
    return type(ours) is type(theirs) and ours == theirs


def is_read_alike(hub: Answer, tools: Answer) -> bool:
    """Return whether js-yaml and PyYAML, which both accept a text, read the same data. A number is one as JavaScript has it."""
    return _of_hub(hub.data) == _of_python(tools.data)


def _of_hub(data: Any) -> Any:
    if isinstance(data, list):
        return tuple(map(_of_hub, data))
    if not isinstance(data, dict):
        return data if isinstance(data, str) else ("constant", data)
    ((kind, value),) = data.items()
    match kind:
        case "number":
            return _number(float(value.replace("Infinity", "inf")))
        case "mapping":
            return frozenset((key, _of_hub(each)) for key, each in value)
        case "halves":
            return ("halves", tuple(value))
    return (kind, value)


def _of_python(data: Any) -> Any:
    if data is None or isinstance(data, bool):
        return ("constant", data)
    if isinstance(data, int | float):
        return _number(data)
    if isinstance(data, date):
        return ("date", _in_utc(data))
    if isinstance(data, bytes):
        return ("bytes", b64encode(data).decode())
    if isinstance(data, dict):
        return frozenset((_as_name(key), _of_python(value)) for key, value in data.items())
    if isinstance(data, set):
        return frozenset((_as_name(key), ("constant", None)) for key in data)
    if isinstance(data, list | tuple):
        return tuple(map(_of_python, data))
    assert isinstance(data, str)
    units = data.encode("utf-16-le", "surrogatepass")
    try:
        units.decode("utf-16-le")
    except UnicodeDecodeError:
        return ("halves", tuple(int.from_bytes(units[at : at + 2], "little") for at in range(0, len(units), 2)))
    return data


def _number(value: float) -> tuple[str, str]:
    try:
        return ("number", str(float(value)))
    except OverflowError:
        return ("number", "inf")


def _in_utc(value: date) -> str:
    if not isinstance(value, datetime):
        return f"{value.isoformat()}T00:00:00.000Z"
    if value.tzinfo is not None and 1 < value.year < MAXYEAR:
        value = value.astimezone(UTC)
    return f"{value.replace(tzinfo=None).isoformat(timespec='milliseconds')}Z"


def _as_name(key: Any) -> str:
    """Return the name that JavaScript makes of a key."""
    if key is None:
        return "null"
    if isinstance(key, bool):
        return str(key).lower()
    return str(int(key)) if isinstance(key, float) and key.is_integer() else str(key)


class Verdicts:
    """What cardlint says of the front matter ``text``: who rejects it, and whether the readers see different values."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.read: FrontMatter = parse(text)
        root = self.read.root
        self.data = root.data if root is not None else None
        self.is_mapping = isinstance(self.data, dict)
        self.has_problem = bool(self.read.problems)
        self.hub_rejects = self.has_problem or not self.is_mapping
        self.python_fails = any(each.fails for each in self.read.rejections)

    @cached_property
    def findings(self) -> list[Diagnostic]:
        return lint(Card(Source(f"---\n{self.text}\n---\n# M\n"), Kind.MODEL), Config())

    @property
    def is_called_different(self) -> bool:
        """Whether a rule says that the readers see different values; one of other rules may say more of such a value."""
        return bool(
            {each.name for each in self.findings} & {*_OF_DIFFERENT_VALUES, *dialect_dependent_value.RULE.yields_to}
        )

    @property
    def is_only_called_different(self) -> bool:
        """Whether a rule says so that has nothing else to say."""
        return bool({each.name for each in self.findings} & _OF_DIFFERENT_VALUES)

    @property
    def has_two_fences(self) -> bool:
        """Whether the front matter of a card would end within the text."""
        return _FENCE.search(self.text) is not None or self.text.lstrip().startswith("---")

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
