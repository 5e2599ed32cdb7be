"""A link that names its own repository in full breaks when the repository is renamed, moved or copied.

Use only the path.

Source: Hub documentation, repository settings: a new name redirects, a copy does not.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.markdown import Link, Origin
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.body._targets import file_path, own_path
from cardlint.system.lazy_pattern import pattern

_PLAIN = pattern(r"[\w./?#=&%+~-]+")


def check(card: Card) -> Iterator[Found]:
    if "huggingface.co/" not in card.markdown.lower and "hf.co/" not in card.markdown.lower:
        return
    repository = card.repository
    if repository is None:
        return
    for link in (*card.markdown.links, *card.markdown.images):
        path = own_path(card, link.target)
        file = file_path(path) if path is not None else None
        if path is None or file is None:
            continue
        fix = _fix(card, link, path) if repository.has(file) else None
        yield Found(link.target_span, f"this link names the card's own repository; use the path {quote(path)}", fix)


def _fix(card: Card, link: Link, path: str) -> Fix | None:
    edit = Edit(link.target_span, path)
    if link.origin in (Origin.AUTOLINK, Origin.BARE):  # a bare path is not a link
        inside = card.source.text[link.span.start - 1 : link.span.start] == ">"  # perhaps the text of an HTML link
        if inside or not _PLAIN.fullmatch(path):
            return None
        edit = Edit(link.span, f"[{path}]({path})")
    return Fix(f"replace with {quote(path)}", (edit,), Applicability.UNSAFE)


RULE = Rule(
    name="absolute-own-link",
    code="CL317",
    category="body",
    severity=Severity.INFO,
    check=check,
    signs=("text:/blob/main/", "text:/resolve/main/", "text:/raw/main/"),
    yields_to=("broken-body-link", "broken-image"),
    examples=(
        Example(
            bad="![P](«https://huggingface.co/a/b/resolve/main/p.png»)\n",
            good="![P](p.png)\n",
            whole=True,
            fixed=True,
            files={".git/config": '[remote "origin"]\n\turl = https://huggingface.co/a/b\n', "p.png": ""},
        ),
        Example(
            bad="See <«https://huggingface.co/a/b/blob/main/p.png»> or «https://hf.co/a/b/blob/main/p.png».\n",
            good="See [p.png](p.png) or [p.png](p.png).\n",
            whole=True,
            fixed=True,
            files={".git/config": '[remote "origin"]\n\turl = https://huggingface.co/a/b\n', "p.png": ""},
        ),
        Example(
            bad="![P](«https://huggingface.co/a/b/resolve/main/p.png»)\n",
            good="![P](https://huggingface.co/a/b/resolve/main/gone.png)\n",
            whole=True,
            files={".git/config": '[remote "origin"]\n\turl = https://huggingface.co/a/b\n', "p.png": ""},
        ),
    ),
)
