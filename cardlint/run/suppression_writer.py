"""Writes suppressions for the findings in a card: at the line if it can have a comment, otherwise for the entire card.

The card is checked again with the comments: findings that a comment does not silence, or that it would change, get an
``ignore-file`` instead.
"""

from collections.abc import Iterable

from cardlint.card import suppression
from cardlint.card.card import Card
from cardlint.findings.diagnostic import Diagnostic, Edit, Fix
from cardlint.findings.failure import is_failure
from cardlint.findings.source import Source, Span
from cardlint.lint import fix
from cardlint.lint.linter import Linter
from cardlint.system.errors import CardlintError
from cardlint.system.named_tuple import NamedTuple


class Suppressed(NamedTuple):
    """A card with its new suppressions, how many findings they silence, and the findings that cannot be suppressed."""

    text: str
    silenced: int
    left: list[Diagnostic]

    @property
    def is_incomplete(self) -> bool:
        """Whether a rule failed, or the card could not be read."""
        return any(map(is_failure, self.left))


def read_reason(word: str) -> str:
    """Return the reason in a word of the command line. Raises CardlintError if it would end the comment, or is not text."""
    reason = _decoded(word)
    if "\n" in reason or "--" in reason or reason.endswith("-"):
        raise CardlintError("a reason must be one line without `--`", "either would end the comment")
    return reason.strip()


def _decoded(word: str) -> str:
    """Return a word of the command line as text: where the locale is not UTF-8, Python leaves its bytes undecoded.

    Raises CardlintError if they are not UTF-8 either.
    """
    try:
        return word.encode(errors="surrogateescape").decode()
    except UnicodeError as error:
        raise CardlintError("the reason is not UTF-8 text") from error


def write_suppressions(card: Card, linter: Linter, reason: str) -> Suppressed:
    """Return ``card`` with suppressions for all findings of ``linter``. A failure of cardlint itself cannot be suppressed."""
    everything = linter.check(card)
    failures = [each for each in everything if is_failure(each)]
    found = [each for each in everything if not each.name.endswith("-suppression") and not is_failure(each)]
    text = card.source.text
    if not found or card.source.fault is not None:
        return Suppressed(text, 0, failures + found)
    for at_lines in (found, []):
        new = _with_lines(card, at_lines, reason)
        left = _left(new, linter)
        if left or not at_lines:
            new = _with_file(new, left, reason)
            left = _left(new, linter)
        if new.fields == card.fields and len(left) < len(found):
            return Suppressed(new.source.text, len(found) - len(left), failures + left)
    return Suppressed(text, 0, failures + found)


def _left(card: Card, linter: Linter) -> list[Diagnostic]:
    return [each for each in linter.check(card) if each.name != "unused-suppression" and not is_failure(each)]


def _again(card: Card, edits: Iterable[Edit]) -> Card:
    text = fix.apply(card.source.text, [Fix("suppress", tuple(edits))])
    return Card(Source(text, card.source.path), card.kind, card.repository, card.rivals)


def _with_lines(card: Card, found: list[Diagnostic], reason: str) -> Card:
    """Return the card with a comment at the end of every line that has a finding and can have a comment."""
    names: dict[int, list[str]] = {}
    for each in found:
        if each.file is None:
            names.setdefault(each.start.line, []).append(each.name)
    present = {
        card.source.position(each.comment.start).line: each
        for each in suppression.suppressions(card).all
        if each.word == "ignore" and each.scope.start <= each.comment.start < each.scope.end
    }
    edits = []
    for line, wanted in names.items():
        if (old := present.get(line)) is not None:
            edits.append(Edit(Span(old.list_span.end, old.list_span.end), ", " + ", ".join(_unique(wanted))))
        else:
            edits += _at_line(card, line, _unique(wanted), reason)
    return _again(card, edits)


def _at_line(card: Card, number: int, names: list[str], reason: str) -> list[Edit]:
    source, block = card.source, card.block
    start = source.offset(number)
    end = start + len(source.line(number))
    if block is not None and block.content.start <= start < block.content.end:
        comment = f"  # cardlint: {_directive('ignore', names, reason)}"
    elif block is not None and start < block.body:
        return []  # a fence cannot have a comment
    elif any(each.start <= start < each.end for each in _unfit(card)) or not source.line(number).strip():
        return []
    else:
        comment = f" <!-- cardlint: {_directive('ignore', names, reason)} -->"
    return [Edit(Span(end, end), comment)]


def _unfit(card: Card) -> list[Span]:
    """Return the spans in which a comment at the end of a line would be text, or part of a cell or a heading."""
    body = card.markdown
    return [
        *(each.span for each in body.fences),
        *(each.span for each in body.tables),
        *(each.span for each in body.headings),
        *body.code_blocks,
        *body.html_blocks,
    ]


def _with_file(card: Card, found: list[Diagnostic], reason: str) -> Card:
    """Return the card with one comment for the entire card: first in the front matter, or at the end."""
    names = _unique(sorted(each.name for each in found))
    if not names:
        return card
    directive = _directive("ignore-file", names, reason)
    end = "\r\n" if "\r\n" in card.source.text[:2000] else "\n"
    if card.block is not None and card.block.found:
        at = card.block.content.start
        return _again(card, [Edit(Span(at, at), f"# cardlint: {directive}{end}")])
    if any(not fence.closed for fence in card.markdown.fences):  # the end of the text is code
        return _again(card, [Edit(Span(0, 0), f"<!-- cardlint: {directive} -->{end}{end}")])
    size = len(card.source.text)
    gap = "" if not size else end if card.source.text.endswith("\n") else end * 2
    return _again(card, [Edit(Span(size, size), f"{gap}<!-- cardlint: {directive} -->{end}")])


def _directive(word: str, names: list[str], reason: str) -> str:
    return f"{word}[{', '.join(names)}] {reason}".rstrip()


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
