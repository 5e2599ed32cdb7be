"""The application is written for another SDK than the card says, so the Space fails to start or shows nothing.

Correct ``sdk``, or the code. Streamlit apps are now Docker Spaces, made from the Streamlit template.

Source: hub-docs, Spaces SDKs: the Hub starts ``app_file`` as an app of ``sdk``.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.space._app_code import app_name, code_file, imported

_OTHER = {"gradio": "streamlit", "streamlit": "gradio"}
_CURE = {"gradio": "use `docker`, or rewrite it", "streamlit": "use `gradio`"}


def check(card: Card) -> Iterator[Found]:
    node, repository = card.node("sdk"), card.repository
    sdk = node.data if node is not None else None
    if node is None or not isinstance(sdk, str) or sdk not in _OTHER or repository is None:
        return
    name = app_name(card)
    file = code_file(repository, name) if repository.has(name) else None
    used = imported(file.text) if file is not None else frozenset()
    if _OTHER[sdk] in used and sdk not in used:
        yield Found(node.span, f"`sdk` is `{sdk}`, but {quote(name, 40)} imports `{_OTHER[sdk]}`; {_CURE[sdk]}")


RULE = Rule(
    name="sdk-code-conflict",
    code="CL364",
    category="files",
    severity=Severity.ERROR,
    kinds=(Kind.SPACE,),
    fields=("sdk",),
    signs=("ends:.py", "files"),
    check=check,
    examples=(
        Example(
            bad="sdk: «gradio»",
            good="sdk: docker",
            kind=Kind.SPACE,
            files={"app.py": "import os, re\nimport streamlit as st\n\nst.title('A')\n"},
            message="`sdk` is `gradio`, but `app.py` imports `streamlit`; use `docker`, or rewrite it",
        ),
        Example(
            bad="sdk: «streamlit»\napp_file: src/main.py",
            good="sdk: gradio\napp_file: src/main.py",
            kind=Kind.SPACE,
            files={"src/main.py": "from gradio import Blocks\n", "requirements.txt": ""},
        ),
    ),
    silent=(
        Example(good="sdk: gradio", kind=Kind.SPACE, files={"app.py": "import gradio as gr, streamlit\n"}),
        Example(good="sdk: gradio", kind=Kind.SPACE, files={"app.py": "from ui import demo\n# import streamlit\n"}),
        Example(
            good="sdk: gradio\napp_file: run.sh", kind=Kind.SPACE, files={"run.sh": "import streamlit", "app.py": ""}
        ),
        Example(good="sdk: gradio", kind=Kind.SPACE, files={"a.py": "import streamlit"}),
    ),
)
