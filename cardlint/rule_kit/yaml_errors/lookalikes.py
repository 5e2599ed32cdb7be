"""Characters that look like YAML's own but mean nothing to it: no-break spaces, full-width colons, en dashes."""

import unicodedata

from cardlint.card.schema import fields
from cardlint.findings.diagnostic import Applicability, Edit
from cardlint.findings.source import Span
from cardlint.findings.unseen import names
from cardlint.rule_kit.yaml_errors.place import FIELD, Complaint, Line, Place
from cardlint.system.lazy_pattern import pattern

_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_DASHES = "\u2010-\u2015\u2022\u2043\u2212"
_COLONS = "\uff1a\ufe55\u2236\ua789\u02d0"
_LINE = pattern(
    rf"(?P<indent>[ {_SPACES}]*)(?:(?P<dash>[{_DASHES}-])(?P<gap>[ {_SPACES}]+))?"
    rf"(?:(?P<key>[A-Za-z_][\w.-]*)(?P<colon>[ {_SPACES}]*[{_COLONS}]|:)(?P<behind>[ {_SPACES}]*))?"
)
_BLOCK_TEXT = pattern(r":[ \t]+[|>][+\-0-9]*[ \t]*\r?\n")


def explain(place: Place) -> Complaint | None:
    """Explain an error that such a character causes; None if there is none on the lines of the error."""
    line: Line | None = place.line
    found: Complaint | None = None
    while line is not None:
        if edits := _edits(line):
            found = _complaint(place, line, edits)
        elif line != place.line and (field := FIELD.match(line.text)) is not None and field.start("key") == 0:
            break  # what is above it is read as it is meant
        line = place.line_above(line)
    return found


def _complaint(place: Place, line: Line, edits: list[Edit]) -> Complaint:
    """Explain the first of ``edits``, and repair it wherever the front matter has the same fault."""
    first = edits[0]
    written = place.text[first.span.start : first.span.end]
    odd = next(each for each in written if not each.isascii())
    name = unicodedata.name(odd, "").lower().replace("fullwidth", "full-width")
    code = f"U+{ord(odd):04X}"
    is_safe = True
    if odd.isspace():
        message = f"{names(f'x{odd}x')} is not a space in YAML; use a normal space"
        title = "write normal spaces"
    elif first.text.startswith(":"):
        message = f"the {name} `{odd}` ({code}) does not end the name of a field; use `:`"
        title, is_safe = "write `:`", _keys(line) <= fields.all_known()
    else:
        message = f"the {name} `{odd}` ({code}) does not begin a list item; use `-`"
        title, is_safe = "write `-`", False
    span = Span(first.span.start + written.index(odd), first.span.start + written.index(odd) + 1)
    applicability = Applicability.SAFE if is_safe else Applicability.UNSAFE
    return Complaint(span, message, place.repair(title, _everywhere(place, edits), applicability))


def _everywhere(place: Place, edits: list[Edit]) -> tuple[Edit, ...]:
    """Return the edits of all lines; only those of one line if another may be text in which such characters are meant."""
    if _BLOCK_TEXT.search(place.text, *place.content):
        return tuple(edits)
    return tuple(edit for line in place.lines() for edit in _edits(line))


def _keys(line: Line) -> set[str]:
    found = _LINE.match(line.text)
    return {found["key"]} if found is not None and found["key"] else set()


def _edits(line: Line) -> list[Edit]:
    """Return the edits that write YAML's own characters in the indentation, the dash and the colon of ``line``."""
    found = _LINE.match(line.text)
    if found is None or not (found["dash"] or found["key"]):
        return []
    wanted = {"indent": " " * len(found["indent"]), "dash": "-", "gap": " ", "colon": ":", "behind": " "}
    made = []
    for part, text in wanted.items():
        if found[part] and not found[part].isascii():
            if part == "colon":
                text = ": " if not found["behind"] else ":"
            made.append(Edit(Span(line.start + found.start(part), line.start + found.end(part)), text))
    return made
