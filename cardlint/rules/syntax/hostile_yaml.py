"""YAML that expands or nests without limit is not read to the end, so the rest of the front matter goes unchecked.

An alias inside its own anchor never ends, and a few lines of aliases can expand to billions of values. Write the
values out.

Source: the "billion laughs" attack; the limits are ten times what any of 7,116 real cards contains.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.reader import Problem, ProblemKind
from cardlint.findings.diagnostic import Related, Severity, Verdict
from cardlint.findings.quoting import shorten
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule

_MESSAGES = {
    ProblemKind.RECURSIVE_ALIAS: "the alias `*{}` is inside its own anchor, so it never ends; write the value out",
    ProblemKind.TOO_DEEP: "values are nested more than {} levels deep, so the rest is not read; nest them less deeply",
    ProblemKind.TOO_MANY_VALUES: "the front matter has more than {} values, so the rest is not read; shorten it",
    ProblemKind.TOO_MANY_ALIASES: "aliases expand to more than {} values, so the rest are not read; write the values out",
}


def check(card: Card) -> Iterator[Found]:
    for problem in card.front_matter.problems if card.front_matter is not None else ():
        if problem.kind in _MESSAGES:
            message = _MESSAGES[problem.kind].format(shorten(problem.detail))
            yield Found(problem.span, message, related=_anchor(card, problem))


def _anchor(card: Card, problem: Problem) -> tuple[Related, ...]:
    """Return the anchor of an alias that is inside it; nothing for other problems."""
    if problem.kind is not ProblemKind.RECURSIVE_ALIAS:
        return ()
    anchor = f"&{problem.detail}"
    start = card.source.text.rfind(anchor, card.top.end, problem.span.start)
    return (Related(Span(start, start + len(anchor)), "its anchor"),) if start >= 0 else ()


RULE = Rule(
    name="hostile-yaml",
    code="CL029",
    category="syntax",
    severity=Severity.ERROR,
    hub=Verdict.UNKNOWN,
    check=check,
    signs=("problems",),
    examples=(
        Example(
            bad="tags: &a [b, «*a»]",
            good="tags: [b]",
            message="the alias `*a` is inside its own anchor, so it never ends; write the value out",
        ),
        Example(bad="a: " + "[" * 99 + "«[»" + "]" * 100, good="a: " + "[" * 99 + "]" * 99),
    ),
)
