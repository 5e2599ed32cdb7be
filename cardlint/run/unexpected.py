"""A card on which cardlint itself fails, outside of all rules: an error of that card, and the run goes on with the others."""

from cardlint.findings.failure import describe
from cardlint.system.errors import CardlintError


def unexpected(path: str, error: Exception) -> CardlintError:
    """Return what to say where the work on the card at ``path`` raised ``error``."""
    return (
        error if isinstance(error, CardlintError) else CardlintError(f"{path}: {describe(error)}", "please report it")
    )
