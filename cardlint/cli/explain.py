"""``cardlint explain``: the description of a rule."""

import sys

import click

from cardlint.card.files import CARD_NAME
from cardlint.cli.example_parts import example_parts
from cardlint.config.configurations import Configurations
from cardlint.findings.diagnostic import Verdict
from cardlint.findings.quoting import quote
from cardlint.output.terminal import BOLD, COLOR_OF_SEVERITY, DIM, style, visible, wants_color
from cardlint.rule_kit.rule import Rule
from cardlint.rules import all_rules, find
from cardlint.system.errors import CardlintError
from cardlint.vocabulary import nearest

_HUB = {
    Verdict.REFUSES: "the Hub rejects the commit",
    Verdict.WARNS: "the Hub accepts the commit with a warning",
    Verdict.ACCEPTS: "the Hub accepts it silently",
    Verdict.UNKNOWN: "the Hub's reaction is unknown",
}


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
        near = nearest(rule.lower(), [each.name for each in known], 1)
        hint = f"did you mean `{near[0]}`?" if near else "`cardlint rules` lists all names and codes"
        raise CardlintError(f"no rule is called {quote(rule)}", hint)
    click.echo(describe(found, color=wants_color(sys.stdout)))


def describe(rule: Rule, *, color: bool) -> str:
    """Return the description of a rule as ``explain`` prints it."""
    severity = style(rule.severity.label, BOLD, COLOR_OF_SEVERITY[rule.severity], color=color)
    facts = [severity, _HUB[rule.hub], ", ".join(kind.value for kind in rule.kinds) + " cards"]
    if rule.fixable:
        facts.append("fixable")
    if rule.strict:
        facts.append("only in the strict profile")
    if rule.opt_in:
        facts.append("only where its name is selected")
    lines = [
        f"{style(rule.name, BOLD, color=color)} {style(rule.code, DIM, color=color)}",
        " · ".join(facts),
        "",
        rule.text,
    ]
    for example in rule.examples[:2]:
        lines.append("")
        for heading, text in example_parts(example):
            lines += [style(heading, BOLD, color=color), *_indent(text)]
    return "\n".join(lines)


def _indent(text: str) -> list[str]:
    return ["    " + visible(line) for line in text.rstrip("\n").split("\n")]
