"""What a run says about one file: its findings, and the text that they point into."""

from cardlint.findings.diagnostic import Diagnostic
from cardlint.findings.source import Source
from cardlint.system.named_tuple import NamedTuple


class Report(NamedTuple):
    """The diagnostics of one card, sorted, with its source for the excerpts. Formats get one for each file beside it too."""

    source: Source
    diagnostics: list[Diagnostic]
    may_hold_secrets: bool = True  # False: somebody looked, and the card has none
    is_card: bool = True
