"""Where the documentation of a rule is on the web."""

from cardlint.output.terminal import PROJECT
from cardlint.rules import LISTED


def rule_page(name: str) -> str | None:
    """Return the address of what is written about the rule called ``name``; None for rules of users and plugins."""
    return f"{PROJECT}/blob/main/docs/rules.md#{name}" if any(rule.name == name for rule in LISTED) else None
