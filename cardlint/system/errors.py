"""What cardlint raises when the error is not in the card: wrong usage, unreadable input, broken data of its own."""


class CardlintError(Exception):
    """A usage, configuration or I/O error. The message says what failed and why; ``hint`` says what to try. Always exit code 2."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


class ConfiguredRuleError(CardlintError):
    """A rule cannot work as configured, which only a card reveals: a pattern takes too long, a schema is broken."""
