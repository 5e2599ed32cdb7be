"""A Gradio Space without a version is built with the newest one, so a new release can break it.

Add ``sdk_version`` with the release that the app was written for.

Source: hub-docs, Spaces configuration reference.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.space._requirements import demands_of_gradio

_PIN = r"={2,3}\s*(?P<version>[0-9]{1,3}(?:\.[0-9]{1,4}){2})"


def check(card: Card) -> Iterator[Found]:
    entry = card.entry("sdk")
    complete = card.front_matter is not None and card.front_matter.complete
    if entry is None or entry.value.data != "gradio" or "sdk_version" in card.fields or not complete:
        return
    message = "`sdk_version` is missing, so a new release of Gradio can break the Space; add"
    pinned = _pinned(card)
    if pinned is None:
        yield Found(entry.value.span, f"{message} one, such as `5.49.1`")
        return
    edit = edits.insert_field(card, "sdk_version", pinned, after="sdk")
    fix = Fix(f"add `sdk_version: {pinned}`", (edit,), Applicability.UNSAFE) if edit is not None else None
    yield Found(entry.value.span, f"{message} {quote(pinned)}", fix)


def _pinned(card: Card) -> str | None:
    """Return the only release of Gradio that the requirements allow; None if they leave a choice."""
    found = demands_of_gradio(card.repository) if card.repository is not None else []
    demands = [each.demands for each in found]
    pin = re.fullmatch(_PIN, demands[0]) if len(demands) == 1 else None
    return pin["version"] if pin is not None else None


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
            message="`sdk_version` is missing, so a new release of Gradio can break the Space; add one, such as `5.49.1`",
        ),
        Example(
            bad="title: Demo\nsdk: «gradio»\npinned: true",
            good="title: Demo\nsdk: gradio\nsdk_version: 5.1.0\npinned: true",
            kind=Kind.SPACE,
            files={"requirements.txt": "gradio[oauth]==5.1.0\n"},
            fixed=True,
            message="`sdk_version` is missing, so a new release of Gradio can break the Space; add `5.1.0`",
        ),
        Example(
            bad="title: Demo\nsdk: «gradio»",
            good="title: Demo\nsdk: gradio\nsdk_version: 5.49.1",
            kind=Kind.SPACE,
            files={"requirements.txt": "gradio>=5.1.0,<6\n"},
            message="`sdk_version` is missing, so a new release of Gradio can break the Space; add one, such as `5.49.1`",
        ),
    ),
)
