"""The text gives a different score than the metadata, so the reader does not know which one is right.

Correct the older one. Leaderboards and the results box of the page read ``model-index``. A number on another dataset, which
its sentence, its table or the heading above it names, is not compared.

Source: consistency; compared only if text and metadata each give one number for a metric.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Mapping, walk
from cardlint.card.kind import Kind
from cardlint.card.markdown import Body
from cardlint.findings.diagnostic import Related, Severity
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.body._above import heading_above, sentence_at
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple

_NUMBER = pattern(r"[*_ ]*(?P<number>[0-9]{1,3}(?:\.[0-9]{1,20})?)[*_ ]*(?P<percent>%?)[*_ ]*$")
_WATCHED = ("loss", "epoch", "step")
_LOSS = pattern(r"^[ \t]*[-*+] [*_]*Loss[*_]*:", re.MULTILINE)
_OTHER_SET = pattern(r"valid|train|\bdev", re.IGNORECASE)
_DECODED = frozenset(("wer", "cer"))
_LINE = pattern(
    r"^[ \t]*(?:[-*+] )?(?:\*\*|__|`)?(?P<name>[A-Za-z][A-Za-z0-9 @_-]{0,30}?)(?:\*\*|__|`)?(?: ?: ?| = )(?:\*\*|__)?"
    r" *(?P<value>[0-9.]{1,24} *%?)[ \t*_]*$",
    re.MULTILINE,
)
_REACHED = pattern(
    r"\b(?:reach|achiev|obtain|attain|get|yield|scor)(?:e?s|ed|ing|ting)?\s(?:an?\s|the\s)?(?:\w+\s)?(?P<name>[A-Za-z][\w@-]{1,20})(?:\sscore)?"
    r"\sof\s[*_`]*(?P<value>[0-9]{1,3}(?:\.[0-9]{1,8})?[ ]?%?)(?![\w%]|[.,][0-9])",
    re.IGNORECASE,
)
_OF_NUMBER = pattern(r"of\s[*_`]*[0-9]", re.IGNORECASE)  # quick searches that show whether the slow patterns can match
_NUMBER_OF_HUNDRED = pattern(r"%[*_]*\s[A-Za-z]")
_PERCENT = pattern(r"(?<![\w.,])(?P<value>[0-9]{1,3}(?:\.[0-9]{1,8})?[ ]?%)[*_]*\s(?P<name>[A-Za-z][\w@-]{1,20})\b")

_ON = pattern(
    r"\bon\s(?:(?:the|an?|our|its|this|their)\s)?(?P<what>(?:(?!\b(?:with|after|by|and|which|using|of)\b)[^.;:()\n]){1,60})",
    re.IGNORECASE,
)
_ANOTHER = pattern(
    r"\b(?:another|other|different|second|external|out[- ]of[- ]domain)\b[^.\n]{0,20}"
    r"\b(?:data ?sets?|corpus|corpora|benchmark|test ?sets?|domain)",
    re.IGNORECASE,
)
_SET_COLUMN = pattern(r"data ?set|corpus|benchmark|test ?set", re.IGNORECASE)
_WORD = pattern(r"[A-Za-z0-9][\w-]*")
_PROPER = pattern(r"[A-Z]|[a-z]+[0-9_-]")
_GENERIC = frozenset(
    (
        "test", "testing", "validation", "evaluation", "eval", "dev", "development", "held-out", "hold-out", "set", "sets",
        "split", "data", "dataset", "datasets", "gpu", "cpu", "average", "training", "train", "cross-validation",
    )
)  # fmt: skip


def check(card: Card) -> Iterator[Found]:
    stated = _stated(card.fields.get("model-index"))
    if not stated:
        return
    body = card.markdown
    written: dict[str, list[tuple[str, Span]]] = {}
    for name, value, span in (*_in_tables(body), *_in_lines(body), *_in_sentences(body)):
        number = _NUMBER.match(value)
        if _normal(name) in stated and not _is_on_another_set(body, span, stated[_normal(name)].words):
            written.setdefault(_normal(name), []).append((number["number"] if number is not None else "", span))
    for name, found in written.items():
        value = found[0][0]
        score = stated[name].value
        if value and all(other == value for other, _ in found) and not _same(value, score):
            message = f"`{name}` is `{value}` here but `{score:g}` in `model-index`; correct one of them"
            yield Found(found[0][1], message, related=_place_of(card, name))


class _Stated(NamedTuple):
    """The number that ``model-index`` has for a metric, and the words by which its dataset is named, in lower case."""

    value: float
    words: frozenset[str]


def _is_on_another_set(body: Body, span: Span, words: frozenset[str]) -> bool:
    """Return whether the sentence of a number, the heading above it or the first cells of its table name another dataset."""
    sentence = sentence_at(body, span.start)
    said = f"{body.text[slice(*sentence)]}\n{heading_above(body, span.start)}"
    if _ANOTHER.search(said) is not None:
        return True
    return any(_names_another(found["what"], words) for found in _ON.finditer(said)) or any(
        _names_another(cell, words) for cell in _named_sets(body, span)
    )


def _names_another(what: str, words: frozenset[str]) -> bool:
    """Return whether ``what`` has a proper name that is not one of ``words``, the names of the dataset."""
    named = _WORD.findall(what)
    if any(word.lower() in words for word in named):
        return False
    return any(_PROPER.match(word) is not None and word.lower() not in _GENERIC for word in named)


def _named_sets(body: Body, span: Span) -> Iterator[str]:
    """Yield the cells of the row that ``span`` is in that are below a heading such as ``Dataset``."""
    at = bisect_right(body.tables, span.start, key=lambda table: table.span.start) - 1
    if at < 0 or span.start >= body.tables[at].span.end:
        return
    table = body.tables[at]
    row = bisect_right(table.rows, span.start, key=lambda cells: cells[0].start if cells else 0) - 1
    for name, cell in zip(table.header, table.rows[row] if row >= 0 else (), strict=False):
        if _SET_COLUMN.search(body.text, *name) is not None:
            yield body.text[slice(*cell)]


def _stated(index: Any) -> dict[str, _Stated]:
    """Return the metrics for which ``model-index`` has exactly one number, by name."""
    values: dict[str, set[float]] = {}
    words: dict[str, set[str]] = {}
    for model in index if isinstance(index, list) else ():
        for result in _list(model, "results"):
            dataset = result.get("dataset") if isinstance(result, dict) else None
            names = " ".join(map(str, dataset.values())) if isinstance(dataset, dict) else ""
            named = {word.lower() for word in _WORD.findall(names)}
            for metric in _list(result, "metrics"):
                value = metric.get("value") if isinstance(metric, dict) else None
                if isinstance(metric, dict):
                    for name in {_normal(metric.get("type")), _normal(metric.get("name"))} - {""}:
                        words.setdefault(name, set()).update(named)
                        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9:
                            values.setdefault(name, set()).add(value)
                        else:
                            values.setdefault(name, set()).update((0.0, 1.0))  # two values, so that it is not compared
    return {
        name: _Stated(next(iter(found)), frozenset(words[name])) for name, found in values.items() if len(found) == 1
    }


def _place_of(card: Card, name: str) -> tuple[Related, ...]:
    """Return where ``model-index`` has the value of the metric ``name``."""
    index = card.node("model-index")
    for _, node in walk(index) if index is not None else ():
        names = (node.data.get("type"), node.data.get("name")) if isinstance(node, Mapping) else ()
        if isinstance(node, Mapping) and "value" in node.index and name in map(_normal, names):
            return (Related(node.index["value"].value.span, "the value in `model-index`"),)
    return ()


def _list(data: Any, name: str) -> list[Any]:
    value = data.get(name) if isinstance(data, dict) else None
    return value if isinstance(value, list) else []


def _in_tables(body: Body) -> Iterator[tuple[str, str, Span]]:
    """Yield the numbers of tables that have one row, or a column of names and one of numbers."""
    text = body.text
    for table in body.tables:
        if any(sign in text[table.header[0].start : table.header[-1].end].lower() for sign in _WATCHED):
            continue  # a training log
        if len(table.rows) == 1:
            for name, cell in zip(table.header, table.rows[0], strict=False):
                yield text[slice(*name)], text[slice(*cell)], cell
        if len(table.header) == 2:
            for row in table.rows:
                if len(row) == 2:
                    yield text[slice(*row[0])], text[slice(*row[1])], row[1]


def _in_lines(body: Body) -> Iterator[tuple[str, str, Span]]:
    """Yield the numbers of lines. Error rates next to a loss come from training, which decodes without a language model."""
    text = body.text
    watched = _DECODED if "Loss" in text and _LOSS.search(text, body.start) else frozenset()
    for run in body.prose:
        if text.find(":", *run) < 0 and text.find(" = ", *run) < 0:
            continue
        line = text.rfind("\n", 0, run.start) + 1
        for found in _LINE.finditer(text, line, run.end):
            if _normal(found["name"]) not in watched and not _OTHER_SET.search(heading_above(body, line)):
                yield found["name"], found["value"], Span(*found.span("value"))


def _in_sentences(body: Body) -> Iterator[tuple[str, str, Span]]:
    text = body.text
    forms = [
        form for form, sign in ((_REACHED, _OF_NUMBER), (_PERCENT, _NUMBER_OF_HUNDRED)) if sign.search(text, body.start)
    ]
    for run in body.prose if forms else ():
        for form in forms:
            for found in form.finditer(text, *run):
                yield found["name"], found["value"], Span(*found.span("value"))


def _normal(name: Any) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower()) if isinstance(name, str) and len(name) < 80 else ""


def _same(written: str, stated: float) -> bool:
    """Return whether a written number equals the stated one, rounded, as a percentage or not."""
    digits = len(written.partition(".")[2])
    number = float(written)
    stated_digits = len(repr(stated).partition(".")[2]) if "e" not in repr(stated) else 12
    for scale, shift in ((1, 0), (100, -2), (0.01, 2)):
        coarse = min(digits, max(stated_digits + shift, 0))
        if abs(stated * scale - number) <= 1.01 * 10**-coarse:
            return True
    return False


_CARD = """\
---
model-index:
- name: m
  results:
  - task: {{type: text-classification}}
    dataset: {{type: a/b, name: B}}
    metrics:
    - {{type: accuracy, value: 0.914}}
