"""Sample reports for every format: wide characters, two kinds of line endings, and hostile names and messages."""

import io
from typing import NamedTuple

from cardlint import output
from cardlint.findings.diagnostic import Applicability, Diagnostic, Edit, Fix, Severity
from cardlint.findings.report import Report
from cardlint.findings.source import Source, Span
from cardlint.output.log_stream import safe_writer


class Rule(NamedTuple):
    """The attributes of a rule that formats use, so that the golden files do not depend on real rules."""

    name: str
    code: str
    severity: Severity
    category: str
    text: str
    examples: tuple["Example", ...] = ()


class Example(NamedTuple):
    bad: str
    good: str


RULES = (
    Rule(
        "unknown-license",
        "CL070",
        Severity.ERROR,
        "license",
        "A licence that is not on the list\nmakes the Hub refuse the push.\n\nWrite ``license: other`` for <any> & all"
        " others.\n\nSource: the Hub's validator.",
        (Example(bad="license: «apache-2»", good="license: apache-2.0"),),
    ),
    Rule("comma-list", "CL031", Severity.WARNING, "yaml", "One text with commas is one tag, not many."),
    Rule("unclosed-fence", "CL012", Severity.WARNING, "text", "A block that is not closed swallows the page."),
)


def diagnostic(
    source: Source,
    place: str | int | Span,
    rule: Rule,
    message: str,
    fix: Fix | None = None,
    severity: Severity | None = None,
) -> Diagnostic:
    """Return a diagnostic at the first ``place``, a text or an offset, of the card."""
    span = place if isinstance(place, Span) else Span(place, place) if isinstance(place, int) else where(source, place)
    start, end = source.position(span.start), source.position(span.end)
    return Diagnostic(span, start, end, rule.name, rule.code, severity or rule.severity, message, fix)


def where(source: Source, text: str) -> Span:
    start = source.text.index(text)
    return Span(start, start + len(text))


def _wide() -> Report:
    text = "---\r\ntitle: 日本語🚀 apache-2\r\nlicense: apache-2\r\ntags: nlp, 🤗 vision\r\n---\r\n# Modèle\r\n"
    source = Source(text, "./cards/modèle 日本/README.md")
    licensed = where(source, "license: apache-2")
    value = Span(licensed.start + len("license: "), licensed.end)
    tags = where(source, "nlp, 🤗 vision")
    list_ = Fix("write a list", (Edit(Span(tags.start, tags.start), "["), Edit(Span(tags.end, tags.end), "]")))
    return Report(
        source,
        [
            diagnostic(source, "apache-2", RULES[0], "title 日本語🚀 apache-2 names a licence", severity=Severity.INFO),
            diagnostic(
                source,
                value,
                RULES[0],
                "license apache-2 is not a Hub identifier; did you mean apache-2.0?",
                Fix("replace apache-2 by apache-2.0", (Edit(value, "apache-2.0"),)),
            )._replace(is_rejected=True),
            diagnostic(source, tags, RULES[1], "tags nlp, 🤗 vision is one text; write a list", list_),
        ],
    )


def _hostile() -> Report:
    text = "---\nlicense: <b>`x`</b>\n---\n```\none\ntwo\nthree\nfour\nlast"
    source = Source(text, "a b/100%,:;]\"'&<i>|`*\n\udce9\x1b[31m.md")
    message = "license \x1b[31m<b>`x`</b>\x00 | a_b_ [y](z) ]]> ##vso[x] \r\n::error::\u202e 100%25 \ud800 @all www.x.y"
    bad = where(source, "<b>`x`</b>")
    return Report(
        source,
        [
            diagnostic(
                source, bad, RULES[0], message, Fix("write <other>", (Edit(bad, "other"),), Applicability.UNSAFE)
            ),
            diagnostic(source, Span(text.index("```"), len(text)), RULES[2], "a block opened here is not closed"),
            diagnostic(source, len(text), RULES[2], "the text ends here"),
        ],
    )


WIDE = _wide()
HOSTILE = _hostile()
CLEAN = Report(Source("---\nlicense: mit\n---\n", "clean/README.md"), [])

RUNS: dict[str, list[Report]] = {"findings": [WIDE, HOSTILE, CLEAN], "clean": [CLEAN], "nothing": []}


def written(name: str, reports: list[Report], *, color: bool = False) -> str:
    """Return ``reports`` in the format ``name``, as written by ``write_all``."""
    stream = io.StringIO()
    output.load(name).write(reports, safe_writer(stream, output.load(name).LOG_ESCAPE), color=color)
    return stream.getvalue()
