"""``python -m cardlint.rules`` writes ``listing.py``: what is known of each rule before it is imported."""

import json
import os
from collections.abc import Iterator
from importlib import import_module

from cardlint.rule_kit.rule import Rule
from cardlint.rules import rank as ranks_of

_HERE = os.path.dirname(os.path.abspath(__file__))
LISTING = os.path.join(_HERE, "listing.py")


def main() -> None:
    """Generate the listing from the rules in the folders."""
    with open(LISTING, "w", encoding="utf-8", newline="\n") as file:
        file.write(text())


def text() -> str:
    """Return the listing that belongs to the current rules."""
    rules = sorted(find_rules(), key=lambda found: found[1].code)
    ranks = ranks_of(rule for _, rule in rules)
    rows = [row(group, rule, ranks[rule.name]) for group, rule in rules]
    lines = "".join(f"    {_literal(row)},\n" for row in rows)
    return (
        '"""What is known of each rule before it is imported. Written by ``python -m cardlint.rules``; do not edit.\n\n'
        "Group, name, code, category, severity, worst severity, strict, opt in, breach, kinds, fields, signs, yields to, rank.\n"
        '"""\n\n'
        "# fmt: off\n"
        "LISTING: tuple[tuple[\n"
        "    str, str, str, str, int, int, bool, bool, bool, tuple[str, ...], tuple[str, ...], tuple[str, ...],\n"
        "    tuple[str, ...], int,\n"
        "], ...] = (\n"
        f"{lines})\n"
    )


def _literal(value: object) -> str:
    """Return ``value`` as Python, with the double quotes of the rest of the code."""
    if isinstance(value, tuple):
        return f"({', '.join(map(_literal, value))}{',' if len(value) == 1 else ''})"
    return json.dumps(value) if isinstance(value, str) else repr(value)


def find_rules() -> Iterator[tuple[str, Rule]]:
    """Yield every rule with the name of its folder. Modules that begin with ``_`` are shared by rules."""
    for group in sorted(os.listdir(_HERE)):
        folder = os.path.join(_HERE, group)
        if not os.path.isfile(os.path.join(folder, "__init__.py")):
            continue
        for name in sorted(os.listdir(folder)):
            module, suffix = os.path.splitext(name)
            if suffix == ".py" and not module.startswith("_"):
                yield group, import_module(f"cardlint.rules.{group}.{module}").RULE


def row(group: str, rule: Rule, rank: int) -> tuple[object, ...]:
    """Return what the listing says of a rule."""
    kinds = tuple(kind.value for kind in rule.kinds)
    severities = int(rule.severity), int(rule.worst)
    flags = rule.strict, rule.opt_in, rule.breach
    known_by = kinds, tuple(sorted(rule.fields)), tuple(sorted(rule.signs))
    return (group, rule.name, rule.code, rule.category, *severities, *flags, *known_by, rule.yields_to, rank)


if __name__ == "__main__":
    main()
