"""YAML that multiplies itself or nests without end is not followed, so the rest of the card goes unchecked.

An alias inside its own anchor never ends, and a few lines of aliases can stand for billions of values. Write the
values out.

Source: the "billion laughs" attack; the caps are ten times what any of 7,116 real cards holds.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.reader import ProblemKind
from cardlint.findings.diagnostic import Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule

_MESSAGES = {
    ProblemKind.RECURSIVE_ALIAS: "*{} stands inside what it stands for, and never ends; write the value out",
    ProblemKind.TOO_DEEP: "this is nested more than {} deep; what follows is not read",
    ProblemKind.TOO_MANY_VALUES: "there are more than {} values; what follows is not read",
    ProblemKind.TOO_MANY_ALIASES: "aliases repeat more than {} values; this one and those after it are not followed",
}


def check(card: Card) -> Iterator[Found]:
    for problem in card.front_matter.problems if card.front_matter is not None else ():
        if problem.kind in _MESSAGES:
            yield Found(problem.span, _MESSAGES[problem.kind].format(quote(problem.detail)))


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
            message="*`a` stands inside what it stands for, and never ends; write the value out",
        ),
        Example(bad="a: " + "[" * 99 + "«[»" + "]" * 100, good="a: " + "[" * 99 + "]" * 99),
    ),
)
