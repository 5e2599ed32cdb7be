"""A link to an anchor that does not exist does nothing when the reader clicks it.

Correct the link. Anchors are the headings in lower case, with hyphens for spaces and without punctuation.

Source: the Hub makes anchors as GitHub does; tables of contents of 7,116 real cards.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.markdown.html import attributes
from cardlint.findings.diagnostic import Related, Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.body._targets import anchor


def check(card: Card) -> Iterator[Found]:
    body = card.markdown
    wanted = [(link, name) for link in body.links if (name := anchor(link.target)) is not None]
    if not wanted:
        return
    anchors = {name: heading.title for heading, name in zip(body.headings, body.anchors, strict=True)}
    for tag in body.html:
        for name, value, _ in attributes(body.text, tag):
            if name in ("id", "name"):
                anchors.setdefault(value.lower(), tag.span)
    spelled = {_letters(known): known for known in sorted(anchors)}
    for link, name in wanted:
        if name not in anchors and name != "top":
            near = spelled.get(_letters(name))
            hint = f"did you mean {quote(f'#{near}')}?" if near else "correct the link"
            message = f"no heading has the anchor {quote(link.target)}; {hint}"
            other = (Related(anchors[near], f"this has {quote(f'#{near}')}"),) if near else ()
            target = quote(link.target)
            alike = (
                None if near else SharedCause("links lead to anchors that no heading has", "correct the links", target)
            )
            yield Found(link.target_span, message, related=other, alike=alike)


def _letters(name: str) -> str:
    return name.replace("-", "").replace("_", "").replace(".", "")


RULE = Rule(
    name="dead-anchor",
    code="CL312",
    category="body",
    severity=Severity.INFO,
    check=check,
    signs=("text:(#", "text:href", "text:]: #"),
    examples=(
        Example(
            bad="- [How to use](«#how_to_use»)\n\n# How to use\n",
            good='- [Uses](#uses) [x](#x) [2](#uses-1)\n\n# Uses\n# Uses\n\n<a id="x"></a>\n',
            whole=True,
            message="no heading has the anchor `#how_to_use`; did you mean `#how-to-use`?",
        ),
    ),
    silent=(Example(good="[a](#top) [b](x.md#y) [c](#here)\n\n<a id='Here'></a>\n", whole=True),),
)
