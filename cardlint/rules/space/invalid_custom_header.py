"""The Hub does not set this header, so the Space does not get the isolation that it asks for.

The Hub sets only ``cross-origin-embedder-policy``, ``cross-origin-opener-policy`` and ``cross-origin-resource-policy``,
in lower case, each with its own values.

Source: hub-docs, Spaces configuration reference; ApiSpaceMetadata of @huggingface/hub.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.schema.violation import Violation
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.vocabulary import vocabulary


def check(card: Card) -> Iterator[Found]:
    headers = vocabulary("spaces/custom_headers")
    for violation in card.violations("invalid-custom-header"):
        name = quote(str(violation.path[-1]))
        match violation.keyword:
            case "additionalProperties":
                fault = f"the Hub does not set {name}"
                yield _wrong_word(card, violation, str(violation.path[-1]), fault, headers.ids)
            case "enum":
                fault = f"{name} cannot be {quote(violation.found)}"
                yield _wrong_word(card, violation, str(violation.found), fault, tuple(violation.expected))
            case _:
                what = "a mapping of headers" if violation.path == ("custom_headers",) else "text"
                yield Found(
                    violation.span,
                    f"{name} must be {what}, not {quote(violation.found)}; correct it",
                    hub=violation.hub,
                )


def _wrong_word(card: Card, violation: Violation, word: str, fault: str, words: tuple[str, ...]) -> Found:
    lower = word.strip().lower().replace("_", "-")
    if lower not in words:
        is_value = violation.keyword == "enum"
        advice = f"use {' or '.join(map(quote, words))}" if is_value else "set only `cross-origin-*` headers"
        return Found(violation.span, f"{fault}; {advice}", hub=violation.hub)
    if violation.keyword == "enum" and violation.node is not None:
        edit = edits.replace(card.source, violation.node, lower)
    else:
        edit = Edit(violation.span, lower)
    fix = Fix(f"replace with `{lower}`", (edit,), Applicability.SAFE)
    return Found(violation.span, f"{fault}; use `{lower}`", fix, hub=violation.hub)


RULE = Rule(
    name="invalid-custom-header",
    code="CL266",
    category="space",
    severity=Severity.ERROR,
    hub=Verdict.UNKNOWN,
    kinds=(Kind.SPACE,),
    fields=("custom_headers",),
    check=check,
    breach=True,
    examples=(
        Example(
            bad="custom_headers:\n  «Cross-Origin-Opener-Policy»: same-origin",
            good="custom_headers:\n  cross-origin-opener-policy: same-origin",
            kind=Kind.SPACE,
            fixed=True,
            message="the Hub does not set `Cross-Origin-Opener-Policy`; use `cross-origin-opener-policy`",
        ),
        Example(
            bad='custom_headers:\n  cross-origin-embedder-policy: «"Require-Corp"»',
            good='custom_headers:\n  cross-origin-embedder-policy: "require-corp"',
            kind=Kind.SPACE,
            fixed=True,
        ),
        Example(
            bad="custom_headers: {«x-frame-options»: DENY}",
            good="custom_headers: {cross-origin-resource-policy: cross-origin}",
            kind=Kind.SPACE,
            message="the Hub does not set `x-frame-options`; set only `cross-origin-*` headers",
        ),
        Example(
            bad="custom_headers:\n  cross-origin-opener-policy: «cross-origin»",
            good="custom_headers:\n  cross-origin-opener-policy: unsafe-none",
            kind=Kind.SPACE,
            message="`cross-origin-opener-policy` cannot be `cross-origin`;"
            " use `same-origin` or `same-origin-allow-popups` or `unsafe-none`",
        ),
        Example(
            bad="custom_headers: «[cross-origin-opener-policy]»",
            good="custom_headers: {cross-origin-opener-policy: same-origin}",
            kind=Kind.SPACE,
            message="`custom_headers` must be a mapping of headers, not a list; correct it",
        ),
    ),
)
