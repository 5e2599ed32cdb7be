"""A card that is not UTF-8 text cannot be read by the Hub or any other tool.

Save it as UTF-8. The usual causes are an editor that wrote UTF-16 (Notepad, a PowerShell redirection) or Windows-1252, and a
binary file. UTF-16 identifies itself; Windows-1252 is recognized by its letters and punctuation, if they fit a single language.

Source: huggingface_hub reads cards as UTF-8 and raises on anything else; two of 7,116 real cards are UTF-16.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Applicability, Fix, Severity, Verdict
from cardlint.findings.source import Fault, Span
from cardlint.rule_kit import encoding
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.vocabulary import vocabulary

_MESSAGES = {
    Fault.UTF_16: "the file is UTF-16, so no tool can read the card; save it as UTF-8",
    Fault.BINARY: "the file is binary, not text; a card is Markdown in UTF-8",
    Fault.NOT_UTF_8: "the file is not valid UTF-8, so no tool can read the card; save it as UTF-8",
}


def check(card: Card) -> Iterator[Found]:
    source = card.source
    if source.fault in _MESSAGES:
        at = next(iter(source.strays()), 0)
        yield Found(Span(at, min(at + 1, len(source.text))), _MESSAGES[source.fault], _fix(card))
    elif (nul := source.text.find("\0")) >= 0:
        yield Found(Span(nul, nul + 1), "the text contains a NUL character (U+0000); remove it")


def _fix(card: Card) -> Fix | None:
    source = card.source
    known = vocabulary("languages")
    edits = encoding.repair(source, {language for language, _ in card.strings("language") if language in known})
    if not edits:
        return None
    if source.fault is Fault.UTF_16:
        return Fix("save as UTF-8", edits)
    return Fix("convert from Windows-1252 to UTF-8", edits, Applicability.UNSAFE)


RULE = Rule(
    name="invalid-encoding",
    code="CL001",
    category="text",
    severity=Severity.ERROR,
    hub=Verdict.UNKNOWN,
    check=check,
    signs=("fault",),
    examples=(
        Example(
            bad="---\nlicense: mit\n---\n# Mod«è»le entraîné\n",
            good="---\nlicense: mit\n---\n# Modèle entraîné\n",
            encoding="cp1252",
            fixed=True,
            whole=True,
        ),
        Example(bad="---\nlicense: mit\n---\n# A«\0»B\n", good="---\nlicense: mit\n---\n# AB\n", whole=True),
        Example(bad="«»\ufeff# A\n", good="# A\n", encoding="utf-16-le", fixed=True, whole=True),
    ),
)
