"""A link without a target looks like a link and leads back to the card itself.

Add the address, or keep only the text.

Source: seen in real cards, where the address was never filled in.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.markdown import Origin
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    body = card.markdown
    for link in body.links:
        if link.target in ("", "#") and link.origin is not Origin.HTML:
            fix = Fix("keep only the text", (Edit(link.span, link.text),), Applicability.UNSAFE) if link.text else None
            alike = SharedCause("links have no target", "add the addresses", quote(link.text, 24))
            yield Found(link.span, f"link {quote(link.text)} has no target; add the address", fix, alike=alike)
    for image in body.images:
        if not image.target:
            alike = SharedCause("images have no target", "add the addresses", quote(image.text, 24))
            yield Found(image.span, f"image {quote(image.text)} has no target; add the address", alike=alike)


RULE = Rule(
    name="link-without-target",
    code="CL333",
    category="body",
    severity=Severity.WARNING,
    check=check,
    examples=(
        Example(
            bad="- **Paper:** «[Our paper]()»\n",
            good="- **Paper:** Our paper\n",
            whole=True,
            fixed=True,
            message="link `Our paper` has no target; add the address",
        ),
    ),
)
