"""Whether a code block that is not closed swallows something other than code."""

from cardlint.card.markdown import Fence
from cardlint.system.lazy_pattern import pattern

_HEADING = pattern(r"(?P<marks>#{1,6})[ \t]+\S")
_ITEM = pattern(r"(?:[-*+]|[0-9]{1,3}[.)])[ \t]+\S")
_MARKED = pattern(r"\*\*[^*\s][^*]*\*\*|!?\[[^\]]*\]\(|\|.*\|$")  # of Markdown alone
_PROSE = pattern(r"[A-Z][\w'’-]*[,:]?(?: [\w'’()\"-]+[,:;]?){2}[^={}\[\]<>;]*[\w.!?:)]$")
_LINK_IN_TEXT = pattern(r"[A-Z].*\]\(")
_TEXT_LANGUAGES = frozenset(("md", "markdown", "mdx", "text", "txt", "plaintext", "plain", "rst"))
_DATA_LANGUAGES = frozenset(("yaml", "yml"))  # with items of their own
_BLANK = " \t\u200b\ufeff"


def swallows_text(text: str, fence: Fence) -> bool:
    """Return whether the content of ``fence`` has a heading with text below it, or Markdown between lines of code.

    Where the language is text, a heading may be part of it; ``# comment`` is one where there is a language.
    """
    if fence.language in _TEXT_LANGUAGES:
        return False
    lines = [line.strip(_BLANK) for line in text[slice(*fence.content)].split("\n")]
    return any(_begins_section(lines, at, fence) or _is_lost_text(lines, at, fence) for at in range(len(lines)))


def _begins_section(lines: list[str], at: int, fence: Fence) -> bool:
    heading = _HEADING.match(lines[at])
    if heading is None or (at > 0 and lines[at - 1]) or (fence.language and len(heading["marks"]) == 1):
        return False
    below = next((lines[index] for index in range(at + 1, len(lines)) if lines[index]), "")
    if _HEADING.match(below) is not None:
        return len(heading["marks"]) > 1
    if _ITEM.match(below) is not None:
        return fence.language not in _DATA_LANGUAGES
    return any(form.match(below) is not None for form in (_MARKED, _PROSE, _LINK_IN_TEXT))


def _is_lost_text(lines: list[str], at: int, fence: Fence) -> bool:
    return bool(fence.language) and at > 0 and not lines[at - 1] and _MARKED.match(lines[at]) is not None
