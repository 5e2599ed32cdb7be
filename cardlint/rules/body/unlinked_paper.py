"""A paper that is named but not linked gives the card no arXiv tag, so nobody finds the card from the paper's page.

Link to ``https://arxiv.org/abs/<id>`` or ``https://huggingface.co/papers/<id>``.

Source: Hub documentation, papers: a link in the card links the paper's page to it.
"""

import re
from collections.abc import Iterator
from itertools import islice

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.system.lazy_pattern import pattern

_NAMED = pattern(
    r"(?:(?:dx\.)?doi\.org/10\.48550/)?"
    r"(?:arXiv|arxiv|ArXiv)(?:\s++preprint\s++ar[Xx]iv)?\s*+[:.]\s*+(?P<id>[0-9]{4}\.[0-9]{4,5})"
)
_BIBTEX = pattern(r"=\s*+[{\"]")
_LINKS = ("arxiv.org/", "huggingface.co/papers/", "hf.co/papers/", "alphaxiv.org/")
_MOST = 20  # how many mentions are read


def check(card: Card) -> Iterator[Found]:
    text, body = card.source.text, card.markdown
    if "arxiv" not in body.lower or any(link in body.lower for link in _LINKS):
        return
    found = [_found(card, named) for named in islice(_NAMED.finditer(text, body.start), _MOST)]
    yield from [each for each in found if each.fix is not None][:1] or found[:1]


def _found(card: Card, named: re.Match[str]) -> Found:
    span, address = Span(*named.span()), f"https://arxiv.org/abs/{named['id']}"
    edit = _edit(card, span, address)
    fix = Fix("link to the paper", (edit,), Applicability.UNSAFE) if edit is not None else None
    return Found(span, f"the paper is not linked, so its page does not list the card; link to `{address}`", fix)


def _edit(card: Card, name: Span, address: str) -> Edit | None:
    """Turn the name of a paper into a link, or correct the link whose address it is; None if no link is possible."""
    body = card.markdown
    for link in body.links:
        if _holds(link.target_span, name):
            return Edit(link.target_span, address)
    texts = [*body.prose, *(table.span for table in body.tables)]
    around = next((card.source.slice(each) for each in texts if _holds(each, name)), None)
    if around is None or body.in_code(name.start) or _BIBTEX.search(around):
        return None
    links = [each.span for each in (*body.links, *body.images)] + [tag.span for tag in body.html]
    if any(_holds(each, name) for each in links):
        return None
    before = [tag for tag in body.html if tag.name == "a" and tag.span.start < name.start]
    if before and not before[-1].closing:
        return None
    return Edit(name, f"[{card.source.slice(name)}]({address})")


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


RULE = Rule(
    name="unlinked-paper",
    code="CL332",
    category="body",
    severity=Severity.INFO,
    check=check,
    signs=("text:arxiv",),
    examples=(
        Example(
            bad="```bibtex\njournal={«arXiv preprint arXiv:2106.01234»}\n```\n",
            good="[Paper](https://arxiv.org/abs/2106.01234), arXiv:2106.01234\n",
            whole=True,
            message="the paper is not linked, so its page does not list the card; link to `https://arxiv.org/abs/2106.01234`",
        ),
        Example(
            bad="`arXiv:2106.01234` <a href='x.pdf'>arXiv:2106.01234</a>, see «arXiv:2106.01234».\n",
            good="`arXiv:2106.01234` <a href='x.pdf'>arXiv:2106.01234</a>,"
            " see [arXiv:2106.01234](https://arxiv.org/abs/2106.01234).\n",
            whole=True,
            fixed=True,
        ),
        Example(
            bad="@article{x,\n journal={«arXiv preprint arXiv:2106.01234»}\n}\n",
            good="[Paper](https://arxiv.org/abs/2106.01234)\n",
            whole=True,
        ),
        Example(
            bad="[arXiv:2106.01234](https://«doi.org/10.48550/arXiv.2106.01234»)\n",
            good="[arXiv:2106.01234](https://arxiv.org/abs/2106.01234)\n",
            whole=True,
            fixed=True,
        ),
        Example(
            bad="|Paper|\n|-|\n|«doi.org/10.48550/arXiv.2106.01234»|\n",
            good="|Paper|\n|-|\n|[doi.org/10.48550/arXiv.2106.01234](https://arxiv.org/abs/2106.01234)|\n",
            whole=True,
            fixed=True,
        ),
    ),
)
