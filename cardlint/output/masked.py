"""A report without the secrets of its card: in its place each has asterisks, after what tells the owner which it is.

A secret is masked wherever it is quoted: in the lines of the card, in the messages of every rule, in the titles of
fixes. An asterisk stands for a character, so that places and carets hold.
"""

from bisect import bisect_left

from cardlint.diagnostic import Diagnostic, Fix
from cardlint.output import Report
from cardlint.secret import Part, secrets
from cardlint.source import Source, Span

_LEAST = 8
"""Characters of a secret by which it is known where a message cuts it short."""


def masked(report: Report) -> Report:
    """Return ``report`` with every secret of its card masked; one without secrets is returned as it is."""
    source = report.source
    if not report.diagnostics or not report.may_hold_secrets:
        return report
    parts = [part for secret in secrets(source.text) for part in secret.parts]
    if not parts:
        return report
    mask = _Mask(source.text, parts)
    hidden = Source(mask.card, source.path, source.fault)
    return report._replace(source=hidden, diagnostics=[mask.diagnostic(each) for each in report.diagnostics])


class _Mask:
    """The secrets of one card."""

    def __init__(self, text: str, parts: list[Part]) -> None:
        hidden = sorted((span.start + seen, span.end) for span, seen in parts)
        self._hidden = hidden
        self._words = sorted((text[slice(*span)].lower(), seen) for span, seen in parts)
        self.card = _starred(text, hidden)

    def diagnostic(self, each: Diagnostic) -> Diagnostic:
        """Return ``each`` with its message and its fix masked."""
        return each._replace(message=self.text(each.message), fix=None if each.fix is None else self._fix(each.fix))

    def text(self, text: str) -> str:
        """Return ``text``, such as a message, with the secrets that it quotes masked, whole or cut short."""
        lower = text.lower() if text.isascii() else "".join(map(_small, text))
        found: list[tuple[int, int]] = []
        at = 0
        while at <= len(text) - _LEAST:
            length, seen = self._longest(lower[at:])
            if length >= _LEAST and length > seen:
                found.append((at + seen, at + length))
            at += max(1, length if length >= _LEAST else 1)
        return _starred(text, found)

    def _longest(self, text: str) -> tuple[int, int]:
        """Return how many characters of a secret ``text`` begins with, and how many of those may be seen."""
        place = bisect_left(self._words, (text, 0))
        near = self._words[max(0, place - 1) : place + 1]
        return max((_alike(word, text), seen) for word, seen in near)

    def _fix(self, fix: Fix) -> Fix | None:
        """Return ``fix`` with its title masked; None where it would write a secret: masked it would be another fix."""
        spans = [edit.span for edit in fix.edits]
        writes = any(secrets(edit.text) for edit in fix.edits)
        if writes or (len(spans) > 1 and self._holds(Span(min(spans).start, max(spans).end))):
            return None
        return fix._replace(title=self.text(fix.title))

    def _holds(self, span: Span) -> bool:
        """Return whether ``span`` has a part of a secret."""
        place = bisect_left(self._hidden, (span.start, span.start))
        return any(start < span.end and span.start < end for start, end in self._hidden[max(0, place - 1) : place + 1])


def _starred(text: str, places: list[tuple[int, int]]) -> str:
    """Return ``text`` with an asterisk for every character of ``places``, which are sorted."""
    parts, at = [], 0
    for start, end in places:
        parts += [text[at:start], "*" * (end - max(start, at))]
        at = max(at, end)
    return "".join((*parts, text[at:]))


def _alike(one: str, other: str) -> int:
    """Return with how many same characters two texts begin."""
    length = min(len(one), len(other))
    return next((at for at in range(length) if one[at] != other[at]), length)


def _small(character: str) -> str:
    lower = character.lower()
    return lower if len(lower) == 1 else character
