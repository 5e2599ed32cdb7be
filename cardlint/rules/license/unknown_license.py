"""The Hub rejects a push with a license that is not one of its identifiers.

The Hub has its own list of lower-case identifiers, and rejects SPDX identifiers, names and versions that are not on it. For
any other license write ``license: other`` with ``license_name`` and ``license_link``.

Source: the Hub's validator answers ``"license" must be one of [apache-2.0, ..., other, array]``;
huggingface_hub#4218; 19 of 7,116 real cards.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Scalar
from cardlint.card.schema.violation import Violation
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity, Verdict
from cardlint.findings.quoting import quote, shorten
from cardlint.rule_kit import edits
from cardlint.rule_kit.license_names import (
    LONGEST_NAME,
    LicenseMatch,
    identify,
    slug,
    split_remark,
    suggest,
    unlisted_name,
)
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rule_kit.suggestions import license_file
from cardlint.rules.license._references import Reference, is_placeholder, reference
from cardlint.system.lazy_pattern import pattern
from cardlint.vocabulary import vocabulary

_NAME = pattern(r"\w[\w .+-]*(?: \([\w .+-]+\))?")
_NO_NAME = pattern(
    r"\b(?:see|file|below|above|various|unknown|none|no|n\.?a\.?|tbd|todo|not|and|or|same|as|depends|placeholder)\b",
    re.IGNORECASE,
)
_MOST_SPACES = 6
_OTHER = "other"
_SUGGESTIONS = 20  # a card with more unknown licenses gets no further suggestions, which take time


def check(card: Card) -> Iterator[Found]:
    for number, violation in enumerate(card.violations("unknown-license")):
        word = violation.found
        match = identify(word)
        split = split_remark(word)
        named = identify(split[0]) if split is not None else None
        if is_placeholder(card, word):
            message = f"{quote(word)} is a placeholder; write the license, such as `apache-2.0`"
            yield Found(violation.span, message, _by_text(card, violation), violation.hub)
        elif match is None and (referred := reference(card, word)) is not None:
            yield _referring(card, violation, referred)
        elif split is not None and named is not None and (match is None or not match.certain):
            referred = reference(card, split[1]) if named.identifier == _OTHER else None
            with_remark = _with_remark(card, violation, named.identifier, split[1])
            yield _referring(card, violation, referred) if referred is not None else with_remark
        else:
            yield _near(card, violation, match, with_guess=number < _SUGGESTIONS)


def _near(card: Card, violation: Violation, match: LicenseMatch | None, *, with_guess: bool) -> Found:
    """Report a license with what it probably is."""
    word = violation.found
    near = (match.identifier,) if match is not None else suggest(word) if with_guess else ()
    if not near:
        return _unlisted(card, violation)
    fix = _replacement(card, violation, near, match)
    if near == (_OTHER,) and "license_name" not in card.fields:
        message = f"{quote(word)} is not a Hub license; write `{_OTHER}`, and `license_name`"
        return Found(violation.span, message, fix, violation.hub)
    return Found(violation.span, f"{quote(word)} is not a Hub license; did you mean {_or(near)}?", fix, violation.hub)


def _with_remark(card: Card, violation: Violation, identifier: str, remark: str) -> Found:
    written = f"write only {quote(identifier)}, and the remark in a comment"
    message = f"{quote(violation.found)} is a license and a remark; {written}"
    return Found(violation.span, message, _with_comment(card, violation, identifier, remark), violation.hub)


def _referring(card: Card, violation: Violation, referred: Reference) -> Found:
    """Report a value that refers to the license instead of naming it."""
    word, file = violation.found, referred.file
    if referred.is_to_file and (by_text := _by_text(card, violation)) is not None:
        message = f"{quote(word)} refers to a file, which contains `{license_file.identifier(card)}`; write that"
        return Found(violation.span, message, by_text, violation.hub)
    if referred.is_to_file:
        link = f"`license_link: {shorten(file)}`" if file is not None else "`license_link`"
        what = "is a file, not a license" if word == file else "refers to a file"
        message = f"{quote(word)} {what}; write `license: other`, `license_name` and {link}"
        fix = _other(card, violation, "license_link", file) if file is not None else None
        return Found(violation.span, message, fix, violation.hub)
    message = f"{quote(word)} does not name a license; write its identifier, or `other` and `license_name`"
    return Found(violation.span, message, hub=violation.hub)


def _by_text(card: Card, violation: Violation) -> Fix | None:
    """Return the fix that writes the license whose text is next to the card; None if there is none."""
    identifier = license_file.identifier(card)
    if identifier is None or violation.node is None:
        return None
    edit = edits.replace(card.source, violation.node, identifier)
    return Fix(f"replace with {quote(identifier)}", (edit,), Applicability.UNSAFE)


def _replacement(card: Card, violation: Violation, near: tuple[str, ...], match: LicenseMatch | None) -> Fix | None:
    if len(near) > 1 or violation.node is None:
        return None
    certain = match is not None and match.certain
    return Fix(
        f"replace with {quote(near[0])}",
        (edits.replace(card.source, violation.node, near[0]),),
        Applicability.SAFE if certain else Applicability.UNSAFE,
    )


def _with_comment(card: Card, violation: Violation, identifier: str, remark: str) -> Fix | None:
    """Return the fix that moves the remark into a comment; None if there is no place for one, because nothing may be lost."""
    node, source = violation.node, card.source
    if not isinstance(node, Scalar) or "\n" in source.slice(node.span):
        return None
    line = source.line_span(node.start)
    before, behind = source.text[line.start : node.start], source.text[node.end : line.end]
    if behind.strip() or not before.rstrip().endswith((":", "-")) or any(mark in before for mark in "[{"):
        return None
    edit = Edit(node.span, f"{edits.to_yaml(identifier)}  # {remark}")
    return Fix(f"replace with {quote(identifier)}, and keep the remark as a comment", (edit,), Applicability.UNSAFE)


def _unlisted(card: Card, violation: Violation) -> Found:
    """Report a license that is not on the Hub's list, with the two fields that can name it."""
    word = violation.found
    field, value = "license_name", unlisted_name(word) or slug(word[: 2 * LONGEST_NAME])
    if word.startswith(("http://", "https://")):
        message = (
            f"`license` must be an identifier, not a URL; write `license: other` and `license_link: {shorten(word)}`"
        )
        field, value = "license_link", word
    elif unlisted_name(word) or value == word.lower():
        message = f"{quote(word)} is not a Hub license; write `other`, and `license_name: {shorten(value)}`"
    else:
        count = len(vocabulary("licenses").ids)
        message = f"{quote(word)} is not one of the Hub's {count} licenses; write `other`, and `license_name`"
    return Found(violation.span, message, _other(card, violation, field, value), hub=violation.hub)


