"""What cardlint raises when it, not the card, is at fault: bad usage, unreadable input, broken data of its own."""


class CardlintError(Exception):
    """The job cannot be done. The message says what failed and why; ``hint`` says what to try. Always exit code 2."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


class ConfiguredRuleError(CardlintError):
    """A rule cannot do what the configuration asks of it, which only a card shows: a pattern takes too long, a schema is broken."""
