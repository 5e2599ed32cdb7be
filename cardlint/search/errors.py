"""The errors that concern an entire index."""

from cardlint.system.errors import CardlintError

REBUILD_HINT = "rebuild it from what can still be read, with `cardlint index rebuild`"


class MismatchError(CardlintError):
    """The index was made by other rules than ours. It has to be made again before it answers as it should."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "rebuild it with `cardlint index rebuild`")


class DamagedError(CardlintError):
    """The index is not what was written."""

    def __init__(self, message: str) -> None:
        super().__init__(message, REBUILD_HINT)


class LockedError(CardlintError):
    """Another one is writing."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "--wait SECONDS waits for it")


def no_index(address: str) -> CardlintError:
    """Return the error that there is no index at ``address``."""
    return CardlintError(f"there is no index in {address}", "create one with `cardlint index add PATH`")
