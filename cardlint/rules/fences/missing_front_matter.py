"""Without front matter the Hub knows no license, task or language of the repository, and no filter finds it.

Begin the file with a line ``---``, the fields, and a line ``---``. A Space without front matter does not start.

Source: the Hub's validator warns "empty or missing yaml metadata in repo card"; a Space gets the stage CONFIG_ERROR.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity, Verdict
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rule_kit.suggestions.first_field import first_field


def check(card: Card) -> Iterator[Found]:
    if card.block is not None:
        return
    at = Span(0, 0)
    if card.kind is Kind.SPACE:
        yield Found(
            at,
            "the card has no front matter, so the Space cannot start; begin with `---`, `sdk: …` and `---`",
            fix=_fix(card),
            severity=Severity.ERROR,
        )
    else:
        message = "the card has no front matter; begin with `---`, fields such as `license: mit`, and `---`"
        yield Found(at, message, _fix(card))


def _fix(card: Card) -> Fix | None:
    """Begin the file with the field that the files next to it suggest."""
    field = first_field(card)
    if field is None:
        return None
    name, value = field
    text, end = card.source.text, card.source.line_end
    at = 1 if text.startswith("\ufeff") else 0
    gap = end if text[at:].strip() else ""
    new = f"---{end}{name}: {value}{end}---{end}{gap}"
    return Fix(f"add front matter with `{name}: {value}`", (Edit(Span(at, at), new),), Applicability.UNSAFE)


RULE = Rule(
    name="missing-front-matter",
    code="CL010",
    category="front-matter",
    severity=Severity.WARNING,
    worst=Severity.ERROR,
    hub=Verdict.WARNS,
    check=check,
    signs=("fences",),
    examples=(
        Example(bad="«»# My model\n", good="---\nlicense: mit\n---\n# My model\n", whole=True),
        Example(
            bad="«»# My model\n",
            good="---\nlicense: unlicense\n---\n\n# My model\n",
            files={"LICENSE": "This is free and unencumbered software released into the public domain.\n"},
            fixed=True,
            whole=True,
        ),
        Example(bad="«»", good="---\nsdk: gradio\n---\n", whole=True, kind=Kind.SPACE),
        Example(
            bad="«»# Demo\n",
            good="---\nsdk: docker\n---\n\n# Demo\n",
            kind=Kind.SPACE,
            files={"Dockerfile": "FROM python:3.12\n"},
            fixed=True,
            whole=True,
        ),
        Example(
            bad="«»# My model\n",
            good="---\nlibrary_name: transformers\n---\n\n# My model\n",
            files={"config.json": '{"architectures": ["BertForMaskedLM"]}', "model.safetensors": ""},
            fixed=True,
            whole=True,
        ),
    ),
)
