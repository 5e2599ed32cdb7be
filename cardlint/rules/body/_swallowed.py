"""Where the code ends in a code block that is not closed, and what of the card's text it swallows."""

from collections.abc import Iterator
from enum import Enum

from cardlint.card.markdown import Fence
from cardlint.findings.source import Span
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple

_LINE = pattern(r"[^\n]*(?:\n|\Z)")
_SPACE = " \t\r\n\u200b\ufeff\u2060"
_OPENS = pattern(r" {0,3}(?P<mark>`{3,}|~{3,})[ \t]*[A-Za-z][^`]*$")
_HEADING = pattern(r"(?P<level>#{1,6})[ \t]+\S")
_PROMPT = pattern(  # a heading of a prompt, which is often shown as code
    r"#+[ \t]*(?:instruction|input|response|human|assistant|system|user|question|answer|context|output)s?\b[^\n]*:[ \t]*$"
)
_CODE = pattern(  # sure signs of code at the beginning of a line, or anywhere in it
    r"[@{}\[\]()$%<>\\/\"'`]|!(?!\[)|(?:import|from|def|class|for|if|while|with|return|print|try|export|pip3?|git|conda|python3?"
    r"|curl|wget|sudo|docker|cd|apt|npm|make|bash|sh|echo|mkdir|SELECT)\b(?![^\n]*[.:!?]$)|[^\s]+[ \t]*[+:]?=|[\w.]+\("
    r"|[^\n]*(?:[;{},\\]$|\w\(.*\)|->|<-|::)|[\"']?\w+[\"']?:(?:[ \t]|$)"
)
_SURE = pattern(  # Markdown that is not code
    r"\*\*[^*\n]+\*\*|!\[[^\]\n]*\]\(|(?:[-*+][ \t]+)?\[[^\]\n]+\]\(\S+\)|(?:[-*+]|\d+\.)[ \t]+(?:\*\*[^*\n]+\*\*|[A-Z][\w ]*:[ \t])"
)
_ITEM = pattern(r"(?:[-*+]|\d{1,3}[.)])[ \t]+[^\s-]")
_LINK = pattern(r"!?\[([^\]\n]*)\]\([^()\s]*\)")
_QUOTED = pattern(r"[`*_\"']")
_SENTENCE = pattern(r"[^\W\d_a-z][^=;{}<>\\|]*[.:!?)。：]$")
_WORD = pattern(r"[^\W\d_]{2,}|[\u3040-\u9fff]{2}")
_WORDY = pattern(r"[^\s>*+.-]*[^\s\d>*+.`~-]")
_MOST_WORDS_OF_CODE = 4
_TEXTUAL = frozenset(("markdown", "md", "mdx", "html", "xml", "rst", "tex", "latex", "diff"))
_DATA = frozenset(("yaml", "yml"))  # with items of their own
_PLAIN = frozenset(("", "text", "txt", "plaintext", "plain", "none", "console", "output"))


class What(Enum):
    """What follows the code of a block that is not closed."""

    HEADING = "heading"
    TEXT = "text"
    CODE_BLOCK = "code block"
    MARK = "closing mark on the line of the code"


class Rest(NamedTuple):
    """Where the code of a block ends, and what comes then: at ``span``, the line of it, or the mark itself."""

    code: Span  # from the first to the last line of code; empty if there is none
    what: What | None
    span: Span


class _CodeLine(NamedTuple):
    start: int
    text: str  # without white space around it

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def rest_of(text: str, fence: Fence) -> Rest:
    """Return where the code of ``fence`` ends, which is not closed: before a heading, text, or a further code block."""
    lines = list(_lines(text, fence.content))
    mark = text[fence.opening.start : fence.opening.end]
    mark = mark[: len(mark) - len(mark.lstrip(mark[0]))]
    for index, line in enumerate(lines):
        if not line.text:
            continue
        what = _what(lines, index, fence, mark)
        if what is None:
            continue
        if what is What.MARK:
            span = Span(line.start + len(line.text.rstrip(mark[0])), line.end)
            return Rest(_code(lines[: index + 1]), what, span)
        return Rest(_code(lines[:index]), what, Span(line.start, line.end))
    return Rest(_code(lines), None, Span(fence.content.end, fence.content.end))


