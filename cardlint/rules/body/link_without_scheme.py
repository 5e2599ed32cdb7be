"""An address without ``https://`` is read as a file in the repository, so the link leads to an error page.

Add the scheme.

Source: URL standard, relative references; seen in real cards.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.body._targets import missing_scheme


def check(card: Card) -> Iterator[Found]:
    body = card.markdown
    for link in (*body.links, *body.images):
        target = link.target
        scheme = missing_scheme(target)
        if scheme and not (card.repository is not None and card.repository.has(target)):
            place = link.target_span
            fix = Fix(f"add `{scheme}`", (Edit(Span(place.start, place.start), scheme),), Applicability.UNSAFE)
            message = f"{quote(target)} has no scheme, so it is read as a file name; add `{scheme}`"
            alike = SharedCause(
                "links have no scheme, so they are read as file names", f"add `{scheme}`", quote(target)
            )
            yield Found(place, message, fix, alike=alike)


RULE = Rule(
    name="link-without-scheme",
    code="CL315",
    category="body",
    severity=Severity.WARNING,
    check=check,
    examples=(
        Example(
            bad="[a](«www.example.org») [b](«github.com/a/b») [c](«me@example.org»)\n",
            good="[a](https://www.example.org) [b](https://github.com/a/b) [c](mailto:me@example.org)\n",
            whole=True,
            fixed=True,
            message="`www.example.org` has no scheme, so it is read as a file name; add `https://`",
        ),
    ),
)
