"""Explains the errors of libyaml: what is wrong in the card, where, and how to fix it.

libyaml says "mapping values are not allowed in this context" if a value with a colon is not quoted. Its messages and
positions are mapped to the mistakes that people really make in cards.
"""

from cardlint.card.front_matter.reader import Problem, ProblemKind
from cardlint.findings.source import Source, Span
from cardlint.rule_kit.yaml_errors import brackets, foreign, lines, lookalikes, values
from cardlint.rule_kit.yaml_errors.place import Complaint, Place

__all__ = ["Complaint", "explain", "explain_text"]

_QUOTES = ("'", '"')


def explain(source: Source, content: Span, problem: Problem) -> Complaint:
    """Explain the syntax ``problem`` of the front matter at ``content``."""
    place = Place(source, content, problem)
    return (
        foreign.explain(place)
        or lookalikes.explain(place)
        or values.placeholder(place)
        or _explain_message(place, problem.detail)
    )


def explain_text(source: Source, content: Span, root: Span) -> Complaint | None:
    """Explain front matter that YAML reads as plain text at ``root``, because characters in it only look like YAML's own."""
    return lookalikes.explain(Place(source, content, Problem(ProblemKind.SYNTAX, Span(root.start, root.start), "")))


def _explain_message(place: Place, message: str) -> Complaint:
    match message:
        case "mapping values are not allowed in this context":
            return lines.misplaced_field(place) if place.begins_field() else values.colon_in_value(place)
        case "found character that cannot start any token" | "found character '?' that cannot start any token":
            return _bad_character(place, place.at)
        case "did not find expected alphabetic or numeric character":
            return _bad_character(place, place.begin)
        case "could not find expected ':'":
            return lines.not_a_field(place, place.line_of(place.begin))
        case "did not find expected key":
            return _no_key(place)
        case "found unexpected end of stream" | "found unexpected document indicator":
            return values.unclosed_quote(place, place.begin)
        case "found unknown escape character" | "did not find expected hexdecimal number":
            return values.bad_escape(place)
        case "did not find expected ',' or ']'" | "did not find expected ',' or '}'":
            return brackets.unfinished(place)
        case "did not find expected node content":
            return _no_value(place)
        case "did not find expected '-' indicator":
            return lines.field_between_items(place)
        case "block sequence entries are not allowed in this context":
            return values.list_on_line_of_field(place)
        case "mapping keys are not allowed in this context":
            return values.bad_beginning(place, place.at)
        case "did not find expected comment or line break":
            begins_line = not place.text[place.line.start : place.begin].strip()
            return lines.not_a_field(place, place.line) if begins_line else values.text_after_block_mark(place)
        case "did not find expected <document start>":
            return lines.after_the_end(place)
        case "found unknown directive name":
            return lines.not_a_field(place, place.line_of(place.begin))
    return lines.generic(place, message)


def _bad_character(place: Place, start: int) -> Complaint:
    line = place.line_of(start)
    if start == line.span.start:
        return lines.not_a_field(place, line)
    return values.bad_beginning(place, start)


def _no_key(place: Place) -> Complaint:
    """Explain what follows a complete value, or begins a line, where a field should be."""
    before = place.before.rstrip()
    start = place.value_start()
    if not before:
        if place.rest.startswith(":"):
            return Complaint(Span(place.at, place.at + 1), "the field name is missing before the colon; write it")
        return lines.unfit_indentation(place)
    opening = place.text[start : start + 1]
    if before.endswith(_QUOTES) and opening == before[-1]:
        if place.line.start + len(before) - 1 == start:
            return values.quote_unclosed_above(place, start)
        return values.text_after_quote(place, start)
    if before.endswith(("]", "}")):
        return brackets.text_after(place, start)
    return lines.generic(place, "no field can begin here")


def _no_value(place: Place) -> Complaint:
    if not place.text[place.at : place.content.end].strip():
        start = brackets.last_open(place)
        return brackets.unclosed(place, start) if start is not None else lines.generic(place, "a value is missing")
    inside = sum(map(place.before.count, "[{")) > sum(map(place.before.count, "]}"))
    if place.rest.startswith(",") and inside:
        return brackets.empty_item(place)
    return values.bad_beginning(place, place.at)
