"""Which files ``.gitattributes`` puts in LFS: the last matching line decides."""

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
    """The line that puts a file in LFS: its pattern, and the place of the pattern."""

    pattern: str
    span: Span


def attributes(repository: Repository) -> Source | None:
    """Return the attributes of the repository, or None if there are none or they cannot be read."""
    try:
        return repository.source(ATTRIBUTES)
    except BrokenFile:
        return None


def sent_by(attributes: Source, name: str) -> Sender | None:
    """Return what puts the file ``name`` in LFS, or None."""
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
    """Return the fix that keeps the file ``name`` out of LFS: the line is removed if it matches nothing that belongs there."""
    if sender.pattern.removeprefix("**/").removeprefix("/") in (name, "*.md"):
        edit = Edit(attributes.line_span(sender.span.start), "")
        return Fix(f"remove the line of `{sender.pattern}`", (edit,), Applicability.UNSAFE)
    text, end = attributes.text, attributes.line_end
    line = f"{'' if text.endswith(chr(10)) else end}{name} !filter !diff !merge !text{end}"
    return Fix(f"keep `{name}` out of LFS", (Edit(Span(len(text), len(text)), line),), Applicability.UNSAFE)


def _matches(name: str, pattern: str) -> bool:
    """Return whether a pattern matches a file: by its name in any folder, or by its path if the pattern has a slash."""
    bare = pattern.removeprefix("**/")
    if "/" not in bare:
        return fnmatchcase(name.rpartition("/")[2], bare)
    return fnmatchcase(name, bare.removeprefix("/"))
