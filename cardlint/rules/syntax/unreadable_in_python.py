"""Python tools cannot read the front matter, although the Hub can: ``ModelCard.load`` and ``load_dataset`` fail.

They read with PyYAML, which rejects a tab next to a value, a date that does not exist, an unquoted ``=`` or ``<<``, ``?`` in a
value in brackets, ``:`` at its beginning, a list or mapping as a field name, a field name of more than 1,024 characters, an
anchor that is defined twice or has a name such as ``&amp;``, a control character in quotes or in a comment, and a top-level
field name such as ``2024`` or ``no``, which is not text in Python. It ends lines at U+0085, U+2028 and U+2029. An error in a
dataset card, because ``load_dataset`` reads the card of every dataset. Quote the value, or write what every reader accepts.

Source: js-yaml 4 and PyYAML 6, run side by side on 7,116 real cards and on generated YAML; huggingface_hub 2.4 and datasets
5.2 call ``yaml.safe_load``; 3 of 7,116 real cards.
"""

from collections.abc import Callable, Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter import reader, scalars
from cardlint.card.front_matter.node import Mapping, Node, Scalar, key_text, walk
from cardlint.card.front_matter.rejections import Rejection, RejectionKind
from cardlint.card.kind import Kind
from cardlint.findings import unseen
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Related, Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.system.lazy_pattern import pattern

_READERS = {Kind.MODEL: "ModelCard.load", Kind.DATASET: "load_dataset", Kind.SPACE: "SpaceCard.load"}
_ENDS = frozenset(("", "\r", "\n"))
_MORE_THAN_TEXT = pattern(r"\n|[ \t][!&]")
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
    if isinstance(scalars.read(written), scalars.Timestamp):
        return Edit(span, " ")
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


def _mark_in_brackets(card: Card, rejection: Rejection, fails: str) -> Found:
    """Report ``[Who is it?]``, ``{text: :smile}``, and ``[?x]``, which PyYAML reads as a field."""
    node = rejection.node
    assert isinstance(node, Scalar)  # noqa: S101
    fix = Fix("quote the value", (edits.quote(card.source, node),))
    if not rejection.fails:
        message = f"{quote(node.text)} in brackets is a field name in PyYAML, so it reads another value; quote it"
        return Found(node.span, message, fix)
    if "?" not in node.text:
        written = _with_colon(card, node)
        if written != node.span:
            edit = Edit(written, edits.double_quote(card.source.slice(written)))
            fix = Fix("quote the value", (edit,), Applicability.UNSAFE)
        text = quote(card.source.slice(written))
        return Found(written, f"{text} in brackets is rejected by PyYAML{fails}; quote it", fix)
    alike = SharedCause(f"values in brackets have an unquoted `?`{fails}", "quote them")
    return Found(
        node.span, f"an unquoted `?` in brackets is rejected by PyYAML{fails}; quote the value", fix, alike=alike
    )


def _with_colon(card: Card, node: Scalar) -> Span:
    """Return the place of ``:smile:``, which the Hub reads as the field ``:smile`` without a value."""
    text, end = card.source.text, node.end
    return Span(node.start, end + 1) if text[end] == ":" and text[end + 1 : end + 2] in (",", "]") else node.span


def _name(card: Card, rejection: Rejection, fails: str) -> Found:
    """Report a top-level field such as ``2024:`` or ``no:``."""
    node = rejection.node
    assert isinstance(node, Scalar)  # noqa: S101
    read = scalars.read_by_python(node.text) if node.plain else node.data
    is_date = isinstance(read, scalars.Timestamp)
    fix = None
    value = edits.value_span(card.source, node)
    has_tag = "!" in card.source.text[node.start : value.start]
    if node.plain and node.text and not is_date and not has_tag:
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


def _anchor_name(card: Card, rejection: Rejection, fails: str) -> Found:
    """Report ``&amp;`` at the start of a value, which the Hub reads as an anchor."""
    text, node, written = card.source.text, rejection.node, card.source.slice(rejection.span)
    is_alias = written[:1] == "*" or f"*{written[1:]}" in text
    if is_alias or not isinstance(node, Scalar) or not node.plain:
        return Found(rejection.span, f"the name {quote(written)} is rejected by PyYAML{fails}; use letters and digits")
    value = card.source.slice(node.span)
    edit = Edit(node.span, edits.double_quote(value))
    fix = Fix("quote the value", (edit,), Applicability.UNSAFE) if not _MORE_THAN_TEXT.search(value) else None
    message = f"{quote(written)} is an anchor to the Hub and rejected by PyYAML{fails}; quote the value"
    return Found(rejection.span, message, fix)


def _long_name(_: Card, rejection: Rejection, fails: str) -> Found:
    length = f"{rejection.span.end - rejection.span.start:,}"
    return Found(rejection.span, f"a field name of {length} characters is rejected by PyYAML{fails}; shorten it")


def _tag(card: Card, rejection: Rejection, fails: str) -> Found:
    tag = quote(card.source.slice(rejection.span))
    return Found(rejection.span, f"{tag} without a value is rejected by PyYAML{fails}; remove the tag")