def _lines(text: str, content: Span) -> Iterator[_CodeLine]:
    for match in _LINE.finditer(text, content.start, content.end):
        written = match[0].strip(_SPACE)
        if match.end() > match.start():
            yield _CodeLine(
                match.start() + len(match[0]) - len(match[0].lstrip(_SPACE)) if written else match.start(), written
            )


def _code(lines: list[_CodeLine]) -> Span:
    written = [line for line in lines if line.text]
    return (
        Span(written[0].start, written[-1].end)
        if written
        else Span(lines[0].start, lines[0].start)
        if lines
        else Span(0, 0)
    )


def _what(lines: list[_CodeLine], index: int, fence: Fence, mark: str) -> What | None:
    """Return what begins with a line that is not blank, if it is not code."""
    text = lines[index].text
    opening = _OPENS.match(text)
    if opening is not None and len(opening["mark"]) >= len(mark):
        return What.CODE_BLOCK
    if text.endswith(mark) and text.count(mark[0]) == len(mark):
        return What.MARK if _WORDY.search(text) else None  # a mark of a list or quote alone may precede an opening
    if fence.language in _TEXTUAL or _is_in_quotes(lines[:index]):
        return None
    if _HEADING.match(text):
        return What.HEADING if _is_heading(lines, index, fence) else None
    is_below_blank = index == 0 or not lines[index - 1].text
    if not is_below_blank or _is_in_brackets(lines[:index]):
        return None
    if _SURE.match(text):
        return What.TEXT
    first = next(line.text for line in lines if line.text)
    if fence.language in _PLAIN and not _CODE.match(first):
        return None  # such as the output of a program, or a prompt
    return What.TEXT if _is_sentence(text) else None


def _is_heading(lines: list[_CodeLine], index: int, fence: Fence) -> bool:
    """Return whether a line that begins with ``#`` is a heading, not a comment: text follows it, not code."""
    text = lines[index].text
    level = len(text) - len(text.lstrip("#"))
    is_below_blank = index == 0 or not lines[index - 1].text
    if _PROMPT.match(text.lower()) or (level == 1 and not is_below_blank):
        return False
    at = index + 1
    while level == 1 and at < len(lines) and lines[at].text.startswith("#") and not lines[at].text.startswith("##"):
        at += 1  # a comment of several lines
    at = next((place for place in range(at, len(lines)) if lines[place].text), len(lines))
    if at == len(lines):
        return level > 1 and is_below_blank
    following = lines[at].text
    if _HEADING.match(following):
        return _is_heading(lines, at, fence)
    if _OPENS.match(following) or _SURE.match(following) or _is_sentence(following):
        return True
    if _ITEM.match(following):
        return is_below_blank and fence.language not in _DATA
    return level > 1 and is_below_blank and not _CODE.match(following)


def _is_sentence(text: str) -> bool:
    """Return whether a line is a sentence in words."""
    plain = _QUOTED.sub("", _LINK.sub(r"\1", text))
    return len(_WORD.findall(plain)) > _MOST_WORDS_OF_CODE and _SENTENCE.match(plain) is not None


def _is_in_quotes(lines: list[_CodeLine]) -> bool:
    """Return whether a string of several lines is open."""
    return any(sum(line.text.count(quotes) for line in lines) % 2 for quotes in ('"""', "'''"))


def _is_in_brackets(lines: list[_CodeLine]) -> bool:
    opened = sum(line.text.count(mark) for line in lines for mark in "([{")
    return opened > sum(line.text.count(mark) for line in lines for mark in ")]}")
