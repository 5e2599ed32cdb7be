"""Python tools cannot read the front matter, although the Hub can: ``ModelCard.load`` and ``load_dataset`` fail.

They read with PyYAML, which rejects a tab next to a value, a date that does not exist, an unquoted ``=`` or ``<<``, ``?`` in a
value in brackets, a list or mapping as a field name, an anchor that is defined twice, and a top-level field name such as
``2024`` or ``no``, which is not text in Python. It ends lines at U+0085, U+2028 and U+2029. An error in a dataset card,
because ``load_dataset`` reads the card of every dataset. Quote the value, or write what every reader accepts.

Source: js-yaml 4 and PyYAML 6, run side by side on 7,116 real cards and on generated YAML; huggingface_hub 2.4 and datasets
5.2 call ``yaml.safe_load``; 3 of 7,116 real cards.
"""

from collections.abc import Callable, Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter import scalars
from cardlint.card.front_matter.node import Mapping, Node, Scalar, key_text, walk
from cardlint.card.front_matter.rejections import Rejection, RejectionKind
from cardlint.card.kind import Kind
from cardlint.findings import unseen
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Related, Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule

_READERS = {Kind.MODEL: "ModelCard.load", Kind.DATASET: "load_dataset", Kind.SPACE: "SpaceCard.load"}
_ENDS = frozenset(("", "\r", "\n"))
_ADVICE = {"": "remove it", " ": "use a space", '"': "quote the value"}
_TITLES = {
    "remove it": "remove the tab",
    "use a space": "replace the tab with a space",
    "quote the value": "quote the value",
}


def check(card: Card) -> Iterator[Found]:
    rejections = card.front_matter.rejections if card.front_matter is not None else []
    fails = f", so `{_READERS.get(card.kind, 'RepoCard.load')}` fails"
    severity = Severity.ERROR if card.kind is Kind.DATASET else Severity.WARNING
    lines: dict[int, list[Rejection]] = {}
    for rejection in rejections:
        if rejection.kind is RejectionKind.TAB:
            lines.setdefault(card.source.position(rejection.span.start).line, []).append(rejection)
            continue
        found = _EXPLAIN[rejection.kind](card, rejection, fails)
        yield found._replace(severity=severity if rejection.fails else Severity.WARNING)
    for tabs in lines.values():
        yield _tabs(card, tabs, fails)._replace(severity=severity)


def _tabs(card: Card, tabs: list[Rejection], fails: str) -> Found:
    """Report the tabs of a line, at the first of them."""
    text, first = card.source.text, tabs[0]
    made = [_without_tab(text, each) for each in tabs]
    sure = tuple(dict.fromkeys(edit for edit in made if edit is not None))
    advice = "use a space" if made[0] is None else _ADVICE[made[0].text[:1]]
    fix = Fix(_TITLES[advice], sure) if None not in made else None
    alike = SharedCause(f"lines have a tab that PyYAML rejects{fails}", "use spaces", "")
    return Found(first.span, f"a tab outside of quotes is rejected by PyYAML{fails}; {advice}", fix, alike=alike)


def _without_tab(text: str, rejection: Rejection) -> Edit | None:
    """Return the edit that removes a tab but keeps the value; None if it is in a value that is not on one line."""
    span, value = rejection.span, rejection.other
    if text[span.end : span.end + 1] in _ENDS:
        return Edit(span, "")
    if value is None or not text[text.rfind("\n", 0, span.start) + 1 : span.start].strip():
        return Edit(span, " ")
    written = text[value.start : value.end]
    return Edit(value, edits.double_quote(written)) if "\n" not in written else None


def _value(card: Card, rejection: Rejection, fails: str) -> Found:
    """Report a value such as ``=`` or ``2025-02-29``."""
    node = rejection.node
    assert isinstance(node, Scalar)  # noqa: S101
    written = quote(node.text)
    value = edits.value_span(card.source, node)
    has_tag = "!" in card.source.text[node.start : value.start]
    fix = Fix("quote the value", (edits.quote(card.source, node),)) if node.plain and not has_tag else None
    if isinstance(node.data, scalars.Timestamp):
        return Found(node.span, f"the date {written} does not exist{fails}; correct it, or quote it", fix)
    return Found(node.span, f"unquoted {written} is rejected by PyYAML{fails}; quote it", fix)


def _question_mark(card: Card, rejection: Rejection, fails: str) -> Found:
    """Report ``[Who is it?]``."""
    node = rejection.node
    assert isinstance(node, Scalar)  # noqa: S101
    fix = Fix("quote the value", (edits.quote(card.source, node),))
    alike = SharedCause(f"values in brackets have an unquoted `?`{fails}", "quote them")
    return Found(
        node.span, f"an unquoted `?` in brackets is rejected by PyYAML{fails}; quote the value", fix, alike=alike
    )


