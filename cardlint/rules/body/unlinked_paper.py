"""A paper that is named and not linked gives the card no arXiv tag: nobody finds the card from the paper's page.

Link to ``https://arxiv.org/abs/<id>`` or ``https://huggingface.co/papers/<id>``.

Source: Hub documentation, papers: a link in the card links the paper's page to it.
"""

from collections.abc import Iterator

from cardlint.card import Card
from cardlint.diagnostic import Severity
from cardlint.pattern import pattern
from cardlint.rule import Example, Found, Rule
from cardlint.source import Span

_NAMED = pattern(r"(?:arXiv|arxiv|ArXiv)(?:\s++preprint\s++ar[Xx]iv)?\s*+[:.]\s*+(?P<id>[0-9]{4}\.[0-9]{4,5})")
_LINKS = ("arxiv.org/", "huggingface.co/papers/", "hf.co/papers/", "alphaxiv.org/")


def check(card: Card) -> Iterator[Found]:
    text, body = card.source.text, card.markdown
    if "arxiv" not in body.lower or any(link in body.lower for link in _LINKS):
        return
    found = _NAMED.search(text, body.start)
    if found is not None:
        yield Found(
            Span(*found.span()),
            f"link to https://arxiv.org/abs/{found['id']}, so that the card is found from the paper",
        )


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
            message="link to https://arxiv.org/abs/2106.01234, so that the card is found from the paper",
        ),
    ),
)
