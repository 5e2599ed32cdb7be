"""A Space without ``sdk`` does not start: it stays in the stage CONFIG_ERROR.

Write ``sdk: gradio``, ``docker`` or ``static``.

Source: the Space's log says "Missing configuration in README"; hub-docs, Spaces configuration reference.
"""

import re
from collections.abc import Iterator

from cardlint import edits
from cardlint.card import Card
from cardlint.diagnostic import Applicability, Fix, Severity
from cardlint.field_names import Standing, strays
from cardlint.kind import Kind
from cardlint.pattern import pattern
from cardlint.repository import BrokenFile, Repository
from cardlint.rule import Example, Found, Rule

_APP = "app.py"
_GRADIO = pattern(r"^[ \t]*(?:import|from)[ \t]+gradio\b", re.MULTILINE)


def check(card: Card) -> Iterator[Found]:
    front_matter = card.front_matter
    if front_matter is None or not front_matter.complete or card.root is None or card.entry("sdk") is not None:
        return
    for standing in (Standing.SLIP, Standing.CASE):
        if any(stray.meant == "sdk" for stray in strays(card, standing)):
            return
    yield Found(card.top, "the Space cannot start without sdk; write sdk: gradio, docker or static", _fix(card))


def _fix(card: Card) -> Fix | None:
    sdk = _sdk(card.repository) if card.repository is not None else None
    edit = edits.insert_field(card, "sdk", sdk) if sdk is not None else None
    return Fix(f"add sdk: {sdk}", (edit,), Applicability.UNSAFE) if edit is not None else None


def _sdk(repository: Repository) -> str | None:
    """Return what the files show that the Space runs on, or None: an app of Streamlit wants a Dockerfile first."""
    if "Dockerfile" in repository.top:
        return "docker"
    if _APP not in repository.top:
        return "static" if "index.html" in repository.top else None
    try:
        code = repository.text(_APP) or ""
    except BrokenFile:
        return None
    return "gradio" if _GRADIO.search(code) else None


RULE = Rule(
    name="missing-sdk",
    code="CL058",
    category="fields",
    severity=Severity.ERROR,
    kinds=(Kind.SPACE,),
    check=check,
    examples=(
        Example(
            bad="«---»\ntitle: Demo\n---\n",
            good="---\ntitle: Demo\nsdk: docker\n---\n",
            kind=Kind.SPACE,
            files={"Dockerfile": "FROM python:3.12\n"},
            fixed=True,
            whole=True,
            message="the Space cannot start without sdk; write sdk: gradio, docker or static",
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
