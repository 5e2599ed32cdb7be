"""Front matter that is a list or plain text is rejected by the Hub: it must consist of fields, ``name: value``.

Give the list or the text a field name, such as ``tags:``.

Source: the Hub's validator answers ``"value" must be of type object`` to a list and "The YAML metadata of your README.md is invalid."
to text.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Sequence
from cardlint.findings.diagnostic import Severity, Verdict
from cardlint.rule_kit import yaml_errors
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    if card.front_matter is None or card.root is not None:
        return
    root = card.front_matter.root
    if root is None or (not card.front_matter.complete and not isinstance(root, Sequence)):
        return  # fields may begin in what the error cut off
    if not isinstance(root, Sequence) and card.block is not None:
        complaint = yaml_errors.explain_text(card.source, card.block.content, root.span)
        if complaint is not None:
            yield Found(complaint.span, complaint.message, complaint.fix)
            return
    what = "a list" if isinstance(root, Sequence) else "plain text"
    advice = "give it a field name such as `tags:`" if isinstance(root, Sequence) else "write `name: value`"
    yield Found(root.span, f"the front matter is {what}, not a mapping of fields; {advice}")


RULE = Rule(
    name="front-matter-not-a-mapping",
    code="CL021",
    category="front-matter",
    severity=Severity.ERROR,
    hub=Verdict.REFUSES,
    check=check,
    signs=("fences",),
    examples=(
        Example(bad="«- conversational»", good="tags:\n- conversational"),
        Example(bad="«just some words»", good="title: just some words"),
        Example(
            bad="license«：»mit\ntags： [a]",
            good="license: mit\ntags: [a]",
            fixed=True,
            message="the full-width colon `：` (U+FF1A) does not end the name of a field; use `:`",
        ),
    ),
)
