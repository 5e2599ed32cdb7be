"""Whether the findings of a run make it fail. The configuration of each card decides about the findings in it."""

from collections import Counter
from collections.abc import Iterable

from cardlint.findings.diagnostic import Severity
from cardlint.run.cards import Cards


class Failing:
    """Counts the findings of a run by the configuration of their cards."""

    def __init__(self, cards: Cards) -> None:
        self._cards = cards
        self._found: dict[int, Counter[Severity]] = {}  # by the id of the configuration, which ``cards`` keeps alive
        self._paths: dict[int, str] = {}

    def note(self, path: str, severities: Iterable[Severity]) -> None:
        """Count the findings in the card at ``path``."""
        config = self._cards.config(path)
        found = self._found.get(id(config))
        if found is None:
            found = self._found[id(config)] = Counter()
            self._paths[id(config)] = path
        for severity in severities:
            found[severity] += 1

    @property
    def is_failure(self) -> bool:
        """Whether the findings so far make the run fail."""
        return any(self._cards.config(path).fails(self._found[key]) for key, path in self._paths.items())
