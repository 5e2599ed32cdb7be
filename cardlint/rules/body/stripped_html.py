"""The page removes scripts, frames, styles and event handlers, so what they should show is not there.

Write Markdown, link to the page, or make a Space of it.

Source: Hub documentation, model cards; the page's HTML is sanitised as on GitHub.
"""

from collections.abc import Iterator

from cardlint.body.html import attributes
from cardlint.card import Card
from cardlint.diagnostic import Severity
from cardlint.pattern import pattern
from cardlint.rule import Example, Found, Rule
from cardlint.shown import shown

_REMOVED = frozenset(
    ("script", "iframe", "object", "embed", "form", "applet", "frame", "frameset", "base", "meta", "style")
)
_HANDLER = pattern(r"on[a-z]{3,}$")


def check(card: Card) -> Iterator[Found]:
    body = card.markdown
    for tag in body.html:
        if tag.closing:
            continue
        if tag.name in _REMOVED:
            yield Found(tag.span, f"the page removes <{tag.name}>; write Markdown or a link")
            continue
        if "on" in body.text[slice(*tag.span)]:
            for name, _, place in attributes(body.text, tag):
                if _HANDLER.match(name):
                    yield Found(place, f"the page removes the attribute {shown(name)}; delete it")
    if "javascript:" in body.lower:
        for link in body.links:
            if link.target.lower().startswith("javascript:"):
                yield Found(link.target_span, "the page removes javascript: links; link to a page")


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
            message="the page removes <script>; write Markdown or a link",
        ),
        Example(bad="«<style>»p {color: red}</style>\n", good="Text\n", whole=True),
        Example(bad='<p onclick="«x()»">A</p>\n', good="<p>A</p>\n", whole=True),
    ),
)
