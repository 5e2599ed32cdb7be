"""A card that git sends to LFS shows as an empty page: the Hub gets a pointer, and reads no metadata.

A pattern such as ``*.md`` or ``*`` in ``.gitattributes`` does that at the next commit. Take it out, or add the line
``README.md -filter -diff -merge text`` at the end.

Source: gitattributes(5): of the lines that match, the last decides; pages of repositories whose ``*.md`` is in LFS.
"""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from cardlint.card import Card
from cardlint.diagnostic import Severity
from cardlint.repository import BrokenFile
from cardlint.rule import Example, Found, Rule
from cardlint.shown import shown

_CARD = "README.md"
_POINTER = "version https://git-lfs.github.com/spec/"
_ATTRIBUTES = ".gitattributes"


def check(card: Card) -> Iterator[Found]:
    if card.repository is None or _ATTRIBUTES not in card.repository.top or card.source.text.startswith(_POINTER):
        return  # of a pointer, not-a-card tells
    try:
        text = card.repository.text(_ATTRIBUTES) or ""
    except BrokenFile:
        return
    pattern = _sent_by(text)
    if pattern is not None:
        yield Found(
            card.top, f"{shown(pattern)} in {_ATTRIBUTES} sends the card to LFS, where the Hub does not read it"
        )


def _sent_by(text: str) -> str | None:
    """Return the pattern that sends the card to LFS, or None."""
    sent_by = None
    for line in text.splitlines():
        pattern, *attributes = line.split() or ("",)
        if (
            not pattern
            or pattern.startswith("#")
            or not fnmatchcase(_CARD, pattern.removeprefix("/").removeprefix("**/"))
        ):
            continue
        for attribute in attributes:
            if attribute == "filter=lfs":
                sent_by = pattern
            elif attribute.lstrip("-!").partition("=")[0] == "filter":
                sent_by = None
    return sent_by


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
