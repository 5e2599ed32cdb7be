"""Lines that do not fit: neither field nor list item, or with the wrong indentation."""

from cardlint.card.schema import fields
from cardlint.findings.diagnostic import Applicability, Edit, Related
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.yaml_errors.place import FIELD, ITEM, Complaint, Line, Place
from cardlint.system.lazy_pattern import pattern

_COLON_WITHOUT_SPACE = pattern(r"([A-Za-z_][\w-]*):(?!//)(?=\S)")
_DASH_WITHOUT_SPACE = pattern(r"[ ]*-(?=[^\s-])")
_LEAST_WORDS = 2  # on lines of their own that show a list without its dashes; one may be a sentence
_MOST_WORDS = 4  # of a list item without its dash; more may be a sentence
_FIRST_WORD = pattern(r"([A-Za-z_][\w-]*)[ \t]+(?=\S)")


def not_a_field(place: Place, line: Line) -> Complaint:
    """Explain a line that is neither a field nor part of one."""
    start, end = line.span
    if (indented := _indented_first(place, line)) is not None:
        return indented
    if (glued := _COLON_WITHOUT_SPACE.match(place.text, start, end)) and glued[1] in fields.all_known():
        fix = place.repair("insert a space", (Edit(Span(glued.end(), glued.end()), " "),))
        return Complaint(line.span, f"a space is missing after `{glued[1]}:`; insert it", fix)
    if _DASH_WITHOUT_SPACE.match(line.text):
        return _glued_dashes(place, line)
    if (dashless := _without_dash(place, line)) is not None:
        return dashless
    if line.text.lstrip().startswith("* "):
        fix = place.repair("replace with `-`", (Edit(Span(start, start + 1), "-"),))
        return Complaint(Span(start, start + 1), "a list item in YAML does not begin with `*`; use `-`", fix)
    word = _FIRST_WORD.match(place.text, start, end)
    if word is not None and word[1] in fields.all_known():
        edit = Edit(Span(word.end(1), word.end()), ": ")
        return Complaint(
            line.span,
            f"a colon is missing after `{word[1]}`; insert it",
            place.repair("insert the colon", (edit,), Applicability.UNSAFE),
        )
    return Complaint(
        line.span,
        "this line is not a field; write `name: value`, or put `---` above it if it belongs to the text",
    )


def _indented_first(place: Place, line: Line) -> Complaint | None:
    """Explain the fields above ``line`` if they, but not ``line``, are indented, because the first one is; None otherwise."""
    if line.indentation or (FIELD.match(line.text) is None and ITEM.match(line.text) is None):
        return None
    above = [each for each in place.lines() if each.start < line.start and each.text.strip()]
    first = next((each for each in above if not each.text.lstrip().startswith("#")), None)
    field = FIELD.match(first.text) if first is not None else None
    if first is None or field is None or field["dashes"] or any(not each.indentation for each in above):
        return None
    column = first.indentation
    message = f"{quote(field['key'].rstrip())} is indented by {_spaces(column)}, the fields below are not; remove the indentation"
    edits = tuple(Edit(Span(each.start, each.start + min(column, each.indentation)), "") for each in above)
    fix = place.repair("remove the indentation", edits)
    return Complaint(first.span, message, fix, (Related(line.span, "not indented"),))


def _without_dash(place: Place, line: Line) -> Complaint | None:
    """Explain a short text among list items whose dash is missing; None for other lines."""
    if (dashless := _list_without_dashes(place, line)) is not None:
        return dashless
    above, below = place.line_above(line), place.line_below(line)
    before = ITEM.match(above.text) if above is not None else None
    behind = ITEM.match(below.text) if below is not None else None
    words = line.text.split()
    if not words[0][0].isalnum() or len(words) > (_MOST_WORDS if behind is not None else 1):
        return None
    if before is None:
        head = FIELD.match(above.text) if above is not None else None
        begins_list = head is not None and not head["value"].strip() and behind is not None
        return _lost_dash(place, line, len(behind["indent"]), Applicability.SAFE) if begins_list and behind else None
    item = behind or before
    is_sure = behind is not None and behind["indent"] == before["indent"]
    return _lost_dash(place, line, len(item["indent"]), Applicability.SAFE if is_sure else Applicability.UNSAFE)


