"""A field without a value is null, not absent: the Hub rejects it wherever it expects text, a list or a number.

Write a value, or remove the line; for an empty list write ``[]``. A dash with nothing after it is an empty item.
``title: #1 demo`` has no value either, because ``#`` begins a comment: put the value in quotes. An error where the Hub is
known to reject the null, or where a library cannot read the card: ``load_dataset`` fails on a null ``config_name``,
``data_files``, ``path``, ``split`` or ``dtype``.

Source: the Hub answers '"datasets" must be a string' to ``datasets:``; huggingface/transformers#13528; datasets 5.2.0,
measured; 91 of 7,116 real cards.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Entry, Mapping, Path, Sequence, is_unread, key_text, show
from cardlint.card.kind import Kind
from cardlint.card.schema import fields
from cardlint.card.schema.violation import Violation, checker
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity, SharedCause, Verdict
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.findings.unseen import names
from cardlint.rule_kit import edits, missing
from cardlint.rule_kit.accepted import accepts
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rule_kit.suggestions.sdk import sdk_of
from cardlint.rule_kit.unwritten import comment_of_field, comment_of_item, is_meant_as_value
from cardlint.rule_kit.yaml_strings import in_quotes
from cardlint.rules.syntax._nesting import unnested
from cardlint.rules.syntax._odd_spaces import odd_space_below, respace


def check(card: Card) -> Iterator[Found]:
    needed: frozenset[Path] | None = None
    empty = cache(_says_nothing)
    for violation in card.violations("null-value"):
        if is_unread(violation.node):
            continue
        severity = violation.severity
        needed = _needed(card) if needed is None else needed
        if isinstance(violation.path[-1], int):
            found = _empty_item(card, violation, empty)
        else:
            is_needed = violation.path in needed or bool(
                violation.raises
            )  # without it, other files or types would be read
            found = _empty_field(card, violation, is_needed=is_needed)
        yield found._replace(hub=violation.hub, severity=severity)


def _needed(card: Card) -> frozenset[Path]:
    """Return the required fields among those without a value."""
    breaches = checker(card.kind.value)(_without_nulls(card.fields))
    return frozenset((*breach.path, breach.expected) for breach in breaches if breach.keyword == "required")


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_nulls(each) for name, each in value.items() if each is not None}
    return [_without_nulls(each) for each in value] if isinstance(value, list) else value


def _empty_field(card: Card, violation: Violation, *, is_needed: bool) -> Found:
    path = violation.path
    name = quote(show(path))
    fix = _value(card, path)
    parent = card.node(*path[:-1])
    entry = parent.index.get(path[-1]) if isinstance(parent, Mapping) else None
    if entry is not None and (comment := comment_of_field(card.source.text, entry)) is not None:
        return _comment_for_value(card, path, comment, fix)
    if entry is not None and (space := odd_space_below(card.source, entry.key.end)) is not None:
        message = f"{names(f'x{space}x')} indents the line below, so {name} has no value; use spaces"
        return Found(entry.key.span, message, respace(card.source, entry.key.end))
    if entry is not None and (found := unnested(card, path, entry)) is not None:
        return found
    cure = "write one" if violation.raises else "write one, or remove the line"
    message = f"{name} has no value{violation.consequence}; {cure}"
    cures = "write them" if violation.raises else "write values, or remove the lines"
    alike = SharedCause(f"fields have no value{violation.consequence}", cures, name)
    fix = fix or (_deletion(card, path) if not is_needed else None)
    return Found(violation.key or violation.span, message, fix, alike=alike)


def _comment_for_value(card: Card, path: Path, comment: Span, fix: Fix | None) -> Found:
    """Report a comment where a value should be: ``title: #1 demo``, or only a note, as in ``license: # see LICENSE``."""
    is_item = isinstance(path[-1], int)
    place = f"{quote(show(path[:-1]))} has an empty item" if is_item else f"{quote(show(path))} has no value"
    text = card.source.slice(comment).rstrip()
    is_value = is_meant_as_value(text) and not (accepts(card, path, text[1:]) and not accepts(card, path, text))
    cure = "put the value in quotes" if is_value else "write one, or quote it if it is the value"
    return Found(
        Span(comment.start, comment.start + len(text)),
        f"{quote(text)} is a comment, so {place}; {cure}",
        fix or (_quoting(card, path, comment, text) if is_value else None),
    )


def _quoting(card: Card, path: Path, comment: Span, text: str) -> Fix | None:
    """Put the comment in quotes; safe if the field accepts it, and no further ``#`` begins a real comment."""
    parent = card.node(*path[:-1])
    if isinstance(parent, Mapping | Sequence) and parent.flow:
        return None
    line = card.source.line_span(comment.start).start
    start = line + len(card.source.text[line : comment.start].rstrip(" \t"))
    gap = card.source.text[start : comment.start]
    edit = Edit(Span(start, comment.start + len(text)), (" " if "\t" in gap else gap) + in_quotes(text))
    is_safe = accepts(card, path, text) and " # " not in text
    return Fix("quote the value", (edit,), Applicability.SAFE if is_safe else Applicability.UNSAFE)


