"""A link is written ``[text](address)``. With its brackets swapped, or a space between them, readers see the marks.

Source: CommonMark 0.31, links; in 24 of 7,116 real cards, all read, all true.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.markdown.definitions import normal
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import ALL, Example, Found, Rule
from cardlint.system.lazy_pattern import pattern

_ADDRESS = r"(?:https?://|mailto:)[^\s()\[\]<>]{3,300}"
_SWAPPED = pattern(
    rf"(?<![\]\w\\])\((?P<text>[^()\[\]\n]{{1,100}})\)\[(?P<address>{_ADDRESS})\](?![(\[:])", re.IGNORECASE
)
_APART = pattern(
    rf"(?<![\]!\\])\[(?P<text>[^\[\]\n]{{1,200}})\](?P<space>[ \t]{{1,3}})\((?P<address>{_ADDRESS})\)(?!\])",
    re.IGNORECASE,
)
_GAP = pattern(r"\][ \t]{1,3}\((?:http|mailto)", re.IGNORECASE)
"""What every link of ``_APART`` contains: few cards have it, and it is found fifty times faster."""

_A_NOTE = pattern(r"[\s\d,;.*^†‡-]*|[xX]")
"""The text of a reference such as ``[1] (https://example.org)``, or of a box that can be ticked."""


def check(card: Card) -> Iterator[Found]:
    body = card.markdown
    for found in _found(body.text, body.start):
        start = found.start()
        if body.in_code(start) or body.in_preformatted(start) or _A_NOTE.fullmatch(found["text"]):
            continue
        if normal(found["text"]) in body.definitions:
            continue  # `[text]` is a link by itself, with its address in parentheses behind it
        link = f"[{found['text']}]({found['address']})"
        if found.re.groups == 3:
            what, edit = "a space between", Edit(Span(*found.span("space")), "")
        else:
            what, edit = "the wrong brackets around", Edit(Span(*found.span()), link)
        name = quote(found["text"], 30)
        yield Found(
            Span(*found.span()),
            f"the link {name} has {what} its text and address; write `[text](address)`",
            Fix("write it as a link", (edit,), Applicability.SAFE),
            alike=SharedCause("links are not written as Markdown has them", "write `[text](address)`", name),
        )


def _found(text: str, start: int) -> list[re.Match[str]]:
    swapped = [*_SWAPPED.finditer(text, start)] if ")[" in text else []
    apart = [*_APART.finditer(text, start)] if _GAP.search(text, start) is not None else []
    return sorted((*swapped, *apart), key=re.Match.start)


RULE = Rule(
    name="malformed-link",
    code="CL336",
    category="body",
    severity=Severity.WARNING,
    check=check,
    kinds=ALL,
    signs=("text:)[http", "text:)[mailto:", "text:] (http", "text:] (mailto:", "text:]  (http", "text:]\t(http"),
    examples=(
        Example(
            bad="See «(the paper)[https://example.org/paper]», «[code] (https://example.org/code)» and more.\n",
            good="See [the paper](https://example.org/paper), [code](https://example.org/code) and more.\n",
            whole=True,
            fixed=True,
            message="the link `the paper` has the wrong brackets around its text and address; write `[text](address)`",
        ),
        Example(
            bad="License («(CC BY 4.0)[https://example.org/by]»).\n\n| a |\n|---|\n| «[b]  (https://example.org)» |\n",
            good="License ([CC BY 4.0](https://example.org/by)).\n\n| a |\n|---|\n| [b](https://example.org) |\n",
            whole=True,
            fixed=True,
        ),
        Example(
            bad="«(Write)[mailto:us@example.org]»\n", good="[Write](mailto:us@example.org)\n", whole=True, fixed=True
        ),
    ),
    silent=(
        Example(good="[1] (https://example.org) and [*] (https://example.org)\n", whole=True),
        Example(good="[a] (https://example.org)\n\n[a]: https://example.org\n", whole=True),
        Example(
            good="`(a)[https://example.org]`, f(a)[https://example.org], [a](b) (https://example.org)\n", whole=True
        ),
        Example(good="```\n[a] (https://example.org)\n```\n", whole=True),
        Example(good="An image ![a] (https://example.org/a.png) and (a)[b], [see (https://example.org)]\n", whole=True),
        Example(good="- [x] (https://example.org)\n- [ ] (https://example.org)\n", whole=True),
        Example(good="\\[a] (https://example.org)\n", whole=True),
    ),
)
