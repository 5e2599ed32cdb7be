"""An unquoted ``no`` is Norwegian to the Hub but false to Python tools, which write ``false`` when they save the card.

The Hub reads YAML 1.2 and PyYAML reads YAML 1.1: ``yes``, ``on``, ``off``, ``1_000``, ``12:30:45`` and ``0123`` differ between
them. Quote the value, or write the number in plain decimal digits.
An error where ``load_dataset`` fails on what Python reads, as in ``split: on`` and ``config_name: no``.

Source: js-yaml 4 and PyYAML 6, measured side by side; huggingface/datasets#5137; datasets 5.2.0, measured; 45 of 7,116
real cards.
"""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from cardlint.card.card import Card
from cardlint.card.front_matter import scalars
from cardlint.card.front_matter.node import Mapping, Scalar, descend, key_text, walk
from cardlint.card.kind import Kind
from cardlint.card.schema.violation import checker
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rule_kit.rules_of_words import RULES_OF_WORDS


def check(card: Card) -> Iterator[Found]:
    if card.front_matter is None or not card.front_matter.differing:
        return
    languages = {node.start for _, node in card.values("language")}
    fatal = _fatal_places(card)
    names = {id(entry.key) for entry in card.root.index.values()} if isinstance(card.root, Mapping) else set()
    for scalar in card.front_matter.differing:
        text = quote(scalar.text)
        python = scalars.read_by_python(scalar.text)
        if python is scalars.Unusable.REFUSED:
            continue
        what = "Norwegian" if scalar.start in languages and scalar.text == "no" else _named(scalar.data)
        plain = _plain(scalar.data) if id(scalar) not in names else None
        advice = f"write {quote(plain)}, or quote it" if plain is not None else "quote it"
        happens = f", so `{fatal[scalar.start]}` fails" if scalar.start in fatal else ""
        message = f"unquoted {text} is {what} to the Hub but {_named(python)} to Python tools{happens}; {advice}"
        severity = Severity.ERROR if happens else None
        fix = _fix(card, scalar, plain) if id(scalar) not in names else _quoted_name(scalar)
        yield Found(scalar.span, message, fix, severity=severity)


def _fatal_places(card: Card) -> dict[int, str]:
    """Return where a value begins that Python reads as one on which a library fails, each with the function that does."""
    root, front_matter = card.root, card.front_matter
    if root is None or front_matter is None:
        return {}
    starts = {scalar.start: scalar.text for scalar in front_matter.differing}
    places = {
        path: node.start
        for path, node in walk(root)
        if isinstance(node, Scalar) and node.start in starts and descend(root, path) is node
    }
    data = deepcopy(root.data)
    for path, start in places.items():
        parent: Any = data
        for step in path[:-1]:
            parent = parent[step]
        parent[path[-1]] = scalars.read_by_python(starts[start])
    breaches = checker(card.kind.value)(data)
    return {places[each.path]: each.raises for each in breaches if each.raises and each.path in places}


def _named(value: Any) -> str:
    if isinstance(value, str):
        return "text"
    if isinstance(value, scalars.Timestamp):
        return "a date"
    if isinstance(value, scalars.Unusable):
        return value.value
    return (
        f"the number {quote(value)}" if isinstance(value, int | float) and not isinstance(value, bool) else quote(value)
    )


def _plain(value: Any) -> str | None:
    """Return a number as every reader understands it; None for any other value."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    text = str(value) if isinstance(value, int) else repr(value)
    if "e" in text and "." not in text:
        text = text.replace("e", ".0e")
    return text if scalars.read(text) == value and not scalars.differs(text) else None


def _fix(card: Card, scalar: Scalar, plain: str | None) -> Fix | None:
    """Quote what the Hub reads as text; quotes would change a number. A number with leading zeros may be a name."""
    if isinstance(scalar.data, str):
        return Fix("quote the value", (edits.quote(card.source, scalar),))
    if plain is None:
        return None
    zeros = scalar.text.isdecimal() and scalar.text[0] == "0"
    applicability = Applicability.UNSAFE if zeros else Applicability.SAFE
    return Fix(f"replace with {quote(plain)}", (Edit(scalar.span, plain),), applicability)


def _quoted_name(name: Scalar) -> Fix:
    """Quote the name of a field as the Hub reads it: Python tools accept no number there."""
    return Fix("quote the name", (Edit(name.span, edits.double_quote(key_text(name))),))


RULE = Rule(
    name="dialect-dependent-value",
    code="CL031",
    category="syntax",
    severity=Severity.WARNING,
    worst=Severity.ERROR,
    hub=Verdict.ACCEPTS,
    check=check,
    signs=("differing",),
    yields_to=("unreadable-in-python", "wrong-type", "unquoted-version", *RULES_OF_WORDS),
    examples=(
        Example(
            bad="language: «no»",
            good='language: "no"',
            fixed=True,
            message="unquoted `no` is Norwegian to the Hub but `false` to Python tools; quote it",
        ),
        Example(bad="tags: [«on», «Yes», y]", good='tags: ["on", "Yes", y]', fixed=True),
        Example(
            bad="tags:\n- «12:30:45»",
            good='tags:\n- "12:30:45"',
            fixed=True,
            message="unquoted `12:30:45` is text to the Hub but the number `45045` to Python tools; quote it",
        ),
        Example(
            bad="count: «0123»",
            good="count: 123",
            fixed=True,
            message="unquoted `0123` is the number `123` to the Hub but the number `83` to Python tools; write `123`, or quote it",
        ),
        Example(
            bad="tags: [«1_0», «1:1:1»]",
            good='tags: ["1_0", "1:1:1"]',
            fixed=True,
        ),
        Example(
            bad="configs:\n- config_name: «no»\n  data_files: [{split: «on», path: «off»}]",
            good='configs:\n- config_name: "no"\n  data_files: [{split: "on", path: "off"}]',
            kind=Kind.DATASET,
            fixed=True,
            message="unquoted `no` is text to the Hub but `false` to Python tools, so `load_dataset` fails; quote it",
        ),
        Example(
            bad="loss: [«1e3», «1E-7», «0o17»]  # of three",
            good="loss: [1000.0, 1.0e-07, 15]  # of three",
            fixed=True,
        ),
        Example(bad="«1e3»: x\nlicense: mit", good='"1000": x\nlicense: mit', fixed=True),
    ),
    silent=(Example(good="tags: [0x_]\nsource: !"),),
)
