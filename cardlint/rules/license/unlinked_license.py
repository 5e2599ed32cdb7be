"""Readers cannot find the text of a custom license without a link or a LICENSE file.

A license that is not on the Hub's list needs ``license_link``: a file in the repository or a URL. Without it the page
falls back to a file called LICENSE.

Source: hub-docs repositories-licenses.md. Reported as info if the files next to the card are not known.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Severity
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rule_kit.suggestions import license_file


def check(card: Card) -> Iterator[Found]:
    span = next((span for word, span in card.strings("license") if word == "other"), None)
    if span is None or card.front_matter is None or not card.front_matter.complete or "license_link" in card.fields:
        return
    if license_file.find(card) is None:
        known = card.repository is not None and card.repository.known
        yield Found(
            span,
            "`license: other` has neither `license_link` nor a `LICENSE` file; add one of them",
            severity=None if known else Severity.INFO,
        )


RULE = Rule(
    name="unlinked-license",
    code="CL073",
    category="license",
    severity=Severity.WARNING,
    check=check,
    fields=("license",),
    examples=(
        Example(
            bad="license: «other»\nlicense_name: acme-1.0",
            good="license: other\nlicense_name: acme-1.0\nlicense_link: https://example.org/acme",
            files={"config.json": "{}"},
            message="`license: other` has neither `license_link` nor a `LICENSE` file; add one of them",
        ),
        Example(bad="license:\n- mit\n- «other»", good="license:\n- mit\n- other\nlicense_link: LICENSE"),
    ),
)
