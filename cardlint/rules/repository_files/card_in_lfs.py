"""Git puts the card in LFS, so the Hub gets only a pointer: it shows an empty page and reads no metadata.

A pattern such as ``*.md`` or ``*`` in ``.gitattributes`` does that at the next commit. Remove it, or add the line
``README.md !filter !diff !merge !text`` at the end.

Source: gitattributes(5): the last matching line decides; pages of repositories whose ``*.md`` is in LFS.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.repository_files._attributes import ATTRIBUTES, attributes, keep_out_of_lfs, sent_by

_CARD = "README.md"
_POINTER = "version https://git-lfs.github.com/spec/"


def check(card: Card) -> Iterator[Found]:
    if card.repository is None or ATTRIBUTES not in card.repository.top:
        return
    pointer = Span(0, len(_POINTER)) if card.source.text.startswith(_POINTER) else None
    file = attributes(card.repository)
    if file is not None and (sender := sent_by(file, _CARD)) is not None:
        message = f"{quote(sender.pattern)} puts the card in LFS, where the Hub cannot read it; remove it"
        yield Found(sender.span, message, keep_out_of_lfs(file, sender, _CARD), file=file, cause=pointer)


RULE = Rule(
    name="card-in-lfs",
    code="CL343",
    category="files",
    severity=Severity.ERROR,
    check=check,
    signs=("file:.gitattributes",),
    yields_to=("not-a-card",),
    examples=(
        Example(
            bad="license: mit",
            good="license: mit",
            files={".gitattributes": "*.bin filter=lfs diff=lfs merge=lfs -text\n«*.md» filter=lfs -text\n"},
            good_files={".gitattributes": "*.bin filter=lfs diff=lfs merge=lfs -text\n"},
            fixed=True,
            message="`*.md` puts the card in LFS, where the Hub cannot read it; remove it",
        ),
        Example(
            bad="license: mit",
            good="license: mit",
            files={".gitattributes": "«*» filter=lfs diff=lfs merge=lfs -text"},
            good_files={
                ".gitattributes": "* filter=lfs diff=lfs merge=lfs -text\nREADME.md !filter !diff !merge !text\n"
            },
            fixed=True,
        ),
    ),
)
