"""This is not a complete version of Gradio, so the Space stops with a configuration error or is not built.

Write all three parts of a release, as its page on PyPI shows it: ``sdk_version: 5.49.1``.

Source: hub-docs, Spaces configuration reference; Vision-CAIR/MiniGPT-4#255 (3.27 was rejected, 3.27.0 accepted); no
Gradio Space of 221 real Spaces has a version below 3.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Node
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.system.lazy_pattern import pattern

RELEASE = pattern(
    r"(?P<number>(?P<major>[0-9]{1,3})(\.[0-9]{1,4}){0,2})"
    r"(?P<stage>([-.]?(a|b|rc|alpha|beta|dev|post)[-.]?[0-9]{0,4})?)"
)
OLDEST_MAJOR = 3


def check(card: Card) -> Iterator[Found]:
    entry = card.entry("sdk_version")
    if entry is None or card.fields.get("sdk") != "gradio" or not isinstance(entry.value.data, str):
        return
    version = entry.value.data
    match = RELEASE.fullmatch(version)
    if match is None:
        bare = version.strip().removeprefix("gradio").lstrip("=~^v ")
        meant = RELEASE.fullmatch(bare)
        fix = _fix(card, entry.value, _complete(meant), Applicability.UNSAFE) if meant is not None else None
        message = f"`sdk_version` {quote(version)} is not a version of Gradio; use one such as `5.49.1`"
        yield Found(entry.value.span, message, fix)
    elif int(match["major"]) < OLDEST_MAJOR:
        message = (
            f"`sdk_version` {quote(version)} is older than Gradio {OLDEST_MAJOR}; use the version that the app needs"
        )
        yield Found(entry.value.span, message, severity=Severity.WARNING)
    elif (complete := _complete(match)) != version:
        is_number = "." not in match["number"]  # perhaps meant as any release of that number
        lack = "its second and third parts" if is_number else "its third part"
        message = f"`sdk_version` {quote(version)} lacks {lack}, so the Hub rejects it; use `{complete}`"
        fix = _fix(card, entry.value, complete, Applicability.UNSAFE if is_number else Applicability.SAFE)
        yield Found(entry.value.span, message, fix)


def _complete(release: re.Match[str]) -> str:
    """Return a release with all three parts."""
    return release["number"] + ".0" * (2 - release["number"].count(".")) + release["stage"]


def _fix(card: Card, node: Node, version: str, applicability: Applicability) -> Fix:
    return Fix(f"replace with `{version}`", (edits.replace(card.source, node, version),), applicability)


RULE = Rule(
    name="invalid-sdk-version",
    code="CL253",
    category="space",
    severity=Severity.ERROR,
    kinds=(Kind.SPACE,),
    fields=("sdk_version",),
    check=check,
    examples=(
        Example(
            bad="sdk: gradio\nsdk_version: «latest»",
            good="sdk: gradio\nsdk_version: 5.49.1",
            kind=Kind.SPACE,
            message="`sdk_version` `latest` is not a version of Gradio; use one such as `5.49.1`",
        ),
        Example(
            bad="sdk: gradio\nsdk_version: «v5.49.1»",
            good="sdk: gradio\nsdk_version: 5.49.1",
            kind=Kind.SPACE,
            fixed=True,
        ),
        Example(
            bad="sdk: gradio\nsdk_version: «0.110.0»",
            good="sdk: gradio\nsdk_version: 6.0.0-dev.4",
            kind=Kind.SPACE,
            message="`sdk_version` `0.110.0` is older than Gradio 3; use the version that the app needs",
        ),
        Example(
            bad='sdk: gradio\nsdk_version: «"5.40"»',
            good='sdk: gradio\nsdk_version: "5.40.0"',
            kind=Kind.SPACE,
            fixed=True,
            message="`sdk_version` `5.40` lacks its third part, so the Hub rejects it; use `5.40.0`",
        ),
        Example(
            bad='sdk: gradio\nsdk_version: «"5"»',
            good='sdk: gradio\nsdk_version: "5.0.0"',
            kind=Kind.SPACE,
            fixed=True,
            message="`sdk_version` `5` lacks its second and third parts, so the Hub rejects it; use `5.0.0`",
        ),
        Example(
            bad="sdk: gradio\nsdk_version: «v6.1»",
            good="sdk: gradio\nsdk_version: 6.1.0",
            kind=Kind.SPACE,
            fixed=True,
        ),
    ),
)
