"""The query language: parses the text of a user into a `Query`. A syntax error has the position of the wrong character.

bert french              both words            "masked language"        a phrase         bert*    a prefix
task:asr  language:(fr OR de)  -license:mit  missing:license            values of fields
parameters:>7B  parameters:1B..3B  updated:2025..                       numbers and dates
AND, OR, NOT in capitals, or - before what must not be; parentheses; quotes around odd values
"""

import re

from cardlint.search.fields import Field, FieldTable
from cardlint.search.quantities import date_interval, number, number_interval
from cardlint.search.query.tree import (
    EVERYTHING,
    NONE,
    Lacking,
    Phrase,
    Prefix,
    Query,
    RangeQuery,
    Value,
    Word,
    all_of,
    any_of,
    none_of,
)
from cardlint.system.errors import CardlintError
from cardlint.system.lazy_pattern import pattern

LONGEST_QUERY = 4_000
DEEPEST_QUERY = 50
_FIELD = pattern(r"(?P<name>[A-Za-z][\w\-]*):")
_BARE = pattern(r'[^\s()"]+')
_OPERATOR = pattern(r"(AND|OR|NOT)(?![^\s()\"])")
_LONE = pattern(r"[\s)]|\Z")
_BLANKS = pattern(r"\s*")
_QUOTED = pattern(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_YES = {"yes": "true", "true": "true", "1": "true", "no": "false", "false": "false", "0": "false"}


class QueryError(CardlintError):
    """The query has a syntax error. ``at`` is the offset of the wrong character."""

    def __init__(self, reason: str, query: str, at: int, hint: str | None = None) -> None:
        super().__init__(f"query, character {at + 1}: {reason}", hint)
        self.reason = reason
        self.query = query
        self.at = at


def parse(text: str, table: FieldTable) -> Query:
    """Return the query for ``text``; for empty text, it matches everything. Raises QueryError."""
    if len(text) > LONGEST_QUERY:
        raise QueryError(f"the query is longer than {LONGEST_QUERY:,} characters", text, LONGEST_QUERY)
    reader = _QueryReader(text, table)
    query = reader.alternatives(None) if not reader.done() else EVERYTHING
    if not reader.done():
        raise reader.error("this `)` closes no `(`")
    return query


def value_query(field: Field, text: str, table: FieldTable) -> Query:
    """Return the query for one value, prefix or range of a field, like ``field:text``. Raises QueryError."""
    return _QueryReader(text, table).valued(field, text, 0, quoted=False)


def lacking(field: Field) -> Query:
    """Return the query for the cards that lack ``field``."""
    return Value("missing", field.name) if field.lack else Lacking(field.name)


class _QueryReader:
    """The query, and the current position in it."""

    def __init__(self, text: str, table: FieldTable) -> None:
        self.text = text
        self.table = table
        self.at = 0
        self.depth = 0

    def error(self, reason: str, at: int | None = None, hint: str | None = None) -> QueryError:
        return QueryError(reason, self.text, self.at if at is None else at, hint)

    def done(self) -> bool:
        """Skip white space, and return whether the end is reached."""
        blanks = _BLANKS.match(self.text, self.at)
        self.at = blanks.end() if blanks else self.at
        return self.at >= len(self.text)

    def operator(self) -> str | None:
        """Return the next operator without consuming it."""
        match = None if self.done() else _OPERATOR.match(self.text, self.at)
        return match[1] if match else None

    def alternatives(self, field: Field | None) -> Query:
        parts = [self.together(field)]
        while self.operator() == "OR":
            self.at += 2
            parts.append(self.together(field, after="OR"))
        return any_of(parts)

    def together(self, field: Field | None, after: str = "") -> Query:
        parts: list[Query] = []
        while not self.done() and self.text[self.at] != ")":
            word = self.operator()
            if word == "OR" or (word == "AND" and not parts):
                if not parts:
                    raise self.error(f"{word} needs something before it", hint=f'in quotes, "{word}" is a word')
                break
            if word == "AND":
                self.at += 3
                after = "AND"
                if self.done() or self.text[self.at] == ")" or self.operator() in ("AND", "OR"):
                    raise self.error("AND needs something after it")
            parts.append(self.one(field))
        if not parts:
            raise self.error(
                f"{after} needs something after it" if after else "there is nothing between the parentheses"
            )
        return all_of(parts) if any(part != EVERYTHING for part in parts) else EVERYTHING

    def one(self, field: Field | None) -> Query:
        if self.operator() == "NOT":
            self.at += 3
            return self.denied(field, "NOT")
        if self.text[self.at] == "-" and not _LONE.match(self.text, self.at + 1):
            self.at += 1
            return self.denied(field, "-")
        if self.text[self.at] == "(":
            return self.group(field)
        if field is None:
            name = _FIELD.match(self.text, self.at)
            if name is not None:
                return self.fielded(name)
        return self.value(field)

    def denied(self, field: Field | None, sign: str) -> Query:
        if self.done() or self.text[self.at] == ")" or self.operator() in ("AND", "OR"):
            raise self.error(f"{sign} needs something after it")
        self.deeper()
        part = none_of(self.one(field))
        self.depth -= 1
        return part

    def group(self, field: Field | None) -> Query:
        start = self.at
        self.deeper()
        self.at += 1
        inner = self.alternatives(field)
        if self.done():
            raise self.error("this `(` is not closed", start)
        self.at += 1
        self.depth -= 1
        return inner

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST_QUERY:
            raise self.error(f"more than {DEEPEST_QUERY} levels of parentheses")

    def fielded(self, name: re.Match[str]) -> Query:
        try:
            field = self.table[name["name"]]
        except CardlintError as error:
            hint = error.hint or f'to search for it as text, write "{name[0]}..." in quotes'
            raise self.error(str(error), name.start(), hint) from None
        self.at = name.end()
        if self.at >= len(self.text) or self.text[self.at].isspace() or self.text[self.at] == ")":
            raise self.error(f"{name[0]} needs a value right after the colon")
        return self.group(field) if self.text[self.at] == "(" else self.value(field)

    def value(self, field: Field | None) -> Query:
        start = self.at
        if self.text[start] == '"':
            match = _QUOTED.match(self.text, start)
            if match is None:
                raise self.error("this quote is not closed", start)
            self.at = match.end()
            text = re.sub(r"\\(.)", r"\1", match[1], flags=re.DOTALL)
            if self.text.startswith("*", self.at):
                self.at += 1
                return self.beginning(field, text, start)
            return Phrase(text) if field is None else self.valued(field, text, start, quoted=True)
        bare = _BARE.match(self.text, start)
        if bare is None:
            raise self.error("this `)` closes no `(`")
        self.at = bare.end()
        if field is None:
            return self.words(bare[0], start)
        return self.valued(field, bare[0], start, quoted=False)

    def words(self, text: str, start: int) -> Query:
        if text == "*":
            return EVERYTHING
        if text.endswith("*"):
            return self.beginning(None, text[:-1], start)
        if "*" in text:
            raise self.error("a star can only end a word", start + text.index("*"))
        return Word(text)

    def beginning(self, field: Field | None, text: str, start: int) -> Query:
        if "*" in text:
            raise self.error("a star can only end a word", start + text.index("*"))
        if not text.strip():
            raise self.error("a star needs the beginning of a word before it", start)
        if field is not None and (field.ordered or field.type == "boolean"):
            raise self.error(f"`{field.name}` has no prefixes", start, f"write a range, such as `{field.name}:>1`")
        return Prefix(text, field.name if field else None)

    def valued(self, field: Field, text: str, start: int, *, quoted: bool) -> Query:
        if text == NONE and not quoted and field.type != "text":
            return lacking(field)
        if field.ordered:
            return self.range(field, text, start)
        if not quoted and text.endswith("*"):
            if text == "*" and field.type != "text":
                raise self.error(
                    f"`{field.name}:*` has no effect", start, f"for any value, write `NOT missing:{field.name}`"
                )
            return self.beginning(field, text[:-1], start)
        if field.type == "text":
            return Phrase(text, field.name) if quoted else Word(text, field.name)
        if field.type == "boolean":
            if text.lower() not in _YES:
                raise self.error(f"`{field.name}` is yes or no, not `{text}`", start)
            text = _YES[text.lower()]
        if field.computed == "missing":
            try:
                return lacking(self.table[text])
            except CardlintError as error:
                raise self.error(str(error), start, error.hint) from None
        return Value(field.name, text)

    def range(self, field: Field, text: str, start: int) -> RangeQuery:
        match = re.fullmatch(r"(?P<sign>[<>]=?)?(?P<one>.*?)(?:(?P<dots>\.\.)(?P<two>.*))?", text, re.DOTALL)
        assert match is not None  # noqa: S101 - the pattern fits any text
        sign, one, two = match["sign"], match["one"], match["two"]
        if match["dots"]:
            if sign or not (one or two):
                raise self.error(f"`{text}` is not a range", start, f"write `{field.name}:1..2`, `1..` or `..2`")
            found = RangeQuery(field.name, one or None, two or None)
        elif sign:
            low, high = (one, None) if sign[0] == ">" else (None, one)
            found = RangeQuery(field.name, low, high, above=sign == ">", below=sign == "<")
        else:
            found = RangeQuery(field.name, one, one)
        for bound in (found.low, found.high):
            if bound is not None and not _is_quantity(field, bound):
                what = "date, such as 2025 or 2025-03-31" if field.type == "date" else "number, such as 300M or 7B"
                raise self.error(f"`{bound or text}` is not a {what}", start)
        if _is_reversed(field, found):
            raise self.error(
                f"`{text}` ends before it begins", start, f"write `{field.name}:{found.high}..{found.low}`"
            )
        return found


def _is_reversed(field: Field, found: RangeQuery) -> bool:
    if found.low is None or found.high is None:
        return False
    if field.type == "date":
        return date_interval(found.low).low >= date_interval(found.high).high
    return number(found.low) > number(found.high)


def _is_quantity(field: Field, text: str) -> bool:
    try:
        (date_interval if field.type == "date" else number_interval)(text)
    except (ValueError, OverflowError):
        return False
    return True
