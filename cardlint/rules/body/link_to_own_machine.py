"""A link to a file or a server on the author's own machine works for nobody else.

Push the file, and link to its path in the repository. A link that shows its address, and one in a sentence or section
about running a server yourself (``Open [the app](http://localhost:8501)``), promises nothing else and is fine.

Source: seen in real cards: ``file://``, ``/content/drive``, ``localhost``.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.markdown import Body, Link, Origin
from cardlint.findings.diagnostic import Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.body._above import heading_above, sentence_at
from cardlint.rules.body._targets import is_on_own_machine
from cardlint.system.lazy_pattern import pattern

_LONGEST_TEXT = 300  # characters of an HTML link that are searched for its end
_SERVER = pattern(r"https?://", re.IGNORECASE)
_SERVER_NAME = pattern(r"localhost|127\.0\.0\.1|0\.0\.0\.0", re.IGNORECASE)
_RUNNING = pattern(
    r"\b(?:open|visit|brows|navigat|go to|head to|access|reach|connect|point your|launch|run|start|serv|listen|local|host|port\b"
    r"|develop|instal|setup|set up|deploy|docker|test)",
    re.IGNORECASE,
)


def check(card: Card) -> Iterator[Found]:
    body = card.markdown
    pretending = [link for link in body.links if is_on_own_machine(link.target) and _pretends(body, link)]
    for link in (*pretending, *(image for image in body.images if is_on_own_machine(image.target))):
        target = quote(link.target)
        alike = SharedCause("links lead to your own machine", "link to files in the repository", target)
        message = f"{target} is on your own machine; link to a file in the repository"
        yield Found(link.target_span, message, alike=alike)


def _pretends(body: Body, link: Link) -> bool:
    """Return whether readers cannot see that a link leads to the author's machine."""
    if link.origin in (Origin.BARE, Origin.AUTOLINK):
        return False
    visible = _visible(body, link)
    if _address(visible) == _address(link.target):
        return False
    if _SERVER.match(link.target) is None:
        return True
    around = sentence_at(body, link.span.start)
    said = f"{visible} {body.text[around.start : link.span.start]} {body.text[link.span.end : around.end]}"
    return (
        _SERVER_NAME.search(visible) is None
        and _RUNNING.search(f"{said} {heading_above(body, link.span.start)}") is None
    )


def _visible(body: Body, link: Link) -> str:
    if link.origin is not Origin.HTML:
        return link.text
    end = body.text.find("</", link.span.end, link.span.end + _LONGEST_TEXT)
    return body.text[link.span.end : max(end, link.span.end)]


def _address(text: str) -> str:
    """Return an address without its scheme and marks, to compare what is shown with what is meant."""
    return text.strip(" *_`<>").lower().partition("://")[2].rstrip("/") or text.strip(" *_`<>").lower().rstrip("/")


RULE = Rule(
    name="link-to-own-machine",
    code="CL314",
    category="body",
    severity=Severity.WARNING,
    check=check,
    signs=(
        "text:file:",
        "text:localhost",
        "text:127.0.0.1",
        "text:0.0.0.0",
        "text:(/",
        "text:href",
        "text:src=",
        "text:(~/",
        "text:(<",
        "text:(c:",
        "text:(d:",
        "text:]: /",
    ),
    examples=(
        Example(
            bad="![Plot](«/content/drive/loss.png») and [log](«file:///home/me/log.txt»)\n",
            good="![Plot](loss.png) and [log](/datasets/a/b)\n",
            whole=True,
            message="`/content/drive/loss.png` is on your own machine; link to a file in the repository",
        ),
        Example(bad="[x](<«C:\\Users\\me\\x.png»>)\n", good="[x](x.png)\n", whole=True),
        Example(
            bad='# M\n\nTry the [demo](«http://localhost:7860») now. Run it.\n\n<a href="«http://127.0.0.1:80»">Paper</a>\n',
            good="# M\n\nTry the [demo](https://example.org) now. Run it.\n",
            whole=True,
        ),
    ),
    silent=(
        Example(good="# M\n\nThe app is at [http://localhost:8501](http://localhost:8501/).\n", whole=True),
        Example(good="# M\n\nSee [localhost:8501](http://localhost:8501) and <http://localhost:6006>.\n", whole=True),
        Example(good="# M\n\nThen open [the app](http://localhost:8501) in your browser.\n", whole=True),
        Example(good="# M\n\n## Quick start: run it locally\n\nThe [app](http://127.0.0.1:8501/docs).\n", whole=True),
        Example(good='# M\n\nSee <a href="http://localhost:80">http://localhost:80</a>.\n', whole=True),
        Example(good="# M\n\nThe log is `[file:///home/me/log](file:///home/me/log)`.\n", whole=True),
    ),
)