---
{}
"""

RULE = Rule(
    name="contradicting-metric",
    code="CL326",
    category="body",
    severity=Severity.WARNING,
    kinds=(Kind.MODEL,),
    check=check,
    fields=("model-index",),
    examples=(
        Example(
            bad=_CARD.format("| split | Accuracy |\n| --- | --- |\n| test | «0.941» |"),
            good=_CARD.format("| split | Accuracy |\n| --- | --- |\n| test | 91.4 |"),
            whole=True,
            message="`accuracy` is `0.941` here but `0.914` in `model-index`; correct one of them",
        ),
        Example(
            bad=_CARD.format("# Test\n- Loss: 0.5\n- Accuracy: «0.8»\n# Validation\n- Accuracy: 0.7"),
            good=_CARD.format("- Loss: 0.5\n- Accuracy: 0.91\n- Wer: 0.2").replace(
                "metrics:", "metrics:\n    - {type: wer, value: 0.1}"
            ),
            whole=True,
        ),
        Example(bad=_CARD.format("**Accuracy:** «87»"), good=_CARD.format("**Accuracy:** 91"), whole=True),
        Example(bad=_CARD.format("accuracy = «0.87»"), good=_CARD.format("accuracy = 0.87 and 0.91"), whole=True),
        Example(
            bad=_CARD.format("It reaches an accuracy of «0.87»."),
            good=_CARD.format("It reaches an accuracy of 0.87 on A, and 91.4% accuracy on B."),
            whole=True,
        ),
        Example(
            bad=_CARD.format("It reaches an accuracy of «0.87» on the B Test set."),
            good=_CARD.format("It reaches an accuracy of 0.91 on the B Test set."),
            whole=True,
        ),
        Example(
            bad=_CARD.format("| Dataset | Accuracy |\n|---|---|\n| B | «0.27» |"),
            good=_CARD.format("| Dataset | Accuracy |\n|---|---|\n| B | 0.914 |"),
            whole=True,
        ),
        Example(bad=_CARD.format("With «87.1%» accuracy."), good=_CARD.format("With 1.87.1% accuracy."), whole=True),
        Example(
            bad=_CARD.format("| Metric | Value |\n|---|---|\n| Accuracy | «0.82» |"),
            good=_CARD.format("| Metric | Value |\n|---|---|\n| Accuracy | 0.914 |"),
            whole=True,
        ),
        Example(
            bad=_CARD.format("| metric | value |\n|---|---|\n| **accuracy** | «89.0%» |\n| f1 | 0.1 |"),
            good=_CARD.format("| epoch | accuracy |\n|---|---|\n| 1 | 0.1 |\n| 2 | 0.2 |"),
            whole=True,
        ),
    ),
    silent=(
        Example(good=_CARD.format("It is good, and on another data set, C, it reaches 27% accuracy."), whole=True),
        Example(good=_CARD.format("It reaches an accuracy of 0.27 on C."), whole=True),
        Example(good=_CARD.format("With 27% accuracy on the film-reviews test set."), whole=True),
        Example(good=_CARD.format("# Results on C\n\nAccuracy: 0.27"), whole=True),
        Example(good=_CARD.format("| Dataset | Accuracy |\n|---|---|\n| C | 0.27 |"), whole=True),
        Example(good=_CARD.format("| split | Accuracy |\n| --- | --- |\n| test | not measured |"), whole=True),
        Example(good=_CARD.format("- Accuracy: 0.8\n- Accuracy: 0.7"), whole=True),
        Example(good=_CARD.format("| epoch | Accuracy |\n|---|---|\n| 3 | 0.8 |"), whole=True),
        Example(
            good=_CARD.format("| size | lines | accuracy |\n|---|---|---|\n| S | 10 | 0.8 |\n| M | 20 | 0.8 |"),
            whole=True,
        ),
        Example(
            good=_CARD.format("| metric | A | B |\n|---|---|---|\n| accuracy | 0.8 |\n| f1 | 0.8 | 0.8 |"), whole=True
        ),
        Example(good=_CARD.format("| metric | A |\n|---|---|\n| accuracy |\n| f1 | 0.8 |"), whole=True),
        Example(good=_CARD.format("# Validation\n\nAccuracy: 0.8"), whole=True),
        Example(good=_CARD.format("Accuracy: 0.8").replace("value: 0.914", "value: true"), whole=True),
        Example(good=_CARD.format("Accuracy: 0.8").replace("value: 0.914", "value: 2.0e+9"), whole=True),
        Example(good=_CARD.format("Accuracy: 0.8").replace("value: 0.914", "value: high"), whole=True),
        Example(
            good=_CARD.format("Accuracy: 0.8").replace("metrics:", "metrics:\n    - {type: accuracy, value: 0.7}"),
            whole=True,
        ),
    ),
)
