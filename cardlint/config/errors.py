"""Errors in a configuration."""

from cardlint.system.errors import CardlintError


class ConfigError(CardlintError):
    """A configuration cannot be used, so nothing can be checked with it."""


class SettingError(CardlintError):
    """A setting cannot be used. ``key`` is its name in its table."""

    def __init__(self, key: str, message: str, hint: str | None = None) -> None:
        super().__init__(message, hint)
        self.key = key
