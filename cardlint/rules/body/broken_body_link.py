"""A relative link to a file that is not there leads the reader to an error page.

Relative links lead into the repository. Correct the path, or push the file.

Source: Hub documentation, model cards; the page turns ``x.md`` into ``/owner/name/blob/main/x.md``.
"""

from collections.abc import Iterator

from cardlint.card import Card
from cardlint.diagnostic import Severity
from cardlint.rule import Example, Found, Rule
from cardlint.rules.body._targets import file_in
from cardlint.shown import shown


def check(card: Card) -> Iterator[Found]:
    repository = card.repository
    if repository is None or not card.markdown.links or not repository.known:
        return
    for link in card.markdown.links:
        path = file_in(card, link.target)
        if path is not None and not repository.has(path):
            yield Found(link.target_span, f"there is no file {shown(path)} in the repository")


RULE = Rule(
    name="broken-body-link",
    code="CL310",
    category="body",
    severity=Severity.WARNING,
    check=check,
    signs=("files",),
    examples=(
        Example(
            bad="See [the notes](«notes.md#how»).\n",
            good="See [the notes](docs/my%20notes.md), [all](./docs), [x](https://x.org), [y](#y), [z](/z).\n",
            whole=True,
            files={"config.json": "{}", "docs/my notes.md": ""},
            message="there is no file notes.md in the repository",
        ),
        Example(
            bad='<a href="«LICENSE.md»">L</a> [r]\n\n[r]: «r.md»\n',
            good='<a href="config.json">L</a>\n',
            whole=True,
            files={"config.json": "{}"},
        ),
        Example(
            bad="[P](«https://huggingface.co/a/b/blob/main/gone.md#x»)\n",
            good="[P](https://huggingface.co/a/b/blob/main/p.png) [Q](https://huggingface.co/a/b/blob/v2/gone.md)\n",
            whole=True,
            files={".git/config": '[remote "origin"]\n\turl = https://huggingface.co/a/b\n', "p.png": ""},
            message="there is no file gone.md in the repository",
        ),
    ),
)
