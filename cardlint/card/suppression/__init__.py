"""Comments that silence rules: ``# cardlint: ignore[NAME] reason`` and ``<!-- cardlint: ignore[NAME] reason -->``.

A comment after a value applies to its line; one on its own line applies to the next line of the front matter, or the
next block of the Markdown. ``ignore-file`` applies to the entire card, ``ignore-start`` until ``ignore-end``.
"""

from bisect import bisect_right
from collections.abc import Mapping

from cardlint.card.analysis import PerCard
from cardlint.card.card import Card
from cardlint.card.suppression.comments import comments
from cardlint.findings.source import Source, Span
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple
from cardlint.vocabulary import nearest

MOST = 1000
"""How many comments of one card are read; real cards have fewer than ten."""

_WORDS = pattern(r"(?:#|<!--)\s*cardlint:\s*(?P<word>[\w-]*)\s*(?:\[(?P<names>[^\]\n]*)\]?)?[ \t]*(?P<reason>[^\n]*)")
_NAME = pattern(r"[^\s,]+")
_DIRECTIVES = ("ignore", "ignore-file", "ignore-start", "ignore-end")
_MOST_HINTS = 20  # how many names get a suggestion, which takes time to find
_LONGEST_STRETCH = 64  # how many suppressions of a rule are searched per finding: as deep as blocks nest


class Name(NamedTuple):
    """The name or code of a rule, as a comment writes it."""

    text: str
    span: Span


class End(NamedTuple):
    """The comment that ends a block, and the names that it repeats."""

    comment: Span
    names: tuple[Name, ...]
    list_span: Span


class Suppression:
    """One comment. Silences the rules that it names for findings that begin within ``scope``."""

    __slots__ = ("comment", "end", "list_span", "names", "reason", "scope", "used", "word")

    def __init__(
        self, word: str, names: tuple[Name, ...], list_span: Span, comment: Span, scope: Span, reason: str
    ) -> None:
        self.word = word
        self.names = names
        self.list_span = list_span
        self.comment = comment
        self.scope = scope
        self.reason = reason
        self.end: End | None = None  # of a block
        self.used: set[str] = set()  # names, as written, that silenced a finding


class InvalidComment(NamedTuple):
    """A comment that cannot be read, and why."""

    span: Span
    message: str


class Unknown(NamedTuple):
    """A name that no rule has, and the nearest existing one."""

    suppression: Suppression
    name: Name
    near: str | None


class Unused(NamedTuple):
    """The names of a comment that silenced nothing."""

    suppression: Suppression
    names: tuple[Name, ...]


class Suppressions:
    """The comments of one card. ``note_unused`` fills ``unknown`` and ``unused`` after all other rules have run."""

    def __init__(self, card: Card) -> None:
        self.all: list[Suppression] = []
        self.faults: list[InvalidComment] = []
        self.unknown: list[Unknown] = []
        self.unused: list[Unused] = []
        self._read(card)
        self._lines: dict[str, list[tuple[Span, Suppression, str]]] = {}  # by name, in lower case
        self._wide: dict[str, list[tuple[Span, Suppression, str]]] = {}
        for each in self.all:
            table = self._lines if each.word == "ignore" else self._wide
            for name in each.names:
                table.setdefault(name.text.lower(), []).append((each.scope, each, name.text))
        for table in (self._lines, self._wide):
            for entries in table.values():
                entries.sort(key=lambda entry: entry[0])

    def silences(self, name: str, code: str, offset: int) -> bool:
        """Return whether a finding of this rule at ``offset`` is silenced, and remember which comment did."""
        found = False
        for key in (name, code.lower()):
            for table in (self._lines, self._wide):
                entries = table.get(key)
                if entries is None:
                    continue
                at = bisect_right(entries, offset, key=lambda entry: entry[0].start)
                for scope, each, text in entries[max(0, at - _LONGEST_STRETCH) : at]:
                    if offset < scope.end:
                        each.used.add(text)
                        found = True
                        break
        return found

    def note_unused(self, known: Mapping[str, bool]) -> None:
        """Note the names that silenced nothing. ``known`` says for every name and code whether its rule ran."""
        for each in self.all:
            idle = []
            for name in each.names:
                ran = known.get(name.text.lower())
                if ran is None:
                    near = nearest(name.text.lower(), known, 1) if len(self.unknown) < _MOST_HINTS else ()
                    self.unknown.append(Unknown(each, name, near[0] if near else None))
                elif ran and name.text not in each.used:
                    idle.append(name)
            if idle:
                self.unused.append(Unused(each, tuple(idle)))

    def _read(self, card: Card) -> None:
        started: list[Suppression] = []
        for comment, scope in comments(card):
            if len(self.all) + len(self.faults) >= MOST:
                self.faults.append(
                    InvalidComment(
                        comment, f"the card has more than {MOST:,} suppressions, so the rest are ignored; remove some"
                    )
                )
                return
            self._add(card.source.text, comment, scope, started)

    def _add(self, text: str, comment: Span, scope: Span, started: list[Suppression]) -> None:
        words = _WORDS.match(text, comment.start, comment.end)
        assert words is not None  # noqa: S101 - the same words found the comment
        word = words["word"]
        start, end = words.span("names")  # -1 if there are none
        names = tuple(Name(name[0], Span(*name.span())) for name in _NAME.finditer(text, max(start, 0), max(end, 0)))
        if word not in _DIRECTIVES:
            what = f"`{word[:40]}` is not a cardlint directive" if word else "the comment has no directive"
            listed = f"{', '.join(f'`{each}`' for each in _DIRECTIVES[:-1])} or `{_DIRECTIVES[-1]}`"
            self.faults.append(InvalidComment(comment, f"{what}; use {listed}"))
        elif word == "ignore-end":
            self._end(End(comment, names, Span(*words.span("names"))), started)
        elif not names:
            self.faults.append(
                InvalidComment(comment, f"`{word}` without rule names would hide every finding; write `{word}[NAME]`")
            )
        else:
            if word == "ignore-file":
                scope = Span(0, len(text) + 1)
            elif word == "ignore-start":
                scope = Span(comment.end, len(text) + 1)
            reason = words["reason"].removesuffix("-->").strip()
            found = Suppression(word, names, Span(*words.span("names")), comment, scope, reason)
            self.all.append(found)
            if word == "ignore-start":
                started.append(found)

    def _end(self, end: End, started: list[Suppression]) -> None:
        """End the last block that was started, or the last one with these names."""
        names = {name.text for name in end.names}
        for at in range(len(started) - 1, -1, -1):
            if not names or names == {name.text for name in started[at].names}:
                block = started.pop(at)
                block.scope = Span(block.scope.start, end.comment.start)
                block.end = end
                return
        self.faults.append(InvalidComment(end.comment, "this `ignore-end` has no `ignore-start` before it; remove it"))


suppressions = PerCard(Suppressions)
"""Returns the suppressions of a card, with what they have silenced so far. The linter recomputes them before any rule runs."""


def whole(source: Source, comment: Span) -> Span:
    """Return what to delete with a comment: its line if it is alone on it, otherwise the white space before it."""
    text = source.text
    first, last = source.line_span(comment.start), source.line_span(max(comment.end - 1, comment.start))
    before, behind = text[first.start : comment.start], text[comment.end : last.end]
    if not before.strip() and not behind.strip():
        return Span(first.start, last.end)
    if not behind.strip():
        return Span(comment.start - (len(before) - len(before.rstrip())), comment.end)
    return comment