def _name(card: Card, rejection: Rejection, fails: str) -> Found:
    """Report a top-level field such as ``2024:`` or ``no:``."""
    node = rejection.node
    assert isinstance(node, Scalar)  # noqa: S101
    read = scalars.read_by_python(node.text) if node.plain else node.data
    is_date = isinstance(read, scalars.Timestamp)
    fix = None
    if node.plain and node.text and not is_date:
        value = edits.value_span(card.source, node)
        fix = Fix("quote the name", (Edit(value, edits.double_quote(key_text(node))),))
    written = quote(node.text) if node.text else "an empty field name"
    what = "a date" if is_date else "a number" if not isinstance(read, bool | None) else f"`{read!s}`"
    return Found(node.span, f"the field name {written} is {what} in Python{fails}; quote it", fix)


def _key(card: Card, rejection: Rejection, fails: str) -> Found:
    """Report a list or mapping as a key: ``{{ name }}`` is a mapping in a mapping."""
    key = rejection.node
    assert key is not None  # noqa: S101
    outer = _template_around(card, key)
    if outer is not None:
        written = card.source.slice(outer)
        fix = Fix("quote the value", (Edit(outer, edits.double_quote(written)),)) if "\n" not in written else None
        return Found(outer, f"{quote(written)} is rejected by PyYAML{fails}; write the value, or quote it", fix)
    written = card.source.slice(key.span)
    what = "mapping" if isinstance(key, Mapping) else "list"
    is_short = "\n" not in written and not isinstance(key, Scalar) and key.flow
    edit = Edit(key.span, edits.double_quote(written))
    fix = Fix("quote the name", (edit,), Applicability.UNSAFE) if is_short else None
    return Found(key.span, f"a {what} cannot be a field name in Python{fails}; quote it", fix)


def _template_around(card: Card, key: Node) -> Span | None:
    """Return the place of ``{{ name }}`` if ``key`` is its inner braces."""
    for _, node in walk(card.root) if card.root is not None and isinstance(key, Mapping) and key.flow else ():
        if isinstance(node, Mapping) and node.flow and len(node.entries) == 1 and node.entries[0].key is key:
            return node.span if node.entries[0].value.data is None else None
    return None


def _anchor(card: Card, rejection: Rejection, fails: str) -> Found:
    first = (Related(rejection.other, "first here"),) if rejection.other is not None else ()
    name = quote(card.source.slice(rejection.span))
    return Found(
        rejection.span, f"the second anchor {name} is rejected by PyYAML{fails}; rename one of them", related=first
    )


def _tag(card: Card, rejection: Rejection, fails: str) -> Found:
    tag = quote(card.source.slice(rejection.span))
    return Found(rejection.span, f"{tag} without a value is rejected by PyYAML{fails}; remove the tag")


def _line_break(card: Card, rejection: Rejection, fails: str) -> Found:
    """Report U+2028 and the like, which the Hub reads as a character."""
    text, (start, end) = card.source.text, rejection.span
    if text[end : end + 1] in _ENDS:
        fix = Fix("remove it", (Edit(Span(len(text[:start].rstrip(" ")), end), ""),))
    elif text[end] == " " or text[start - 1 : start] == " ":
        fix = Fix("remove it", (Edit(rejection.span, ""),))
    else:
        fix = Fix("use a space", (Edit(rejection.span, " "),))
    happens = fails if rejection.fails else ", so it reads another value"
    return Found(rejection.span, f"{unseen.names(text[start])} ends the line in PyYAML{happens}; {fix.title}", fix)


_EXPLAIN: dict[RejectionKind, Callable[[Card, Rejection, str], Found]] = {
    RejectionKind.VALUE: _value,
    RejectionKind.QUESTION_MARK: _question_mark,
    RejectionKind.NAME: _name,
    RejectionKind.KEY: _key,
    RejectionKind.ANCHOR: _anchor,
    RejectionKind.TAG: _tag,
    RejectionKind.LINE_BREAK: _line_break,
}

