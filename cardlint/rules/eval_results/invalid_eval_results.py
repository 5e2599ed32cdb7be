"""The Hub cannot read this results file, so the page and the leaderboard show an error instead of a score.

Each file ``.eval_results/*.yaml`` is a list of ``dataset: {id, task_id}`` and ``value``. Dates and all-digit revisions
need quotes; a source needs its ``url``.

Source: hub-docs eval_results.yaml 242f4a1; huggingface_hub 2.4.0, which prints the error of the Hub for each file.
"""

from collections.abc import Iterator
from itertools import islice

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Scalar, show
from cardlint.card.front_matter.scalars import Timestamp
from cardlint.card.kind import Kind
from cardlint.card.repository.eval_results import EvalFile, files
from cardlint.card.schema.violation import Violation
from cardlint.findings.diagnostic import Fix, Severity, Verdict
from cardlint.findings.quoting import quote, shorten
from cardlint.findings.source import Source, Span
from cardlint.findings.type_words import describe_types
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.vocabulary import nearest

_REPORTED = 5
"""Errors without a fix that are listed for one file: the rest are mostly the same."""


def check(card: Card) -> Iterator[Found]:
    for file in files(card.repository):
        if file.source is None:
            yield Found(card.top, f"{quote(file.name, 50)} cannot be read: {file.fault}")
        else:
            found = list(_faults(file, file.source))
            yield from (each for each in found if each.fix is not None)
            yield from islice((each for each in found if each.fix is None), _REPORTED)


def _faults(file: EvalFile, source: Source) -> Iterator[Found]:
    if file.fault is not None:
        yield Found(file.fault_span, f"the file cannot be read: {shorten(file.fault, 60)}", file=source)
    elif file.root is None:
        yield Found(Span(0, 0), "the file is empty; write a list of results, or remove it", file=source)
    for each in file.violations():
        yield Found(each.span, _explain(each, source.slice(each.span)), _fix(each, source), file=source)


def _explain(each: Violation, written: str) -> str:
    where = f"`{shorten(show(each.path))}`" if each.path else "the file"
    if each.keyword == "required":
        inner = show((*each.path, each.expected)) if each.path else each.expected
        return f"`{shorten(inner)}` is missing; add it"
    if each.keyword == "type":
        if _wants_quotes(each):
            return f"{where} must be text; put {quote(written, 24)} in quotes"
        found = f"the text {quote(each.found, 24)}" if isinstance(each.found, str) else quote(each.found, 24)
        return f"{where} must be {describe_types(each.expected)}, not {found}"
    if each.keyword == "additionalProperties":
        near = nearest(str(each.path[-1]), each.expected, 1)
        return f"{where} is not a field of a result" + (f"; did you mean `{near[0]}`?" if near else "; remove it")
    if each.keyword == "minItems":
        return "the list of results is empty; add a result"
    return f"{where} {quote(each.found, 30)} is not the id of a dataset; write `owner/name`"


def _wants_quotes(each: Violation) -> bool:
    is_number = isinstance(each.found, int | float) and not isinstance(each.found, bool)
    return each.expected == ["string"] and (is_number or isinstance(each.found, Timestamp))


def _fix(each: Violation, source: Source) -> Fix | None:
    if each.keyword != "type" or not _wants_quotes(each) or not isinstance(each.node, Scalar):
        return None
    return Fix("put it in quotes", (edits.quote(source, each.node),))


RULE = Rule(
    name="invalid-eval-results",
    code="CL171",
    category="results",
    severity=Severity.ERROR,
    hub=Verdict.UNKNOWN,
    check=check,
    kinds=(Kind.MODEL,),
    signs=("file:.eval_results",),
    examples=(
        Example(
            bad="",
            good="",
            files={
                ".eval_results/hle.yaml": """\
- dataset: {id: cais/hle, task_id: default, revision: «5503434»}
  value: 20.9
  date: «2025-01-15»
"""
            },
            good_files={
                ".eval_results/hle.yaml": """\
- dataset: {id: cais/hle, task_id: default, revision: "5503434"}
  value: 20.9
  date: "2025-01-15"
"""
            },
            fixed=True,
            message="`[0].dataset.revision` must be text; put `5503434` in quotes",
        ),
        Example(
            bad="",
            good="",
            files={".eval_results/hle.yaml": "- «dataset»: {id: cais/hle}\n  value: 20.9\n"},
            good_files={".eval_results/hle.yaml": "- dataset: {id: cais/hle, task_id: default}\n  value: 20.9\n"},
            message="`[0].dataset.task_id` is missing; add it",
        ),
    ),
)
