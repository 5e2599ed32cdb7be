"""The widget cannot load a path on your own computer, an ``http:`` URL, or the web page of a file.

Write a path in the repository or an ``https:`` URL of the file itself: ``resolve`` or ``raw`` instead of ``blob``.

Source: hub-docs models-widgets.md 242f4a1; browsers block ``http:`` content on an ``https:`` page; 2 of 91 real
``src`` values.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Mapping, Scalar
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.widget._examples import examples
from cardlint.system.lazy_pattern import pattern

_LOCAL = pattern(r"file:|[a-z]:[\\/]|\\|/|~|\.\./", re.IGNORECASE)
_FAULTS = (
    (pattern(r"(http):"), "https", "browsers block {url} on the page; use `https:`"),
    (
        re.compile(r"https://huggingface\.co/(?:datasets/|spaces/)?[\w.-]+/[\w.-]+/(blob)/"),
        "resolve",
        "{url} is a web page, not the file; use `resolve` instead of `blob`",
    ),
    (
        re.compile(r"https://github\.com/[\w.-]+/[\w.-]+/(blob)/(?![^#]*[?&]raw=(?:true|1)\b)"),
        "raw",
        "{url} is a web page, not the file; use `raw` instead of `blob`",
    ),
)
"""The start of the URL, what to write for the part in parentheses, and the message."""

_LONGEST = 2000


def check(card: Card) -> Iterator[Found]:
    for example in examples(card):
        output = example.data.get("output")
        yield from _check_address(card, example, "src")
        if isinstance(output, dict) and isinstance(node := example.index["output"].value, Mapping):
            yield from _check_address(card, node, "url")


def _check_address(card: Card, mapping: Mapping, name: str) -> Iterator[Found]:
    entry = mapping.index.get(name)
    node = entry.value if entry is not None else None
    if not isinstance(node, Scalar) or not isinstance(node.data, str) or len(node.text) > _LONGEST:
        return
    url = node.text
    for fault, right, message in _FAULTS:
        if match := fault.match(url):
            yield Found(node.span, message.format(url=quote(url)), _correction(card, node, match, right))
            return
    if _LOCAL.match(url) and not url.startswith("//"):
        message = f"{quote(url)} is not in the repository; add the file, and write its path from the root"
        yield Found(node.span, message)


def _correction(card: Card, node: Scalar, match: re.Match[str], right: str) -> Fix | None:
    """Return the fix that writes ``right`` for the group of ``match``; None if the text is escaped or folded."""
    at = card.source.slice(node.span).find(node.text)
    if at < 0:
        return None
    start, end = match.span(1)
    edit = Edit(Span(node.start + at + start, node.start + at + end), right)
    return Fix(f"replace with `{right}`", (edit,), Applicability.UNSAFE)


RULE = Rule(
    name="unreachable-widget-file",
    code="CL183",
    category="widget",
    severity=Severity.WARNING,
    check=check,
    kinds=(Kind.MODEL,),
    fields=("widget",),
    signs=("text:src", "text:output"),
    examples=(
        Example(
            bad="widget:\n- src: «http://example.org/a.png»",
            good="widget:\n- src: https://example.org/a.png",
            fixed=True,
            message="browsers block `http://example.org/a.png` on the page; use `https:`",
        ),
        Example(
            bad="widget:\n- src: «https://huggingface.co/datasets/me/d/blob/main/a.png»",
            good="widget:\n- src: https://huggingface.co/datasets/me/d/resolve/main/a.png",
            fixed=True,
        ),
        Example(
            bad='widget:\n- src: «"https://github.com/me/d/blob/main/a.wav"»',
            good='widget:\n- src: "https://github.com/me/d/raw/main/a.wav"',
            fixed=True,
        ),
        Example(
            bad="widget:\n- text: a\n  output:\n    url: «/content/out.png»\n- src: «C:\\a.wav»",
            good="widget:\n- text: a\n  output:\n    url: images/out.png",
            message="`/content/out.png` is not in the repository; add the file, and write its path from the root",
        ),
        Example(bad='widget:\n- src: «"https://huggingface.co/a/b/blob/main/\\x61.png"»', good="widget:\n- src: a.png"),
    ),
)