def _other(card: Card, violation: Violation, field: str, value: str) -> Fix | None:
    if len(violation.path) > 1 or not value or field in card.fields or not isinstance(violation.node, Scalar):
        return None
    if field == "license_name" and not _is_name(violation.found):
        return None
    added = edits.insert_field(card, field, edits.to_yaml(value), after="license")
    if added is None or len(value) > LONGEST_NAME:
        return None
    changes: tuple[Edit, ...] = (edits.replace(card.source, violation.node, "other"), added)
    return Fix(f"replace with `other` and add `{field}`", changes, Applicability.UNSAFE)


def _is_name(word: str) -> bool:
    """Return whether ``word`` can be the name of a license, not a sentence about it, several, or "not applicable"."""
    return _NAME.fullmatch(word) is not None and _NO_NAME.search(word) is None and word.count(" ") <= _MOST_SPACES


def _or(words: tuple[str, ...]) -> str:
    *others, last = map(quote, words)
    return f"{', '.join(others)} or {last}" if others else last


RULE = Rule(
    name="unknown-license",
    code="CL070",
    category="license",
    severity=Severity.ERROR,
    hub=Verdict.REFUSES,
    check=check,
    breach=True,
    fields=("license",),
    yields_to=("spdx-expression", "comma-list"),
    examples=(
        Example(
            bad="license: «apache-2»",
            good="license: apache-2.0",
            fixed=True,
            message="`apache-2` is not a Hub license; did you mean `apache-2.0`?",
        ),
        Example(bad="license: «MIT»  # ours", good="license: mit  # ours", fixed=True),
        Example(
            bad='license:\n- «"Apache License, Version 2.0"»\n- cc-by-4.0',
            good='license:\n- "apache-2.0"\n- cc-by-4.0',
            fixed=True,
        ),
        Example(bad="license: «MIT License (MIT)»", good="license: mit", fixed=True),
        Example(bad="license: «apache-2.0 (code only)»", good="license: apache-2.0  # code only", fixed=True),
        Example(bad="license: [«GPLv3+», mit]", good="license: [gpl-3.0, mit]", fixed=True),
        Example(bad="license: «Creative Commons Attribution 4.0 International»", good="license: cc-by-4.0", fixed=True),
        Example(
            bad="license: «cc-by-nc-sa»",
            good="license: cc-by-nc-sa-4.0",
            message="`cc-by-nc-sa` is not a Hub license; "
            "did you mean `cc-by-nc-sa-4.0`, `cc-by-nc-sa-3.0` or `cc-by-nc-sa-2.0`?",
        ),
        Example(
            bad="license: «cc-by»",
            good="license: cc-by-4.0",
            message="`cc-by` is not a Hub license; did you mean `cc-by-4.0`, `cc-by-3.0` or `cc-by-2.5`?",
        ),
        Example(
            bad="license: «CC-BY-SA-2.5»\ntags: [x]",
            good="license: other\nlicense_name: cc-by-sa-2.5\ntags: [x]",
            fixed=True,
            message="`CC-BY-SA-2.5` is not a Hub license; write `other`, and `license_name: cc-by-sa-2.5`",
        ),
        Example(
            bad="license: «https://example.org/terms»",
            good="license: other\nlicense_link: https://example.org/terms",
        ),
        Example(
            bad="license: [«BSL-1.1»]",
            good="license: [other]",
            message="`BSL-1.1` is not a Hub license; write `other`, and `license_name: busl-1.1`",
        ),
        Example(
            bad="license: «apache-lisence-3.0»",
            good="license: other\nlicense_name: apache-lisence-3.0",
            fixed=True,
            message="`apache-lisence-3.0` is not a Hub license; write `other`, and `license_name: apache-lisence-3.0`",
        ),
        Example(bad="license: «LICENSE.md»", good="license: other\nlicense_link: LICENSE.md", fixed=True),
        Example(
            bad="license: «https://creativecommons.org/licenses/by-sa/4.0/»",
            good="license: cc-by-sa-4.0",
            fixed=True,
        ),
        Example(
            bad="license: «???»",
            good="license: unknown",
            message="`???` is not one of the Hub's 83 licenses; write `other`, and `license_name`",
        ),
        Example(
            bad="license: «apache-2.0 // see LICENSE»",
            good="license: apache-2.0  # see LICENSE",
            fixed=True,
            message="`apache-2.0 // see LICENSE` is a license and a remark; write only `apache-2.0`, and the remark in a comment",
        ),
        Example(bad='license:\n- «"MIT (only the code)"»', good="license:\n- mit  # only the code", fixed=True),
        Example(bad="license: «mit <!-- ours -->»", good="license: mit  # ours", fixed=True),
        Example(bad="license: [«mit; see LICENSE»]", good="license: [mit]"),
        Example(
            bad="license: «license»",
            good="license: mit",
            message="`license` is a placeholder; write the license, such as `apache-2.0`",
        ),
        Example(
            bad="license: «LICENSE»",
            good="license: other\nlicense_link: LICENSE",
            files={"LICENSE": "A text."},
            fixed=True,
        ),
        Example(
            bad="license: «see LICENSE»",
            good="license: other\nlicense_link: LICENSE",
            files={"LICENSE": "A text."},
            fixed=True,
            message="`see LICENSE` refers to a file; write `license: other`, `license_name` and `license_link: LICENSE`",
        ),
        Example(
            bad="license: «custom (see license file)»",
            good="license: other\nlicense_name: ours",
            message="`custom (see license file)` refers to a file; write `license: other`, `license_name` and `license_link`",
        ),
        Example(bad="license:\n- «see license.txt for details»\n- «Refer to the license»", good="license: mit"),
        Example(
            bad="license: «see below»",
            good="license: mit",
            message="`see below` does not name a license; write its identifier, or `other` and `license_name`",
        ),
        Example(
            bad="license: «proprietary»",
            good="license: other\nlicense_name: ours",
            message="`proprietary` is not a Hub license; write `other`, and `license_name`",
        ),
        Example(
            bad="license: «gpl-4.0»",
            good="license: gpl-3.0",
            message="`gpl-4.0` is not a Hub license; did you mean `gpl-3.0` or `gpl-2.0`?",
        ),
        Example(
            bad="license: «lgpl-2»",
            good="license: lgpl-2.1",
            message="`lgpl-2` is not a Hub license; write `other`, and `license_name: lgpl-2.0`",
        ),
        Example(bad="license: «see the paper»", good="license: mit"),
        Example(bad="license: «N/A»", good="license: unknown"),
        Example(bad="license: «https://example.org/" + "a" * 120 + "»", good="license: other"),
    ),
)
