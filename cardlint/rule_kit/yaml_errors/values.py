"""Values that need quotes: what a plain value must not contain or begin with, and quotes that end too early or late."""

from cardlint.card import schema
from cardlint.card.schema import fields
from cardlint.findings.diagnostic import Applicability, Edit
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit import placeholders
from cardlint.rule_kit.yaml_errors.place import FIELD, ITEM, Complaint, Place
from cardlint.rule_kit.yaml_strings import in_quotes
from cardlint.system.lazy_pattern import pattern

_DOUBLE_QUOTED = pattern(r"\"((?:[^\"\\\n]|\\.)*)\"")
_QUESTION = pattern(r"[ -]*(?P<label>[^\"'][^\n]*):[ \t]+(?P<type>\w+)[ \t]*(?:\Z|\n)")
_KEY = pattern(r"[ \t]*(?P<key>[A-Za-z_][\w-]*)[ \t]*:(?=[ \t\r\n]|\Z)")
_AFTER_BLOCK_MARK = pattern(r"[|>][+-]?([ \t]*)")
_REAL_ESCAPE = pattern(r"\\[nrtuUx\\/0abefvNLP_ ]")


def placeholder(place: Place) -> Complaint | None:
    """Explain ``%MODEL%``, ``TODO: write it`` or ``{{ name }}-v2``, which break YAML and must be replaced anyway; otherwise None."""
    found = FIELD.match(place.text, place.line.start, place.line.end) or ITEM.match(
        place.text, place.line.start, place.line.end
    )
    if found is None or (written := found["value"].rstrip())[:1] in ("", "<"):
        return None
    inner = written[1:-1] if written[0] == "[" and written[-1] == "]" else written
    if not (placeholders.is_placeholder(written) or placeholders.is_placeholder(inner)):
        return None
    start = found.start("value")
    return Complaint(Span(start, start + len(written)), f"{quote(written)} is an unfilled placeholder; write the value")


def colon_in_value(place: Place) -> Complaint:
    """Explain ``title: Foo: bar`` and ``language: en license: mit``."""
    parent = place.parent(place.line)
    if parent == "extra_gated_fields" and (label := _label(place)) is not None:
        message = (
            f"the label {quote(place.source.slice(label))} contains a colon, so YAML ends it there; quote the label"
        )
        return Complaint(label, message, place.quote(label))
    is_item = parent in fields.all_lists_of_words() and ITEM.match(place.line.text)
    value = place.value_from(place.line.start + is_item.start("value") if is_item else place.value_start())
    words = place.text[value.start : place.at].split()
    if len(words) > 1 and words[-1] in fields.all_known():
        return _second_field(place, Span(place.at - len(words[-1]), place.at))
    return unquoted_colon(place, value)


def field_behind_value(place: Place) -> Complaint | None:
    """Explain ``language: "fr"tags:``: a further field right behind a value that is complete."""
    key = _KEY.match(place.text, place.at, place.line.end)
    if key is None or key["key"] not in fields.all_known():
        return None
    return _second_field(place, Span(*key.span("key")))


def _second_field(place: Place, key: Span) -> Complaint:
    name = place.source.slice(key)
    field = FIELD.match(place.text, place.line.start, place.line.end)
    column = field.start("key") - place.line.start if field is not None else 0
    gap = Span(len(place.text[: key.start].rstrip()), key.start)
    return Complaint(
        Span(key.start, place.text.index(":", key.end) + 1),
        f"this line has two fields; put `{name}:` on a line of its own",
        place.repair(
            f"put `{name}:` on a new line", (Edit(gap, place.source.line_end + " " * column),), Applicability.UNSAFE
        ),
    )


def unquoted_colon(place: Place, value: Span) -> Complaint:
    """Explain a value that contains a colon followed by a space."""
    message = f"the value {quote(place.source.slice(value))} contains a colon, so YAML reads a field; quote the value"
    return Complaint(value, message, place.quote(value))


def _label(place: Place) -> Span | None:
    """Return the label of a question, including its colons but not the colon before the type of the answer."""
    question = _QUESTION.match(place.text, place.line.start, place.line.end)
    types = schema.resolve("urn:cardlint:gating#/$defs/field")["anyOf"][0]["enum"]
    return Span(*question.span("label")) if question is not None and question["type"] in types else None


