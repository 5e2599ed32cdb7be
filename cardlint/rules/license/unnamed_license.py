"""``license: other`` without a name does not say which license applies.

The Hub shows ``license_name`` in its place. Give the license a short name in lower case, such as ``my-license-1.0``.

Source: hub-docs repositories-licenses.md; 414 of 1,073 models with ``license: other`` have no name.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule

_EMPTY_NAMES = ("other", "unknown", "custom", "none", "license", "licence", "proprietary")


def check(card: Card) -> Iterator[Found]:
    span = next((span for word, span in card.strings("license") if word == "other"), None)
    if span is None or card.front_matter is None:
        return
    entry = card.entry("license_name")
    if entry is None:
        if card.front_matter.complete:
            yield Found(span, "`license: other` has no name; add one, such as `license_name: my-license-1.0`")
    elif isinstance(entry.value.data, str) and entry.value.data.strip().lower() in _EMPTY_NAMES:
        name = quote(entry.value.data.strip())
        yield Found(entry.value.span, f"the license name {name} has no meaning; write the name of the license")


RULE = Rule(
    name="unnamed-license",
    code="CL072",
    category="license",
    severity=Severity.WARNING,
    check=check,
    fields=("license",),
    examples=(
        Example(
            bad="license: «other»\nlicense_link: LICENSE",
            good="license: other\nlicense_name: acme-1.0\nlicense_link: LICENSE",
            message="`license: other` has no name; add one, such as `license_name: my-license-1.0`",
        ),
        Example(bad="license: [mit, «other»]", good="license: [mit, other]\nlicense_name: acme-1.0"),
        Example(bad="license: other\nlicense_name: «Custom»", good="license: other\nlicense_name: acme-1.0"),
    ),
)
