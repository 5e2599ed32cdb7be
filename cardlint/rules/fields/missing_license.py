"""Without a license nobody may use the model or the data, and no license filter finds it.

Write ``license:`` with an identifier of the Hub, such as ``apache-2.0``; ``other`` goes with ``license_name`` and
``license_link``.

Source: hub-docs docs/hub/repositories-licenses.md; 2,082 of 7,116 real cards.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.rule_kit import edits
from cardlint.rule_kit.field_names import misnamed
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rule_kit.suggestions import license_file


def check(card: Card) -> Iterator[Found]:
    front_matter = card.front_matter
    if front_matter is None or not front_matter.complete or card.root is None or card.entry("license") is not None:
        return
    yield Found(
        card.top,
        "the card has no license; add one, such as `license: apache-2.0`",
        _fix(card),
        severity=Severity.INFO if card.kind is Kind.SPACE else None,
        cause=misnamed(card, "license"),
    )


def _fix(card: Card) -> Fix | None:
    """Return the fix that names the license whose text is next to the card."""
    license_id = license_file.identifier(card)
    edit = edits.insert_field(card, "license", license_id) if license_id is not None else None
    return Fix(f"add `license: {license_id}`", (edit,), Applicability.UNSAFE) if edit is not None else None


RULE = Rule(
    name="missing-license",
    code="CL057",
    category="fields",
    severity=Severity.WARNING,
    check=check,
    signs=("lacks:license",),
    yields_to=("misspelled-field", "field-case", "forbidden-field"),
    examples=(
        Example(
            bad="«---»\ntags: [legal]\n---\n",
            good="---\nlicense: mit\ntags: [legal]\n---\n",
            whole=True,
            message="the card has no license; add one, such as `license: apache-2.0`",
        ),
        Example(bad="«---»\npretty_name: A\n---\n", good="---\nlicence: mit\n---\n", kind=Kind.DATASET, whole=True),
        Example(
            bad="«---»\ntags: [legal]\n---\n",
            good="---\ntags: [legal]\nlicense: unlicense\n---\n",
            files={"LICENSE": "This is free and unencumbered software released into the public domain.\n"},
            fixed=True,
            whole=True,
        ),
    ),
    silent=(
        Example(good="tags: [a]\nauthor: @me"),
        Example(good="license:"),
    ),
)
