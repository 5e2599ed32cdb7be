"""A tab in the indentation makes the YAML invalid, so the push is rejected.

Indent with spaces, usually two. A tab between a dash and a field, or a further dash, counts as indentation too.

Source: js-yaml: "tab characters must not be used in indentation"; YAML 1.2, section 6.1.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter import reader
from cardlint.card.front_matter.reader import ProblemKind
from cardlint.findings.diagnostic import Edit, Fix, Severity, Verdict
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.system.lazy_pattern import pattern

_INDENTATION = pattern(r"^(?P<outer>[ \t]*)(?P<dashes>(?:-[ \t]+)*)(?=\S)", re.MULTILINE)
_AFTER_DASH = pattern(r" *\t[ \t]*")
_BLANKS = pattern(r"[ \t]+(?=[\r\n])")
_BLOCK_TEXT = pattern(r":[ \t]+[|>][+\-0-9]*[ \t]*\r?$", re.MULTILINE)


def check(card: Card) -> Iterator[Found]:
    if card.front_matter is None:
        return
    text = card.source.text
    for problem in card.front_matter.problems:
        if problem.kind is ProblemKind.TAB_INDENTATION:
            start = end = problem.span.start
            while text[end : end + 1] == "\t":
                end += 1
            blanks = _BLANKS.match(text, start)
            fix = Fix("remove the tab", (Edit(Span(start, blanks.end()), ""),)) if blanks else _fix(card)
            yield Found(Span(start, end), "YAML cannot be indented with tabs; use spaces", fix)


def _fix(card: Card) -> Fix | None:
    """Replace every tab that indents with two spaces, if that makes the YAML valid; block text may need its tabs."""
    if card.block is None:
        return None
    text = card.source.text
    start, end = card.block.content
    content = text[start:end]
    if _BLOCK_TEXT.search(content):
        return None
    parsed = reader.parse(_INDENTATION.sub(_in_spaces, content))
    if not parsed.complete:
        return None
    edits = tuple(
        Edit(Span(match.start() + start, match.end() + start), _in_spaces(match))
        for match in _INDENTATION.finditer(content)
        if "\t" in match[0]
    )
    return Fix("indent with spaces", edits)


def _in_spaces(indentation: re.Match[str]) -> str:
    """Return two spaces for every tab, and one for those after a dash."""
    return indentation["outer"].replace("\t", "  ") + _AFTER_DASH.sub(" ", indentation["dashes"])


RULE = Rule(
    name="tab-indentation",
    code="CL026",
    category="syntax",
    severity=Severity.ERROR,
    hub=Verdict.REFUSES,
    check=check,
    signs=("problems",),
    examples=(
        Example(
            bad="tags:\n«\t»- a\n\t- b",
            good="tags:\n  - a\n  - b",
            fixed=True,
            message="YAML cannot be indented with tabs; use spaces",
        ),
        Example(bad="a: 1\n«\t»b: 2", good="a: 1\nb: 2"),
        Example(
            bad="widget:\n-«\t»text: a\n- - b\n  -«\t»- c",
            good="widget:\n- text: a\n- - b\n  - - c",
            fixed=True,
        ),
        Example(bad="title: >-\n  a\n«\t»\n  b", good="title: >-\n  a\n\n  b", fixed=True),
        Example(bad="x: |\n  text\ntags:\n«\t»- a", good="tags: [a]"),
    ),
)
