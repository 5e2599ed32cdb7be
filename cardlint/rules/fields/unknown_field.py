"""The Hub keeps a field that it does not know, but nothing reads it.

It does no harm. If it was meant for a filter or the page, look up its name; a note may belong in the text of the card.

Source: the Hub accepts unknown fields and serves them as cardData; @huggingface/hub 2.17.5 has the known ones.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.findings.unseen import names
from cardlint.rule_kit.field_names import Standing, Stray, strays
from cardlint.rule_kit.rule import Example, Found, Rule

_NAMES = {Kind.MODEL: "model", Kind.DATASET: "dataset", Kind.SPACE: "Space", Kind.KERNEL: "kernel"}
_UNREAD = (Standing.UNKNOWN, Standing.SLIP, Standing.CASE, Standing.OTHER_KIND)


def check(card: Card) -> Iterator[Found]:
    for stray in strays(card, *_UNREAD):
        if (misread := _misread(stray)) is not None:
            yield misread
            continue
        kind = _NAMES[card.kind]
        message = f"the Hub does not know the field {quote(stray.name)} in a {kind} card, so it ignores it"
        alike = SharedCause(
            f"fields are not known to the Hub in a {kind} card, so it ignores them", name=quote(stray.name)
        )
        yield Found(stray.entry.key.span, message, alike=alike)


def _misread(stray: Stray) -> Found | None:
    """Return the finding for a line that was not meant as a field of the card; None for other fields."""
    first = stray.name[:1]
    name, span = stray.name.lstrip(), stray.entry.key.span
    if name.startswith("<!--"):
        message = f"{quote(name, 24)} begins a comment in HTML, but a field in YAML; write `#`"
    elif first.isspace() and not first.isascii():
        message = f"{names(f'x{first}x')} indents {quote(name, 24)}, so YAML reads a field of the card; use spaces"
    else:
        return None
    return Found(span, message, severity=Severity.WARNING)


RULE = Rule(
    name="unknown-field",
    code="CL045",
    category="fields",
    severity=Severity.INFO,
    worst=Severity.WARNING,
    check=check,
    yields_to=("misspelled-field", "field-case", "wrong-kind-field", "invalid-yaml", "null-value", "missing-field"),
    examples=(
        Example(
            bad="license: mit\n«mood»: good",
            good="license: mit",
            message="the Hub does not know the field `mood` in a model card, so it ignores it",
        ),
        Example(
            bad="license: mit\n«<!-- a note»: x -->",
            good="license: mit\n# a note: x",
            message="`<!-- a note` begins a comment in HTML, but a field in YAML; write `#`",
        ),
        Example(
            bad="configs:\n- config_name: a\n«\u00a0\u00a0data_files»: a.csv",
            good="configs:\n- config_name: a\n  data_files: a.csv",
            kind=Kind.DATASET,
            message="a no-break space (U+00A0) indents `data_files`, so YAML reads a field of the card; use spaces",
        ),
    ),
)
