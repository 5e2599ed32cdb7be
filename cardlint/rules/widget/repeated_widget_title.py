"""Two examples have the same title, so readers cannot tell which is which in the menu.

Give each its own ``example_title``, or put them in different groups.

Source: hub-docs models-widgets.md 242f4a1: titles and groups make up the menu.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Related, Severity
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.widget._examples import examples


def check(card: Card) -> Iterator[Found]:
    seen: dict[tuple[str, str], Span] = {}
    for example in examples(card):
        title, group = example.data.get("example_title"), example.data.get("group", "")
        if not isinstance(title, str) or not isinstance(group, str):
            continue
        span = example.index["example_title"].value.span
        if (group, title) in seen:
            message = f"another example has the title {quote(title)}; give each its own"
            yield Found(span, message, related=(Related(seen[group, title], "first here"),))
        seen.setdefault((group, title), span)


RULE = Rule(
    name="repeated-widget-title",
    code="CL187",
    category="widget",
    severity=Severity.INFO,
    check=check,
    kinds=(Kind.MODEL,),
    fields=("widget",),
    examples=(
        Example(
            bad="widget:\n- {text: a, example_title: One}\n- {text: b, example_title: «One»}",
            good="widget:\n- {text: a, example_title: One}\n- {text: b, example_title: One, group: Others}",
            message="another example has the title `One`; give each its own",
        ),
    ),
    silent=(
        Example(good="widget:\n- {example_title: [a], text: b}\n- {example_title: [a], text: c}"),
        Example(good="widget:\n- {text: b}\n- {text: c}"),
        Example(good="widget:\n- {example_title: a, group: [b]}\n- {example_title: a, group: [b]}"),
    ),
)
