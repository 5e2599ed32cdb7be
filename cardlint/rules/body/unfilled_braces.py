"""A name in braces was never filled in: ``# bert-{SIZE}``, ``evaluated on the {language} test data``.

Write what the name is for. In the text, only names are reported that templates have and that are words of a sentence, not
those in file names, formulas or bibliographies.

Source: the templates of sentence-transformers (``# {MODEL_NAME}``) and of the XLSR-Wav2Vec2 event (``{language}``);
68 in 64 of 7,116 real cards, all read, all true.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Scalar, walk
from cardlint.findings.diagnostic import Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.system.lazy_pattern import pattern

_BRACES = pattern(r"\{(?P<name>[A-Za-z]+(?:_[A-Za-z]+)*)\}", re.ASCII)
_THING = (
    r"(?:SIZE|MODEL|NAME|ID|LANG(?:UAGE)?|DATASET|VERSION|TASK|DOMAIN|BASE|VARIANT|PARAMS|PARAMETERS|QUANT|REPO|ORG|USER"
    r"|AUTHOR|DATE|YEAR|LICENSE|TITLE|URL|METRIC|SCORE)"
)
_FOR_AUTHORS = pattern(rf"{_THING}(?:_{_THING})*")
_OF_TEMPLATES = pattern(r"language|model|dataset|size|model_name|model_id|dataset_name|language_name")
_BEFORE = pattern(r"(?:^|(?<!=)[\s(*])\Z")
_BEFORE_LOWER = pattern(r"\b(?:the|on|in|for|of)\s\Z", re.IGNORECASE)
_AFTER = pattern(r"[*)]{0,3}(?:[\s,;:!?]|\.?(?:\s|\Z))")


def check(card: Card) -> Iterator[Found]:
    body = card.markdown
    title = next((heading.title for heading in body.headings), None)
    for braces in _BRACES.finditer(body.text, body.start):
        if body.in_code(braces.start()) or body.in_preformatted(braces.start()):
            continue
        in_title = title is not None and title.start <= braces.start() < title.end
        if _is_unfilled_name(body.text, braces) if in_title else _is_unfilled_word(body.text, braces):
            yield _found(Span(*braces.span()), braces[0])
    entry = card.entry("model-index")
    for path, node in walk(entry.value) if entry is not None else ():
        if path[-1:] == ("name",) and isinstance(node, Scalar) and isinstance(node.data, str) and "{" in node.data:
            for braces in _BRACES.finditer(card.source.text, node.start, node.end):
                if braces[0] != node.data.strip() and _is_unfilled_name(card.source.text, braces):
                    yield _found(Span(*braces.span()), braces[0])


def _is_unfilled_name(text: str, braces: "re.Match[str]") -> bool:
    """Return whether braces in a title or a name are a template's: not ``{Mu}ltilingual`` or a formula."""
    name = braces["name"]
    after = text[braces.end() : braces.end() + 1]
    before = text[text.rfind("\n", 0, braces.start()) + 1 : braces.start()]
    if after.isalnum() or "$" in before or "\\" in before or before.endswith(("{", "^")):
        return False
    return _FOR_AUTHORS.fullmatch(name) is not None or _OF_TEMPLATES.fullmatch(name) is not None


def _is_unfilled_word(text: str, braces: "re.Match[str]") -> bool:
    """Return whether braces in the text stand for a word of the sentence."""
    name, before = braces["name"], text[max(braces.start() - 8, 0) : braces.start()]
    if _AFTER.match(text, braces.end()) is None:
        return False
    if _FOR_AUTHORS.fullmatch(name) is not None:
        return _BEFORE.search(before) is not None
    return _OF_TEMPLATES.fullmatch(name) is not None and _BEFORE_LOWER.search(before) is not None


def _found(span: Span, written: str) -> Found:
    alike = SharedCause("names in braces are not filled in", "write the values", quote(written, 24))
    return Found(span, f"{quote(written, 40)} was not filled in; write the value", alike=alike)


RULE = Rule(
    name="unfilled-braces",
    code="CL362",
    category="body",
    severity=Severity.WARNING,
    check=check,
    signs=("text:{",),
    examples=(
        Example(
            bad="---\nmodel-index:\n- name: bert-«{SIZE}»\n---\n# bert-«{SIZE}»\n\nIt has «{PARAMS}» parameters.\n",
            good="---\nmodel-index:\n- name: bert-large\n---\n# bert-large\n\nIt has 334M parameters.\n",
            whole=True,
            message="`{SIZE}` was not filled in; write the value",
        ),
        Example(
            bad="# M\n\nIt can be evaluated on the «{language}» test data of Common Voice, **«{DATASET_NAME}»**.\n",
            good="# M\n\nIt can be evaluated on the German test data of Common Voice.\n",
            whole=True,
        ),
        Example(bad="# «{MODEL_NAME}»\n", good="# {Mu}ltilingual {De}tection of $O_{SIZE}$\n", whole=True),
    ),
    silent=(
        Example(
            good="# M\n\n`{SIZE}`, {language}_{text_type}.jsonl, https://a.org/{ID}, {COVID}-19, a {dataset}\n",
            whole=True,
        ),
        Example(good="# M\n\n\\\\(n_{SIZE}\\\\) {MODEL}_{SIZE}.bin, title = {NAME}\n\n    {SIZE}\n", whole=True),
        Example(good="---\nmodel-index:\n- name: a\n  results: []\n---\n{x}\n", whole=True),
    ),
)
