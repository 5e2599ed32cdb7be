"""What cardlint could not check because of a bug in itself or in a plugin: one finding, and the run continues."""

from collections.abc import Sequence

from cardlint.findings.diagnostic import Diagnostic, Severity
from cardlint.findings.quoting import shorten
from cardlint.findings.source import Source, Span
from cardlint.system.named_tuple import NamedTuple

NAME, CODE = "internal-error", "CL000"
"""The name of the finding. It is not a rule, so no configuration, comment or baseline can suppress it."""

_MOST_NAMES = 5
_LONGEST = 10_000


class Failure(NamedTuple):
    """A rule that failed, or None if the card could not be read; and the error."""

    rule: str | None
    error: str


def failure(rule: str | None, error: BaseException) -> Failure:
    """Return the failure for ``error``, which ``rule`` or the reading of the card raised."""
    return Failure(rule, describe(error))


def describe(error: BaseException) -> str:
    """Return the type and message of ``error`` on one line, without any secrets that it quotes. Never raises."""
    from cardlint.findings.secrets.mask import mask  # few runs need it

    name = type(error).__name__
    try:
        text = mask(str(error)[:_LONGEST])
    except Exception:  # an error of a plugin whose own message fails
        return name
    return f"{name}: {shorten(text, 100)}" if text.strip() else name


def is_failure(diagnostic: Diagnostic) -> bool:
    """Return whether ``diagnostic`` says that the card was not checked completely."""
    return diagnostic.name == NAME


def finding(source: Source, place: Span, failures: Sequence[Failure]) -> Diagnostic:
    """Return the single finding about ``failures``, which must not be empty."""
    first = failures[0]
    rules = list(dict.fromkeys(each.rule for each in failures if each.rule is not None))
    if first.rule is None:
        message = f"this card could not be read: `{first.error}`; please report it"
    elif len(rules) == 1:
        message = (
            f"rule `{rules[0]}` failed: `{first.error}`; please report it, and use `--ignore {rules[0]}` meanwhile"
        )
    else:
        names = ", ".join(f"`{name}`" for name in rules[:_MOST_NAMES])
        more = f" and {len(rules) - _MOST_NAMES} more" if len(rules) > _MOST_NAMES else ""
        message = f"rules {names}{more} failed, the first with `{first.error}`; please report it"
    where = source.position(place.start), source.position(place.end)
    return Diagnostic(place, *where, NAME, CODE, Severity.ERROR, message, None)
