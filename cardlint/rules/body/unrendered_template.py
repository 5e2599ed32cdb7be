"""A template was pushed before it was rendered, so the reader sees ``{{ model_summary }}`` instead of the text.

Fill it in, or render it with ``ModelCard.from_template``.

Source: huggingface_hub templates; consistency.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.system.lazy_pattern import pattern

_FIELD = pattern(
    r"\{\{[-\s]*[a-z_][a-z0-9_.]*+\s*+(?:\|[^{}\n]*+)?-?\}\}(?!\})|\{%-?\s*+(?:if|for|endif|endfor|else|set)\b[^{}%\n]*+%\}"
)
_ROLES = frozenset(
    ("char", "user", "persona", "prompt", "input", "instruction", "system", "question", "context", "system_message")
)


def check(card: Card) -> Iterator[Found]:
    text, body = card.source.text, card.markdown
    if text.find("{{", body.start) < 0 and text.find("{%", body.start) < 0:
        return
    for found in _FIELD.finditer(text, body.start):
        before = text[max(found.start() - 2, 0) : found.start()].rstrip()
        if body.in_code(found.start()) or before.endswith(("=", "{", "$")) or found[0].strip("{} ") in _ROLES:
            continue  # bibliographies and prompts use double braces too
        yield Found(Span(*found.span()), f"{quote(found[0])} was not rendered; fill in the template")


RULE = Rule(
    name="unrendered-template",
    code="CL303",
    category="body",
    severity=Severity.WARNING,
    check=check,
    signs=("text:{{", "text:{%"),
    examples=(
        Example(
            bad='# «{{ model_id }}»\n\n«{{ model_summary | default("", true) }}»\n\n«{% if x %}»\n',
            good="# M\n\n`{{ x }}` stays, title={{bert}} and {{BERT}: a} too.\n",
            whole=True,
            message="`{{ model_id }}` was not rendered; fill in the template",
        ),
    ),
)
