"""A space followed by ``#`` begins a comment, so the rest of the value is lost.

Quote the value, or move the comment to a line of its own.

Source: YAML 1.2, section 6.6; js-yaml and PyYAML agree.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Scalar, walk
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rule_kit.yaml_strings import in_quotes
from cardlint.system.lazy_pattern import pattern

_SIGN = pattern(r"[^\s:,\]}'\"-][ \t]+#(?=\w)(?!TODO|FIXME|XXX|noqa)")
_COMMENT = pattern(r"[ \t]+#(?=\w)[^\r\n]*")


def check(card: Card) -> Iterator[Found]:
    """Report words directly after the ``#``: in real cards, comments have a space after it or begin with TODO."""
    if card.block is None or card.root is None or card.source.text.find(" #", *card.block.content) < 0:
        return
    signs = {match.start() + 1 for match in _SIGN.finditer(card.source.text, *card.block.content)}
    for _, node in walk(card.root) if signs else ():
        if isinstance(node, Scalar) and node.plain and node.end in signs and isinstance(node.data, str):
            comment = _COMMENT.match(card.source.text, node.end, card.block.content.end)
            if comment is None:
                continue
            whole = Span(node.start, comment.end())
            text = card.source.slice(whole).rstrip()
            yield Found(
                Span(comment.start() + len(comment[0]) - len(comment[0].lstrip()), comment.end()),
                f"{quote(comment[0].strip())} is a comment, so it is not part of the value; quote the value",
                Fix(
                    "quote the value",
                    (Edit(Span(whole.start, whole.start + len(text)), in_quotes(text)),),
                    Applicability.UNSAFE,
                ),
            )


RULE = Rule(
    name="text-lost-to-comment",
    code="CL038",
    category="syntax",
    severity=Severity.WARNING,
    check=check,
    examples=(
        Example(
            bad="title: Model in C «#1»",
            good='title: "Model in C #1"',
            fixed=True,
            message="`#1` is a comment, so it is not part of the value; quote the value",
        ),
        Example(bad="tags:\n- top «#ten»", good="tags:\n- top # ten"),
    ),
)