def _list_without_dashes(place: Place, line: Line) -> Complaint | None:
    """Explain ``tags:`` above lines with a word each; None for other lines."""
    above = place.line_above(line)
    head = FIELD.match(above.text) if above is not None else None
    if (
        head is None
        or head["indent"]
        or head["dashes"]
        or head["value"].strip()
        or head["key"] not in fields.all_lists_of_words()
    ):
        return None
    words: list[Line] = []
    each: Line | None = line
    while each is not None and each.text[:1].isalnum() and len(each.text.split()) == 1 and not FIELD.match(each.text):
        words.append(each)
        each = place.line_below(each)
    if len(words) < _LEAST_WORDS:
        return None
    edits = tuple(Edit(Span(word.start, word.start), "- ") for word in words)
    fix = place.repair("insert the dashes", edits, Applicability.UNSAFE)
    message = f"the items of {quote(head['key'])} have no dashes; write {quote('- ' + line.text.strip())} and so on"
    return Complaint(line.span, message, fix)


def _field_without_dash(place: Place, line: Line) -> Complaint | None:
    """Explain ``config_name: b`` below ``- config_name: a``: the first field of an item whose dash is missing; None for other lines."""
    field = FIELD.match(line.text)
    if field is None or field["dashes"]:
        return None
    column = len(field["indent"])
    above = place.line_above(line)
    while above is not None and above.indentation >= column:
        item = FIELD.match(above.text)
        if item is not None and item["dashes"] and len(item["indent"]) == column:
            is_twin = item["key"] == field["key"]
            return _lost_dash(place, line, column, Applicability.UNSAFE) if is_twin else None
        above = place.line_above(above)
    return None


def _lost_dash(place: Place, line: Line, column: int, applicability: Applicability) -> Complaint:
    message = f"a dash is missing before {quote(place.source.slice(line.span))}; insert it"
    if column == 0 and FIELD.match(line.text):
        return Complaint(line.span, message)  # at present a field of the card, with a meaning of its own
    edit = Edit(Span(line.start, line.span.start), " " * column + "- ")
    return Complaint(line.span, message, place.repair("insert the dash", (edit,), applicability))


def _glued_dashes(place: Place, line: Line) -> Complaint:
    """Explain ``-legal``, once for consecutive lines like this."""
    edits = []
    span, next_line = line.span, line
    while (dash := _DASH_WITHOUT_SPACE.match(place.text, next_line.start, next_line.end)) is not None:
        edits.append(Edit(Span(dash.end(), dash.end()), " "))
        if next_line.end + 1 >= place.content.end:
            break
        next_line = place.line_of(place.text.find("\n", next_line.end) + 1)
    return Complaint(span, "a space is missing after the dash; insert it", place.repair("insert a space", tuple(edits)))


def misplaced_field(place: Place) -> Complaint:
    """Explain a field that is indented below one that already has a value, or that follows a line that is not a field."""
    above = place.line_above(place.line)
    field = FIELD.match(place.text, place.line.start, place.line.end)
    if above is None or field is None:
        return generic(place, "a field cannot begin here")
    head = FIELD.match(place.text, above.start, above.end) or ITEM.match(place.text, above.start, above.end)
    if head is None:
        return not_a_field(place, above)
    if (dashless := _field_without_dash(place, above)) is not None:
        return dashless
    key, is_known = quote(field["key"].rstrip()), field["key"] in fields.all_known()
    is_item = FIELD.match(above.text) is None
    column = 0 if is_item else head.end("dashes") - above.start
    sure = column == 0 and is_known
    fix = place.repair(
        f"indent by {_spaces(column)}" if column else "remove the indentation",
        (Edit(Span(place.line.start, field.end("indent")), " " * column),),
        Applicability.SAFE if sure else Applicability.UNSAFE,
    )
    return Complaint(
        Span(field.start("key"), field.start("key") + len(field["key"].rstrip())),
        f"{key} is indented by {_spaces(place.line.indentation)} below a {'list item' if is_item else 'field'} with a value; "
        f"{_advice(column)}",
        fix,
        () if is_item else (Related(above.span, "indented by " + _spaces(column)),),
    )


