"""A word that appears twice in a list adds nothing, and may be a slip for another word.

Remove the duplicate.

Source: style; 5 of 24 repetitions on 7,116 real cards are not among the tags.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Sequence
from cardlint.card.schema import fields
from cardlint.findings.diagnostic import Fix, Related, Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    known = fields.known(card.kind.value)
    for name, value in card.fields.items():
        if not isinstance(value, list) or name not in known:
            continue
        words = [word for word in value if isinstance(word, str)]
        if len(words) == len(set(words)):
            continue
        sequence = card.node(name)
        if not isinstance(sequence, Sequence):
            continue
        seen: dict[str, Span] = {}
        for index, item in enumerate(sequence.items):
            if isinstance(item.data, str) and item.data in seen:
                edit = edits.delete_item(card.source, sequence, index)
                fix = Fix("remove the duplicate", (edit,)) if edit is not None else None
                message = f"{quote(item.data)} is already in `{name}`; remove the duplicate"
                alike = SharedCause(f"items of `{name}` are repeated", "remove the duplicates", quote(item.data))
                yield Found(item.span, message, fix, related=(Related(seen[item.data], "first here"),), alike=alike)
            elif isinstance(item.data, str):
                seen[item.data] = item.span


RULE = Rule(
    name="repeated-item",
    code="CL056",
    category="fields",
    severity=Severity.INFO,
    check=check,
    yields_to=("repeated-language", "repeated-license", "repeated-tag"),
    examples=(
        Example(
            bad="metrics:\n- wer\n- cer\n- «wer»",
            good="metrics:\n- wer\n- cer",
            fixed=True,
            message="`wer` is already in `metrics`; remove the duplicate",
        ),
        Example(bad="datasets: [squad, «squad»]", good="datasets: [squad]", fixed=True),
    ),
    silent=(
        Example(good="tags: [1, 1]"),
        Example(good="mood: [a, a]"),
    ),
)
