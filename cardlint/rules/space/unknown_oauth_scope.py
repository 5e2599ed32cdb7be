"""The Hub does not know this scope, so visitors cannot sign in to the Space.

Write scopes as the documentation of Spaces OAuth lists them, such as ``email`` or ``read-repos``; ``openid`` and
``profile`` are always included. A scope that is written like the others and resembles none is a warning: it may be newer than our list.

Source: hub-docs, Spaces OAuth; ApiSpaceMetadata of @huggingface/hub.
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
    for violation in card.violations("unknown-oauth-scope"):
        scopes = vocabulary("spaces/oauth_scopes")
        if scopes.may_be_new(violation.found):
            message = f"OAuth scope {quote(violation.found)} {scopes.not_known}; check that the Hub has it"
            yield Found(violation.span, message, hub=violation.hub, severity=Severity.WARNING)
            continue
        ending, fix, _ = advice(card, violation.node, scopes)
        message = (
            f"{quote(violation.found)} is not an OAuth scope of the Hub{ending or '; use one such as `read-repos`'}"
        )
        yield Found(violation.span, message, fix, hub=violation.hub)


RULE = Rule(
    name="unknown-oauth-scope",
    code="CL267",
    category="space",
    severity=Severity.ERROR,
    hub=Verdict.UNKNOWN,
    kinds=(Kind.SPACE,),
    fields=("hf_oauth_scopes",),
    check=check,
    breach=True,
    yields_to=("comma-list",),
    examples=(
        Example(
            bad="hf_oauth_scopes:\n- email\n- «read_repos»",
            good="hf_oauth_scopes:\n- email\n- read-repos",
            kind=Kind.SPACE,
            fixed=True,
            message="`read_repos` is not an OAuth scope of the Hub; did you mean `read-repos`?",
        ),
        Example(
            bad="hf_oauth_scopes: [«everything»]",
            good="hf_oauth_scopes: [manage-repos]",
            kind=Kind.SPACE,
            message="`everything` is not an OAuth scope of the Hub; use one such as `read-repos`",
        ),
        Example(bad="hf_oauth_scopes: [«read-papers»]", good="hf_oauth_scopes: [read-repos]", kind=Kind.SPACE),
    ),
)
