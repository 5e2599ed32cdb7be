"""The line at which libyaml stopped, and what every explanation needs to know about it."""

import re
from collections.abc import Iterator

from cardlint.card.front_matter import reader
from cardlint.card.front_matter.reader import Problem, ProblemKind
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Related
from cardlint.findings.source import Source, Span
from cardlint.rule_kit.yaml_strings import in_quotes
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple

FIELD = pattern(
    r"(?P<indent> *)(?P<dashes>(?:- +)*)"
    r"(?P<key>\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'\[\]{},#&*!|>%@`:-][^\n:]*(?::(?=[^ \t\r\n])[^\n:]*)*)"
    r"(?P<colon>:)(?=[ \t\r\n]|\Z)[ \t]*(?P<value>[^\n]*)"
)
ITEM = pattern(r"(?P<indent> *)(?P<dashes>(?:- +)+|-(?=[ \r\n]|\Z))(?P<value>[^\n]*)")
_COMMENT = pattern(r"[ \t]#.*", re.DOTALL)
_STOPPING = (ProblemKind.SYNTAX, ProblemKind.TAB_INDENTATION, ProblemKind.CONTROL_CHARACTER)


class Complaint(NamedTuple):
    """An error of the YAML in the words of card authors, and its fix if only one thing can be meant."""

    span: Span
    message: str
    fix: Fix | None = None
    related: tuple[Related, ...] = ()


class Line(NamedTuple):
    """One line of the front matter, without its line ending."""

    start: int
    end: int
    text: str

    @property
    def span(self) -> Span:
        """The line without the white space around it."""
        return Span(self.end - len(self.text.lstrip()), self.start + len(self.text.rstrip()))

    @property
    def indentation(self) -> int:
        """The number of spaces before the text."""
        return len(self.text) - len(self.text.lstrip(" "))


class Place:
    """Where the parser stopped (``at``), and where the construct that it could not finish begins (``begin``)."""

    __slots__ = ("at", "begin", "content", "line", "source", "text")

    def __init__(self, source: Source, content: Span, problem: Problem) -> None:
        self.source = source
        self.text = source.text
        self.content = content
        self.at = min(problem.span.start, content.end)
        self.begin = min(problem.other.start, content.end) if problem.other is not None else self.at
        self.line = self.line_of(self.at)

    @property
    def before(self) -> str:
        """The part of the line before the error."""
        return self.text[self.line.start : self.at]

    @property
    def rest(self) -> str:
        """The part of the line from the error on."""
        return self.text[self.at : self.line.end]

    def line_of(self, offset: int) -> Line:
        """Return the line that contains ``offset``."""
        start = max(self.text.rfind("\n", 0, offset) + 1, self.content.start)
        end = self.text.find("\n", offset, self.content.end)
        text = self.text[start : end if end >= 0 else self.content.end].rstrip("\r")
        return Line(start, start + len(text), text)

    def lines(self) -> Iterator[Line]:
        """Yield all lines of the front matter."""
        at = self.content.start
        while at < self.content.end:
            yield self.line_of(at)
            end = self.text.find("\n", at, self.content.end)
            at = end + 1 if end >= 0 else self.content.end

    def line_above(self, line: Line) -> Line | None:
        """Return the nearest line above ``line`` that is not blank or a comment, or None."""
        while line.start > self.content.start:
            line = self.line_of(line.start - 1)
            if line.text.strip() and not line.text.lstrip().startswith("#"):
                return line
        return None

    def line_below(self, line: Line) -> Line | None:
        """Return the line below ``line``, or None."""
        start = line.end + 2 if self.text.startswith("\r", line.end) else line.end + 1
        return self.line_of(start) if start < self.content.end else None

    def parent(self, line: Line) -> str | None:
        """Return the name of the top-level field that directly contains the field or item on ``line``, or None."""
        column = line.indentation + (1 if ITEM.match(line.text) else 0)
        while (above := self.line_above(line)) is not None:
            field = FIELD.match(above.text)
            if field is not None and field.start("key") < column:
                return field["key"] if field.start("key") == 0 else None
            line = above
        return None

    def begins_field(self) -> bool:
        """Return whether the error is at the first colon of its line."""
        field = FIELD.match(self.text, self.line.start, self.line.end)
        return field is not None and field.start("colon") == self.at

    def value_start(self) -> int:
        """Return where the value on the line of the error begins: after its key and colon, or its dashes."""
        for each in (FIELD, ITEM):
            match = each.match(self.text, self.line.start, self.line.end)
            if match is not None and match.start("value") <= self.at:
                return match.start("value")
        return self.line.span.start

    def value_from(self, start: int) -> Span:
        """Return the value at ``start``: to the end of its lines or to a comment, in brackets to the next item."""
        line = self.line_of(start)
        before = self.text[line.start : start]
        if sum(map(before.count, "[{")) > sum(map(before.count, "]}")):
            text = re.split(r"[,\]}]", self.text[start : line.end], maxsplit=1)[0]
        else:
            text = self.text[start : self._last_line(line).end]
        return Span(start, start + len(_COMMENT.sub("", text).rstrip()))

    def _last_line(self, line: Line) -> Line:
        """Return the last line that continues the value of ``line``: indented below it, and neither field nor item."""
        field, item = FIELD.match(line.text), ITEM.match(line.text)
        column = field.start("key") if field is not None else line.indentation if item is not None else -1
        while column >= 0 and (below := self.line_below(line)) is not None and below.indentation > column:
            if FIELD.match(below.text) or ITEM.match(below.text):
                break
            line = below
        return line

    def is_cut_short(self, span: Span) -> bool:
        """Return whether lines that may continue the value at ``span`` are not part of it, because they look like fields or items."""
        first, last = self.line_of(span.start), self.line_of(max(span.start, span.end - 1))
        field, item, below = FIELD.match(first.text), ITEM.match(first.text), self.line_below(last)
        is_item = item is not None and first.start + item.start("value") == span.start
        column = first.indentation if field is None or is_item else field.start("key")
        return below is not None and below.text.strip()[:1] not in ("", "#") and below.indentation > column

    def repair(
        self, title: str, edits: tuple[Edit, ...], applicability: Applicability = Applicability.SAFE
    ) -> Fix | None:
        """Return the fix, provided that it gets the parser past the error."""
        parts: list[str] = []
        done = self.content.start
        for edit in edits:
            parts += (self.text[done : edit.span.start], edit.text)
            done = edit.span.end
        repaired = "".join(parts)
        parsed = reader.parse(repaired + self.text[done : self.content.end])
        limit = max(len(repaired), self.line.end - self.content.start)
        stuck = any(each.kind in _STOPPING and each.span.start <= limit for each in parsed.problems)
        return None if stuck else Fix(title, edits, applicability)

    def quote(self, span: Span, applicability: Applicability = Applicability.SAFE) -> Fix | None:
        """Return the fix that puts the text at ``span`` in quotes."""
        if self.is_cut_short(span):
            return None
        return self.repair("quote the value", (Edit(span, in_quotes(self.source.slice(span))),), applicability)
