"""An address whose beginning is misspelled, such as ``hhttps://`` or ``https:/``, leads nowhere.

Source: URL standard, schemes; in 6 of 7,116 real cards, all read, all true.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import ALL, Example, Found, Rule
from cardlint.system.lazy_pattern import pattern

_RIGHT = pattern(r"https?://(?!/|https?[:/])", re.IGNORECASE)
_BEGINNING = pattern(r"(?:h*t+p+s*(?::/+|;//|//|:(?=www\.|[\w-]+\.[a-z]{2,}/)))+", re.IGNORECASE)


def check(card: Card) -> Iterator[Found]:
    for link in (*card.markdown.links, *card.markdown.images):
        target = link.target
        if target[:1].lower() not in ("h", "t") or _RIGHT.match(target):
            continue
        written = _BEGINNING.match(target)
        if written is None or not target[written.end() :]:
            continue
        meant = "https://" if "s" in written[0].lower() else "http://"
        start = link.target_span.start
        fix = None
        if card.source.text.startswith(written[0], start):
            edit = Edit(Span(start, start + len(written[0])), meant)
            fix = Fix(f"write `{meant}`", (edit,), Applicability.UNSAFE)
        message = f"{quote(written[0])} is not the beginning of an address; write `{meant}`"
        alike = SharedCause("addresses begin with a misspelled `https://`", "correct them", quote(written[0]))
        yield Found(link.target_span, message, fix, alike=alike)


RULE = Rule(
    name="malformed-address",
    code="CL396",
    category="body",
    severity=Severity.WARNING,
    check=check,
    kinds=ALL,
    signs=("text:ttp", "text:tp:/"),
    examples=(
        Example(
            bad="[a](«hhttps://example.org/a») ![b](«https:/example.org/b.png») [c](«https://https://example.org»)\n",
            good="[a](https://example.org/a) ![b](https://example.org/b.png) [c](https://example.org)\n",
            whole=True,
            fixed=True,
            message="`hhttps://` is not the beginning of an address; write `https://`",
        ),
        Example(
            bad="[a](«ttp://example.org») [b](«https//example.org») [c](«http:///example.org») <a href='«ttps://a.b»'>d</a>\n",
            good="[a](http://example.org) [b](https://example.org) [c](http://example.org) <a href='https://a.b'>d</a>\n",
            whole=True,
            fixed=True,
        ),
    ),
    silent=(
        Example(
            good="[a](https://example.org/https://b) [b](http.py) [c](tp/a) [d](HTTPS://example.org) [e](https_note.md)\n",
            whole=True,
        ),
        Example(good="[a](ftp://example.org) [b](thttpd/a.md) `hhttps://a.b` [c](http) [d](https://)\n", whole=True),
    ),
)
