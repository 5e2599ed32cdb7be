"""The setting belongs to another SDK, so the Hub ignores it and the Space is not set up as the card says.

Remove it, or write the SDK that it belongs to.

Source: hub-docs, Spaces configuration reference: ``app_port`` is for docker, ``app_build_command`` for static,
``sdk_version`` for gradio, and ``base_path`` for all but static.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits, related
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.vocabulary import vocabulary

SETTINGS = ("sdk_version", "app_port", "app_build_command", "base_path")


def check(card: Card) -> Iterator[Found]:
    sdk = card.fields.get("sdk")
    sdks = vocabulary("spaces/sdk")
    if card.root is None or not isinstance(sdk, str) or sdk not in sdks or "deprecated" in sdks[sdk]:
        return
    owners = vocabulary("spaces").data["settings"]
    for name in SETTINGS:
        entry = card.entry(name)
        if entry is None or sdk in owners[name]:
            continue
        edit = edits.delete_entry(card.source, card.root, entry) if entry in card.root.entries else None
        fix = Fix(f"remove `{name}`", (edit,), Applicability.UNSAFE) if edit is not None else None
        yield Found(
            entry.key.span,
            f"the Hub ignores `{name}`, which is for {' or '.join(map(quote, owners[name]))}, not `{sdk}`; remove it",
            fix,
            related=related.to_value(card, "sdk", "the SDK"),
        )


RULE = Rule(
    name="setting-of-another-sdk",
    code="CL256",
    category="space",
    severity=Severity.WARNING,
    kinds=(Kind.SPACE,),
    fields=SETTINGS,
    check=check,
    examples=(
        Example(
            bad="sdk: gradio\n«app_port»: 7860\ntitle: Demo",
            good="sdk: gradio\ntitle: Demo",
            kind=Kind.SPACE,
            fixed=True,
            message="the Hub ignores `app_port`, which is for `docker`, not `gradio`; remove it",
        ),
        Example(
            bad="sdk: docker\n«sdk_version»: latest  # any\n«app_build_command»: npm run build",
            good="sdk: docker",
            kind=Kind.SPACE,
        ),
        Example(
            bad="sdk: static\n«base_path»: /docs",
            good="sdk: docker\nbase_path: /docs",
            kind=Kind.SPACE,
            message="the Hub ignores `base_path`, which is for `gradio` or `docker`, not `static`; remove it",
        ),
        Example(bad="{sdk: static, «app_port»: 8080}", good="{sdk: static}", kind=Kind.SPACE, fixed=True),
    ),
    silent=(
        Example(good="sdk: nonsense\napp_port: 8080", kind=Kind.SPACE),
        Example(good="sdk: [docker]\napp_port: 8080", kind=Kind.SPACE),
        Example(good="app_port: 8080", kind=Kind.SPACE),
    ),
)
