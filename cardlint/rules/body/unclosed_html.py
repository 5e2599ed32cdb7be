"""An HTML comment or ``<details>`` that is never closed hides the rest of the card, or folds it.

Close it where the hidden part ends.

Source: CommonMark 0.31, HTML blocks; the HTML standard, ``details``; in 3 of 7,116 real cards, all read, all true.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import ALL, Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    body = card.markdown
    for comment in body.comments:
        is_closed = body.text.endswith("-->", comment.start + len("<!--"), comment.end)
        if not is_closed and not body.text[comment.end :].strip():
            mark = Span(comment.start, comment.start + len("<!--"))
            yield Found(
                mark, "this comment is never closed, so nothing below it is shown; write `-->`", _fix(card, mark)
            )
    opened: list[Span] = []
    for tag in body.html:
        if tag.name != "details":
            continue
        if not tag.closing:
            opened.append(tag.span)
        elif opened:
            opened.pop()
    for span in opened:
        yield Found(span, "`<details>` is never closed, so the rest of the card is folded with it; write `</details>`")


def _fix(card: Card, mark: Span) -> Fix | None:
    """Close the comment at the end of its line, if it has text there."""
    line = card.source.line_span(mark.start)
    rest = card.source.text[mark.end : line.end]
    if not rest.strip():
        return None
    end = mark.end + len(rest.rstrip())
    return Fix("close the comment at the end of its line", (Edit(Span(end, end), " -->"),), Applicability.UNSAFE)


RULE = Rule(
    name="unclosed-html",
    code="CL350",
    category="body",
    severity=Severity.WARNING,
    check=check,
    kinds=ALL,
    signs=("text:<!--", "text:<details"),
    examples=(
        Example(
            bad="# M\n\nText\n\n«<!--» a note\n\n## Data\n\nMore\n",
            good="# M\n\nText\n\n<!-- a note -->\n\n## Data\n\nMore\n",
            whole=True,
            fixed=True,
            message="this comment is never closed, so nothing below it is shown; write `-->`",
        ),
        Example(
            bad="# M\n\n«<details>»\n<summary>A</summary>\n\nText\n\n## B\n\n<details><summary>C</summary>c</details>\n",
            good="# M\n\n<details>\n<summary>A</summary>\n\nText\n\n</details>\n\n## B\n",
            whole=True,
            message="`<details>` is never closed, so the rest of the card is folded with it; write `</details>`",
        ),
        Example(bad="# M\n\nText\n\n«<!--»\n\nMore\n", good="# M\n\nText\n", whole=True),
    ),
    silent=(
        Example(
            good="# M\n\n<!-- a --> b <!---->\n\n<details><summary>A</summary>a</details>\n</details>\n", whole=True
        ),
        Example(good="`<!--` and `<details>`\n\n```\n<!--\n<details>\n```\n", whole=True),
    ),
)
