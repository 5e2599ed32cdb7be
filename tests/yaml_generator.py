"""YAML written at random for the two readers: nearly valid, and front matter with everything that YAML has.

Always the same for the same seed. ``data/yaml_parts.json`` lists the parts of ``front_matter``.
"""

import json
import random
from pathlib import Path
from typing import Any

_PARTS: dict[str, Any] = json.loads((Path(__file__).parent / "data" / "yaml_parts.json").read_text(encoding="utf-8"))
_ALL_VALUES: list[str] = [value for group in _PARTS["values"].values() for value in group]
_LONG = ("x" * 1_030, f"'{'x' * 1_030}'", f"[{'x' * 1_030}]", "&a " + "x" * 1_030)
_LONG_NAMES = ("k" * 1_020, "k" * 1_030, f"'{'k' * 1_030}'")
_USUAL_NAMES = ("license", "language", "tags", "title", "a", "b", "x-y", "a b")
_CHARACTERS = "aab:::--??##[]{},&*!|>'\"%@`\n\n  \t=~<.02\\\r\x85\u2028\ufeff"

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


_CARDS = (
    _CARD,
    (
        "language:\n  - en\nconfigs:\n  - config_name: default\n    data_files:\n      - split: train\n        path: data/*.csv\n"
        "dataset_info:\n  features:\n    - name: label\n      dtype:\n        class_label:\n          names:\n"
        "            '0': no\n            '1': yes\n  splits:\n  - name: train\n    num_bytes: 12\n"
    ),
    "title: My demo\nemoji: \U0001f680\nsdk: gradio\nsdk_version: 5.0.0\nmodels: [a/b, c/d]\npinned: false\n",
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


def front_matter(count: int, seed: int) -> list[str]:
    """Return ``count`` texts like front matter that mix everything that YAML has, of four forms in turn."""
    chance = random.Random(seed)
    forms = (_fields, _changed_card, _characters, _one_value)
    return [forms[number % len(forms)](chance) for number in range(count)]


def _any_value(chance: random.Random) -> str:
    return chance.choice(_LONG) if chance.random() < 0.01 else chance.choice(_ALL_VALUES)


def _any_name(chance: random.Random) -> str:
    if chance.random() < 0.5:
        return chance.choice(_USUAL_NAMES)
    return chance.choice(_LONG_NAMES) if chance.random() < 0.02 else str(chance.choice(_PARTS["names"]))


def _before(chance: random.Random) -> str:
    return " " if chance.random() < 0.5 else str(chance.choice(_PARTS["before a value"]))


def _after(chance: random.Random) -> str:
    return "" if chance.random() < 0.5 else str(chance.choice(_PARTS["after a value"]))


def _indented(value: str, width: int) -> str:
    return value.replace("\n", "\n" + " " * width)


def _one_value(chance: random.Random) -> str:
    opening, closing = chance.choice((("", ""), ("", ""), ("\n- ", ""), ("[", "]"), ("\n  l: ", ""), ("{l: ", "}")))
    anchor = "a: &a 1\n" if chance.random() < 0.3 else ""
    end = chance.choice(("", "", " ", " # c", "\nb: 1"))
    return f"{anchor}k: {opening}{_any_value(chance)}{closing}{end}"


def _fields(chance: random.Random) -> str:
    lines = [
        chance.choice(_PARTS["lines"]) if chance.random() < 0.15 else f"{_any_name(chance)}:{_part(chance, 0)}"
        for _ in range(chance.randrange(1, 4))
    ]
    return "\n".join(lines)


def _part(chance: random.Random, depth: int) -> str:
    kind = chance.random()
    if depth > 2 or kind < 0.6:
        return _before(chance) + _any_value(chance) + _after(chance)
    if kind < 0.7:
        return f" {_in_brackets(chance, 0)}{_after(chance)}"
    behind = chance.choice(("", "", "", " #c", " ", "\t"))
    if kind < 0.85:
        margin = chance.choice(("", "  ", " ", "   "))
        items = (_indented(_part(chance, depth + 1), len(margin) + 2) for _ in range(chance.randrange(1, 4)))
        return behind + "".join(f"\n{margin}-{item}" for item in items)
    margin = chance.choice(("  ", "  ", " ", "    ", "\t"))
    fields = (
        f"\n{margin}{_any_name(chance)}:{_indented(_part(chance, depth + 1), len(margin))}"
        for _ in range(chance.randrange(1, 3))
    )
    return behind + chance.choice(("", "", "", " &b", " !!map")) + "".join(fields)


def _in_brackets(chance: random.Random, depth: int) -> str:
    if depth > 2 or chance.random() < 0.5:
        return _any_value(chance)
    separator = chance.choice((", ", ",", ",\n  ", "\n  ", ",\t", " ,", " , ", ", # c\n  ", "  "))
    start, end = chance.choice(("", " ", "\n  ")), chance.choice(("", " ", ",", "\n  ", "\n"))
    if chance.random() < 0.5:
        items = [_in_brackets(chance, depth + 1) for _ in range(chance.randrange(4))]
        return f"[{start}{separator.join(items)}{end}]"
    colons = (": ", ": ", ":", " : ", "", ":\t", ":\n  ")
    pairs = [
        _any_name(chance) + chance.choice(colons) + _in_brackets(chance, depth + 1) for _ in range(chance.randrange(4))
    ]
    return f"{{{start}{separator.join(pairs)}{end}}}"


def _changed_card(chance: random.Random) -> str:
    text = chance.choice(_CARDS)
    for _ in range(chance.choice((1, 1, 1, 2))):
        kind, at = chance.random(), chance.randrange(len(text) + 1)
        if kind < 0.4:
            text = text[:at] + chance.choice(_PARTS["inserted"]) + text[at + chance.choice((0, 0, 0, 1, 2, 5)) :]
        elif kind < 0.8:
            text = _changed_line(chance, text.split("\n"))
        elif kind < 0.9:
            copied = chance.randrange(len(text) + 1)
            text = text[:at] + text[copied : copied + chance.randrange(1, 20)] + text[at:]
        else:
            text = text[:at] + text[at + chance.choice((1, 1, 2, 5)) :]
    return text


def _changed_line(chance: random.Random, lines: list[str]) -> str:
    number = chance.randrange(len(lines))
    name, colon, value = lines[number].partition(": ")
    if colon and chance.random() < 0.6:
        width = len(name) - len(name.lstrip())
        lines[number] = f"{name}:{_before(chance)}{_indented(_any_value(chance), width)}{_after(chance)}"
    elif colon and chance.random() < 0.5:
        lines[number] = f"{name[: len(name) - len(name.lstrip(' -'))]}{_any_name(chance)}: {value}"
    else:
        lines.insert(number, chance.choice(_PARTS["lines"]))
    return "\n".join(lines)


def _characters(chance: random.Random) -> str:
    start = chance.choice(("k: ", "k: ", "- ", "k:\n- ", "k: [", "k: {a: ", ""))
    middle = "".join(chance.choice(_CHARACTERS) for _ in range(chance.randrange(1, 9)))
    return start + middle + chance.choice(("", "", "]", "}", "\nb: 1"))
