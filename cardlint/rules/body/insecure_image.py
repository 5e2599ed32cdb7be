"""An image loaded over ``http`` is blocked or marked as unsafe on a page that is served over ``https``.

Use ``https``, or push the image to the repository.

Source: Mixed Content, W3C.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    for image in card.markdown.images:
        if image.target.startswith("http://") and "localhost" not in image.target:
            start = image.target_span.start
            fix = Fix("replace with `https`", (Edit(Span(start, start + 4), "https"),), Applicability.UNSAFE)
            target = quote(image.target)
            message = f"{target} is not secure, so browsers may block it; use `https`"
            alike = SharedCause("images are not secure, so browsers may block them", "use `https`", target)
            yield Found(image.target_span, message, fix, alike=alike)


RULE = Rule(
    name="insecure-image",
    code="CL316",
    category="body",
    severity=Severity.INFO,
    check=check,
    signs=("text:http://",),
    examples=(
        Example(
            bad="![P](«http://example.org/p.png»)\n", good="![P](https://example.org/p.png)\n", whole=True, fixed=True
        ),
    ),
)
