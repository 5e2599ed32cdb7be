"""A large image makes the page slow for everybody who opens it.

Make it smaller, or link to it instead.

Source: Hub documentation, repository limitations and recommendations; 5 MB take 4 s at 10 Mbit/s.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.body._targets import file_path

MOST = 5_000_000
"""The largest image, in bytes, that a page should load."""


def check(card: Card) -> Iterator[Found]:
    repository = card.repository
    if repository is None:
        return
    for image in card.markdown.images:
        path = file_path(image.target)
        size = repository.size(path) if path is not None else None
        if size is not None and size > MOST:
            yield Found(
                image.target_span, f"image {quote(path)} is {size / 1e6:.0f} MB; make it smaller, or link to it instead"
            )


RULE = Rule(
    name="heavy-image",
    code="CL330",
    category="body",
    severity=Severity.INFO,
    check=check,
    signs=("text:![", "text:<img"),
    examples=(
        Example(
            bad="![P](«p.png»)\n",
            good="![Q](q.png)\n",
            whole=True,
            files={"p.png": " " * (MOST + 1), "q.png": ""},
            message="image `p.png` is 5 MB; make it smaller, or link to it instead",
        ),
    ),
)
