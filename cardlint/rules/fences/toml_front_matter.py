"""The Hub does not read TOML front matter: everything between ``+++`` is lost.

Write the fields as YAML between ``---``.

Source: the Hub's pattern knows ``---`` only.
"""

from collections.abc import Iterator

from cardlint.card import Card
from cardlint.diagnostic import Severity, Verdict
from cardlint.front_matter.fences import Defect
from cardlint.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    if card.block is not None and card.block.defect is Defect.TOML:
        yield Found(card.block.opening, "the Hub does not read TOML between +++; write the fields as YAML between ---")


RULE = Rule(
    name="toml-front-matter",
    code="CL018",
    category="front-matter",
    severity=Severity.ERROR,
    hub=Verdict.WARNS,
    check=check,
    signs=("fences",),
    examples=(Example(bad='«+++»\nlicense = "mit"\n+++\n', good="---\nlicense: mit\n---\n", whole=True),),
)
