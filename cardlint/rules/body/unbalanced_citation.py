"""BibTeX and the tools that import citations reject an entry with a missing brace, and often everything after it.

Add the brace where it belongs: often at the end, or behind ``\\\\url{…}``.

Source: BibTeX, btxdoc; in 45 of 7,116 real cards, 24 read, all true.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import ALL, Example, Found, Rule
from cardlint.rules.body._bibtex import SIGNS, citations


def check(card: Card) -> Iterator[Found]:
    for each in citations(card):
        if each.end is None:
            kind = quote(card.source.slice(each.kind))
            yield Found(each.kind, f"the {kind} entry has an opening brace without a closing one; add it")


RULE = Rule(
    name="unbalanced-citation",
    code="CL337",
    category="body",
    severity=Severity.WARNING,
    check=check,
    kinds=ALL,
    signs=SIGNS,
    examples=(
        Example(
            bad="```bibtex\n«@misc»{a,\n  title={A {B}},\n  howpublished={\\url{https://example.org},\n}\n```\n",
            good="```bibtex\n@misc{a,\n  title={A {B}},\n  howpublished={\\url{https://example.org}},\n}\n```\n",
            whole=True,
            message="the `@misc` entry has an opening brace without a closing one; add it",
        ),
        Example(bad="«@Article»{a,\n  title={A}\n\n@book{b, title={B}}\n", good="@book{b, title={B}}\n", whole=True),
    ),
    silent=(
        Example(good="```\n@misc{a, title={\\{A \\}}}\n@misc {b}\n```\n\n    @misc{c}\n", whole=True),
        Example(good="`@misc{a`\n\n<!--\n@misc{a,\n-->\n\n@miscellaneous{a\n\nwe@book{\n", whole=True),
    ),
)
