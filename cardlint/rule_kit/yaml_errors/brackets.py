"""Brackets and braces: missing or extra ones, missing or extra commas."""

from cardlint.findings.diagnostic import Applicability, Edit
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.yaml_errors import values
from cardlint.rule_kit.yaml_errors.place import FIELD, Complaint, Place
from cardlint.rule_kit.yaml_strings import in_quotes
from cardlint.system.lazy_pattern import pattern

_CLOSING = {"[": "]", "{": "}"}
_COMMENTED_ITEM = pattern(
    r"\[(?:[^#\"'\[\]\n]|\"[^\"\n]*\"|'[^'\n]*'|(?<![\s,\[])#)*?(?P<gap>(?<=[\[,])[ \t]*)(?P<comment>#\w[^\]\n]*\])"
)
"""A list on one line with an item that begins with ``#``, which YAML reads as a comment, up to the bracket that should close it."""

_ITEM_WITH_SIGN = pattern(r"(?<=[\[,])[ \t]*(#[^,\]\n]*?)(?=[ \t]*[,\]])")

_MARK_OR_COMMENT = pattern(r"[\[\]{}]|(?<=[\s,\[])#[^\n]*")


def unclosed(place: Place, start: int) -> Complaint:
    """Explain the bracket at ``start``, which is not closed."""
    if (hidden := _in_comment(place, start)) is not None:
        return hidden
    mark = place.text[start]
    closing = _CLOSING.get(mark, "]")
    line = place.line_of(start)
    end = line.span.end
    fix = place.repair(f"insert `{closing}`", (Edit(Span(end, end), closing),))
    return Complaint(Span(start, end), f"the bracket `{mark}` is not closed; insert `{closing}`", fix)


def unfinished(place: Place) -> Complaint:
    """Explain a list or mapping in brackets that continues with something other than a comma."""
    is_below = place.begin < place.line.start and FIELD.match(place.text, place.line.start, place.line.end)
    if place.at >= place.content.end or is_below or not place.rest:
        return unclosed(place, place.begin)
    before = place.before.rstrip()
    if place.rest.startswith(":") and place.text[place.begin] == "[":
        return _colon_in_item(place)
    if place.rest.startswith(":"):
        before = before.rpartition(" ")[0].rstrip()  # before the colon is a key, which follows a value
    if before.endswith((":", ",", "[", "{")):
        return unclosed(place, place.begin)
    gap = place.line.start + len(before)
    behind = place.text[gap : place.line.end]
    word = place.value_from(gap + len(behind) - len(behind.lstrip()))
    fix = place.repair("insert a comma", (Edit(Span(gap, gap), ","),), Applicability.UNSAFE)
    return Complaint(word, f"a comma is missing before {quote(place.source.slice(word))}; insert it", fix)


def _in_comment(place: Place, start: int) -> Complaint | None:
    """Explain ``[#a, b]``, whose closing bracket is in a comment; None if it is not."""
    line = place.line_of(start)
    comment = _COMMENTED_ITEM.match(place.text, start, line.end)
    if comment is None:
        return None
    text = place.text[comment.start("comment") : line.span.end]
    items = [Span(*item.span(1)) for item in _ITEM_WITH_SIGN.finditer(place.text, comment.start("gap"), line.end)]
    edits = tuple(Edit(item, in_quotes(place.source.slice(item))) for item in items)
    return Complaint(
        Span(comment.start("comment"), line.span.end),
        f"{quote(text)} is a comment, so the bracket `{place.text[start]}` is not closed; put the value in quotes",
        place.repair("quote the value", edits),
    )


def _colon_in_item(place: Place) -> Complaint:
    """Explain ``[a: b: c]``."""
    item = place.before[max(place.before.rfind("["), place.before.rfind(",")) + 1 :].lstrip()
    return values.unquoted_colon(place, place.value_from(place.at - len(item)))


def last_open(place: Place) -> int | None:
    """Return the position of the innermost bracket that is open at the end of the content, or None."""
    text = place.text
    opened: list[int] = []
    for mark in _MARK_OR_COMMENT.finditer(text, *place.content):
        if mark[0] in "[{":
            opened.append(mark.start())
        elif mark[0] in "]}" and opened:
            opened.pop()
    return opened[-1] if opened else None


def empty_item(place: Place) -> Complaint:
    """Explain ``[a,, b]``."""
    comma = Span(place.at, place.at + 1)
    before = place.before.rstrip()
    behind = place.rest[1:] if before.endswith(("[", "{")) else ""
    gap = Span(place.line.start + len(before), comma.end + len(behind) - len(behind.lstrip()))
    fix = place.repair("remove the comma", (Edit(gap, ""),))
    return Complaint(comma, "an item is missing before this comma; remove the comma", fix)


def text_after(place: Place, start: int) -> Complaint:
    """Explain text after the bracket that ended the value beginning at ``start``."""
    rest = place.rest.strip()
    value = place.value_from(start)
    span = Span(place.at, place.at + len(rest))
    if rest == "---":
        fix = place.repair(
            "put `---` on a new line", (Edit(Span(place.at, place.at), place.source.line_end),), Applicability.UNSAFE
        )
        return Complaint(span, "the closing fence is not on a line of its own; put `---` on a new line", fix)
    if rest[0] in "]}":
        mark = Span(place.at, place.at + 1)
        return Complaint(
            mark,
            f"the bracket `{rest[0]}` has no opening bracket; remove it",
            place.repair("remove the bracket", (Edit(mark, ""),)),
        )
    if (glued := values.field_behind_value(place)) is not None:
        return glued
    whole = Span(start, value.end if value.end > place.at else span.end)
    return Complaint(whole, "text follows the closing bracket; quote the value", place.quote(whole))
