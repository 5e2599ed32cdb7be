"""A header that the Hub does not set leaves the Space without the isolation that it asks for.

Only the three cross-origin headers can be set, in lower case, with their own values.

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
                fault = f"the Hub sets no header {name}"
                yield _wrong_word(card, violation, name, fault, headers.ids)
            case "enum":
                fault = f"{name} cannot be {quote(violation.found)}"
                yield _wrong_word(card, violation, quote(violation.found), fault, tuple(violation.expected))
            case _:
                what = "a mapping of headers" if violation.path == ("custom_headers",) else "text"
                yield Found(violation.span, f"{name} must be {what}, not {quote(violation.found)}", hub=violation.hub)


def _wrong_word(card: Card, violation: Violation, word: str, fault: str, words: tuple[str, ...]) -> Found:
    lower = word.strip().lower().replace("_", "-")
    if lower not in words:
        return Found(violation.span, f"{fault}; choose from {', '.join(words)}", hub=violation.hub)
    if violation.keyword == "enum" and violation.node is not None:
        edit = edits.replace(card.source, violation.node, lower)
    else:
        edit = Edit(violation.span, lower)
    fix = Fix(f"write {lower}", (edit,), Applicability.SAFE)
    return Found(violation.span, f"{fault}; write {lower}", fix, hub=violation.hub)


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
            message="the Hub sets no header `Cross-Origin-Opener-Policy`; choose from cross-origin-embedder-policy, cross-origin-opener-policy, cross-origin-resource-policy",
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
            message="the Hub sets no header `x-frame-options`; choose from cross-origin-embedder-policy, cross-origin-opener-policy, cross-origin-resource-policy",
        ),
        Example(
            bad="custom_headers:\n  cross-origin-opener-policy: «cross-origin»",
            good="custom_headers:\n  cross-origin-opener-policy: unsafe-none",
            kind=Kind.SPACE,
            message="`cross-origin-opener-policy` cannot be `cross-origin`; choose from same-origin, same-origin-allow-popups, unsafe-none",
        ),
        Example(
            bad="custom_headers: «[cross-origin-opener-policy]»",
            good="custom_headers: {cross-origin-opener-policy: same-origin}",
            kind=Kind.SPACE,
            message="`custom_headers` must be a mapping of headers, not a list",
        ),
    ),
)
