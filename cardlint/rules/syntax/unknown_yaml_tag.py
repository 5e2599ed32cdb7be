"""A YAML tag that the Hub does not know, such as ``!!python/tuple``, makes it refuse the card.

``yaml.dump`` of Python tuples and of strings with a class of their own writes them. Delete the tag, or put a value
that is to begin with ``!`` in quotes.

Source: the Hub answers "unknown tag !<tag:yaml.org,2002:python/tuple>"; huggingface/datasets#6919,
huggingface_hub#1950.
"""

from collections.abc import Iterator

from cardlint.card import Card
from cardlint.diagnostic import Applicability, Edit, Fix, Severity, Verdict
from cardlint.front_matter.reader import ProblemKind
from cardlint.rule import Example, Found, Rule
from cardlint.shown import shown
from cardlint.source import Span

_PLAIN_DATA = ("!!python/tuple", "!!python/list", "!!python/dict", "!!python/str", "!!python/unicode")


def check(card: Card) -> Iterator[Found]:
    for problem in card.front_matter.problems if card.front_matter is not None else ():
        if problem.kind is not ProblemKind.UNKNOWN_TAG:
            continue
        tag = card.source.slice(problem.span)
        if tag.startswith("!!"):
            text = card.source.text
            end = problem.span.end
            while text[end : end + 1] == " ":
                end += 1
            start = problem.span.start
            if text[end : end + 1] in (
                "\n",
                "\r",
            ):  # nothing of the value is on this line: nor is a blank behind the colon
                start = len(text[:start].rstrip(" "))
            fix = Fix("delete the tag", (Edit(Span(start, end), ""),)) if tag in _PLAIN_DATA else None
            yield Found(problem.span, f"the Hub does not know the YAML tag {shown(tag)}; delete it", fix)
            continue
        line = card.source.line_span(problem.span.start)
        whole = Span(problem.span.start, line.start + len(card.source.slice(line).rstrip()))
        value = card.source.slice(whole)
        quoted = Fix("quote the value", (Edit(whole, f'"{value}"'),), Applicability.UNSAFE)
        fix = None if any(character in value for character in '"\\#,]}') else quoted
        yield Found(
            problem.span, f"{shown(tag)} is read as a YAML tag, which the Hub does not know; quote the value", fix
        )


RULE = Rule(
    name="unknown-yaml-tag",
    code="CL028",
    category="syntax",
    severity=Severity.ERROR,
    hub=Verdict.REFUSES,
    check=check,
    signs=("problems",),
    examples=(
        Example(
            bad="tags: «!!python/tuple»\n- a\n- b",
            good="tags:\n- a\n- b",
            fixed=True,
            message="the Hub does not know the YAML tag !!python/tuple; delete it",
        ),
        Example(bad="title: «!!python/unicode» 'Demo'", good="title: 'Demo'", fixed=True),
        Example(bad="title: «!important» thing", good='title: "!important thing"', fixed=True),
        Example(bad="a: «!!python/object:os.X»\n  b: 1", good="a:\n  b: 1"),
    ),
)
