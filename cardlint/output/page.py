"""The medium on which the text report is printed, and the left margin of a finding."""

from typing import TextIO

from cardlint.findings.diagnostic import Severity
from cardlint.output.fit import columns
from cardlint.output.terminal import BLUE, style


class Page:
    """The medium of the report, and the signs in its margin."""

    def __init__(self, stream: TextIO, *, color: bool) -> None:
        self.columns = columns(stream)
        self.color = color
        self.is_terminal = stream.isatty()  # breaks long lines anywhere, and follows links
        self.labels = {severity: severity.label for severity in Severity}
        self.arrow, self.bar, self.equals = (style(sign, BLUE, color=color) for sign in ("-->", "|", "="))


class Margin:
    """The left margin of one finding: line numbers, and the signs below and between them."""

    def __init__(self, page: Page, last: int) -> None:
        """Reserve space for line numbers up to ``last``. ``cells`` is the number of columns that remain for the text."""
        self.color = page.color
        self._columns = len(str(last))
        blank = " " * self._columns
        self.arrow = f"{blank}{page.arrow} "
        self.bar = f"{blank} {page.bar}"
        self.equals = f"{blank} {page.equals} "
        self._after_number = f" {page.bar} "
        self.cells = page.columns - self._columns - len(" | ")

    def row(self, number: int, text: str) -> str:
        """Return line ``number`` of the card."""
        return f"{self.number(number)}{self._after_number}{text}".rstrip()

    def number(self, number: int) -> str:
        """Return ``number``, right-aligned and in its style."""
        text = str(number).rjust(self._columns)
        return style(text, BLUE, color=True) if self.color else text
