"""The Hub has retired this SDK, so it can no longer build the Space.

Run the framework in ``docker``: add a Dockerfile that starts it, and set ``app_port`` to its port.

Source: hub-docs, Spaces configuration reference (Streamlit has been a Docker template since 2025-04-30).
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Severity, Verdict
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rule_kit.suggestions.sdk import sdk_of
from cardlint.vocabulary import vocabulary


def check(card: Card) -> Iterator[Found]:
    entry = card.entry("sdk")
    sdks = vocabulary("spaces/sdk")
    sdk = entry.value.data if entry is not None else None
    if entry is None or not isinstance(sdk, str) or sdk not in sdks:
        return
    if retired := sdks[sdk].get("deprecated"):
        replacement, port, fix = retired["replacement"], sdks[sdk]["port"], None
        message = f"`sdk: {sdk}` was retired on {retired['since']}; use `{replacement}`"
        if sdk_of(card.repository) == replacement:
            message += " with the `Dockerfile` that is there"
            edit = edits.replace(card.source, entry.value, replacement)
            fix = Fix(f"replace with `{replacement}`", (edit,), Applicability.UNSAFE)
        else:
            message += f" with a `Dockerfile` and `app_port: {port}`"
        yield Found(entry.value.span, message, fix)


RULE = Rule(
    name="retired-sdk",
    code="CL251",
    category="space",
    severity=Severity.WARNING,
    hub=Verdict.UNKNOWN,
    kinds=(Kind.SPACE,),
    fields=("sdk",),
    check=check,
    examples=(
        Example(
            bad="sdk: «streamlit»",
            good="sdk: docker\napp_port: 8501",
            kind=Kind.SPACE,
            message=(
                "`sdk: streamlit` was retired on 2025-04-30; use `docker` with a `Dockerfile` and `app_port: 8501`"
            ),
        ),
        Example(
            bad="sdk: «streamlit»",
            good="sdk: docker",
            kind=Kind.SPACE,
            files={"Dockerfile": "FROM python:3.12\n"},
            fixed=True,
            message="`sdk: streamlit` was retired on 2025-04-30; use `docker` with the `Dockerfile` that is there",
        ),
    ),
)
