"""The task of the card that is being checked: resolved once for all rules that ask."""

from typing import TYPE_CHECKING

from cardlint.card.analysis import PerCard
from cardlint.card.card import Card

if TYPE_CHECKING:
    from cardlint.task.resolution import Resolution


@PerCard
def resolution(card: Card) -> "Resolution":
    """Return which task the Hub gives the model, and why. The evidence has no lines: rules have their own spans."""
    from cardlint.task.facts import Facts  # the resolver takes 6 ms to import, and many cards name their task
    from cardlint.task.reading import code_of, facts_beside
    from cardlint.task.resolver import resolve

    repository, nothing = card.repository, Facts()
    facts = facts_beside(repository) if repository is not None and repository.known else nothing
    return resolve(facts._replace(fields=card.fields, line_of=nothing.line_of, code_of=lambda: code_of(card)))
