"""A version that is not a whole one of Gradio stops the Space with a configuration error, or cannot be installed.

Write all three parts of a release, as its page on PyPI shows it: ``sdk_version: 5.49.1``.

Source: hub-docs, Spaces configuration reference; Vision-CAIR/MiniGPT-4#255 (3.27 was refused, 3.27.0 taken); no Gradio
Space of 221 real Spaces has a version below 3.
"""

from collections.abc import Iterator

from cardlint import edits
from cardlint.card import Card
from cardlint.diagnostic import Applicability, Fix, Severity
from cardlint.kind import Kind
from cardlint.pattern import pattern
from cardlint.rule import Example, Found, Rule
from cardlint.shown import shown

RELEASE = pattern(
    r"(?P<major>[0-9]{1,3})\.(?P<minor>[0-9]{1,4})(?P<patch>\.[0-9]{1,4})?"
    r"([-.]?(a|b|rc|alpha|beta|dev|post)[-.]?[0-9]{0,4})?"
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
        fix = None
        if RELEASE.fullmatch(bare):
            fix = Fix(f"write {bare}", (edits.replace(card.source, entry.value, bare),), Applicability.UNSAFE)
        message = f"sdk_version {shown(version)} is not a version of gradio; write one release, such as 5.49.1"
        yield Found(entry.value.span, message, fix)
    elif int(match["major"]) < OLDEST_MAJOR:
        message = (
            f"sdk_version {version} is older than gradio {OLDEST_MAJOR}; write the version of gradio that the app needs"
        )
        yield Found(entry.value.span, message, severity=Severity.WARNING)
    elif not match["patch"]:
        whole = f"{version[: match.end('minor')]}.0{version[match.end('minor') :]}"
        fix = Fix(f"write {whole}", (edits.replace(card.source, entry.value, whole),), Applicability.SAFE)
        message = f"sdk_version {version} lacks its third part, which the Hub refuses; write {whole}"
        yield Found(entry.value.span, message, fix)


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
            message="sdk_version latest is not a version of gradio; write one release, such as 5.49.1",
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
            message="sdk_version 0.110.0 is older than gradio 3; write the version of gradio that the app needs",
        ),
        Example(
            bad='sdk: gradio\nsdk_version: «"5.40"»',
            good='sdk: gradio\nsdk_version: "5.40.0"',
            kind=Kind.SPACE,
            fixed=True,
            message="sdk_version 5.40 lacks its third part, which the Hub refuses; write 5.40.0",
        ),
    ),
)
