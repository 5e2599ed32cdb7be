"""OAuth settings have no effect without ``hf_oauth: true``, so visitors cannot sign in to the Space.

Add ``hf_oauth: true``, or remove the settings.

Source: hub-docs, Spaces OAuth.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Related, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule

SETTINGS = ("hf_oauth_scopes", "hf_oauth_expiration_minutes", "hf_oauth_authorized_org")
ON = (True, "true")  # the Hub is reported to read the text as well


def check(card: Card) -> Iterator[Found]:
    switch = card.entry("hf_oauth")
    if switch is not None and switch.value.data in ON:
        return
    if switch is None and not (card.front_matter is not None and card.front_matter.complete):
        return
    settings = [entry for name in SETTINGS if (entry := card.entry(name)) is not None]
    for number, entry in enumerate(settings):
        name = quote(str(getattr(entry.key, "data", "")))
        if switch is not None:
            yield Found(
                entry.key.span,
                f"{name} has no effect, as `hf_oauth` is {quote(switch.value.data)}; set `hf_oauth: true`",
                related=(Related(switch.value.span, "not on"),),
            )
            continue
        edit = edits.insert_field(card, "hf_oauth", "true") if number == 0 else None
        fix = Fix("add `hf_oauth: true`", (edit,), Applicability.UNSAFE) if edit is not None else None
        yield Found(entry.key.span, f"{name} has no effect without `hf_oauth: true`; add it", fix)


RULE = Rule(
    name="oauth-not-enabled",
    code="CL268",
    category="space",
    severity=Severity.WARNING,
    kinds=(Kind.SPACE,),
    fields=SETTINGS,
    check=check,
    examples=(
        Example(
            bad="sdk: gradio\n«hf_oauth_scopes»: [email]\n«hf_oauth_expiration_minutes»: 60",
            good="sdk: gradio\nhf_oauth_scopes: [email]\nhf_oauth_expiration_minutes: 60\nhf_oauth: true",
            kind=Kind.SPACE,
            fixed=True,
            message="`hf_oauth_scopes` has no effect without `hf_oauth: true`; add it",
        ),
        Example(
            bad="hf_oauth: false\n«hf_oauth_authorized_org»: my-org",
            good="hf_oauth: true\nhf_oauth_authorized_org: my-org",
            kind=Kind.SPACE,
            message="`hf_oauth_authorized_org` has no effect, as `hf_oauth` is `false`; set `hf_oauth: true`",
        ),
    ),
    silent=(Example(good="sdk: docker\nhf_oauth_scopes: [email]\nauthor: @me", kind=Kind.SPACE),),
)
