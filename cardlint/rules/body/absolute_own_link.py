"""A link into the own repository that names it breaks when the repository is renamed, moved or copied.

Write the path alone.

Source: Hub documentation, repository settings: a new name redirects, a copy does not.
"""

from collections.abc import Iterator

from cardlint.card import Card
from cardlint.diagnostic import Applicability, Edit, Fix, Severity
from cardlint.rule import Example, Found, Rule
from cardlint.rules.body._targets import hub_place
from cardlint.shown import shown


def check(card: Card) -> Iterator[Found]:
    if "huggingface.co/" not in card.markdown.lower and "hf.co/" not in card.markdown.lower:
        return
    origin = card.repository.origin if card.repository is not None else None
    if origin is None:
        return
    for link in (*card.markdown.links, *card.markdown.images):
        place = hub_place(link.target)
        if place is None or (place.kind, place.id.lower()) != (origin[0], origin[1].lower()):
            continue
        for page in ("/blob/main/", "/resolve/main/", "/raw/main/"):
            path = place.rest.removeprefix(page)
            if path and path != place.rest:
                fix = Fix(f"write {shown(path)}", (Edit(link.target_span, path),), Applicability.UNSAFE)
                yield Found(link.target_span, f"this leads into the card's own repository; write {shown(path)}", fix)


RULE = Rule(
    name="absolute-own-link",
    code="CL317",
    category="body",
    severity=Severity.INFO,
    check=check,
    signs=("text:/blob/main/", "text:/resolve/main/", "text:/raw/main/"),
    examples=(
        Example(
            bad="![P](«https://huggingface.co/a/b/resolve/main/p.png»)\n",
            good="![P](p.png)\n",
            whole=True,
            fixed=True,
            files={".git/config": '[remote "origin"]\n\turl = https://huggingface.co/a/b\n', "p.png": ""},
        ),
    ),
)