def unfit_indentation(place: Place) -> Complaint:
    """Explain a field or list item whose indentation matches nothing above it."""
    own = place.line.indentation
    field = FIELD.match(place.text, place.line.start, place.line.end)
    if ITEM.match(place.line.text):
        return _unfit_item(place, own)
    if field is None:
        return not_a_field(place, place.line)
    key = quote(field["key"])
    columns = sorted(_columns_above(place))
    near = [str(column) for column in columns if column < own][-1:] + [str(c) for c in columns if c > own][:1]
    advice = f"; indent it by {' or '.join(near)}" if near else ""
    return Complaint(
        Span(*field.span("key")), f"{key} is indented by {_spaces(own)}, unlike any field above it{advice}"
    )


def _unfit_item(place: Place, own: int) -> Complaint:
    dash = Span(place.line.start + own, place.line.span.end)
    above = place.line_above(place.line)
    if above is not None and above.indentation > own and (item := ITEM.match(above.text)):
        column = len(item["indent"])
        edit = Edit(Span(place.line.start, dash.start), " " * column)
        applicability = Applicability.UNSAFE if _has_other_list(place, above, column) else Applicability.SAFE
        fix = place.repair(f"indent by {_spaces(column)}", (edit,), applicability)
        message = f"this item is indented by {_spaces(own)}, the items above by {column}; {_advice(column)}"
        return Complaint(dash, message, fix, (Related(above.span, "indented by " + _spaces(column)),))
    return _dash_lost_above(place, above, own) or Complaint(
        dash, "this list item does not belong to a field; write a name such as `tags:` above the list"
    )


def _dash_lost_above(place: Place, line: Line | None, column: int) -> Complaint | None:
    """Explain the line above an item if its dash is missing: ``a`` above ``- b``, or a field as in the items above; None otherwise."""
    while line is not None and line.indentation >= column:
        if (dashless := _field_without_dash(place, line)) is not None:
            return dashless
        if FIELD.match(line.text) is None and ITEM.match(line.text) is None:
            head = place.line_above(line)
            field = FIELD.match(head.text) if head is not None else None
            if field is None or field["value"].strip() or len(line.text.split()) > _MOST_WORDS:
                return None
            return _lost_dash(place, line, column, Applicability.SAFE)
        line = place.line_above(line)
    return None


def _advice(column: int) -> str:
    return f"indent it by {column}" if column else "remove the indentation"


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count} spaces"


def _has_other_list(place: Place, item: Line, column: int) -> bool:
    """Return whether there is another list above the list of ``item``, whose items are indented by ``column``."""
    line: Line | None = item
    while line is not None and line.indentation >= column:
        line = place.line_above(line)
    while line is not None:
        if ITEM.match(line.text):
            return True
        line = place.line_above(line)
    return False


def _columns_above(place: Place) -> set[int]:
    """Return the columns of the fields above the error that may still continue."""
    columns: set[int] = set()
    limit = place.line.end
    line = place.line_above(place.line)
    while line is not None and limit > 0:
        field = FIELD.match(place.text, line.start, line.end)
        if field is not None:
            column = field.start("key") - line.start
            if column < limit:
                columns.add(column)
                limit = column
        line = place.line_above(line)
    return columns


def field_between_items(place: Place) -> Complaint:
    """Explain ``- legal`` followed by ``license: mit``."""
    field = FIELD.match(place.text, place.line.start, place.line.end)
    if field is None:
        return not_a_field(place, place.line)
    if (dashless := _field_without_dash(place, place.line)) is not None:
        return dashless
    return Complaint(
        Span(*field.span("key")),
        f"{quote(field['key'])} is a field among list items; name the list, such as `tags:`, or write `-` before the field",
    )


def after_the_end(place: Place) -> Complaint:
    """Explain text after a line ``...``, which ends the YAML."""
    above = place.line_above(place.line)
    if above is None or not above.text.startswith("..."):
        return not_a_field(place, place.line)
    return Complaint(above.span, "`...` ends the YAML, but more fields follow; remove this line")


def generic(place: Place, words: str) -> Complaint:
    """Report the message of the parser, at the character where it stopped."""
    return Complaint(Span(place.at, min(place.at + 1, len(place.text))), f"invalid YAML: {words}")
