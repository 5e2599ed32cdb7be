"""A link to a file on the author's own machine works for nobody else.

Push the file, and link to its path in the repository.

Source: seen in real cards: ``file://``, ``/content/drive``, ``localhost``.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.markdown import Origin
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.body._targets import is_on_own_machine


def check(card: Card) -> Iterator[Found]:
    body = card.markdown
    for link in (*body.links, *body.images):
        if link.origin is not Origin.BARE and is_on_own_machine(link.target):
            yield Found(
                link.target_span, f"{quote(link.target)} is on your own machine; link to a file in the repository"
            )


RULE = Rule(
    name="link-to-own-machine",
    code="CL314",
    category="body",
    severity=Severity.WARNING,
    check=check,
    signs=(
        "text:file:",
        "text:localhost",
        "text:127.0.0.1",
        "text:0.0.0.0",
        "text:(/",
        "text:href",
        "text:src=",
        "text:(~/",
        "text:(<",
        "text:(c:",
        "text:(d:",
        "text:]: /",
    ),
    examples=(
        Example(
            bad="![Plot](«/content/drive/loss.png») and [log](«file:///home/me/log.txt»)\n",
            good="![Plot](loss.png) and [log](/datasets/a/b)\n",
            whole=True,
            message="`/content/drive/loss.png` is on your own machine; link to a file in the repository",
        ),
        Example(bad="[x](<«C:\\Users\\me\\x.png»>)\n", good="[x](x.png)\n", whole=True),
    ),
)
