"""What js-yaml, the parser of the Hub, rejects although libyaml reads it."""

from cardlint.card.card import Card
from cardlint.card.front_matter.events import LINE_BREAKS
from cardlint.card.front_matter.fences import Block
from cardlint.card.front_matter.reader import Problem, ProblemKind
from cardlint.card.schema import fields
from cardlint.findings import unseen
from cardlint.findings.diagnostic import Applicability, Edit, Fix
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Found
from cardlint.rule_kit.yaml_errors.place import Place
from cardlint.system.lazy_pattern import pattern

_LINE_BREAK = pattern(f"[{LINE_BREAKS}]")
_MOST_TRIED = 5


def rejected_by_js_yaml(card: Card, problem: Problem) -> Found:
    """Explain a problem that only js-yaml has."""
    source, span = card.source, problem.span
    fix: Fix | None
    written = quote(source.slice(span))
    match problem.kind:
        case ProblemKind.GLUED_NAME:
            return _glued_name(card, problem)
        case ProblemKind.GLUED_COMMENT:
            fix = Fix("insert a space", (Edit(Span(span.start, span.start), " "),))
            return Found(span, f"a space is missing between `{problem.detail}` and the comment; insert it", fix)
        case ProblemKind.GLUED_DASHES:
            fix = Fix("remove the dashes", (Edit(span, ""),)) if problem.detail.isalpha() else None
            return Found(span, "the Hub does not read these dashes as a part of the name after them; remove them", fix)
        case ProblemKind.GLUED_TAG:
            fix = Fix("insert a space", (Edit(Span(span.end, span.end), " "),))
            return Found(span, f"a space is missing between the tag {written} and the comma; insert it", fix)
        case ProblemKind.LONE_DASH:
            fix = Fix("quote the dash", (Edit(span, '"-"'),))
            return Found(span, "the Hub rejects a dash alone in brackets; quote it", fix)
        case ProblemKind.LESS_INDENTED:
            return Found(
                span, f"{written} continues on a line that is not indented; indent it, or add a comma before it"
            )
        case ProblemKind.UNINDENTED_MARK:
            gap = Span(len(source.text[: span.start].rstrip()), span.start)
            is_behind_field = source.text[gap.start - 1 : gap.start] in (":", "-")
            fix = Fix("join the lines", (Edit(gap, " "),)) if is_behind_field else None
            return Found(span, f"{written} must be on the line of its field, or indented; move it", fix)
    return Found(span, f"the Hub rejects a list in a list as a field name; quote {written}")


def _glued_name(card: Card, problem: Problem) -> Found:
    """Explain ``&base_model: a/b``, which js-yaml reads as an anchor with a colon in its name."""
    span = problem.span
    fix: Fix | None
    name, mark = quote(card.source.slice(span)), card.source.text[span.start]
    if mark == "*":
        fix = Fix("insert a space", (Edit(Span(span.end - 1, span.end - 1), " "),))
        return Found(span, f"the Hub reads {name} as the name of an alias; insert a space", fix)
    is_field = problem.detail in fields.all_known() and card.source.text[span.end - 1] == ":"
    edit = Edit(Span(span.start, span.start + 1), "")
    fix = Fix("remove the `&`", (edit,), Applicability.UNSAFE) if is_field else None
    return Found(span, f"the Hub reads {name} as an anchor, not as a field; remove the `&`", fix)


def line_break_of_python(card: Card, block: Block, problem: Problem) -> Found | None:
    """Explain a syntax error where PyYAML ends a line, but the Hub does not: at U+0085, U+2028 or U+2029."""
    source, (start, _) = card.source, block.content
    if _LINE_BREAK.search(source.text, *block.content) is None:
        return None
    place = Place(source, block.content, problem)
    places = [match.start() for match in _LINE_BREAK.finditer(source.text, start, place.line.end)]
    for at in reversed(places[-_MOST_TRIED:]):
        span = Span(at, at + 1)
        fix = place.repair("begin a new line", (Edit(span, source.line_end),))
        if fix is not None:
            message = f"the Hub does not end the line at {unseen.names(source.text[at])}; begin a new line"
            return Found(span, message, fix)
    return None
