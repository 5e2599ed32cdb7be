"""No filter finds a license from the Hub's list that is hidden behind ``license: other``.

``license: other`` with ``license_name: apache-2.0`` has the tag ``license:other``, so people who filter for Apache 2.0
do not see the repository. Write the identifier in ``license`` itself.

Source: hub-docs repositories-licenses.md; 3 of 7,116 real cards.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Entry, Scalar
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits, related
from cardlint.rule_kit.license_names import identify
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    entry = card.entry("license_name")
    if entry is None or not isinstance(entry.value.data, str):
        return
    if not any(word == "other" for word, _ in card.strings("license")):
        return
    match = identify(entry.value.data)
    if match is None or not match.certain or match.identifier in ("other", "unknown"):
        return
    message = (
        f"{quote(entry.value.data)} is on the Hub's list, but no filter finds it here; write {_field(match.identifier)}"
    )
    other = related.to_value(card, "license", "write it here")
    yield Found(entry.value.span, message, _fix(card, entry, match.identifier), related=other)


def _fix(card: Card, entry: Entry, identifier: str) -> Fix | None:
    """Replace ``other`` with the identifier; unsafe, because a link may lead to custom terms."""
    license_ = card.entry("license")
    if license_ is None or not isinstance(license_.value, Scalar) or card.root is None:
        return None
    deleted = edits.delete_entry(card.source, card.root, entry)
    if deleted is None:
        return None
    changes = (edits.replace(card.source, license_.value, identifier), deleted)
    return Fix(f"replace with {_field(identifier)}", changes, Applicability.UNSAFE)


def _field(identifier: str) -> str:
    return f"`license: {identifier}`"


RULE = Rule(
    name="hidden-license",
    code="CL076",
    category="license",
    severity=Severity.WARNING,
    check=check,
    fields=("license_name",),
    examples=(
        Example(
            bad="license: other\nlicense_name: «apache-2.0»\ntags: [x]",
            good="license: apache-2.0\ntags: [x]",
            fixed=True,
            message="`apache-2.0` is on the Hub's list, but no filter finds it here; write `license: apache-2.0`",
        ),
        Example(bad="license: [mit, other]\nlicense_name: «Llama 3.1»", good="license: [mit, llama3.1]"),
    ),
    silent=(
        Example(good="license: other\nlicense_name: [mit]"),
        Example(good="license: apache-2.0\nlicense_name: mit"),
        Example(good="license: other\nlicense_name: my-own-terms"),
        Example(good="license: other\nlicense_name: other"),
        Example(good="license: other\nlicense_name: unknown"),
    ),
)
