"""A relative link to a file that does not exist leads the reader to an error page.

Relative links lead into the repository. Correct the path, or push the file. Case matters: ``Notes.md`` is not
``notes.md``.

Source: Hub documentation, model cards; the page turns ``x.md`` into ``/owner/name/blob/main/x.md``.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.markdown import Body
from cardlint.card.markdown.entities import unescape
from cardlint.card.markdown.html import attributes
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit import file_case
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.body._targets import missing_file

_PLAYED = frozenset(("video", "audio", "source"))


def check(card: Card) -> Iterator[Found]:
    repository = card.repository
    if repository is None or not repository.known:
        return
    for target, place in sorted(_targets(card.markdown), key=lambda each: each[1]):
        path = missing_file(card, target)
        if path is None:
            continue
        if (other := file_case.look(repository, card.source, place, path)) is not None:
            yield Found(place, *other)
        else:
            yield Found(place, f"file {quote(path)} is not in the repository; correct the path, or push the file")


def _targets(body: Body) -> Iterator[tuple[str, Span]]:
    """Yield the targets of links, and the files of players."""
    yield from ((link.target, link.target_span) for link in body.links)
    for tag in body.html:
        if tag.name in _PLAYED and not tag.closing:
            for name, value, place in attributes(body.text, tag):
                if name in ("src", "poster"):
                    yield unescape(value.strip()), place


RULE = Rule(
    name="broken-body-link",
    code="CL310",
    category="body",
    severity=Severity.WARNING,
    check=check,
    signs=("files",),
    yields_to=("link-without-scheme", "link-to-own-machine"),
    examples=(
        Example(
            bad="See [the notes](«notes.md#how»).\n",
            good="See [the notes](docs/my%20notes.md), [all](./docs), [x](https://x.org), [y](#y), [z](/z).\n"
            "[w](www.example.org), [h](~/h.txt), [m](me@example.org)\n",
            whole=True,
            files={"config.json": "{}", "docs/my notes.md": ""},
            message="file `notes.md` is not in the repository; correct the path, or push the file",
        ),
        Example(
            bad='<a href="«LICENSE.md»">L</a> [r]\n\n[r]: «r.md»\n',
            good='<a href="config.json">L</a>\n',
            whole=True,
            files={"config.json": "{}"},
        ),
        Example(
            bad="<video src='«demo.mp4»' poster='https://x.org/p.png'><source src=«demo.webm»></video>\n",
            good="<video src='config.json' controls></video>\n",
            whole=True,
            files={"config.json": "{}"},
        ),
        Example(
            bad="[P](«https://huggingface.co/a/b/blob/main/gone.md#x»)\n",
            good="[P](https://huggingface.co/a/b/blob/main/p.png) [Q](https://huggingface.co/a/b/blob/v2/gone.md)\n",
            whole=True,
            files={".git/config": '[remote "origin"]\n\turl = https://huggingface.co/a/b\n', "p.png": ""},
            message="file `gone.md` is not in the repository; correct the path, or push the file",
        ),
        Example(
            bad="[N](«docs/notes.md#how»), [D](«Docs»)\n",
            good="[N](docs/Notes.md#how), [D](docs)\n",
            whole=True,
            files={"config.json": "{}", "docs/Notes.md": ""},
            fixed=True,
            message="the repository has `docs/Notes.md`, not `docs/notes.md`; correct the case",
        ),
    ),
)