def _line_break(card: Card, rejection: Rejection, fails: str) -> Found:
    """Report U+2028 and the like, which the Hub reads as a character."""
    text, (start, end) = card.source.text, rejection.span
    if text[end : end + 1] in _ENDS:
        fix = Fix("remove it", (Edit(Span(len(text[:start].rstrip(" ")), end), ""),))
    elif text[end] == " " or text[start - 1 : start] in (" ", *_ENDS):
        fix = Fix("remove it", (Edit(rejection.span, ""),))
    else:
        fix = Fix("use a space", (Edit(rejection.span, " "),))
    happens = fails if rejection.fails else ", so it reads another value"
    message = f"{unseen.names(text[start])} ends the line in PyYAML{happens}; {fix.title}"
    return Found(rejection.span, message, fix if _leaves_yaml(card, fix.edits[0]) else None)


def _leaves_yaml(card: Card, edit: Edit) -> bool:
    """Return whether the front matter has no error after ``edit``, which may make a mark of YAML of what was text."""
    if card.block is None:
        return False
    text, (start, end) = card.source.text, card.block.content
    return not reader.parse(text[start : edit.span.start] + edit.text + text[edit.span.end : end]).problems


def _character(card: Card, rejection: Rejection, fails: str) -> Found:
    """Report a control character in quotes or in a comment, where js-yaml does not see it."""
    name = unseen.names(card.source.slice(rejection.span))
    fix = Fix("remove it", (Edit(rejection.span, ""),))
    alike = SharedCause(f"control characters are rejected by PyYAML{fails}", "remove them", name)
    return Found(rejection.span, f"{name} is rejected by PyYAML{fails}; remove it", fix, alike=alike)


_EXPLAIN: dict[RejectionKind, Callable[[Card, Rejection, str], Found]] = {
    RejectionKind.VALUE: _value,
    RejectionKind.MARK_IN_BRACKETS: _mark_in_brackets,
    RejectionKind.NAME: _name,
    RejectionKind.KEY: _key,
    RejectionKind.ANCHOR: _anchor,
    RejectionKind.ANCHOR_NAME: _anchor_name,
    RejectionKind.LONG_NAME: _long_name,
    RejectionKind.TAG: _tag,
    RejectionKind.LINE_BREAK: _line_break,
    RejectionKind.CHARACTER: _character,
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
        Example(bad="title: |\n  a\n«\t»\n«\t»\nlicense: mit", good="title: |\n  a\n\n\nlicense: mit", fixed=True),
        Example(bad="at: 2025-01-01«\t»10:00:00", good="at: 2025-01-01 10:00:00", fixed=True),
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
            bad="widget:\n- {text: «:-) hi»}\ntags: [«:a», b]",
            good='widget:\n- {text: ":-) hi"}\ntags: [":a", b]',
            fixed=True,
            message="`:-) hi` in brackets is rejected by PyYAML, so `ModelCard.load` fails; quote it",
        ),
        Example(bad="tags: [«:smile:», b]", good='tags: [":smile:", b]', fixed=True),
        Example(
            bad="tags: [«?a», b]",
            good='tags: ["?a", b]',
            fixed=True,
            message="`?a` in brackets is a field name in PyYAML, so it reads another value; quote it",
        ),
        Example(
            bad="title: «&amp;» more",
            good='title: "&amp; more"',
            fixed=True,
            message="`&amp;` is an anchor to the Hub and rejected by PyYAML, so `ModelCard.load` fails; quote the value",
        ),
        Example(
            bad="title: «&a.b» x\nsource: «*a.b»",
            good="title: x\nsource: x",
            message="the name `&a.b` is rejected by PyYAML, so `ModelCard.load` fails; use letters and digits",
        ),
        Example(bad="title: «&a.b» x\n  y", good="title: x y"),
        Example(
            bad=f"license: mit\n«{'x' * 1_025}»: y",
            good=f"license: mit\n{'x' * 1_024}: y",
            message="a field name of 1,025 characters is rejected by PyYAML, so `ModelCard.load` fails; shorten it",
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
        Example(bad="«\u2028»title: one\ntags: a«\u2028»]", good="title: one\ntags: a ]", fixed=True),
        Example(
            bad="title: 'It«\x92»s'\ntags: [a] # b«\x07»",
            good="title: 'Its'\ntags: [a] # b",
            fixed=True,
            message="a control character (U+0092) is rejected by PyYAML, so `ModelCard.load` fails; remove it",
        ),
        Example(bad="title: «\u2028»]", good="title: x"),
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
        Example(good=f"? {'x' * 1_025}\n: y\nz: [{'x' * 1_025}]\nb: {'x' * 1_025}"),
        Example(good="title: \ufeffa\n\ufefftags: [a\ufeff]"),
        Example(good="widget:\n- text: Who is it?\n- {text: 'Who?'}\nx: ?y"),
        Example(good="labels: {0: a, no: b, 2: c, null: d}\n'2024': x\n!!str 5: y"),
        Example(good="title: \"one\u2028two\"\n# three\u2028\nx: 'a\u2029b'"),
        Example(good="x: &a b\ny: [*a, *a]\nz: &b c"),
    ),
)