def _value(card: Card, path: Path) -> Fix | None:
    """Write the value that the repository gives."""
    is_sdk = path == ("sdk",) and card.kind is Kind.SPACE
    value, parent = sdk_of(card.repository) if is_sdk else missing.value_from_name(card, path), card.node(*path[:-1])
    if value is None or not isinstance(parent, Mapping):
        return None
    edit = edits.write(card.source, parent.index[path[-1]], edits.to_yaml(value))
    return Fix(f"write {quote(value)}", (edit,), Applicability.UNSAFE)


def _deletion(card: Card, path: Path) -> Fix | None:
    """Remove the field, unless it is the only one."""
    parent = card.node(*path[:-1])
    if not isinstance(parent, Mapping) or len(parent.entries) == 1:
        return None
    entry = parent.index[path[-1]]
    if len(path) == 1 and _is_above_unknown(card, parent, entry):
        return None
    if (edit := edits.delete_entry(card.source, parent, entry)) is not None:
        return Fix("remove the field", (edit,))
    made = edits.delete_behind_dash(card.source, parent) if entry is parent.entries[0] else None
    return Fix("remove the field", made) if made is not None else None


def _is_above_unknown(card: Card, root: Mapping, entry: Entry) -> bool:
    """Return whether the field below ``entry`` is not known, and so may belong to it: a question below ``extra_gated_fields``."""
    at = root.entries.index(entry) + 1
    return at < len(root.entries) and key_text(root.entries[at].key) not in fields.known(card.kind.value)


def _says_nothing(sequence: Sequence) -> bool:
    """Return whether no item of a list has a value."""
    return all(item is None for item in sequence.data)


def _empty_item(card: Card, violation: Violation, says_nothing: Callable[[Sequence], bool]) -> Found:
    index = violation.path[-1]
    sequence = card.node(*violation.path[:-1])
    name = quote(show(violation.path[:-1]))
    message = f"{name} has an empty item; write a value, or remove it"
    span = violation.span
    if span.start == span.end and not (isinstance(sequence, Sequence) and sequence.flow):
        dash = card.source.text.rfind("-", 0, span.start)
        span = Span(dash, dash + 1)
    alike = SharedCause("list items are empty", "write values, or remove them", f"in {name}")
    if not isinstance(sequence, Sequence) or not isinstance(index, int):
        return Found(span, message, alike=alike)
    if (comment := comment_of_item(card.source.text, sequence.items[index])) is not None:
        return _comment_for_value(card, violation.path, comment, None)
    if len(violation.path) == 2 and says_nothing(sequence):
        return Found(span, message, _deletion(card, violation.path[:1]), alike=alike)
    edit = edits.delete_item(card.source, sequence, index)
    return Found(span, message, Fix("remove the item", (edit,)) if edit is not None else None, alike=alike)


