"""The Hub removes scripts, frames, styles and event handlers from the page, so readers never see what they would show.

Use Markdown, link to the page, or make it a Space.

Source: Hub documentation, model cards; the page's HTML is sanitized as on GitHub.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice

from cardlint.card.card import Card
from cardlint.card.markdown import Link, Origin, Tag
from cardlint.card.markdown.html import attributes
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.system.lazy_pattern import pattern

_REMOVED = frozenset(
    ("script", "iframe", "object", "embed", "form", "applet", "frame", "frameset", "base", "meta", "style")
)
_OF_THE_HEAD = ("meta", "base")
_CODE = ("script", "style")
_NEVER_SHOWN = pattern(r"<(script|style)\b.*?</\1>|<(?:meta|base)\b[^>]*>", re.IGNORECASE | re.DOTALL)
_LONGEST = 1_000  # characters of a section that are read on either side
_WIDEST = 8  # equal sign, spaces and quotation mark between an attribute and its value
_ADDRESS = pattern(r"https?://[^\s()<>\[\]\"'\\]+")
_BUTTON = pattern(r"[/.-](?:[a-z]*btns?|buttons?|badges?)(?![a-z])", re.IGNORECASE)
_HEIGHT_OF_A_BUTTON = 60  # pixels
_HANDLER = pattern(r"on[a-z]{3,}$")


def check(card: Card) -> Iterator[Found]:
    body = card.markdown
    for index, tag in enumerate(body.html):
        if tag.closing:
            continue
        if tag.name in _REMOVED:
            message = f"the Hub removes `<{tag.name}>`; use Markdown or a link"
            alike = SharedCause("HTML tags are removed by the Hub", "use Markdown or links", f"`<{tag.name}>`")
            yield Found(tag.span, message, _without_tag(card, index), alike=alike)
            continue
        if "on" in body.text[slice(*tag.span)]:
            for name, _, place in attributes(body.text, tag):
                if _HANDLER.match(name):
                    message = f"the Hub removes the attribute {quote(name)}; delete it"
                    yield Found(place, message, _without_attribute(card, tag, name, place))
    if "javascript:" in body.lower:
        for link in body.links:
            if link.target.lower().startswith("javascript:"):
                yield Found(
                    link.target_span, "the Hub removes `javascript:` links; link to a page", _only_text(card, link)
                )


def _without_tag(card: Card, index: int) -> Fix | None:
    """Delete what is never shown: code with its tags, tags of a page's head. A frame becomes a link."""
    tags, source = card.markdown.html, card.source
    tag, closing = tags[index], _closing(tags, index)
    if tag.name == "iframe":
        return _link(card, tag, closing)
    end = tag.span.end
    if tag.name in _CODE:
        if closing is None:
            return None
        end = closing.span.end
    elif tag.name not in _OF_THE_HEAD:
        return None
    if _is_all(card, tag.span.start, end):
        return None  # its section would be empty
    first, last = source.line_span(tag.span.start), source.line_span(end - 1)
    alone = not (source.text[first.start : tag.span.start] + source.text[end : last.end]).strip()
    span = Span(first.start, last.end) if alone else Span(tag.span.start, end)
    return Fix(f"delete `<{tag.name}>`", (Edit(span, ""),), Applicability.UNSAFE)


def _closing(tags: Sequence[Tag], index: int) -> Tag | None:
    """Return the tag that closes the one at ``index``, unless another tag with this name opens before it."""
    name = tags[index].name
    following = next((tag for tag in islice(tags, index + 1, None) if tag.name == name), None)
    return following if following is not None and following.closing else None


def _link(card: Card, frame: Tag, closing: Tag | None) -> Fix | None:
    """Link to what a frame should show: in Markdown, or with a tag inside other HTML, where Markdown is plain text."""
    body = card.markdown
    address = next((value for name, value, _ in attributes(body.text, frame) if name == "src"), "")
    if not _ADDRESS.fullmatch(address) or _is_button(body.text, frame, address):
        return None
    span = Span(frame.span.start, (closing or frame).span.end)
    is_in_html = any(block.start <= span.start < block.end and block != span for block in body.html_blocks)
    link = f'<a href="{address}">{address}</a>' if is_in_html else f"[{address}]({address})"
    return Fix("replace with a link", (Edit(span, link),), Applicability.UNSAFE)


def _is_button(text: str, frame: Tag, address: str) -> bool:
    """Return whether a frame shows a button or a badge, which is not a page to visit: it is small, or its address says so."""
    heights = (value.removesuffix("px") for name, value, _ in attributes(text, frame) if name == "height")
    return _BUTTON.search(address) is not None or any(
        value.isdecimal() and int(value) <= _HEIGHT_OF_A_BUTTON for value in heights
    )


