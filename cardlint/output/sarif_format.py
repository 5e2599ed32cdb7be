"""SARIF 2.1.0, for code scanning and other dashboards: positions, fixes, fingerprints, and the rules' documentation.

Columns and character offsets are in code points, as ``columnKind`` declares, and include a byte order mark. Lines and columns
are from 1, offsets from 0, and ends are exclusive. The results are written as soon as they are available; the tool follows, with
the rules that reported something.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from cardlint.findings.diagnostic import Diagnostic, Fix, Severity
from cardlint.findings.report import Report
from cardlint.findings.source import Source, Span
from cardlint.output.fingerprints import fingerprints
from cardlint.output.log_commands import JSON
from cardlint.output.paths import uri
from cardlint.output.terminal import visible
from cardlint.output.text import encodable
from cardlint.rule_kit.rule import Rule

LOG_ESCAPE = JSON
FOR_TERMINAL = False
ENDS_WITH_SENTENCE = False

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
BASE = "%SRCROOT%"
"""The base of relative paths: the root of the checkout, which only the consumer of the report knows."""

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEM = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}


def write(reports: Iterable[Report], stream: TextIO, *, color: bool) -> None:  # noqa: ARG001
    """Write one log with one run."""
    places: dict[tuple[str, str], int] = {}  # code and name of a rule → its index in the list of rules
    separator = "\n"
    base = json.dumps({BASE: {"description": {"text": "the folder that cardlint was started in"}}})
    stream.write(f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{"columnKind": "unicodeCodePoints",\n')
    stream.write(f'"originalUriBaseIds": {base},\n"results": [')
    for report in reports:
        location = _artifact(report.source.path)
        for diagnostic, fingerprint in fingerprints(report):
            index = places.setdefault((diagnostic.code, diagnostic.name), len(places))
            result = _result(report.source, location, diagnostic, index, fingerprint)
            stream.write(separator + json.dumps(result))
            separator = ",\n"
    stream.write(f'\n],\n"tool": {json.dumps(_tool(list(places)))}}}]}}\n')


def _artifact(path: str) -> dict[str, Any]:
    address = uri(path)
    return {"uri": address} if address.startswith("file:") else {"uri": address, "uriBaseId": BASE}


def _result(
    source: Source, location: Mapping[str, Any], diagnostic: Diagnostic, index: int, fingerprint: str
) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": index,
        "level": _LEVEL[diagnostic.severity],
        "message": {"text": visible(diagnostic.message)},
        "locations": [_place(source, location, diagnostic.span)],
        "partialFingerprints": {"ruleAndLine/v1": fingerprint},
    }
    if diagnostic.related:
        result["relatedLocations"] = [
            {**_place(source, location, each.span), "message": {"text": visible(each.label)}}
            for each in diagnostic.related
        ]
    if diagnostic.fix is not None and diagnostic.fix.edits:  # SARIF cannot express a new name for a file
        result["fixes"] = [_fix(source, location, diagnostic.fix)]
    return result


def _place(source: Source, location: Mapping[str, Any], span: Span) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": location, "region": _region(source, span)}}


def _region(source: Source, span: Span) -> dict[str, int]:
    start, end = source.position(span.start), source.position(span.end)
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "charOffset": span.start,
        "charLength": span.end - span.start,
    }


def _fix(source: Source, location: Mapping[str, Any], fix: Fix) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(source, edit.span), "insertedContent": {"text": encodable(edit.text)}}
        for edit in sorted(fix.edits)
    ]
    return {
        "description": {"text": visible(fix.title)},
        "artifactChanges": [{"artifactLocation": location, "replacements": replacements}],
        "properties": {"applicability": fix.applicability.value},
    }


def _tool(used: list[tuple[str, str]]) -> dict[str, Any]:
    from cardlint._version import __version__

    known: dict[str, Rule] = {}
    if used:
        from cardlint.rules import all_rules  # imports every rule, for the documentation

        known = {rule.name: rule for rule in all_rules()}
    rules = [_rule(code, name, known.get(name)) for code, name in used]
    return {"driver": {"name": "cardlint", "version": __version__, "semanticVersion": __version__, "rules": rules}}


def _rule(code: str, name: str, rule: Rule | None) -> dict[str, Any]:
    if rule is None:  # reported by the linter itself, not by a rule
        return {"id": code, "name": name, "shortDescription": {"text": name.replace("-", " ")}}
    from cardlint.output.rule_help import help_of

    documentation = help_of(rule)
    return {
        "id": code,
        "name": name,
        "shortDescription": {"text": documentation.summary},
        "fullDescription": {"text": documentation.description},
        "help": {"text": documentation.text, "markdown": documentation.markdown},
        "defaultConfiguration": {"level": _LEVEL[rule.severity]},
        "properties": {"tags": [rule.category], "problem.severity": _PROBLEM[rule.severity]},
    }
