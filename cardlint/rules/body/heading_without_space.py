"""Without a space after its hashes, a heading is shown as ordinary text: ``#Model`` is not ``# Model``.

Write the space. A single word after a single hash may be a hashtag, and is only reported as the first line of a card without a title.

Source: CommonMark 0.31, ATX headings; in 75 of 7,116 real cards, all read, 78 of 79 findings true.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.markdown import Body
from cardlint.findings.diagnostic import Edit, Fix, Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import ALL, Example, Found, Rule
from cardlint.system.lazy_pattern import pattern

_LINE = pattern(r" {0,3}(?P<hashes>#{1,6})(?=[^\s#!@])(?P<text>[^\n]*)")
_LEAST_LETTERS = 2


def check(card: Card) -> Iterator[Found]:
    body = card.markdown
    for index, (start, end) in enumerate(body.prose):
        if body.text.find("#", start, end) < 0:  # as in most paragraphs
            continue
        at = start
        while 0 <= at < end:
            found = _LINE.match(body.text, at, end)
            if found is not None and _is_heading(
                found["hashes"], found["text"], is_title=not index and at == start and not _has_title(body)
            ):
                span = Span(*found.span("hashes"))
                marks, title = found["hashes"], quote(found["text"].strip(), 40)
                yield Found(
                    span,
                    f"{title} is shown as text, not as a heading; write a space after `{marks}`",
                    Fix("write the space", (Edit(Span(span.end, span.end), " "),)),
                    alike=SharedCause("headings are shown as text", "write a space after `#`", title),
                )
            at = body.text.find("\n", at, end) + 1 or end


def _has_title(body: Body) -> bool:
    return any(heading.level == 1 for heading in body.headings)


def _is_heading(hashes: str, text: str, *, is_title: bool) -> bool:
    """Return whether a line was meant as a heading: several hashes, or one in place of the title."""
    if sum(character.isalpha() for character in text) < _LEAST_LETTERS:
        return False
    return len(hashes) > 1 or (is_title and "#" not in text)


RULE = Rule(
    name="heading-without-space",
    code="CL335",
    category="body",
    severity=Severity.WARNING,
    check=check,
    kinds=ALL,
    signs=("text:#",),
    examples=(
        Example(
            bad="«#»Film Reviews\n\nA model.\n\n«##»Data\n\nText\n«###»Further *down*\n",
            good="# Film Reviews\n\nA model.\n\n## Data\n\nText\n### Further *down*\n",
            whole=True,
            fixed=True,
            message="`Film Reviews` is shown as text, not as a heading; write a space after `#`",
        ),
        Example(
            bad="---\nlicense: mit\n---\n«#»Films\n", good="---\nlicense: mit\n---\n# Films\n", whole=True, fixed=True
        ),
        Example(bad="«##»日本語\n", good="## 日本語\n", whole=True, fixed=True),
    ),
    silent=(
        Example(good="# T\n\n#nlp #films\n\n#1 of 3\n\nIssue\n#12\n", whole=True),
        Example(good="#nlp #films\n", whole=True),
        Example(good="Text\n\n#films\n", whole=True),
        Example(good="#!/bin/sh\n", whole=True),
        Example(good="#@title\n", whole=True),
        Example(good="    ##Code\n\n```\n##Code\n```\n\n`##Code`\n\n##\n\n##1\n", whole=True),
        Example(good="| a |\n|---|\n| ##b |\n", whole=True),
    ),
)
