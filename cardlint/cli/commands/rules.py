"""List the rules."""

import re
import sys
from typing import Any

import click

from cardlint.card.files import CARD_NAME
from cardlint.cli.printing.example_parts import example_parts
from cardlint.config.configurations import Configurations
from cardlint.findings.quoting import quote
from cardlint.output.log_stream import write_json
from cardlint.output.terminal import BOLD, COLOR_OF_SEVERITY, DIM, style, visible, wants_color
from cardlint.rule_kit.rule import ALL, EVERYWHERE, Rule
from cardlint.rules import all_rules
from cardlint.system.errors import CardlintError
from cardlint.vocabulary import nearest


@click.command()
@click.option(
    "--format",
    "format_name",
    type=click.Choice(("text", "json", "markdown")),
    default="text",
    show_default=True,
    help="Output format.",
)
@click.option("--category", metavar="NAME", help="List only the rules of one category.")
def rules(format_name: str, category: str | None) -> None:
    """List the rules: code, name, severity, category, and whether there is a fix.

    Includes the rules that the configuration of the current folder adds, its own and those of plugins.
    """
    ours = {rule.name for rule in all_rules()}
    known = (*all_rules(), *(rule for rule in Configurations().find(CARD_NAME).own if rule.name not in ours))
    listed = [rule for rule in known if category in (None, rule.category)]
    if not listed:
        categories = sorted({rule.category for rule in known})
        near = nearest(str(category), categories, 1)
        hint = f"did you mean `{near[0]}`?" if near else f"choose from {', '.join(categories)}"
        raise CardlintError(f"{quote(str(category))} is not a category", hint)
    if format_name == "json":
        write_json([record(rule) for rule in listed], indent=2)
        return
    if format_name == "markdown":
        click.echo(page(listed))
        return
    color = wants_color(sys.stdout)
    longest = max(len(rule.name) for rule in listed)
    widest = max(len(rule.category) for rule in listed)
    for rule in listed:
        severity = style(f"{rule.severity.label:<7}", COLOR_OF_SEVERITY[rule.severity], color=color)
        name = style(f"{rule.name:<{longest}}", BOLD, color=color)
        flags = (("fix", rule.fixable), ("strict", rule.strict), ("opt-in", rule.opt_in))
        marks = " ".join(mark for mark, on in flags if on)
        category = style(f"{rule.category:<{widest}}" if marks else rule.category, DIM, color=color)
        click.echo(f"{rule.code}  {name}  {severity}  {category}  {marks}".rstrip(), color=color)


def record(rule: Rule) -> dict[str, Any]:
    """Return a rule as a JSON object."""
    return {
        "name": rule.name,
        "code": rule.code,
        "category": rule.category,
        "severity": rule.severity.label,
        "hub": rule.hub.value,
        "kinds": [kind.value for kind in rule.kinds],
        "fixable": rule.fixable,
        "strict": rule.strict,
        "opt_in": rule.opt_in,
        "summary": rule.text.partition("\n")[0],
    }


def page(listed: list[Rule]) -> str:
    """Return the documentation page of the rules: a table, then a section for each rule."""
    lines = [
        "# Rules",
        "",
        "Written by `cardlint rules --format markdown`; do not edit.",
        "",
        f"{len(listed)} rules. A rule is identified by its name, which never changes; the code is a short alias.",
        "",
        "- Error: the Hub rejects the commit or reads nothing, or the page or Space breaks.",
        "- Warning: the value is probably wrong, or has no effect.",
        "- Info: could be better; shown with `--severity info` and in the strict profile.",
        "- Strict: runs only in the strict profile.",
        "- Opt-in: in no profile; runs only if its name or code is selected.",
        "",
        "| code | name | severity | the Hub | cards | fix |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for rule in listed:
        kinds = "all" if rule.kinds in (ALL, EVERYWHERE) else ", ".join(kind.value for kind in rule.kinds)
        fix = "yes" if rule.fixable else ""
        flags = "".join(f" ({flag})" for flag, on in (("strict", rule.strict), ("opt-in", rule.opt_in)) if on)
        lines.append(
            f"| {rule.code} | [`{rule.name}`](#{rule.name}) | {rule.severity.label}{flags} | {rule.hub.value} | {kinds} | {fix} |"
        )
    for rule in listed:
        lines += ["", f"## {rule.name}", "", f"{rule.code} · {rule.category} · {rule.severity.label}", ""]
        lines += [line.replace("``", "`") for line in rule.text.split("\n")]
        for example in rule.examples[:1]:
            for heading, text in example_parts(example):
                lines += ["", f"{heading}:", "", *_block(text)]
    return "\n".join(lines)


def _block(text: str) -> list[str]:
    """Return ``text`` as a fenced block, with a fence longer than any in it and visible control characters."""
    fence = "`" * max(4, max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    return [f"{fence}yaml", *(visible(line) for line in text.rstrip("\n").split("\n")), fence]
