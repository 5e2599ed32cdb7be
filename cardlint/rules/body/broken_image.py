"""An image that is not in the repository shows as a broken picture.

Correct the path, or push the file.

Source: Hub documentation, model cards; the page turns ``x.png`` into ``/owner/name/resolve/main/x.png``.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.body._targets import missing_file


def check(card: Card) -> Iterator[Found]:
    repository = card.repository
    if repository is None or not card.markdown.images or not repository.known:
        return
    for image in card.markdown.images:
        path = missing_file(card, image.target)
        if path is not None:
            yield Found(
                image.target_span, f"image {quote(path)} is not in the repository; correct the path, or push the file"
            )


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
    ),
)
