"""An image that is not in the repository shows as a broken picture.

Correct the path, or push the file. Case matters: ``Plot.png`` is not ``plot.png``. The ``thumbnail`` of a model or a
dataset is an image as well.

Source: Hub documentation, model cards; the page turns ``x.png`` into ``/owner/name/resolve/main/x.png``.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit import file_case
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.body._targets import missing_file
from cardlint.system.lazy_pattern import pattern

_IMAGE = pattern(r"\.(?:png|jpe?g|gif|webp|svg)$", re.IGNORECASE)


def check(card: Card) -> Iterator[Found]:
    repository = card.repository
    images = [*_thumbnail(card), *((image.target, image.target_span) for image in card.markdown.images)]
    if repository is None or not images or not repository.known:
        return
    for target, place in images:
        path = missing_file(card, target)
        if path is None:
            continue
        if (other := file_case.look(repository, card.source, place, path)) is not None:
            yield Found(place, *other)
        else:
            yield Found(place, f"image {quote(path)} is not in the repository; correct the path, or push the file")


def _thumbnail(card: Card) -> Iterator[tuple[str, Span]]:
    """Yield the image of the social card, unless it belongs to a Space, where it has to be a URL."""
    if card.kind is not Kind.SPACE:
        yield from ((target, place) for target, place in card.strings("thumbnail") if _IMAGE.search(target))


RULE = Rule(
    name="broken-image",
    code="CL311",
    category="body",
    severity=Severity.WARNING,
    check=check,
    signs=("files",),
    yields_to=("link-without-scheme", "link-to-own-machine"),
    examples=(
        Example(
            bad='![Plot](«plots/loss.png») <img src="«logo.svg»" alt="Logo">\n',
            good="![Plot](plots/acc.png)\n",
            whole=True,
            files={"config.json": "{}", "plots/acc.png": ""},
            message="image `plots/loss.png` is not in the repository; correct the path, or push the file",
        ),
        Example(
            bad="![P](«https://huggingface.co/a/b/resolve/main/gone.png»)\n",
            good="![P](https://huggingface.co/a/b/resolve/main/p.png) ![Q](https://huggingface.co/a/c/resolve/main/gone.png)\n",
            whole=True,
            files={".git/config": '[remote "origin"]\n\turl = https://huggingface.co/a/b\n', "p.png": ""},
            message="image `gone.png` is not in the repository; correct the path, or push the file",
        ),
        Example(
            bad="---\nthumbnail: «Logo.png»\n---\n![P](«./plots/Loss%20A.png») <img src='«Logo.png»' alt='x'> ![Q](«logo.PNG»)\n",
            good="---\nthumbnail: logo.png\n---\n![P](./plots/loss%20A.png) <img src='logo.png' alt='x'> ![Q](logo.png)\n",
            whole=True,
            files={"config.json": "{}", "plots/loss A.png": "", "logo.png": ""},
            message="the repository has `logo.png`, not `Logo.png`; correct the case",
        ),
        Example(
            bad="![P](«Plots/Loss.png»)\n",
            good="![P](plots/loss.png)\n",
            whole=True,
            files={"config.json": "{}", "plots/loss.png": ""},
            fixed=True,
            message="the repository has `plots/loss.png`, not `Plots/Loss.png`; correct the case",
        ),
    ),
    silent=(
        Example(good="thumbnail: an image", files={"config.json": "{}"}),
        Example(good="thumbnail: gone.png\nsdk: gradio", kind=Kind.SPACE, files={"app.py": ""}),
    ),
)
