"""A blank and ``#`` begin a comment: the rest of the value is lost.

Put the value in quotes, or the comment on a line of its own.

Source: YAML 1.2, section 6.6; js-yaml and PyYAML agree.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Scalar, walk
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.system.lazy_pattern import pattern

_SIGN = pattern(r"[^\s:,\]}'\"-][ \t]+#(?=\w)(?!TODO|FIXME|XXX|noqa)")
_COMMENT = pattern(r"[ \t]+#(?=\w)[^\r\n]*")


def check(card: Card) -> Iterator[Found]:
    """Report words glued to the ``#``: the comments of real cards have a blank behind it, or say TODO."""
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
            quoted = "'" + text.replace("'", "''") + "'" if '"' in text or "\\" in text else f'"{text}"'
            yield Found(
                Span(comment.start() + len(comment[0]) - len(comment[0].lstrip()), comment.end()),
                "this is a comment, so the value ends before it; put the value in quotes",
                Fix(
                    "quote the value with it",
                    (Edit(Span(whole.start, whole.start + len(text)), quoted),),
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
            message="this is a comment, so the value ends before it; put the value in quotes",
        ),
        Example(bad="tags:\n- top «#ten»", good="tags:\n- top # ten"),
    ),
)
