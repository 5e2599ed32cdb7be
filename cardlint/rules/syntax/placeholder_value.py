"""A placeholder of the card template was never filled in, so the field has no meaning, or the Hub rejects it.

Write the value, or remove the line. YAML reads ``{license}`` as a mapping, and ``[More Information Needed]`` as a list.
An error where the Hub is known to reject the value, and where it is all of the front matter; elsewhere, as in
``pretty_name: TODO``, the page shows it.

Source: modelcard_template.md of huggingface_hub; js-yaml reads ``{license}`` as a mapping, measured; 9 of 7,116 real
cards.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Mapping, Node, Path, Scalar, is_unread, walk
from cardlint.card.kind import Kind
from cardlint.card.schema import fields
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rule_kit.rules_of_words import RULES_OF_WORDS
from cardlint.system.lazy_pattern import pattern

_WORDS = ("your", "my", "insert", "add", "fill", "enter", "path", "name", "model", "dataset", "license", "language")
_SIGNS = ("{", "todo", "tbd", "fixme", "more information", "your-", "your_")
_OPENINGS = tuple(f"<{word}" for word in _WORDS)
_PLACEHOLDER = pattern(
    r"\[?(?:needs )?more information(?: needed)?\]?"
    r"|\{+ ?[a-z_][\w .|-]*\}+"
    rf"|<(?:{'|'.join(_WORDS)})\b[^<>]*>"
    r"|(?-i:TODO|TBD|FIXME)\b.*"
    r"|<?your[-_](?:user|org|name|hf|model|dataset|repo)[\w-]*>?(?:/.*)?",
    re.IGNORECASE,
)
_FREE = frozenset(("widget", "inference", "instance_prompt"))  # where braces are examples


def check(card: Card) -> Iterator[Found]:
    if card.block is None or card.root is None:
        return
    content = card.source.slice(card.block.content).lower()
    has_opening = "<" in content and any(opening in content for opening in _OPENINGS)
    if not has_opening and not any(sign in content for sign in _SIGNS):
        return
    if _is_unfilled(card.root):
        yield _found(card, (), card.root)._replace(severity=Severity.ERROR)
        return
    refused = _refused(card)
    known = fields.known(card.kind.value)
    for entry in card.root.entries:
        name = entry.key.data
        if not isinstance(name, str) or name not in known or name in _FREE:
            continue
        for path, node in walk(entry.value, (name,)):
            better = _better_rules(node)
            if better is not None:
                severity = Severity.ERROR if any(path[: len(each)] == each for each in refused) else None
                yield _found(card, path, node)._replace(yields_to=better, severity=severity)


def _better_rules(node: Node) -> tuple[str, ...] | None:
    """Return the rules that may report a placeholder better; None if ``node`` is not a placeholder."""
    if isinstance(node, Mapping):
        return ("non-numeric-metric-value",) if _is_unfilled(node) else None
    text = node.data if isinstance(node, Scalar) else None
    return RULES_OF_WORDS if isinstance(text, str) and _PLACEHOLDER.fullmatch(text[:200]) else None


def _refused(card: Card) -> set[Path]:
    """Return the values that the Hub rejects, or on which a library fails."""
    every = (violation for rule in card.breached for violation in card.violations(rule))
    return {violation.path for violation in every if violation.severity is Severity.ERROR}


def _is_unfilled(node: Node) -> bool:
    """Return whether ``node`` is ``{license}`` or ``{{ license }}``: names in braces without a value."""
    return (
        isinstance(node, Mapping)
        and node.flow
        and bool(node.entries)
        and not any(value is not None for value in node.data.values())
        and not any(is_unread(entry.value) for entry in node.entries)
    )


def _found(card: Card, path: Path, node: Node) -> Found:
    written = quote(card.source.slice(node.span))
    if isinstance(node, Mapping) and _is_list(card, path, node):
        message = f"{written} is a mapping in YAML, not a list; write brackets instead of braces"
        words = ", ".join(card.source.slice(entry.key.span) for entry in node.entries)
        in_brackets = Fix(f"replace with {quote(f'[{words}]')}", (Edit(node.span, f"[{words}]"),), Applicability.UNSAFE)
        return Found(node.span, message, in_brackets if "#" not in card.source.slice(node.span) else None)
    message = f"{written} is an unfilled placeholder; write the value"
    fix = None
    if path and isinstance(node, Mapping) and len(node.entries) == 1:
        key = node.entries[0].key
        if isinstance(key, Scalar) and isinstance(key.data, str) and key.data != path[0] and "_" not in key.data:
            message = f"{written} is a mapping in YAML; remove the braces, or fill in the placeholder"
            edit = Edit(node.span, card.source.slice(key.span))
            fix = Fix("remove the braces", (edit,), Applicability.UNSAFE)
    return Found(node.span, message, fix)


def _is_list(card: Card, path: Path, node: Mapping) -> bool:
    """Return whether ``node`` is ``{a, b}`` where a list of words belongs."""
    keys = [entry.key.data for entry in node.entries]
    words = all(isinstance(key, str) for key in keys)
    return words and len(keys) > 1 and len(path) == 1 and path[0] in fields.lists_of_words(card.kind.value)


RULE = Rule(
    name="placeholder-value",
    code="CL034",
    category="syntax",
    severity=Severity.WARNING,
    worst=Severity.ERROR,
    hub=Verdict.UNKNOWN,
    check=check,
    yields_to=("non-numeric-metric-value", *RULES_OF_WORDS),
    examples=(
        Example(
            bad="license: «{license}»",
            good="license: mit",
            message="`{license}` is an unfilled placeholder; write the value",
        ),
        Example(bad="license: «{{ license }}»", good="license: mit"),
        Example(
            bad="language:\n- «{en}»",
            good="language:\n- en",
            fixed=True,
            message="`{en}` is a mapping in YAML; remove the braces, or fill in the placeholder",
        ),
        Example(
            bad="tags: «{a, b}»",
            good="tags: [a, b]",
            fixed=True,
            message="`{a, b}` is a mapping in YAML, not a list; write brackets instead of braces",
        ),
        Example(bad='license_name: «"[More Information Needed]"»', good="license_name: my-license"),
        Example(bad="tags: [«TODO»]", good="tags: [todo]"),
        Example(bad="base_model: «your-username/your-model»", good="base_model: gpt2"),
        Example(bad="license_link: «<your link>»", good="license_link: LICENSE"),
        Example(bad="pretty_name: «TODO»", good="pretty_name: Film reviews", kind=Kind.DATASET),
        Example(bad="«{card_data}»", good="license: mit"),
    ),
    silent=(Example(good="mood: '<your mood>'"),),
)
