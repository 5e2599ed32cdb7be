"""The LICENSE file contains a different license than the card names, so the reader does not know which applies.

Correct the one that is wrong. A file with several licenses contradicts the card only if the card names a different one.

Source: consistency; texts are recognized by sentences that only one license has.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Scalar
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits, related
from cardlint.rule_kit.license_names import identify
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rule_kit.suggestions import license_file
from cardlint.vocabulary import vocabulary

_PARTS = {"lgpl-3.0": "gpl-3.0"}  # whose text is a supplement to the other


def check(card: Card) -> Iterator[Found]:
    values = list(card.strings("license"))
    known = vocabulary("licenses")
    if not values or not all(word in known for word, _ in values):
        return
    file = _file(card)
    if file is None:
        return
    texts = license_file.recognize_file(card, file)
    if not texts or any(_covers(card, word, text) for word, _ in values for text in texts):
        return
    found = " and ".join(map(quote, sorted(texts)[:2]))
    message = f"the license is {quote(values[0][0])}, but {quote(file)} is the text of {found}; correct one of them"
    boost = next((span for word, span in values if word == "bsl-1.0"), None)  # the Business Source License may be meant
    fix, link = (
        _fix(card, texts) if len(values) == 1 else None,
        related.to_value(card, "license_link", "the linked file"),
    )
    yield Found(values[0][1], message, fix, cause=boost, related=link)


def _file(card: Card) -> str | None:
    """Return the file with the card's license: the linked one, otherwise LICENSE; None for a URL."""
    link = card.fields.get("license_link")
    if not isinstance(link, str):
        return license_file.find(card)
    return link if card.repository is not None and card.repository.size(link) else None


def _covers(card: Card, word: str, text: str) -> bool:
    """Return whether ``license: word`` agrees with ``text``: the same license, its family, or one that includes it."""
    if text not in vocabulary("licenses") and word in ("other", "unknown"):
        return True
    if word == "other" and isinstance(name := card.fields.get("license_name"), str):
        match = identify(name)
        return match is not None and match.identifier == text
    family = vocabulary("licenses")[word]["is_family"] and (text.startswith(word) or f"-{word}" in text)
    return bool(family) or word == text or _PARTS.get(word) == text


def _fix(card: Card, texts: frozenset[str]) -> Fix | None:
    node = card.node("license")
    text = next(iter(texts))
    if len(texts) != 1 or text not in vocabulary("licenses") or not isinstance(node, Scalar):
        return None
    return Fix(f"replace with {quote(text)}", (edits.replace(card.source, node, text),), Applicability.UNSAFE)


_ISC = (
    "Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby "
    "granted, provided that the above copyright notice and this permission notice appear in all copies."
)

RULE = Rule(
    name="contradicting-license-file",
    code="CL078",
    category="license",
    severity=Severity.WARNING,
    check=check,
    fields=("license",),
    signs=("files",),
    yields_to=("confused-boost-license",),
    examples=(
        Example(
            bad="license: «apache-2.0»",
            good="license: isc",
            files={"LICENSE": _ISC},
            fixed=True,
            message="the license is `apache-2.0`, but `LICENSE` is the text of `isc`; correct one of them",
        ),
        Example(bad="license: [«mit», apache-2.0]", good="license: [mit, isc]", files={"LICENSE.md": _ISC}),
        Example(
            bad="license: «other»\nlicense_link: TERMS.txt",
            good="license: other\nlicense_link: https://example.org/terms",
            files={"TERMS.txt": _ISC},
        ),
    ),
    silent=(
        Example(good="license: nonsense", files={"LICENSE": _ISC}),
        Example(good="license: other\nlicense_name: isc", files={"LICENSE": _ISC}),
    ),
)
