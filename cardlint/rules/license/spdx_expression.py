"""The Hub rejects a push with an SPDX expression such as ``MIT OR Apache-2.0``.

It accepts an identifier or a list of identifiers. Write ``license: [mit, apache-2.0]``, and explain in the card whether
the user may choose or must comply with both. An exception (``WITH``) has no identifier: write ``license: other`` and
``license_name``.

Source: huggingface_hub#4218, closed without support for expressions.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Node, Sequence
from cardlint.card.schema.violation import Violation
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.license._expression import Expression, read_expression


def check(card: Card) -> Iterator[Found]:
    for violation in card.violations("unknown-license"):
        expression = read_expression(violation.found)
        if expression is None:
            continue
        message = f"the Hub rejects the license expression {quote(violation.found)}"
        if expression.complete:
            listed = f"[{', '.join(expression.identifiers)}]"
            yield Found(
                violation.span,
                f"{message}; write `{listed}`",
                _fix(card, violation, expression, listed),
                hub=violation.hub,
            )
        else:
            yield Found(violation.span, f"{message}; write `license: other` and `license_name`", hub=violation.hub)


def _fix(card: Card, violation: Violation, expression: Expression, listed: str) -> Fix | None:
    node = violation.node
    if node is None or "\n" in card.source.slice(node.span):
        return None
    if len(violation.path) == 1:
        text: str | None = listed
    else:
        text = _items(card, node, expression.identifiers)
    applicability = Applicability.SAFE if expression.certain else Applicability.UNSAFE
    return Fix(f"replace with `{listed}`", (Edit(node.span, text),), applicability) if text is not None else None


def _items(card: Card, node: Node, identifiers: tuple[str, ...]) -> str | None:
    """Return ``identifiers`` as items of the list that holds ``node``."""
    entry = card.entry("license")
    if entry is None or not isinstance(entry.value, Sequence):
        return None
    if entry.value.flow:
        return ", ".join(identifiers)
    column = card.source.position(node.start).column
    dash = card.source.line(card.source.position(node.start).line)[: column - 1]
    return f"{card.source.line_end}{dash}".join(identifiers) if dash.strip() == "-" else None


RULE = Rule(
    name="spdx-expression",
    code="CL071",
    category="license",
    severity=Severity.ERROR,
    hub=Verdict.REFUSES,
    check=check,
    fields=("license",),
    signs=("breach:unknown-license",),
    yields_to=("comma-list",),
    examples=(
        Example(
            bad="license: «MIT OR Apache-2.0»",
            good="license: [mit, apache-2.0]",
            fixed=True,
            message="the Hub rejects the license expression `MIT OR Apache-2.0`; write `[mit, apache-2.0]`",
        ),
        Example(bad="license:\n- «mit/apache-2.0»\n", good="license:\n- mit\n- apache-2.0\n", fixed=True),
        Example(bad="license: «MIT, Apache 2.0»", good="license: [mit, apache-2.0]", fixed=True),
        Example(bad="license: «mit apache-2.0»", good="license: [mit, apache-2.0]", fixed=True),
        Example(bad="license: [«MIT Apache-2.0»]", good="license: [mit, apache-2.0]", fixed=True),
        Example(bad="license: [«(MIT AND CC-BY-4.0)»]", good="license: [mit, cc-by-4.0]", fixed=True),
        Example(
            bad="license: «GPL-2.0-only WITH Classpath-exception-2.0»",
            good="license: other\nlicense_name: gpl-2.0-with-classpath-exception-2.0",
        ),
        Example(bad='license: «"mit or\n  apache-2.0"»', good="license: [mit, apache-2.0]"),
    ),
    silent=(
        Example(good="license: nonsense"),
        Example(good="license: mit nonsense"),
        Example(good="license: apache 2.0"),
    ),
)
