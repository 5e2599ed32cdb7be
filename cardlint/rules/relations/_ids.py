"""What is wrong with a text that should be the id of a repository, and what to write instead."""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Path, show
from cardlint.card.repository.ids import LONGEST, Form, RepositoryReference, is_local_path, read
from cardlint.card.schema.violation import Violation
from cardlint.findings.diagnostic import Applicability, Fix, Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Found
from cardlint.system.lazy_pattern import pattern

NOTHING = ("none", "null", "n/a")
"""What people write when there is no repository; two of these look like an id."""

_SAFE = frozenset((Form.ADDRESS, Form.DECORATED))
_WRAPPED = pattern(r"\s*(?:\[[^\[\]]*\]\((?P<target>\S+)\)|(?P<quote>['\"`])(?P<quoted>.*)(?P=quote))\s*")


def invalid_ids(card: Card, rule: str, kind: str) -> Iterator[Found]:
    """Yield what is wrong with each id of a ``kind`` that the schema rejects under ``rule``."""
    for violation in card.violations(rule):
        text = str(violation.found)
        if not text.strip():
            message = (
                f"{_place(violation)} has an empty id; write the `owner/name` of a {kind} on the Hub, or remove it"
            )
            yield Found(violation.span, message, _deletion(card, violation.path, Applicability.SAFE), violation.hub)
            continue
        reference = _read(text)
        message = f"{_place(violation)} {_fault(text, reference, kind)}"
        fix = _fix(card, violation, reference) if reference.kind in (None, kind) else None
        yield Found(violation.span, message, fix, violation.hub)


def other_kinds(card: Card, rule: str, kind: str) -> Iterator[tuple[Violation, RepositoryReference]]:
    """Yield the ids that the schema rejects under ``rule`` and that are URLs of another kind of repository."""
    for violation in card.violations(rule):
        reference = _read(str(violation.found))
        if reference.kind not in (None, kind):
            yield violation, reference


def named_nothing(card: Card, field: str) -> Iterator[Found]:
    """Yield each word in ``field`` that looks like an id but means that there is none."""
    for path, node in card.values(field):
        if isinstance(node.data, str) and node.data.lower() in NOTHING:
            message = f"`{field}` {quote(node.data)} is not a repository; remove it"
            fix = _deletion(card, path, Applicability.UNSAFE)
            yield Found(node.span, message, fix, Verdict.ACCEPTS, Severity.WARNING)


def _deletion(card: Card, path: Path, applicability: Applicability) -> Fix | None:
    """Return the fix that removes an id: an item of a list, or the field if it has no other."""
    entry = card.entry(str(path[0]))
    if entry is None:
        return None
    index = path[-1]
    edit = edits.delete_item_of(card, entry, index) if isinstance(index, int) else edits.delete_field(card, entry)
    return Fix("remove it", (edit,), applicability) if edit is not None else None


def _read(text: str) -> RepositoryReference:
    """Read a text, or the part of it in quotes or in a Markdown link."""
    wrapped = _WRAPPED.fullmatch(text[:LONGEST])
    return read((wrapped["target"] or wrapped["quoted"]) if wrapped is not None else text)


def _place(violation: Violation) -> str:
    return f"`{show(violation.path[:1])}`"


def _fault(text: str, reference: RepositoryReference, kind: str) -> str:
    known = reference.id
    if reference.kind not in (None, kind):
        return f"{quote(text)} is a {reference.kind}; write the `owner/name` of a {kind} on the Hub"
    match reference.form:
        case Form.ADDRESS:
            return f"is a URL, not an id; use {quote(known, LONGEST)}"
        case Form.DECORATED:
            return f"{quote(text)} is not an id; use {quote(known, LONGEST)}"
        case Form.REVISION:
            return f"{quote(text)} is more than an id; use {quote(known, LONGEST)}"
        case Form.LOCAL_PATH:
            seems = "is a local path" if is_local_path(text) else "looks like a local folder"
            return f"{quote(text)} {seems}; use the id of a {kind} on the Hub"
        case Form.FOREIGN_ADDRESS:
            return f"{quote(text)} is a URL; write the `owner/name` of a {kind} on the Hub"
        case Form.LINK | Form.NOTE | Form.PATH:
            return f"{quote(text)} is not an id; did you mean {quote(known, LONGEST)}?"
    return f"{quote(text)} is not an id; write the `owner/name` of a {kind} on the Hub"


def _fix(card: Card, violation: Violation, reference: RepositoryReference) -> Fix | None:
    if reference.id is None or violation.node is None or reference.form in (Form.LINK, Form.NOTE):
        return None
    applicability = Applicability.SAFE if reference.form in _SAFE else Applicability.UNSAFE
    return Fix(
        f"replace with `{reference.id}`", (edits.replace(card.source, violation.node, reference.id),), applicability
    )
