"""The Markdown of a card apart by how much its words say: headings, prose, and code and tables.

Addresses, markup and comments are left out: their words say nothing about the card. Every pattern is linear in the
text.
"""

import re
from typing import NamedTuple

_FENCE = re.compile(r" {0,3}(?P<mark>`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}(?P<level>#{1,6})(?:[ \t]+|$)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
_LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\([^()\s]{0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,2000})?\)")
_ADDRESS = re.compile(r"(?:https?|ftp)://[^\s<>)\]]+")
_TABLE_RULE = re.compile(r"[|:\-\s]+")


class Prose(NamedTuple):
    """The text of a card's body by its parts, in the order of the card. ``code`` holds code and tables."""

    headings: list[str]
    prose: list[str]
    code: list[str]


def split(markdown: str) -> Prose:
    """Return the parts of ``markdown``."""
    parts = Prose([], [], [])
    fence = ""
    paragraph: list[str] = []
    block: list[str] = []
    for line in _COMMENT.sub(" ", markdown).split("\n"):
        line = line.rstrip("\r")
        mark = _FENCE.match(line)
        if fence:
            if mark is not None and mark["mark"].startswith(fence) and not line[mark.end() :].strip():
                fence = ""
                _close(block, parts.code, "\n")
            else:
                block.append(line)
        elif mark is not None:
            fence = mark["mark"]
            _close(paragraph, parts.prose, "\n")
        elif (heading := _HEADING.match(line)) is not None:
            _close(paragraph, parts.prose, "\n")
            parts.headings.append(_text(line[heading.end() :].rstrip("# \t")))
        elif line.lstrip().startswith("|"):
            _close(paragraph, parts.prose, "\n")
            if not _TABLE_RULE.fullmatch(line):
                parts.code.append(_text(line))
        elif not line.strip():
            _close(paragraph, parts.prose, "\n")
        elif len(paragraph) == 1 and _UNDERLINE.fullmatch(line):
            _close(paragraph, parts.headings, "\n")
        else:
            paragraph.append(line)
    _close(paragraph, parts.prose, "\n")
    _close(block, parts.code, "\n")
    return parts


def _close(lines: list[str], into: list[str], joint: str) -> None:
    if lines:
        text = joint.join(lines)
        into.append(text if "](" not in text and "://" not in text and "<" not in text else _text(text))
        lines.clear()


def _text(markdown: str) -> str:
    """Return what a reader sees: without tags and addresses."""
    shown = _LINK.sub(r"\1", _LINK.sub(r"\1", markdown))  # twice: an image can stand in a link
    return _TAG.sub(" ", _ADDRESS.sub(" ", shown)).strip()
