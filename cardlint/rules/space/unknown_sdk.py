"""The Hub does not know this SDK, so it rejects the push or stops the Space with a configuration error.

Write ``gradio``, ``docker`` or ``static``. Any other framework, such as FastAPI or Flask, runs in ``docker``.

Source: hub-docs, Spaces configuration reference; the Hub's message ``"sdk" must be one of [...]``; 3 of 221 real Spaces
say ``fastapi``.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rule_kit.suggestions.sdk import sdk_of
from cardlint.rules.space._words import Advice, advice
from cardlint.vocabulary import vocabulary


def check(card: Card) -> Iterator[Found]:
    for violation in card.violations("unknown-sdk"):
        advised = advice(card, violation.node, vocabulary("spaces/sdk"))
        ending, fix, by_files = advised.ending, advised.fix, sdk_of(card.repository)
        if by_files is not None and violation.node is not None and not _is_confirmed(card, advised):
            ending = f", and the files are for `{by_files}`; use that"
            edit = edits.replace(card.source, violation.node, by_files)
            fix = Fix(f"replace with `{by_files}`", (edit,), Applicability.UNSAFE)
        message = f"the Hub does not know `sdk` {quote(violation.found)}{ending}"
        yield Found(violation.span, message, fix, hub=violation.hub)


def _is_confirmed(card: Card, advised: Advice) -> bool:
    """Return whether the suggested word is certain, or its application file is next to the card."""
    if advised.fix is None or card.repository is None:
        return False
    is_sure = advised.fix.applicability is Applicability.SAFE
    return is_sure or vocabulary("spaces/sdk")[advised.word]["app_file"] in card.repository.top


RULE = Rule(
    name="unknown-sdk",
    code="CL250",
    category="space",
    severity=Severity.ERROR,
    hub=Verdict.REFUSES,
    kinds=(Kind.SPACE,),
    fields=("sdk",),
    check=check,
    breach=True,
    examples=(
        Example(
            bad="sdk: «fastapi»",
            good="sdk: docker",
            kind=Kind.SPACE,
            fixed=True,
            message="the Hub does not know `sdk` `fastapi`; did you mean `docker`?",
        ),
        Example(
            bad="sdk: «Streamlit»",
            good="sdk: docker",
            kind=Kind.SPACE,
            message="the Hub does not know `sdk` `Streamlit`, and has retired `streamlit`; use `docker`",
        ),
        Example(bad='sdk: «"Gradio"»', good='sdk: "gradio"', kind=Kind.SPACE, fixed=True),
        Example(bad="sdk: «gradioo»", good="sdk: gradio", kind=Kind.SPACE, fixed=True),
        Example(
            bad="sdk: «unity»",
            good="sdk: static",
            kind=Kind.SPACE,
            message="the Hub does not know `sdk` `unity`; use `gradio`, `docker` or `static`",
        ),
        Example(
            bad="sdk: «unity»",
            good="sdk: static",
            kind=Kind.SPACE,
            files={"index.html": "<p>"},
            fixed=True,
            message="the Hub does not know `sdk` `unity`, and the files are for `static`; use that",
        ),
        Example(
            bad="sdk: «python»",
            good="sdk: gradio",
            kind=Kind.SPACE,
            files={"app.py": "import gradio as gr\n"},
            fixed=True,
            message="the Hub does not know `sdk` `python`, and the files are for `gradio`; use that",
        ),
        Example(
            bad="sdk: «gradioo»",
            good="sdk: gradio",
            kind=Kind.SPACE,
            files={"app.py": "import gradio as gr\n", "Dockerfile": "FROM python:3.12\n"},
            fixed=True,
        ),
    ),
)
