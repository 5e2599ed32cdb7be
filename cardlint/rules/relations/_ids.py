"""What is wrong with a text where the id of a repository belongs, and what to write instead."""

from collections.abc import Iterator

from cardlint import edits
from cardlint.card import Card
from cardlint.diagnostic import Applicability, Fix
from cardlint.front_matter.node import show
from cardlint.pattern import pattern
from cardlint.repository.ids import Form, Reading, read
from cardlint.rule import Found
from cardlint.schema.violation import Violation
from cardlint.shown import shown

_SAFE = frozenset((Form.ADDRESS, Form.DECORATED))
_NUMBER = pattern(r"\d,\d")


def invalid_ids(card: Card, rule: str, kind: str) -> Iterator[Found]:
    """Yield what is wrong with each id that the schema refuses under ``rule`` and that is meant as one of ``kind``."""
    for violation in card.violations(rule):
        text = str(violation.found)
        reading = read(text)
        if reading.kind not in (None, kind) or _is_list(text, violation):
            continue
        if reading.form is not Form.LOCAL_PATH or rule != "invalid-base-model":  # of which local-path tells
            message = f"{_place(violation)} {_fault(text, reading, kind)}"
            yield Found(violation.span, message, _fix(card, violation, reading), violation.hub)


def other_kinds(card: Card, rule: str, kind: str) -> Iterator[tuple[Violation, Reading]]:
    """Yield the ids that the schema refuses under ``rule`` and that are addresses of another kind."""
    for violation in card.violations(rule):
        reading = read(str(violation.found))
        if reading.kind not in (None, kind):
            yield violation, reading


def _place(violation: Violation) -> str:
    return show(violation.path[:1])


def _fault(text: str, reading: Reading, kind: str) -> str:
    known = reading.id
    match reading.form:
        case Form.ADDRESS:
            return f"is an address, not an id; write {known}"
        case Form.DECORATED:
            return f"{shown(text)} is not an id; write {known}"
        case Form.REVISION:
            return f"{shown(text)} is more than an id; write {known}"
        case Form.LOCAL_PATH:
            return f"{shown(text)} is a local path; write the id of a {kind} on the Hub"
        case Form.FOREIGN_ADDRESS:
            return f"{shown(text)} is an address; write owner/name of a {kind} on the Hub"
        case Form.LINK | Form.NOTE:
            return f"{shown(text)} is not an id; did you mean {known}?"
    return f"{shown(text)} is not an id; write owner/name of a {kind} on the Hub"


def _fix(card: Card, violation: Violation, reading: Reading) -> Fix | None:
    if reading.id is None or violation.node is None or reading.form in (Form.LINK, Form.NOTE):
        return None
    applicability = Applicability.SAFE if reading.form in _SAFE else Applicability.UNSAFE
    return Fix(f"write {reading.id}", (edits.replace(card.source, violation.node, reading.id),), applicability)


def _is_list(text: str, violation: Violation) -> bool:
    """Return whether comma-list tells what is wrong: several ids in one string."""
    if "," not in text or _NUMBER.search(text):
        return False
    return len(violation.path) == 1 or not any(" " in word.strip() for word in text.split(","))
