"""A Space with an SDK that the Hub does not know is refused, or stops with a configuration error.

Write ``gradio``, ``docker`` or ``static``. Any other framework, such as FastAPI or Flask, runs in ``docker``.

Source: hub-docs, Spaces configuration reference; the Hub's message ``"sdk" must be one of [...]``; 3 of 221 real Spaces
say ``fastapi``.
"""

from collections.abc import Iterator

from cardlint import edits
from cardlint.card import Card
from cardlint.diagnostic import Applicability, Fix, Severity, Verdict
from cardlint.kind import Kind
from cardlint.rule import Example, Found, Rule
from cardlint.rules.space._words import advice
from cardlint.shown import shown
from cardlint.vocabulary import vocabulary


def check(card: Card) -> Iterator[Found]:
    for violation in card.violations("unknown-sdk"):
        ending, fix = advice(card, violation.node, vocabulary("spaces/sdk"))
        by_files = _by_files(card)
        if fix is None and by_files and violation.node is not None:
            ending = f"; the files beside the card are those of {by_files}"
            edit = edits.replace(card.source, violation.node, by_files)
            fix = Fix(f"write {by_files}", (edit,), Applicability.UNSAFE)
        message = f"sdk {shown(violation.found)} is not known to the Hub{ending}"
        yield Found(violation.span, message, fix, hub=violation.hub)


def _by_files(card: Card) -> str:
    """Return the SDK whose first file lies beside the card, or nothing."""
    if card.repository is None:
        return ""
    top = card.repository.top
    sdks = vocabulary("spaces/sdk")
    found = [sdk for sdk in ("docker", "gradio", "static") if sdks[sdk]["app_file"] in top]
    return found[0] if found else ""


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
            message="sdk fastapi is not known to the Hub; did you mean docker?",
        ),
        Example(bad='sdk: «"Gradio"»', good='sdk: "gradio"', kind=Kind.SPACE, fixed=True),
        Example(bad="sdk: «gradioo»", good="sdk: gradio", kind=Kind.SPACE, fixed=True),
        Example(
            bad="sdk: «unity»",
            good="sdk: static",
            kind=Kind.SPACE,
            message="sdk unity is not known to the Hub; choose from gradio, docker, static",
        ),
        Example(
            bad="sdk: «unity»",
            good="sdk: static",
            kind=Kind.SPACE,
            files={"index.html": "<p>"},
            fixed=True,
            message="sdk unity is not known to the Hub; the files beside the card are those of static",
        ),
    ),
)
