"""A card that git sends to LFS shows as an empty page: the Hub gets a pointer, and reads no metadata.

A pattern such as ``*.md`` or ``*`` in ``.gitattributes`` does that at the next commit. Take it out, or add the line
``README.md -filter -diff -merge text`` at the end.

Source: gitattributes(5): of the lines that match, the last decides; pages of repositories whose ``*.md`` is in LFS.
"""

from collections.abc import Iterator

from cardlint.card import Card
from cardlint.diagnostic import Severity
from cardlint.rule import Example, Found, Rule
from cardlint.rules.repository_files._attributes import ATTRIBUTES, attributes, sent_by
from cardlint.shown import shown

_CARD = "README.md"
_POINTER = "version https://git-lfs.github.com/spec/"


def check(card: Card) -> Iterator[Found]:
    if card.repository is None or ATTRIBUTES not in card.repository.top or card.source.text.startswith(_POINTER):
        return  # of a pointer, not-a-card tells
    pattern = sent_by(attributes(card.repository), _CARD)
    if pattern is not None:
        yield Found(card.top, f"{shown(pattern)} in {ATTRIBUTES} sends the card to LFS, where the Hub does not read it")


RULE = Rule(
    name="card-in-lfs",
    code="CL343",
    category="files",
    severity=Severity.ERROR,
    check=check,
    signs=("file:.gitattributes",),
    examples=(
        Example(
            bad="«---»\nlicense: mit\n---\n",
            good="version https://git-lfs.github.com/spec/v1\noid sha256:" + "0a" * 32 + "\nsize 5120\n",
            files={".gitattributes": "*.bin filter=lfs diff=lfs merge=lfs -text\n*.md filter=lfs -text\n"},
            whole=True,
            message="*.md in .gitattributes sends the card to LFS, where the Hub does not read it",
        ),
    ),
)
