"""The instructions of a Dockerfile, with where they are written. Heredocs are not read as instructions."""

import re
from collections.abc import Iterator

from cardlint.findings.source import Source, Span
from cardlint.system.named_tuple import NamedTuple

FILE = "Dockerfile"
LONGEST_FILE = 100_000
"""Characters of a Dockerfile; rules do not look into a longer one."""

_CONTINUED = re.compile(r"\\[ \t]*\r?$")
_HEREDOC = re.compile(r"<<-?[\"']?(?P<end>\w+)[\"']?")


class DockerfileInstruction(NamedTuple):
    """An instruction in upper case, and the span of what follows it, with continued lines and comments between them."""

    word: str
    span: Span


class DockerfileWord(NamedTuple):
    """A word of an instruction."""

    text: str
    span: Span


def instructions(file: Source) -> Iterator[DockerfileInstruction]:
    """Yield the instructions of a Dockerfile."""
    at, end_of_heredoc = 0, ""
    began: DockerfileInstruction | None = None
    for line in file.text.splitlines(keepends=True):
        start, at = at, at + len(line)
        text = line.strip()
        if end_of_heredoc:
            end_of_heredoc = "" if text == end_of_heredoc else end_of_heredoc
            continue
        if not text or text.startswith("#"):
            continue
        if began is None:
            word = text.split(None, 1)[0]
            first = start + line.index(word) + len(word)
            began = DockerfileInstruction(word.upper(), Span(first, first))
        began = DockerfileInstruction(began.word, Span(began.span.start, start + len(line.rstrip())))
        if _CONTINUED.search(line.rstrip("\r\n")) is None:
            heredoc = _HEREDOC.search(file.slice(began.span))
            end_of_heredoc = heredoc["end"] if heredoc is not None else ""
            yield began
            began = None
    if began is not None:
        yield began


def words(file: Source, instruction: DockerfileInstruction) -> list[DockerfileWord]:
    """Return the words of an instruction, of the form with brackets and quotes too; comments are left out."""
    text = file.slice(instruction.span)
    text = re.sub(r"(?m)^[ \t]*#[^\n]*", lambda comment: " " * len(comment[0]), text)
    start = instruction.span.start
    form = r"\"(?P<quoted>[^\"\n]*)\"" if text.lstrip().startswith("[") else r"(?P<plain>[^\s\\]+)"
    return [
        DockerfileWord(found[1], Span(start + found.start(1), start + found.end(1)))
        for found in re.finditer(form, text)
    ]