RULE = Rule(
    name="null-value",
    code="CL030",
    category="syntax",
    severity=Severity.WARNING,
    worst=Severity.ERROR,
    hub=Verdict.UNKNOWN,
    check=check,
    signs=("breach:null-value",),
    yields_to=("invalid-yaml",),
    examples=(
        Example(
            bad="license: mit\n«datasets»:\ntags: [a]",
            good="license: mit\ntags: [a]",
            fixed=True,
            message="`datasets` has no value; write one, or remove the line",
        ),
        Example(bad="license: mit\n«language»: null", good="license: mit", fixed=True),
        Example(
            bad="tags:\n- a\n«-»\n- b",
            good="tags:\n- a\n- b",
            fixed=True,
            message="`tags` has an empty item; write a value, or remove it",
        ),
        Example(bad="tags: [a, «null», b]", good="tags: [a, b]", fixed=True),
        Example(bad="license: mit\ndatasets:\n«-»\n", good="license: mit\n", fixed=True),
        Example(
            bad="widget:\n- «example_title»:\n  text: a\nco2_eq_emissions: {emissions: 3, «source»: }",
            good="widget:\n- text: a\nco2_eq_emissions: {emissions: 3}",
            fixed=True,
        ),
        Example(
            bad="«sdk»: \ntitle: Demo",
            good="sdk: docker\ntitle: Demo",
            kind=Kind.SPACE,
            files={"Dockerfile": "FROM python:3.12\n"},
            fixed=True,
        ),
        Example(
            bad="model-index:\n- «name»: ~\n  results: []",
            good="model-index:\n- name: my-model\n  results: []",
            files={".git/config": '[remote "origin"]\n\turl = https://huggingface.co/me/my-model\n'},
            fixed=True,
        ),
        Example(
            bad="model-index:\n- «name»:\n  results: []",
            good="model-index:\n- name: a\n  results: []",
            message="`model-index[0].name` has no value; write one, or remove the line",
        ),
        Example(bad="«license»:", good="license: mit"),
        Example(
            bad="title: «#1 chat demo»\nsdk: gradio",
            good='title: "#1 chat demo"\nsdk: gradio',
            kind=Kind.SPACE,
            fixed=True,
            message="`#1 chat demo` is a comment, so `title` has no value; put the value in quotes",
        ),
        Example(
            bad="tags:\n- «#nlp»\n-  «#cv»\n- a",
            good='tags:\n- "#nlp"\n-  "#cv"\n- a',
            fixed=True,
            message="`#nlp` is a comment, so `tags` has an empty item; put the value in quotes",
        ),
        Example(
            bad='pretty_name:\t«#1 "corpus"»',
            good="pretty_name: '#1 \"corpus\"'",
            kind=Kind.DATASET,
            fixed=True,
        ),
        Example(
            bad="widget:\n- text: «#MeToo»\n  example_title: a\nmodel-index:\n- name: «#1»\n  results: []",
            good='widget:\n- text: "#MeToo"\n  example_title: a\nmodel-index:\n- name: "#1"\n  results: []',
            fixed=True,
        ),
        Example(
            bad="sdk: static\ntitle: «#1 demo # shown above»",
            good='sdk: static\ntitle: "#1 demo # shown above"',
            kind=Kind.SPACE,
            fixed=True,
        ),
        Example(
            bad="license: «# see LICENSE»\ntags: [a]",
            good="license: other\ntags: [a]",
            message="`# see LICENSE` is a comment, so `license` has no value; "
            "write one, or quote it if it is the value",
        ),
        Example(
            bad="license: «#mit»\nlanguage: «#TODO»\ntags: [a]",
            good="license: mit\nlanguage: en\ntags: [a]",
        ),
        Example(
            bad="configs:\n- config_name: a\n  «data_files»:\n  \u00a0\u00a0- split: train\n  \u00a0\u00a0  path: a.csv\n"
            "- config_name: b\n  data_files: b.csv",
            good="configs:\n- config_name: a\n  data_files:\n    - split: train\n      path: a.csv\n"
            "- config_name: b\n  data_files: b.csv",
            kind=Kind.DATASET,
            fixed=True,
            message="a no-break space (U+00A0) indents the line below, so `configs[0].data_files` has no value; use spaces",
        ),
        Example(
            bad="widget:\n- «output»:\n  \u2003text: a\n  text: b",
            good="widget:\n- output:\n   text: a\n  text: b",
            fixed=True,
        ),
        Example(bad="colorFrom: «#1e3a5f»\nsdk: static", good="colorFrom: blue\nsdk: static", kind=Kind.SPACE),
        Example(
            bad="model-index:\n- name: m\n  results:\n  - «task»:\n    type: x\n    «dataset»:\n    type: d\n    name: D\n    metrics: []",
            good="model-index:\n- name: m\n  results:\n  - task:\n      type: x\n    dataset:\n      type: d\n      name: D\n"
            "    metrics: []",
            fixed=True,
            message="`task` has no value, because `type` below it is not indented enough; indent it",
        ),
        Example(
            bad="model-index:\n- name: m\n  «results»:\n- task:\n    type: x\n\n  metrics: []\n- task:\n    type: y\n  metrics: []",
            good="model-index:\n- name: m\n  results:\n  - task:\n      type: x\n\n    metrics: []\n  - task:\n      type: y\n"
            "    metrics: []",
            fixed=True,
            message="`results` has no value, because the list items below it are not indented enough; indent them",
        ),
        Example(
            bad="configs:\n- config_name: en\n  «data_files»:\n  split: train\n  path:\n  - a.csv",
            good="configs:\n- config_name: en\n  data_files:\n  - split: train\n    path:\n    - a.csv",
            kind=Kind.DATASET,
            fixed=True,
        ),
        Example(bad="«extra_gated_fields»:\nName: text", good="extra_gated_fields:\n  Name: text"),
        Example(
            bad="«inference»:\nparameters:\n  temperature: 0.7\nlicense: mit",
            good="inference:\n  parameters:\n    temperature: 0.7\nlicense: mit",
            fixed=True,
        ),
        Example(
            bad="configs:\n- config_name: en\n  «data_files»:",
            good="configs:\n- config_name: en\n  data_files: a.csv",
            kind=Kind.DATASET,
            message="`configs[0].data_files` has no value, so `load_dataset` fails; write one",
        ),
        Example(
            bad="dataset_info: {features: [{name: a, «dtype»: }]}",
            good="dataset_info: {features: [{name: a, dtype: string}]}",
            kind=Kind.DATASET,
        ),
    ),
    silent=(
        Example(good="tags: # of the model\n- a # first\n- b"),
        Example(good="language:\n  # all of Europe\n  - en\nlicense: mit # as agreed"),
    ),
)
