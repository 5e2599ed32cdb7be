"""A Space without ``sdk`` does not start: it stays in the stage CONFIG_ERROR.

Write ``sdk: gradio``, ``docker`` or ``static``.

Source: the Space's log says "Missing configuration in README"; hub-docs, Spaces configuration reference.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.rule_kit import edits
from cardlint.rule_kit.field_names import misnamed
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rule_kit.suggestions.sdk import sdk_of


def check(card: Card) -> Iterator[Found]:
    front_matter = card.front_matter
    if front_matter is None or not front_matter.complete or card.root is None or card.entry("sdk") is not None:
        return
    message = "the Space cannot start without `sdk`; add `sdk: gradio`, `sdk: docker` or `sdk: static`"
    yield Found(card.top, message, _fix(card), cause=misnamed(card, "sdk"))


def _fix(card: Card) -> Fix | None:
    sdk = sdk_of(card.repository)
    edit = edits.insert_field(card, "sdk", sdk) if sdk is not None else None
    return Fix(f"add `sdk: {sdk}`", (edit,), Applicability.UNSAFE) if edit is not None else None


RULE = Rule(
    name="missing-sdk",
    code="CL058",
    category="fields",
    severity=Severity.ERROR,
    kinds=(Kind.SPACE,),
    check=check,
    yields_to=("misspelled-field", "field-case"),
    examples=(
        Example(
            bad="«---»\ntitle: Demo\n---\n",
            good="---\ntitle: Demo\nsdk: docker\n---\n",
            kind=Kind.SPACE,
            files={"Dockerfile": "FROM python:3.12\n"},
            fixed=True,
            whole=True,
            message="the Space cannot start without `sdk`; add `sdk: gradio`, `sdk: docker` or `sdk: static`",
        ),
        Example(
            bad="«---»\ntitle: Demo\n---\n",
            good="---\ntitle: Demo\nsdk: gradio\n---\n",
            kind=Kind.SPACE,
            files={"app.py": "import torch\nimport gradio as gr\n"},
            fixed=True,
            whole=True,
        ),
        Example(
            bad="«---»\ntitle: Demo\n---\n",
            good="---\ntitle: Demo\nsdk: docker\n---\n",
            kind=Kind.SPACE,
            files={"app.py": "import streamlit as st\n"},
            whole=True,
        ),
    ),
)
