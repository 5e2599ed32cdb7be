"""Front matter that is not valid YAML is rejected: no field is read, and the push fails.

In most cases a value needs quotes: it contains a colon followed by a space, begins with ``@``, `````, ``%`` or ``*``, or
contains the quote that encloses it. Otherwise a bracket or a quote is not closed, the indentation of a line matches none
above it, the dash of a list item is missing, a no-break space or a full-width colon only looks like YAML, the markers of a
merge conflict or an HTML comment are left, or a line is not a field.

Source: the Hub answers "Invalid YAML in README.md" with the reason; js-yaml 4, run on 7,116 real cards and on damaged and
generated YAML, rejects what this rule reports.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.fences import Block
from cardlint.card.front_matter.node import Sequence
from cardlint.card.front_matter.reader import Problem, ProblemKind
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit import yaml_errors
from cardlint.rule_kit.doubled_fence import is_body_read
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.syntax._js_yaml import line_break_of_python, rejected_by_js_yaml

_PROSE = frozenset(
    ("title", "pretty_name", "short_description", "description", "text", "example_title", "extra_gated_prompt")
)
_NUL = "U+0000"


def check(card: Card) -> Iterator[Found]:
    block, front_matter = card.block, card.front_matter
    if block is None or front_matter is None or not front_matter.problems:
        return
    if is_body_read(card):
        return
    root = front_matter.root
    cause = root.span if isinstance(root, Sequence) and not root.flow else None  # a list has no fields
    reported_line = 0
    for problem in front_matter.problems:
        if problem.detail == _NUL and problem.kind is ProblemKind.CONTROL_CHARACTER:
            first = card.source.text.find("\0")
            yield Found(
                problem.span, "YAML does not allow a NUL character (U+0000); remove it", cause=Span(first, first + 1)
            )
            continue
        line = card.source.position(problem.span.start).line
        found = _found(card, block, problem) if line != reported_line else None
        if found is not None:
            reported_line = line
            yield found._replace(cause=cause)


def _found(card: Card, block: Block, problem: Problem) -> Found | None:
    span = problem.span
    match problem.kind:
        case ProblemKind.SYNTAX if (
            block.closing is not None or block.defect is None
        ):  # where an unclosed one ends is a guess
            if (found := line_break_of_python(card, block, problem)) is not None:
                return found
            complaint = yaml_errors.explain(card.source, block.content, problem)
            return Found(complaint.span, complaint.message, complaint.fix, related=complaint.related)
        case (
            ProblemKind.GLUED_NAME
            | ProblemKind.GLUED_DASHES
            | ProblemKind.GLUED_TAG
            | ProblemKind.GLUED_COMMENT
            | ProblemKind.LONE_DASH
            | ProblemKind.LESS_INDENTED
            | ProblemKind.UNINDENTED_MARK
            | ProblemKind.NESTED_KEY
        ):
            return rejected_by_js_yaml(card, problem)
        case ProblemKind.CONTROL_CHARACTER:
            fix = Fix("remove the character", (Edit(span, ""),))
            return Found(span, f"YAML does not allow the control character {problem.detail}; remove it", fix)
        case ProblemKind.UNDEFINED_ALIAS:
            return _undefined_alias(card, problem)
        case ProblemKind.MANY_DOCUMENTS:
            return Found(span, "`---` begins a second YAML document, which the Hub rejects; remove it")
        case ProblemKind.BAD_MERGE:
            return Found(span, "the value of the merge key `<<` is not a mapping; quote `<<`, or remove the line")
    return None


def _undefined_alias(card: Card, problem: Problem) -> Found:
    """Report ``*words``: in a field of prose it was meant as text, in others as an alias whose anchor is gone."""
    source, start = card.source, problem.span.start
    name = quote(source.slice(problem.span))
    line = source.line_span(start)
    key, colon, rest = source.text[line.start : start].partition(":")
    if not colon or rest.strip() or key.strip(" -") not in _PROSE or source.text[problem.span.end : line.end].strip():
        return Found(problem.span, f"{name} is read as an alias, but no anchor defines it; write the value itself")
    edit = Edit(problem.span, f'"{source.slice(problem.span)}"')
    fix = Fix("quote the value", (edit,), Applicability.UNSAFE)
    return Found(problem.span, f"{name} is read as an alias, but no anchor defines it; quote the value", fix)


RULE = Rule(
    name="invalid-yaml",
    code="CL025",
    category="syntax",
    severity=Severity.ERROR,
    hub=Verdict.REFUSES,
    check=check,
    signs=("problems",),
    yields_to=("front-matter-not-a-mapping", "invalid-encoding"),
    examples=(
        Example(
            bad="pretty_name: «Reviews: a corpus»",
            good='pretty_name: "Reviews: a corpus"',
            fixed=True,
            message="the value `Reviews: a corpus` contains a colon, so YAML reads a field; quote the value",
        ),
        Example(
            bad="tags:\n- «@home»\n- b",
            good='tags:\n- "@home"\n- b',
            fixed=True,
            message="a value cannot begin with `@`; quote the value",
        ),
        Example(bad="title: «'it's'»", good='title: "it\'s"', fixed=True),
        Example(bad='title: «"Demo»\nsdk: static', good='title: "Demo"\nsdk: static', fixed=True),
        Example(bad="tags: «[a, b»\nlicense: mit", good="tags: [a, b]\nlicense: mit", fixed=True),
        Example(bad='license_link: "C:«\\m»it.txt"', good="license_link: 'C:\\mit.txt'", fixed=True),
        Example(
            bad="tags: [a, «#nlp, b, #cv]»\nlicense: mit",
            good='tags: [a, "#nlp", b, "#cv"]\nlicense: mit',
            fixed=True,
            message="`#nlp, b, #cv]` is a comment, so the bracket `[` is not closed; put the value in quotes",
        ),
        Example(bad="license: mit\ntags: [«#nlp]»", good='license: mit\ntags: ["#nlp"]', fixed=True),
        Example(bad="«license:mit»\ntags: [a]", good="license: mit\ntags: [a]", fixed=True),
        Example(bad="tags:\n  - a\n«- b»", good="tags:\n  - a\n  - b", fixed=True),
        Example(bad="language: en «license:» mit", good="language: en\nlicense: mit", fixed=True),
        Example(bad="x:\n  tags: b «license:» mit", good="x:\n  tags: b\n  license: mit", fixed=True),
        Example(bad="tags:\n- «[x] y»\n- b", good='tags:\n- "[x] y"\n- b', fixed=True),
        Example(bad="license: mit\n «tags»: [a]", good="license: mit\ntags: [a]", fixed=True),
        Example(bad="title: a«\x07»b", good="title: ab", fixed=True),
        Example(bad="---\n«----»\nlicense: mit\n---\n# M\n", good="---\nlicense: mit\n---\n# M\n", whole=True),
        Example(
            bad="«---»license: mit\ntags: [a]",
            good="license: mit\ntags: [a]",
            fixed=True,
            message="the Hub does not read these dashes as a part of the name after them; remove them",
        ),
        Example(bad="# fields\n«---»1: mit\ntags: [a]", good="# fields\ntags: [a]"),
        Example(
            bad="---\n---\ntitle: «a: b»\nlicense: mit\n---\n# M\n", good="---\nlicense: mit\n---\n# M\n", whole=True
        ),
        Example(
            bad="license: mit\n«Some words»",
            good="license: mit\n# Some words",
            message="this line is not a field; write `name: value`, or put `---` above it if it belongs to the text",
        ),
        Example(
            bad="tags:\n- a\n«b»\n- c",
            good="tags:\n- a\n- b\n- c",
            fixed=True,
            message="a dash is missing before `b`; insert it",
        ),
        Example(bad="tags:\n  «a b»\n- c", good="tags:\n- a b\n- c", fixed=True),
        Example(bad="license: mit\ntags:\n- a\n«b»\nx: y", good="license: mit\ntags:\n- a\n- b\nx: y", fixed=True),
        Example(
            bad="configs:\n- config_name: a\n«config_name: b»\n- config_name: c",
            good="configs:\n- config_name: a\n- config_name: b\n- config_name: c",
            kind=Kind.DATASET,
            message="a dash is missing before `config_name: b`; insert it",
        ),
        Example(
            bad="configs:\n  - config_name: a\n    data_dir: x\n  «config_name: b»\n    data_dir: y",
            good="configs:\n  - config_name: a\n    data_dir: x\n  - config_name: b\n    data_dir: y",
            kind=Kind.DATASET,
            fixed=True,
        ),
        Example(
            bad="tags:\n«\u00a0»\u00a0- a\n\u00a0\u00a0- b",
            good="tags:\n  - a\n  - b",
            fixed=True,
            message="a no-break space (U+00A0) is not a space in YAML; use a normal space",
        ),
        Example(
            bad="license:«\u00a0»mit\ntags:\n-\u00a0a\ntitle: |\n  \u00a0x",
            good="license: mit\ntags:\n- a\ntitle: |\n  \u00a0x",
            fixed=True,
        ),
        Example(
            bad="license«：»mit\ntags： \n- a\nlanguage: en",
            good="license: mit\ntags: \n- a\nlanguage: en",
            fixed=True,
            message="the full-width colon `：` (U+FF1A) does not end the name of a field; use `:`",
        ),
        Example(
            bad="license: mit\ntags:\n«–» a\n– b",
            good="license: mit\ntags:\n- a\n- b",
            fixed=True,
            message="the en dash `–` (U+2013) does not begin a list item; use `-`",
        ),
        Example(
            bad="«<<<<<<< HEAD»\nlicense: mit\n=======\nlicense: apache-2.0\n>>>>>>> main\ntags: [a]",
            good="license: mit\ntags: [a]",
            message="`<<<<<<< HEAD` is left from a merge conflict; keep one side, and remove the markers",
        ),
        Example(
            bad="  # ours\n  «tags:»\n  - a\nlicense: mit",
            good="# ours\ntags:\n- a\nlicense: mit",
            fixed=True,
            message="`tags` is indented by 2 spaces, the fields below are not; remove the indentation",
        ),
        Example(
            bad="tags:\n«lora»\ntrl\nlicense: mit",
            good="tags:\n- lora\n- trl\nlicense: mit",
            fixed=True,
            message="the items of `tags` have no dashes; write `- lora` and so on",
        ),
        Example(bad="tags:\n«lora»\nlicense: mit", good="tags:\n- lora\nlicense: mit"),
        Example(bad=" «license: mit»\ntags: [a]", good="license: mit\ntags: [a]", fixed=True),
        Example(
            bad="«<!-- from the hub -->»\nlicense: mit",
            good="# from the hub\nlicense: mit",
            fixed=True,
            message="`<!-- from the hub -->` is a comment in HTML, but not in YAML; begin it with `#`",
        ),
        Example(
            bad="license: mit\n«<!--\n  tags: [a]\nb\n-->»\nlanguage: en",
            good="license: mit\n# tags: [a]\n# b\nlanguage: en",
            fixed=True,
        ),
        Example(bad="license: mit «<!-- a: b -->»", good="license: mit # a: b", fixed=True),
        Example(bad="title: «*bold»", good='title: "*bold"', fixed=True),
        Example(
            bad="base_model: «*base»\ntags:\n- «*tags»",
            good="base_model: a/b\ntags:\n- x",
            message="`*base` is read as an alias, but no anchor defines it; write the value itself",
        ),
        Example(
            bad='language: "fr"«tags:»\n- a',
            good='language: "fr"\ntags:\n- a',
            fixed=True,
            message="this line has two fields; put `tags:` on a line of its own",
        ),
        Example(bad="language: 'fr' «license:» 'mit'", good="language: 'fr'\nlicense: 'mit'", fixed=True),
        Example(bad="language: [fr]«tags:» [a]", good="language: [fr]\ntags: [a]", fixed=True),
        Example(bad="a: 1\n«---» b\nc: 2", good="a: 1"),
        Example(bad="«<<»: x", good='"<<": x'),
        Example(
            bad="license: mit\n«&base_model:» a/b",
            good="license: mit\nbase_model: a/b",
            fixed=True,
            message="the Hub reads `&base_model:` as an anchor, not as a field; remove the `&`",
        ),
        Example(bad="title: &a x\ntags: {«*a:» y}", good="title: &a x\ntags: {*a : y}", fixed=True),
        Example(
            bad="tags: [«!!str», b]\nx: {y: «!», z: c}\nd: [&a «!!str», !!str &b, !!str , e]",
            good="tags: [!!str , b]\nx: {y: ! , z: c}\nd: [&a !!str , !!str &b, !!str , e]",
            fixed=True,
            message="a space is missing between the tag `!!str` and the comma; insert it",
        ),
        Example(
            bad="title: >-«#» ours\n  a",
            good="title: >- # ours\n  a",
            fixed=True,
            message="a space is missing between `>-` and the comment; insert it",
        ),
        Example(
            bad="tags: [«-», a]",
            good='tags: ["-", a]',
            fixed=True,
            message="the Hub rejects a dash alone in brackets; quote it",
        ),
        Example(
            bad="tags: [«a\nb», c]",
            good="tags: [a,\nb, c]",
            message="`a b` continues on a line that is not indented; indent it, or add a comma before it",
        ),
        Example(
            bad="title:\n«|»\n  a",
            good="title: |\n  a",
            fixed=True,
            message="`|` must be on the line of its field, or indented; move it",
        ),
        Example(bad="? «[[a]]»\n: b", good="a: b"),
        Example(
            bad="license: mit«\u2028»tags: [a]",
            good="license: mit\ntags: [a]",
            fixed=True,
            message="the Hub does not end the line at a line separator (U+2028); begin a new line",
        ),
    ),
    silent=(Example(good="a: 1\n---b: 2\n---: 3"),),
)
