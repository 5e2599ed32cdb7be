"""HTML inside Markdown: its tags, their attributes, and the names that begin a block."""

from collections.abc import Iterator

from cardlint.card.markdown.elements import Tag
from cardlint.findings.source import Span
from cardlint.system.lazy_pattern import pattern

BLOCK_NAMES = frozenset(
    (
        "address", "article", "aside", "base", "basefont", "blockquote", "body", "caption", "center", "col",
        "colgroup", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure",
        "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr",
        "html", "iframe", "legend", "li", "link", "main", "menu", "menuitem", "nav", "noframes", "ol",
        "optgroup", "option", "p", "param", "search", "section", "summary", "table", "tbody", "td", "tfoot",
        "th", "thead", "title", "tr", "track", "ul",
    )
)  # fmt: skip
"""Elements that always begin a block of HTML. Source: CommonMark 0.31, HTML blocks."""

TAG = pattern(
    r"<(?:(?P<name>[A-Za-z][A-Za-z0-9-]*+)"
    r"(?:\s++[A-Za-z_:][A-Za-z0-9:._-]*+(?:\s*+=\s*+(?:[^\"'=<>`\x00-\x20]++|'[^']*+'|\"[^\"]*+\"))?+)*+\s*+/?"
    r"|/(?P<closed>[A-Za-z][A-Za-z0-9-]*+)\s*+)>"
)
"""An inline tag as CommonMark defines it."""

_LAX_TAG = pattern(r"<(?P<slash>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*+)(?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+>")
_ATTRIBUTE = pattern(
    r"(?<=[\s\"'/])(?P<name>[A-Za-z_:@][\w:.@-]*+)(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\s\"'=<>`]++)))?+"
)


def tags(text: str, start: int, end: int) -> Iterator[Tag]:
    """Yield the tags of a block of HTML, which a browser reads less strictly than Markdown does."""
    for found in _LAX_TAG.finditer(text, start, end):
        yield Tag(found["name"].lower(), bool(found["slash"]), Span(*found.span()))


def attributes(text: str, tag: Tag) -> Iterator[tuple[str, str, Span]]:
    """Yield the attributes of a tag: the name in lower case, the value, and the position of the value (or of the name without one)."""
    for found in _ATTRIBUTE.finditer(text, tag.span.start + 1 + len(tag.name), tag.span.end - 1):
        group = next((each for each in ("double", "single", "bare") if found[each] is not None), "name")
        yield found["name"].lower(), "" if group == "name" else found[group], Span(*found.span(group))