def bad_beginning(place: Place, start: int) -> Complaint:
    """Explain a value that begins with a character that YAML reserves."""
    value = place.value_from(start)
    return Complaint(
        value, f"a value cannot begin with {_mark(place.text[start])}; quote the value", place.quote(value)
    )


def text_after_quote(place: Place, start: int) -> Complaint:
    """Explain ``'it's'`` and ``"foo" bar``: the quote that ended the value was meant to be part of it."""
    if (glued := field_behind_value(place)) is not None:
        return glued
    mark = place.text[start]
    value = place.value_from(start)
    text = place.source.slice(value)
    if len(text) > 2 and text.endswith(mark):
        inner = text[1:-1].replace(mark + mark, mark) if mark == "'" else text[1:-1]
        fix = place.repair("quote the entire value", (Edit(value, in_quotes(inner)),))
    else:
        fix = place.quote(value, Applicability.UNSAFE)
    return Complaint(
        value, f"text follows the closing quote {_mark(mark)}; quote the entire value with the other kind", fix
    )


def unclosed_quote(place: Place, start: int) -> Complaint:
    """Explain a quote that opens a value and is not closed."""
    mark = place.text[start]
    value = place.value_from(start)
    fix = place.repair("close the quote", (Edit(Span(value.end, value.end), mark),))
    return Complaint(value, f"the quote {_mark(mark)} is not closed; close it", fix)


def quote_unclosed_above(place: Place, start: int) -> Complaint:
    """Explain the opening quote at ``start`` that closed one left open on a line above."""
    mark = place.text[start]
    line = place.line_above(place.line)
    while line is not None:
        field = FIELD.match(place.text, line.start, line.end)
        if field is not None and field["value"].startswith(mark):
            return unclosed_quote(place, field.start("value"))
        line = place.line_above(line)
    return text_after_quote(place, start)


def bad_escape(place: Place) -> Complaint:
    """Explain a backslash in double quotes that does not begin an escape sequence."""
    start = max(place.text.rfind("\\", place.begin, place.at + 1), place.begin)
    span = Span(start, min(start + 2, place.line.end))
    message = f"{quote(place.source.slice(span))} is not an escape sequence in double quotes; use single quotes"
    value = _DOUBLE_QUOTED.match(place.text, place.begin, place.line.end)
    if value is None:
        return Complaint(span, message)
    text = value[1].replace('\\"', '"').replace("'", "''")
    applicability = Applicability.UNSAFE if _REAL_ESCAPE.search(value[1]) else Applicability.SAFE
    edit = Edit(Span(*value.span()), f"'{text}'")
    return Complaint(span, message, place.repair("use single quotes", (edit,), applicability))


def list_on_line_of_field(place: Place) -> Complaint:
    """Explain ``tags: - legal``."""
    value = place.value_from(place.at)
    if place.rest.strip() == "-":
        return Complaint(value, "a single dash is an empty list item; write a value, or quote the dash")
    gap = Span(place.line.start + len(place.before.rstrip()), place.at)
    edit = Edit(gap, place.source.line_end + " " * place.line.indentation)
    return Complaint(
        value,
        "a list must begin on the line below its field; move the item there, or quote the value",
        place.repair("begin the list on a new line", (edit,), Applicability.UNSAFE),
    )


def text_after_block_mark(place: Place) -> Complaint:
    """Explain ``size: >1M`` and ``text: | some words``."""
    value = place.value_from(place.begin)
    mark = place.text[place.begin]
    message = f"text must not follow {_mark(mark)} on its line; quote the value, or begin it on the next line"
    below = place.line_below(place.line)
    behind = _AFTER_BLOCK_MARK.match(place.text, place.begin)
    if below is None or behind is None or value.end <= below.start:
        return Complaint(value, message, place.quote(value))
    edit = Edit(Span(*behind.span(1)), place.source.line_end + " " * below.indentation)
    return Complaint(
        Span(value.start, place.line.span.end),
        message,
        place.repair("begin the value on the next line", (edit,), Applicability.UNSAFE),
    )


def _mark(character: str) -> str:
    """Return a character in backticks; a backtick itself by its name."""
    return "a backtick" if character == "`" else f"`{character}`"
