"""Which files ``.gitattributes`` sends to LFS: of the lines that match, the last decides."""

import re
from fnmatch import fnmatchcase

from cardlint.card.repository import BrokenFile, Repository
from cardlint.findings.diagnostic import Applicability, Edit, Fix
from cardlint.findings.source import Source, Span
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple

ATTRIBUTES = ".gitattributes"

_LINE = pattern(r"^[ \t]*(?P<pattern>[^\s#]\S*)(?P<values>[^\n]*)", re.MULTILINE)


class Sender(NamedTuple):
    """The line that sends a file to LFS: its pattern, and the place of that."""

    pattern: str
    span: Span


def attributes(repository: Repository) -> Source | None:
    """Return the attributes of the repository, or None where there are none, or they cannot be read."""
    try:
        return repository.source(ATTRIBUTES)
    except BrokenFile:
        return None


def sent_by(attributes: Source, name: str) -> Sender | None:
    """Return what sends the file ``name`` to LFS, or None."""
    sender = None
    for line in _LINE.finditer(attributes.text):
        if not _matches(name, line["pattern"].strip('"')):
            continue
        for value in line["values"].split():
            if value == "filter=lfs":
                sender = Sender(line["pattern"], Span(*line.span("pattern")))
            elif value.lstrip("-!").partition("=")[0] == "filter":
                sender = None
    return sender


def keep_out_of_lfs(attributes: Source, sender: Sender, name: str) -> Fix:
    """Return the fix that keeps the file ``name`` out of LFS: the line goes where it sends nothing that belongs there."""
    if sender.pattern.removeprefix("**/").removeprefix("/") in (name, "*.md"):
        edit = Edit(attributes.line_span(sender.span.start), "")
        return Fix(f"delete the line of {sender.pattern}", (edit,), Applicability.UNSAFE)
    text, end = attributes.text, attributes.line_end
    line = f"{'' if text.endswith(chr(10)) else end}{name} !filter !diff !merge !text{end}"
    return Fix(f"keep {name} out of LFS", (Edit(Span(len(text), len(text)), line),), Applicability.UNSAFE)


def _matches(name: str, pattern: str) -> bool:
    """Return whether a pattern means a file: by its name anywhere, or by its path where it has a slash."""
    bare = pattern.removeprefix("**/")
    if "/" not in bare:
        return fnmatchcase(name.rpartition("/")[2], bare)
    return fnmatchcase(name, bare.removeprefix("/"))
