"""The Hub does not show a ``license_name`` next to a license from its list.

It is read only with ``license: other``. Remove it if it repeats the license; if it names another one, the card
contradicts itself, and the reader has to guess which is meant. ``license_link`` next to a listed license does no harm.

Source: hub-docs repositories-licenses.md; 2 of 7,116 real cards, and 4 with a link alone.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Entry
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.rule_kit import edits, related
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
                yield Found(
                    entry.key.span, f"the Hub ignores `{field}` without a license; add `license: other`", _other(card)
                )
        elif licenses and all(word in vocabulary("licenses") and word != "other" for word in licenses):
            listed = f"`license: {licenses[0]}`" if len(licenses) == 1 else "licenses from its list"
            other = related.to_value(card, "license", "on the Hub's list")
            if field == "license_link":
                message = f"the Hub does not show `license_link` next to {listed}; it belongs to `license: other`"
                yield Found(entry.key.span, message, severity=Severity.INFO, related=other)
                continue
            message = f"the Hub ignores `license_name` next to {listed}; remove it, or write `license: other`"
            yield Found(entry.key.span, message, _delete(card, entry, licenses), related=other)


def _other(card: Card) -> Fix | None:
    added = edits.insert_field(card, "license", "other")
    return Fix("add `license: other`", (added,), Applicability.UNSAFE) if added is not None else None


def _delete(card: Card, entry: Entry, licenses: list[str]) -> Fix | None:
    """Remove a name that only repeats the license; any other may be the right one."""
    match = identify(str(entry.value.data))
    if match is None or [match.identifier] != licenses or card.root is None:
        return None
    deleted = edits.delete_entry(card.source, card.root, entry)
    return Fix("remove `license_name`", (deleted,)) if deleted is not None else None


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
            message="the Hub ignores `license_name` next to `license: mit`; remove it, or write `license: other`",
        ),
        Example(
            bad="license: [apache-2.0, mit]\n«license_name»: acme-1.0",
            good="license: [other, mit]\nlicense_name: acme-1.0",
        ),
        Example(bad="«license_name»: acme-1.0", good="license_name: acme-1.0\nlicense: other", fixed=True),
        Example(bad="license: apache-2.0\n«license_link»: LICENSE", good="license: apache-2.0"),
    ),
)
