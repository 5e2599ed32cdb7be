"""``bsl-1.0`` is the permissive Boost Software License, but the Business Source License forbids production use.

The Hub has no identifier for the Business Source License: write ``license: other`` and ``license_name: busl-1.1``.

Source: hub-docs repositories-licenses.md; SPDX calls them BSL-1.0 and BUSL-1.1.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Scalar
from cardlint.findings.diagnostic import Applicability, Fix, Related, Severity
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit import edits, related
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rule_kit.suggestions import license_file
from cardlint.system.lazy_pattern import pattern

_BUSINESS = pattern(r"business[\s_-]+source|\bbusl\b|\bbsl[\s_-]*1\.1\b", re.IGNORECASE)
_LABEL = "the Business Source License"


def check(card: Card) -> Iterator[Found]:
    for word, span in card.strings("license"):
        if word == "bsl-1.0" and (evidence := _evidence(card)) is not None:
            where, other = evidence
            message = f"`bsl-1.0` is the Boost license, but {where} names the Business Source License; use `other`"
            yield Found(span, message, _fix(card), related=other)


def _evidence(card: Card) -> tuple[str, tuple[Related, ...]] | None:
    """Return what shows that the Business Source License is meant, and its place in the card."""
    for field in ("license_name", "license_link"):
        if isinstance(text := card.fields.get(field), str) and _BUSINESS.search(text):
            return quote(field), related.to_value(card, field, _LABEL)
    file = license_file.find(card)
    if file is not None and "busl-1.1" in license_file.recognize_file(card, file):
        return quote(file), ()
    if not _BUSINESS.search(card.body):
        return None
    found = _BUSINESS.search(card.source.text, card.block.body if card.block is not None else 0)
    return "the card", (Related(Span(*found.span()), _LABEL),) if found is not None else ()


def _fix(card: Card) -> Fix | None:
    node = card.node("license")
    if not isinstance(node, Scalar):
        return None
    changes = [edits.replace(card.source, node, "other")]
    if "license_name" not in card.fields:
        added = edits.insert_field(card, "license_name", "busl-1.1", after="license")
        if added is None:
            return None
        changes.append(added)
    return Fix("replace with `other` and name it `busl-1.1`", tuple(changes), Applicability.UNSAFE)


RULE = Rule(
    name="confused-boost-license",
    code="CL080",
    category="license",
    severity=Severity.WARNING,
    check=check,
    fields=("license",),
    signs=("text:bsl-1.0",),
    examples=(
        Example(
            bad="license: «bsl-1.0»",
            good="license: other\nlicense_name: busl-1.1",
            body="Released under the Business Source License.\n",
            fixed=True,
            message="`bsl-1.0` is the Boost license, but the card names the Business Source License; use `other`",
        ),
        Example(
            bad="license: [mit, «bsl-1.0»]",
            good="license: [mit, other]",
            files={"LICENSE": "Business Source License 1.1\n\nAdditional Use Grant: none\n"},
        ),
    ),
)
