"""The address of an image leads to a page about the file, so the card shows a broken picture.

Use the address of the file: ``/resolve/`` on the Hub, ``/raw/`` on GitHub. ``/blob/`` is the page.

Source: Hub documentation, download URLs; GitHub documentation, viewing files.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Edit, Fix, Severity, SharedCause
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.body._targets import hub_place


def check(card: Card) -> Iterator[Found]:
    text = card.source.text
    for image in card.markdown.images:
        if "/blob/" not in image.target or "raw=" in image.target:
            continue
        place = hub_place(image.target)
        if place is not None and place.rest.startswith("/blob/"):
            word = "resolve"
        elif image.target.startswith(("https://github.com/", "http://github.com/")):
            word = "raw"
        else:
            continue
        at = text.find("/blob/", *image.target_span)
        if at >= 0:
            place_of_word = Span(at + 1, at + 5)
            fix = Fix(f"replace with `{word}`", (Edit(place_of_word, word),))
            message = f"`blob` is a page about the image, not the image; use `{word}`"
            alike = SharedCause("images are links to pages (`blob`), not to images", f"use `{word}`")
            yield Found(place_of_word, message, fix, alike=alike)


RULE = Rule(
    name="image-of-a-page",
    code="CL313",
    category="body",
    severity=Severity.WARNING,
    check=check,
    signs=("text:/blob/",),
    examples=(
        Example(
            bad="![P](https://huggingface.co/a/b/«blob»/main/p.png) ![Q](https://github.com/a/b/«blob»/main/q.png)\n",
            good="![P](https://huggingface.co/a/b/resolve/main/p.png) ![Q](https://github.com/a/b/raw/main/q.png)\n",
            whole=True,
            fixed=True,
            message="`blob` is a page about the image, not the image; use `resolve`",
        ),
        Example(
            bad='<img alt="P" src="https://huggingface.co/datasets/a/b/«blob»/main/p.png">\n',
            good='<img alt="P" src="https://huggingface.co/datasets/a/b/resolve/main/p.png">\n',
            whole=True,
            fixed=True,
        ),
    ),
    silent=(
        Example(good="![A](https://github.com/a/b/blob/main/c.png?raw=true)\n", whole=True),
        Example(good="![A](https://example.org/blob/c.png)\n![B](https://github.com/a/b/raw/main/c.png)\n", whole=True),
    ),
)
