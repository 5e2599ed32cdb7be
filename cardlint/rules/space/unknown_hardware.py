"""The Hub does not offer this hardware, so it cannot suggest it to people who duplicate the Space.

Write the id of a hardware flavor, such as ``cpu-basic`` or ``t4-small``. The field only suggests: it does not give the
Space itself any hardware. An id that is written like a flavor and resembles none is a warning: it may be newer than our list.

Source: hub-docs, Spaces GPUs; SpaceHardware of huggingface_hub; the H100 flavors were removed in December 2025.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.space._words import advice
from cardlint.vocabulary import vocabulary


def check(card: Card) -> Iterator[Found]:
    hardware = vocabulary("spaces/hardware")
    for violation in card.violations("unknown-hardware"):
        word = quote(violation.found)
        if retired := hardware.retired(violation.found):
            message = f"`suggested_hardware` {word} was removed in {retired['since']}; use other hardware"
            yield Found(violation.span, f"{message}, such as `a100-large`", hub=violation.hub)
            continue
        if hardware.may_be_new(violation.found):
            message = f"`suggested_hardware` {word} {hardware.not_known}; check that the Hub offers it"
            yield Found(violation.span, message, hub=violation.hub, severity=Severity.WARNING)
            continue
        ending, fix, _ = advice(card, violation.node, hardware)
        message = f"`suggested_hardware` {word} is not offered by the Hub{ending or '; use one such as `cpu-basic`'}"
        yield Found(violation.span, message, fix, hub=violation.hub)


RULE = Rule(
    name="unknown-hardware",
    code="CL264",
    category="space",
    severity=Severity.ERROR,
    hub=Verdict.UNKNOWN,
    kinds=(Kind.SPACE,),
    fields=("suggested_hardware",),
    check=check,
    breach=True,
    examples=(
        Example(
            bad="suggested_hardware: «T4-small»",
            good="suggested_hardware: t4-small",
            kind=Kind.SPACE,
            fixed=True,
            message="`suggested_hardware` `T4-small` is not offered by the Hub; did you mean `t4-small`?",
        ),
        Example(
            bad="suggested_hardware: «zero-gpu»", good="suggested_hardware: zero-a10g", kind=Kind.SPACE, fixed=True
        ),
        Example(
            bad="suggested_hardware: «h100»",
            good="suggested_hardware: a100-large",
            kind=Kind.SPACE,
            message="`suggested_hardware` `h100` was removed in 2025-12; use other hardware, such as `a100-large`",
        ),
        Example(
            bad="suggested_hardware: «Nvidia GPU»",
            good="suggested_hardware: a100-large",
            kind=Kind.SPACE,
            message="`suggested_hardware` `Nvidia GPU` is not offered by the Hub; use one such as `cpu-basic`",
        ),
        Example(bad="suggested_hardware: «b200x8»", good="suggested_hardware: a100x8", kind=Kind.SPACE),
    ),
)
