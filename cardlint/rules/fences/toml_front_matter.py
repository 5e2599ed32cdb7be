"""The Hub does not read TOML front matter: everything between ``+++`` is lost.

Write the fields as YAML between ``---``.

Source: the Hub's pattern recognizes only ``---``.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.fences import Block, Defect
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity, Verdict
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.fences._toml import as_yaml
from cardlint.system.lazy_pattern import pattern

_CLOSING = pattern(r"^\+\+\+[ \t]*(?=\r?\n|\Z)", re.MULTILINE)


def check(card: Card) -> Iterator[Found]:
    if card.block is not None and card.block.defect is Defect.TOML:
        message = "the Hub does not read TOML between `+++`; write the fields as YAML between `---`"
        yield Found(card.block.opening, message, _fix(card, card.block))


def _fix(card: Card, block: Block) -> Fix | None:
    text, end = card.source.text, card.source.line_end
    closing = _CLOSING.search(text, block.body)
    lines = as_yaml(text[block.body : closing.start()]) if closing is not None else None
    if closing is None or lines is None:
        return None
    new = end.join(("---", *lines, "---"))
    return Fix("convert to YAML", (Edit(Span(block.opening.start, closing.end()), new),), Applicability.UNSAFE)


RULE = Rule(
    name="toml-front-matter",
    code="CL018",
    category="front-matter",
    severity=Severity.ERROR,
    hub=Verdict.WARNS,
    check=check,
    signs=("fences",),
    examples=(
        Example(
            bad='«+++»\nlicense = "mit"\ntags = ["a", "no"]\nviewer = false\n+++\n# M\n',
            good='---\nlicense: mit\ntags: [a, "no"]\nviewer: false\n---\n# M\n',
            fixed=True,
            whole=True,
        ),
        Example(
            bad="«+++»\n[co2_eq_emissions]\nemissions = 3\n[[widget]]\ntext = 'a'\noutput = {label = 'b: c'}\n+++\n",
            good='---\nco2_eq_emissions:\n  emissions: 3\nwidget:\n- text: a\n  output:\n    label: "b: c"\n---\n',
            fixed=True,
            whole=True,
        ),
        Example(bad='«+++»\nlicense = "mit" # ours\n+++\n', good="---\nlicense: mit # ours\n---\n", whole=True),
        Example(bad="«+++»\na = inf\n+++\n", good="---\nlicense: mit\n---\n", whole=True),
    ),
)
