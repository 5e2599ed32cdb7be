"""A bracket or a quotation mark in the Python code is never closed, so it fails for everyone who copies it.

Transcripts, data and diffs in a block for Python are not read, nor are lines of IPython such as ``!pip install``.

Source: the Python language reference, lexical analysis; in 20 of 7,116 real cards, all read, all true.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import ALL, Example, Found, Rule
from cardlint.system.lazy_pattern import pattern

_LANGUAGES = frozenset(("python", "py", "python3"))
_TOKEN = pattern(
    r"#[^\n]*|(?P<long>\"\"\"|''')|\"(?:[^\"\\\n]|\\[\s\S])*\"|'(?:[^'\\\n]|\\[\s\S])*'"
    r"|(?P<open>[\[({])|(?P<close>[\])}])|(?P<mark>[\"'])"
)
_TRANSCRIPT = pattern(
    r"^[ \t]*(?:>>>|In \[\d|Out\[\d|\$ )|\A\s*[{\[\"']|^[+-][ \t]*[a-z_]+\b[^\n]*\n[+-]", re.MULTILINE
)
_OTHER_LINES = pattern(r"^[ \t]*[!%?][^\n]*", re.MULTILINE)
_OPENS = {")": "(", "]": "[", "}": "{"}
_LONGEST = 50_000
"""Characters of a block that are read; a longer one is not an example."""


def check(card: Card) -> Iterator[Found]:
    for fence in card.markdown.fences:
        if not fence.closed or fence.language not in _LANGUAGES:
            continue
        code = card.markdown.text[slice(*fence.content)]
        if len(code) > _LONGEST or _is_even(code) or _TRANSCRIPT.search(code):
            continue
        fault = _fault(_OTHER_LINES.sub(lambda line: " " * len(line[0]), code))
        if fault is not None:
            at, message = fault
            yield Found(Span(fence.content.start + at, fence.content.start + at + 1), message)


def _is_even(code: str) -> bool:
    """Return whether all brackets and quotation marks come in pairs, as in most code, which then is not read."""
    count = code.count
    pairs = count("(") == count(")") and count("[") == count("]") and count("{") == count("}")
    return pairs and not (count('"') % 2 or count("'") % 2)


def _fault(code: str) -> tuple[int, str] | None:
    """Return where a bracket or a quotation mark has no partner, and the message; None if all have."""
    opened: list[tuple[str, int]] = []
    at = 0
    while (token := _TOKEN.search(code, at)) is not None:
        at = token.end()
        if token["long"]:
            end = code.find(token["long"], at)
            while end > 0 and code[end - 1] == "\\":
                end = code.find(token["long"], end + 1)
            if end < 0:
                return token.start(), f"this text in {quote(token['long'])} is never closed, so the code does not run"
            at = end + len(token["long"])
        elif token["mark"]:
            return token.start(), "this quotation mark is not closed on its line, so the code does not run"
        elif token["open"]:
            opened.append((token[0], token.start()))
        elif token["close"]:
            if not opened:
                return token.start(), f"{quote(token[0])} closes nothing, so the code does not run"
            bracket, place = opened.pop()
            if bracket != _OPENS[token[0]]:
                return token.start(), f"{quote(token[0])} does not close {quote(bracket)}, so the code does not run"
    if opened:
        bracket, place = opened[-1]
        return place, f"{quote(bracket)} is never closed, so the code does not run"
    return None


RULE = Rule(
    name="unbalanced-code",
    code="CL354",
    category="body",
    severity=Severity.WARNING,
    check=check,
    kinds=ALL,
    signs=("text:```py", "text:~~~py", "text:``` py"),
    examples=(
        Example(
            bad='```python\nm = AutoModel.from_pretrained«(»"a/b"\n```\n',
            good='```python\nm = AutoModel.from_pretrained("a/b")\n```\n',
            whole=True,
            message="`(` is never closed, so the code does not run",
        ),
        Example(
            bad='```python\nm = load("a/b«"»)\nn = load("c/d)\n```\n'.replace('«"»', '"').replace(
                'load("c/d)', 'load(«"»c/d)'
            ),
            good='```python\nn = load("c/d")\n```\n',
            whole=True,
            message="this quotation mark is not closed on its line, so the code does not run",
        ),
        Example(bad="```py\nprint(a)«)»\n```\n", good="```py\nprint(a)\n```\n", whole=True),
        Example(bad="```py\nprint([a«)»\n```\n", good="```py\nprint([a])\n```\n", whole=True),
        Example(bad='```py\na = «"»""b\n```\n', good='```py\na = """b"""\n```\n', whole=True),
    ),
    silent=(
        Example(
            good="```python\n!pip install \"a\n%time f(\n# don't\ns = 'it\\'s' + f\"{x['a']}\"\n"
            't = """a \' ( \\""" """\nf(\n  a, ...)\n```\n',
            whole=True,
        ),
        Example(
            good="```python\n>>> f(\n```\n\n```python\n{'a': <Image>, 'b': 'it's'}\n```\n\n```\nf(\n```\n", whole=True
        ),
        Example(good="```python\n-f(\n+g(\n x)\n```\n\n```python\nf(\n", whole=True),
        Example(good="```python\n```\n", whole=True),
    ),
)
