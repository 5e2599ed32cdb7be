"""A Gradio Space without a version is built with the newest, and one day breaks without a commit.

Add ``sdk_version`` with the release that the app was written for.

Source: hub-docs, Spaces configuration reference.
"""

from collections.abc import Iterator

from cardlint.card import Card
from cardlint.diagnostic import Severity
from cardlint.kind import Kind
from cardlint.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    entry = card.entry("sdk")
    complete = card.front_matter is not None and card.front_matter.complete
    if entry is None or entry.value.data != "gradio" or "sdk_version" in card.fields or not complete:
        return
    yield Found(entry.value.span, "no sdk_version says which gradio the app needs; write one, such as 5.49.1")


RULE = Rule(
    name="missing-sdk-version",
    code="CL254",
    category="space",
    severity=Severity.INFO,
    kinds=(Kind.SPACE,),
    fields=("sdk",),
    check=check,
    examples=(
        Example(
            bad="title: Demo\nsdk: «gradio»",
            good="title: Demo\nsdk: gradio\nsdk_version: 5.49.1",
            kind=Kind.SPACE,
            message="no sdk_version says which gradio the app needs; write one, such as 5.49.1",
        ),
    ),
)
