"""What a run reports about one file: its findings, and the text that they point into."""

from cardlint.findings.diagnostic import Diagnostic
from cardlint.findings.source import Source
from cardlint.system.named_tuple import NamedTuple


class Report(NamedTuple):
    """The diagnostics of one card, sorted, with its source for the excerpts. Formats also get one for each file next to it."""

    source: Source
    diagnostics: list[Diagnostic]
    may_hold_secrets: bool = True  # False: the card was searched and has none
    is_card: bool = True
