"""A configuration that git sends to LFS is a pointer to everybody who reads it without LFS.

A pattern such as ``*.json`` in ``.gitattributes`` does that at the next commit, and puts no space to use: these files
are small. Take it out, or add a line such as ``config.json -filter -diff -merge text`` at the end.

Source: gitattributes(5): of the lines that match, the last decides; git-lfs(1), pointer files.
"""

from collections.abc import Iterator

from cardlint.card import Card
from cardlint.diagnostic import Severity
from cardlint.rule import Found, Rule
from cardlint.rules.repository_files._attributes import ATTRIBUTES, attributes, sent_by
from cardlint.shown import shown

_CONFIGS = ("config.json", "model_index.json", "adapter_config.json", "modules.json")


def check(card: Card) -> Iterator[Found]:
    if card.repository is None or ATTRIBUTES not in card.repository.top:
        return
    text = attributes(card.repository)
    for name in _CONFIGS:
        pattern = sent_by(text, name) if name in card.repository.top else None
        if pattern is not None:
            yield Found(card.top, f"{shown(pattern)} in {ATTRIBUTES} sends {name} to LFS; readers get a pointer")
            return


RULE = Rule(
    name="config-in-lfs",
    code="CL346",
    category="files",
    severity=Severity.WARNING,
    check=check,
    signs=("file:.gitattributes",),
    examples=(),
)
