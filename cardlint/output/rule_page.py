"""The web address of a rule's documentation."""

from cardlint.output.terminal import PROJECT
from cardlint.rules import LISTED


def rule_page(name: str) -> str | None:
    """Return the web address of the documentation of the rule ``name``; None for rules of users and plugins."""
    return f"{PROJECT}/blob/main/docs/rules.md#{name}" if any(rule.name == name for rule in LISTED) else None
