"""A ``license_name`` beside a licence of the Hub's list is not shown.

It counts only with ``license: other``. Delete it where it repeats the licence; where it says something else, the card
contradicts itself, and the reader has to guess which is meant. ``license_link`` beside a listed licence does no harm.

Source: hub-docs repositories-licenses.md; 2 of 7,116 real cards, and 4 with a link alone.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Entry
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.license_names import identify
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.vocabulary import vocabulary


def check(card: Card) -> Iterator[Found]:
    licenses = [word for word, _ in card.strings("license")]
    for field in ("license_name", "license_link"):
        entry = card.entry(field)
        if entry is None or not isinstance(entry.value.data, str):
            continue
        if "license" not in card.fields:
            if card.front_matter is not None and card.front_matter.complete and field == "license_name":
                yield Found(entry.key.span, f"{field} counts only with license: other; add it", _other(card))
        elif licenses and all(word in vocabulary("licenses") and word != "other" for word in licenses):
            shared = quote(licenses[0]) if len(licenses) == 1 else "a listed licence"
            if field == "license_link":
                message = f"license_link is not shown beside license: {shared}; it belongs to license: other"
                yield Found(entry.key.span, message, severity=Severity.INFO)
                continue
            message = f"license_name counts only with license: other, not beside {shared}"
            yield Found(entry.key.span, message, _delete(card, entry, licenses))


def _other(card: Card) -> Fix | None:
    added = edits.insert_field(card, "license", "other")
    return Fix("add license: other", (added,), Applicability.UNSAFE) if added is not None else None


def _delete(card: Card, entry: Entry, licenses: list[str]) -> Fix | None:
    """Delete a name that only repeats the licence; any other one may be the truth."""
    match = identify(str(entry.value.data))
    if match is None or [match.identifier] != licenses or card.root is None:
        return None
    deleted = edits.delete_entry(card.source, card.root, entry)
    return Fix("delete license_name", (deleted,)) if deleted is not None else None


RULE = Rule(
    name="ignored-license-name",
    code="CL074",
    category="license",
    severity=Severity.WARNING,
    check=check,
    fields=("license_name", "license_link"),
    examples=(
        Example(
            bad="license: mit\n«license_name»: mit\ntags: [x]",
            good="license: mit\ntags: [x]",
            fixed=True,
            message="license_name counts only with license: other, not beside `mit`",
        ),
        Example(
            bad="license: [apache-2.0, mit]\n«license_name»: acme-1.0",
            good="license: [other, mit]\nlicense_name: acme-1.0",
        ),
        Example(bad="«license_name»: acme-1.0", good="license_name: acme-1.0\nlicense: other", fixed=True),
        Example(bad="license: apache-2.0\n«license_link»: LICENSE", good="license: apache-2.0"),
    ),
)