RULE = Rule(
    name="unreadable-in-python",
    code="CL039",
    category="syntax",
    severity=Severity.WARNING,
    worst=Severity.ERROR,
    check=check,
    signs=("rejections",),
    yields_to=("invalid-yaml", "front-matter-not-a-mapping", "placeholder-value", "unquoted-date"),
    examples=(
        Example(
            bad="license: mit«\t»\ntags: [a]",
            good="license: mit\ntags: [a]",
            fixed=True,
            message="a tab outside of quotes is rejected by PyYAML, so `ModelCard.load` fails; remove it",
        ),
        Example(
            bad="license:«\t»mit\nsource:\n-«\t»a\n# by\thand\ntitle: [x«\t»,\ty]",
            good="license: mit\nsource:\n- a\n# by\thand\ntitle: [x , y]",
            fixed=True,
        ),
        Example(
            bad="pretty_name: one«\t»two",
            good='pretty_name: "one\\ttwo"',
            kind=Kind.DATASET,
            fixed=True,
            message="a tab outside of quotes is rejected by PyYAML, so `load_dataset` fails; quote the value",
        ),
        Example(bad="title: a\n «\t»b\nsource: c«\t»\n  d", good="title: a\n  b\nsource: c\n  d", fixed=True),
        Example(bad="license: mit\n«\t»\ntags: [a]", good="license: mit\n\ntags: [a]", fixed=True),
        Example(bad="title: >-«\t»\n  a", good="title: >-\n  a", fixed=True),
        Example(bad="title: a«\t»b\n  c", good="title: a b\n  c"),
        Example(
            bad="release_date: «2025-02-29»",
            good='release_date: "2025-02-29"',
            fixed=True,
            message="the date `2025-02-29` does not exist, so `ModelCard.load` fails; correct it, or quote it",
        ),
        Example(bad="at: «2025-01-01 25:00:00»", good='at: "2025-01-01 25:00:00"', fixed=True),
        Example(bad="date: «!!timestamp 2025-02-30»\nend: «!!timestamp '2025-02-30'»", good="date: 2025-02-28"),
        Example(
            bad="tags: [«=», «<<», «0x_»]",
            good='tags: ["=", "<<", "0x_"]',
            fixed=True,
            message="unquoted `=` is rejected by PyYAML, so `ModelCard.load` fails; quote it",
        ),
        Example(
            bad="widget:\n- {text: «Who is it?»}\ntags: [«a ?b», c]",
            good='widget:\n- {text: "Who is it?"}\ntags: ["a ?b", c]',
            fixed=True,
            message="an unquoted `?` in brackets is rejected by PyYAML, so `ModelCard.load` fails; quote the value",
        ),
        Example(
            bad="license: mit\n«2024»: x\n«no»: y\n«~»: z",
            good='license: mit\n"2024": x\n"no": y\n"null": z',
            fixed=True,
            message="the field name `2024` is a number in Python, so `ModelCard.load` fails; quote it",
        ),
        Example(bad="license: mit\n«2024-01-31»: x", good='license: mit\n"2024-01-31": x'),
        Example(
            bad="sdk: static\nname: «{{ name }}»",
            good='sdk: static\nname: "{{ name }}"',
            kind=Kind.SPACE,
            fixed=True,
            message="`{{ name }}` is rejected by PyYAML, so `SpaceCard.load` fails; write the value, or quote it",
        ),
        Example(
            bad="license: mit\n? «[a, b]»\n: c",
            good='license: mit\n? "[a, b]"\n: c',
            fixed=True,
            message="a list cannot be a field name in Python, so `ModelCard.load` fails; quote it",
        ),
        Example(bad="x: {«{a: b}»: c}\n", good="x: {a: c}"),
        Example(bad="? «- a\n  - b»\n: c", good="a b: c"),
        Example(
            bad="source: &a b\nlink: «&a» c",
            good="source: &a b\nlink: &b c",
            message="the second anchor `&a` is rejected by PyYAML, so `ModelCard.load` fails; rename one of them",
        ),
        Example(bad="source: «!!seq»\nlicense: mit", good="license: mit"),
        Example(
            bad="title: one«\u2028»two\nlicense: mit",
            good="title: one two\nlicense: mit",
            fixed=True,
            message="a line separator (U+2028) ends the line in PyYAML, so `ModelCard.load` fails; use a space",
        ),
        Example(
            bad="title: one «\x85»\nlicense: mit # or«\u2029»tags: [a]",
            good="title: one\nlicense: mit # or tags: [a]",
            fixed=True,
            message="a control character (U+0085) ends the line in PyYAML, so it reads another value; remove it",
        ),
    ),
    silent=(
        Example(good="a: \"b\tc\"\nd: |\n  e\tf\n  \tg\nh: 'i\tj' # k\tl\nm: n # o\tp\n# q\tr\n"),
        Example(good="date: '2025-02-29'\nday: 2024-02-29\ntext: !!str 2025-02-29"),
        Example(good="'=': '='\n=: b\nx: a=b\ny: {<<: {z: 1}}"),
        Example(good="widget:\n- text: Who is it?\n- {text: 'Who?'}\nx: ?y"),
        Example(good="labels: {0: a, no: b, 2: c, null: d}\n'2024': x\n!!str 5: y"),
        Example(good="title: \"one\u2028two\"\n# three\u2028\nx: 'a\u2029b'"),
        Example(good="x: &a b\ny: [*a, *a]\nz: &b c"),
    ),
)
