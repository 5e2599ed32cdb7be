"""The Hub rejects a card with a YAML tag that it does not know, such as ``!!python/tuple``.

``yaml.dump`` writes such tags for Python tuples and subclasses of ``str``. Remove the tag, or quote a value that begins
with ``!``. A tag that does not fit its value, such as ``!!int`` before a word, is rejected too.

Source: the Hub answers "unknown tag !<tag:yaml.org,2002:python/tuple>"; huggingface/datasets#6919,
huggingface_hub#1950.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Scalar, walk
from cardlint.card.front_matter.reader import ProblemKind, is_known
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule

_LONGEST = 1_000
"""Maximum length of a value that is quoted; a longer line contains many values."""

_PLAIN_DATA = ("!!python/tuple", "!!python/list", "!!python/dict", "!!python/str", "!!python/unicode")


def check(card: Card) -> Iterator[Found]:
    front_matter = card.front_matter
    problems = front_matter.problems if front_matter is not None else ()
    tags = [each for each in problems if each.kind is ProblemKind.UNKNOWN_TAG]
    root = front_matter.root if front_matter is not None and tags else None
    collections = {node.start for _, node in walk(root) if not isinstance(node, Scalar)} if root is not None else set()
    for problem in tags:
        span = problem.span
        tag = card.source.slice(span)
        if is_known(problem.detail):
            yield Found(
                span, f"the value does not fit the YAML tag {quote(tag)}, so the Hub rejects this; remove the tag"
            )
        elif tag.startswith("!!") or span.start in collections:
            message = f"the Hub rejects the unknown YAML tag {quote(tag)}; remove it"
            yield Found(span, message, _deletion(card, span, tag))
        else:
            message = f"{quote(tag)} is read as a YAML tag, which the Hub rejects; quote the value"
            yield Found(span, message, _quoting(card, span))


def _deletion(card: Card, span: Span, tag: str) -> Fix | None:
    """Remove a tag that adds nothing to its value."""
    if tag.startswith("!!") and tag not in _PLAIN_DATA:
        return None
    applicability = Applicability.SAFE if tag in _PLAIN_DATA else Applicability.UNSAFE
    return Fix("remove the tag", (edits.delete_property(card.source, span),), applicability)


def _quoting(card: Card, span: Span) -> Fix | None:
    line = card.source.line_span(span.start)
    if line.end - span.start > _LONGEST:
        return None
    whole = Span(span.start, line.start + len(card.source.slice(line).rstrip()))
    value = card.source.slice(whole)
    if any(character in value for character in '"\\#,]}'):
        return None
    return Fix("quote the value", (Edit(whole, f'"{value}"'),), Applicability.UNSAFE)


RULE = Rule(
    name="unknown-yaml-tag",
    code="CL028",
    category="syntax",
    severity=Severity.ERROR,
    hub=Verdict.REFUSES,
    check=check,
    signs=("problems",),
    examples=(
        Example(
            bad="count: «!!int» many",
            good="count: many",
            message="the value does not fit the YAML tag `!!int`, so the Hub rejects this; remove the tag",
        ),
        Example(bad="source: «!!null» ''", good="source:"),
        Example(
            bad="tags: «!!python/tuple»\n- a\n- b",
            good="tags:\n- a\n- b",
            fixed=True,
            message="the Hub rejects the unknown YAML tag `!!python/tuple`; remove it",
        ),
        Example(bad="title: «!!python/unicode» 'Demo'", good="title: 'Demo'", fixed=True),
        Example(bad="title: «!important» thing", good='title: "!important thing"', fixed=True),
        Example(
            bad="tags: «!words» [a, b]\nwidget: «!list»\n- text: a",
            good="tags: [a, b]\nwidget:\n- text: a",
            fixed=True,
            message="the Hub rejects the unknown YAML tag `!words`; remove it",
        ),
        Example(bad="a: «!!python/object:os.X»\n  b: 1", good="a:\n  b: 1"),
        Example(bad='license: «!mit» "a"', good="license: mit"),
        Example(bad="tags: [«!a» b, c]", good="tags: [a, b, c]"),
    ),
)
