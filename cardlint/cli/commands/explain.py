"""Explain a rule: reason, repair, source and examples."""

import sys
from collections.abc import Iterable, Iterator

import click

from cardlint.card.files import CARD_NAME
from cardlint.cli.printing.example_parts import example_parts
from cardlint.config.configurations import Configurations
from cardlint.findings.diagnostic import Verdict
from cardlint.findings.quoting import quote
from cardlint.output.fit import columns, cut_end, wrap
from cardlint.output.terminal import BOLD, COLOR_OF_SEVERITY, CYAN, DIM, style, visible, wants_color
from cardlint.rule_kit.rule import Example, Rule
from cardlint.rules import all_rules, find
from cardlint.system.errors import CardlintError
from cardlint.vocabulary import nearest

_HUB = {
    Verdict.REFUSES: "the Hub rejects the push",
    Verdict.WARNS: "the Hub accepts the push with a warning",
    Verdict.ACCEPTS: "the Hub accepts it silently",
    Verdict.UNKNOWN: "the Hub's reaction is unknown",
}

_WIDEST = 100
"""Maximum width in columns; longer lines of prose are hard to read."""

_INDENT = "    "  # of examples
_EXAMPLES = 2
_MOST_LINES = 12  # of a file next to the card


@click.command()
@click.argument("rule", metavar="RULE")
def explain(rule: str) -> None:
    """Explain a rule, given its name (unknown-license) or code (CL070).

    Also knows the rules that the configuration adds.
    """
    found = find(rule)
    if found is None:
        own = Configurations().find(CARD_NAME).own
        found = next((each for each in own if rule.lower() in (each.name, each.code.lower())), None)
    if found is None:
        known = (*all_rules(), *own)
        raise CardlintError(f"there is no rule {quote(rule)}", _hint(rule.lower(), known))
    color = wants_color(sys.stdout)
    for line in describe(found, min(columns(sys.stdout), _WIDEST), color=color):
        click.echo(line, color=color)


def _hint(wanted: str, known: Iterable[Rule]) -> str:
    if any(wanted == each.category for each in known):
        return f"it is a category: run `cardlint rules --category {wanted}` to list its rules"
    near = nearest(wanted, [each.name for each in known], 1)
    return f"did you mean `{near[0]}`?" if near else "run `cardlint rules` to list them"


def describe(rule: Rule, cells: int, *, color: bool) -> Iterator[str]:
    """Yield the lines that describe a rule, at most ``cells`` wide except in examples."""
    facts = [rule.severity.label, _HUB[rule.hub], ", ".join(kind.value for kind in rule.kinds) + " cards"]
    if rule.fixable:
        facts.append("fixable")
    if rule.strict:
        facts.append("only in the strict profile")
    if rule.opt_in:
        facts.append("only if selected by name")
    yield f"{style(rule.name, BOLD, color=color)} {style(rule.code, DIM, color=color)}"
    first, *rest = wrap(" · ".join(facts), cells)
    label = rule.severity.label
    yield style(label, BOLD, COLOR_OF_SEVERITY[rule.severity], color=color) + first[len(label) :]
    yield from rest
    for paragraph in rule.text.replace("``", "`").split("\n\n"):
        yield ""
        for line in wrap(" ".join(paragraph.split()), cells):
            yield _with_code(visible(line), color=color)
    for example in rule.examples[:_EXAMPLES]:
        yield ""
        for heading, text in _parts(example, cells):
            yield style(heading, BOLD, color=color)
            yield from _indent(text)


def _parts(example: Example, cells: int) -> Iterator[tuple[str, str]]:
    """Yield the heading and the text of each part of an example, and of the files next to the card."""
    yield from example_parts(example)
    for name, text in example.files.items():
        if name not in example.good_files:
            lines = text.replace("«", "").replace("»", "")[: _MOST_LINES * cells].rstrip("\n").split("\n")
            shown = [cut_end(line, cells - len(_INDENT)) for line in lines[:_MOST_LINES]]
            yield (
                f"Next to the card: {visible(name)}",
                "\n".join([*shown, *(["…"] if len(lines) > _MOST_LINES else [])]),
            )


def _with_code(line: str, *, color: bool) -> str:
    """Return ``line`` with the text in backticks colored. Code that continues on the next line is left as it is."""
    parts = line.split("`")
    if len(parts) % 2 == 0:
        return line
    return "".join(style(f"`{part}`", CYAN, color=color) if place % 2 else part for place, part in enumerate(parts))


def _indent(text: str) -> list[str]:
    return [f"{_INDENT}{visible(line)}".rstrip() for line in text.rstrip("\n").split("\n")] if text.strip() else []
