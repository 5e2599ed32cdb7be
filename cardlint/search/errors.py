"""The errors that concern an entire index."""

from cardlint.system.errors import CardlintError

REBUILD_HINT = "rebuild it from what can still be read, with `cardlint index rebuild`"


class MismatchError(CardlintError):
    """The index was built with another format, analyzer or table of fields. It must be rebuilt before it can answer correctly."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "rebuild it with `cardlint index rebuild`")


class DamagedError(CardlintError):
    """The index is damaged."""

    def __init__(self, message: str) -> None:
        super().__init__(message, REBUILD_HINT)


class LockedError(CardlintError):
    """Another process is writing the index."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "--wait SECONDS waits for it")


def no_index(address: str) -> CardlintError:
    """Return the error that there is no index at ``address``."""
    return CardlintError(f"there is no index in {address}", "create one with `cardlint index add PATH`")