def _only_text(card: Card, link: Link) -> Fix | None:
    """Keep only the text of a link."""
    start, end = link.span.start + 1, link.span.start + 1 + len(link.text)
    around = [Span(link.span.start, start), Span(end, link.span.end)]
    if link.origin is Origin.HTML:
        tags = card.markdown.html
        index = bisect_left(tags, link.span, key=lambda tag: tag.span)
        closing = _closing(tags, index)
        if closing is None:
            return None
        around = [link.span, closing.span]
    elif link.origin is Origin.AUTOLINK:
        return None
    return Fix("keep only the text", tuple(Edit(span, "") for span in around), Applicability.UNSAFE)


def _is_all(card: Card, start: int, end: int) -> bool:
    """Return whether the section around ``start`` to ``end`` contains only such tags."""
    sections = card.markdown.sections
    at = bisect_right(sections, start, key=lambda section: section.own.start) - 1
    if at < 0:
        return False
    own = sections[at].own
    rest = (
        card.source.text[own.start : min(start, own.start + _LONGEST)]
        + card.source.text[end : min(own.end, end + _LONGEST)]
    )
    return not _NEVER_SHOWN.sub("", rest).strip()


def _without_attribute(card: Card, tag: Tag, name: str, value: Span) -> Fix | None:
    text = card.source.text
    start = value.start
    if text[slice(*value)].lower() != name:  # an attribute without a value is its name
        low = max(tag.span.start, start - len(name) - _WIDEST)
        start = low + text[low:start].lower().rfind(name)
    end = value.end + 1 if text[value.end] in "\"'" else value.end
    if start <= tag.span.start or text[start - 1] not in " \t":
        return None
    while text[start - 1] in " \t":
        start -= 1
    return Fix("delete the attribute", (Edit(Span(start, end), ""),))


RULE = Rule(
    name="stripped-html",
    code="CL319",
    category="body",
    severity=Severity.WARNING,
    check=check,
    signs=(
        "text:<script",
        "text:<iframe",
        "text:<object",
        "text:<embed",
        "text:<form",
        "text:<applet",
        "text:<frame",
        "text:<base",
        "text:<meta",
        "text:<style",
        "text:onclick",
        "text:onload",
        "text:onerror",
        "text:onmouse",
        "text:onchange",
        "text:onsubmit",
        "text:onfocus",
        "text:onblur",
        "text:onkey",
        "text:ontoggle",
        "text:javascript:",
    ),
    examples=(
        Example(
            bad="«<script src='x.js'>»</script>\n\nText «<iframe src='y'>»</iframe> [z](«javascript:z()»)\n",
            good="`<script>` <b>Text</b> <video src='y.mp4'></video>\n",
            whole=True,
            message="the Hub removes `<script>`; use Markdown or a link",
        ),
        Example(
            bad="Text\n\n«<style>»\np {color: red}\n</style>\n\nMore «<style>»p {}</style>text\n",
            good="Text\n\n\nMore text\n",
            whole=True,
            fixed=True,
        ),
        Example(
            bad="[a *b*](«javascript:b()») and <a href='«javascript:void(0)»'>c</a>, [d][d]\n\n[d]: «javascript:d()»\n",
            good="a *b* and c, d\n\n[d]: javascript:d()\n",
            whole=True,
            fixed=True,
        ),
        Example(
            bad="«<iframe src='https://x.y'>»</iframe>\n\nA «<iframe width='5' src=\"https://x.y/z\">»</iframe>.\n\n"
            "<p>\n«<iframe src='https://x.y'>»<p>No frames</p></iframe></p>\n",
            good="[https://x.y](https://x.y)\n\nA [https://x.y/z](https://x.y/z).\n\n"
            '<p>\n<a href="https://x.y">https://x.y</a></p>\n',
            whole=True,
            fixed=True,
        ),
        Example(
            bad="«<iframe src='https://ghbtns.example/github-btn.html?user=a'>»</iframe>\n\n"
            "«<iframe src='https://x.y/stars' height='30px'>»</iframe>\n",
            good="[Star it](https://x.y)\n",
            whole=True,
        ),
        Example(
            bad="<p class='a' onclick=\"«x()»\"  ONLOAD = «y» «onblur»>A</p>\n",
            good="<p class='a'>A</p>\n",
            whole=True,
            fixed=True,
        ),
        Example(bad="# M\n\n## Plot\n\n«<script src='x.js'>»</script>\n", good="# M\n\n## Plot\n", whole=True),
        Example(
            bad="<div>\n«<meta charset='utf-8'>»\nA «<script>»\nx()\n</script>\n</div>\n",
            good="<div>\nA \n</div>\n",
            whole=True,
            fixed=True,
        ),
        Example(bad="«<script>» const a = 1\n", good="Text\n", whole=True),
        Example(bad="<«javascript:a()»>\n", good="<https://example.org>\n", whole=True),
        Example(bad="<a href='«javascript:a()»'>Text\n", good="Text\n", whole=True),
        Example(bad="«<form>»\n\nText\n", good="Text\n", whole=True),
    ),
    silent=(Example(good="# A\n\n<b>Text on a <i>page</i></b> javascript: none\n", whole=True),),
)
