"""An image without alternative text is invisible to search and to readers who cannot see it.

Describe what it shows between the brackets, or in ``alt``.

Source: WCAG 2.2, 1.1.1; markdownlint MD045.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    for image in card.markdown.images:
        if not image.text.strip() and image.target:
            name = quote(image.target.rpartition("/")[2] or image.target)
            alike = SharedCause("images have no alternative text", "describe what they show", name)
            yield Found(image.span, f"image {name} has no alternative text; describe what it shows", alike=alike)


RULE = Rule(
    name="image-without-text",
    code="CL318",
    category="body",
    severity=Severity.INFO,
    check=check,
    signs=("text:![", "text:<img"),
    examples=(
        Example(
            bad='«![](a.png)» «<img src="x/b.png">»\n',
            good='![Loss](a.png) <img src="b.png" alt="Loss">\n',
            whole=True,
            message="image `a.png` has no alternative text; describe what it shows",
        ),
    ),
)
