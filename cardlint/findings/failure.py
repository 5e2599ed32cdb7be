"""What cardlint could not do for a card because of a fault of its own, or of a plugin: one finding, and the rest goes on."""

from collections.abc import Sequence

from cardlint.findings.diagnostic import Diagnostic, Severity
from cardlint.findings.quoting import shorten
from cardlint.findings.source import Source, Span
from cardlint.system.named_tuple import NamedTuple

NAME, CODE = "internal-error", "CL000"
"""What the finding is called. No rule has this name, so that no configuration, comment or baseline silences it."""

_MOST_NAMES = 5
_LONGEST = 10_000


class Failure(NamedTuple):
    """A rule that failed, or None where the card could not be read; and the error."""

    rule: str | None
    error: str


def failure(rule: str | None, error: BaseException) -> Failure:
    """Return what to say of ``error``, which ``rule`` or the reading of the card raised."""
    return Failure(rule, describe(error))


def describe(error: BaseException) -> str:
    """Return the type and the message of ``error`` on one line, without the secrets that it may quote. Never raises."""
    from cardlint.findings.secrets.mask import mask  # few runs need it

    name = type(error).__name__
    try:
        text = mask(str(error)[:_LONGEST])
    except Exception:  # an error of a plugin, with a fault of its own
        return name
    return f"{name}: {shorten(text, 100)}" if text.strip() else name


def is_failure(diagnostic: Diagnostic) -> bool:
    """Return whether ``diagnostic`` says that the card was not checked in full."""
    return diagnostic.name == NAME


def finding(source: Source, place: Span, failures: Sequence[Failure]) -> Diagnostic:
    """Return the one finding about ``failures``, of which there is one at least."""
    first = failures[0]
    rules = list(dict.fromkeys(each.rule for each in failures if each.rule is not None))
    if first.rule is None:
        message = f"this card could not be read: `{first.error}`; please report it"
    elif len(rules) == 1:
        message = f"rule `{rules[0]}` failed: `{first.error}`; please report it, and go on without it by `--ignore {rules[0]}`"
    else:
        names = ", ".join(f"`{name}`" for name in rules[:_MOST_NAMES])
        more = f" and {len(rules) - _MOST_NAMES} more" if len(rules) > _MOST_NAMES else ""
        message = f"rules {names}{more} failed, the first with `{first.error}`; please report it"
    where = source.position(place.start), source.position(place.end)
    return Diagnostic(place, *where, NAME, CODE, Severity.ERROR, message, None)
