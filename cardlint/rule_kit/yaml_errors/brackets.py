"""Brackets and braces: one too few, one too many, a comma too few or too many."""

from cardlint.findings.diagnostic import Applicability, Edit
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.yaml_errors import values
from cardlint.rule_kit.yaml_errors.place import FIELD, Complaint, Place

_CLOSING = {"[": "]", "{": "}"}


def unclosed(place: Place, start: int) -> Complaint:
    """Explain the bracket at ``start``, which has no twin."""
    mark = place.text[start]
    closing = _CLOSING.get(mark, "]")
    line = place.line_of(start)
    end = line.span.end
    fix = place.repair(f"close it with {closing}", (Edit(Span(end, end), closing),))
    return Complaint(Span(start, end), f"the bracket {mark} is never closed; close it with {closing}", fix)


def unfinished(place: Place) -> Complaint:
    """Explain a list or mapping in brackets that goes on with something else than a comma."""
    is_below = place.begin < place.line.start and FIELD.match(place.text, place.line.start, place.line.end)
    if place.at >= place.content.end or is_below or not place.rest:
        return unclosed(place, place.begin)
    before = place.before.rstrip()
    if place.rest.startswith(":") and place.text[place.begin] == "[":
        return _colon_in_item(place)
    if place.rest.startswith(":"):
        before = before.rpartition(" ")[0].rstrip()  # what stands before the colon is a key, and it follows a value
    if before.endswith((":", ",", "[", "{")):
        return unclosed(place, place.begin)
    gap = place.line.start + len(before)
    behind = place.text[gap : place.line.end]
    word = place.value_from(gap + len(behind) - len(behind.lstrip()))
    fix = place.repair("insert a comma", (Edit(Span(gap, gap), ","),), Applicability.UNSAFE)
    return Complaint(word, f"a comma is missing before {quote(place.source.slice(word))}", fix)


def _colon_in_item(place: Place) -> Complaint:
    """Explain ``[a: b: c]``."""
    item = place.before[max(place.before.rfind("["), place.before.rfind(",")) + 1 :].lstrip()
    return values.unquoted_colon(place, place.value_from(place.at - len(item)))


def last_open(place: Place) -> int | None:
    """Return where the innermost bracket stands that is open at the end of the content, or None."""
    text = place.text
    opened: list[int] = []
    for at in range(place.content.start, place.content.end):
        if text[at] in "[{":
            opened.append(at)
        elif text[at] in "]}" and opened:
            opened.pop()
    return opened[-1] if opened else None


def empty_item(place: Place) -> Complaint:
    """Explain ``[a,, b]``."""
    comma = Span(place.at, place.at + 1)
    before = place.before.rstrip()
    behind = place.rest[1:] if before.endswith(("[", "{")) else ""
    gap = Span(place.line.start + len(before), comma.end + len(behind) - len(behind.lstrip()))
    fix = place.repair("delete the comma", (Edit(gap, ""),))
    return Complaint(comma, "an item is missing before this comma; delete the comma", fix)


def text_after(place: Place, start: int) -> Complaint:
    """Explain text behind the bracket that ended the value which begins at ``start``."""
    rest = place.rest.strip()
    value = place.value_from(start)
    span = Span(place.at, place.at + len(rest))
    if rest == "---":
        fix = place.repair(
            "begin a line with ---", (Edit(Span(place.at, place.at), place.source.line_end),), Applicability.UNSAFE
        )
        return Complaint(span, "the closing fence --- must stand on a line of its own", fix)
    if rest[0] in "]}":
        mark = Span(place.at, place.at + 1)
        return Complaint(
            mark, f"this {rest[0]} closes nothing; delete it", place.repair("delete it", (Edit(mark, ""),))
        )
    if place.text.startswith("{{", start):
        whole = Span(start, place.line.span.end)
        return Complaint(whole, f"{quote(place.source.slice(whole))} is an unfilled placeholder; fill it in")
    whole = Span(start, value.end if value.end > place.at else span.end)
    return Complaint(whole, "text follows the closing bracket; put the value in quotes", place.quote(whole))
