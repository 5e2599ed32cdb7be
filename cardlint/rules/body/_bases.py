"""What the text of a card says the model was made from: sentences with links or ids, and lines that name only a base model."""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.markdown import Body
from cardlint.findings.source import Span
from cardlint.rules.body._above import headings_around, sentence_at
from cardlint.rules.body._targets import model_id, model_links
from cardlint.system.lazy_pattern import pattern

REACH = 60
"""How many characters before a link are searched for what it is."""

_MOST = 20
"""Statements of one card that are read."""

_LONGEST_LIST = 2_000
"""Characters of a list above a statement in which the line that introduces it is searched."""

_MADE = r"(?:fine[- ]?tuned|distilled|quanti[sz]ed|converted|finetune|adapter|quantization|quants)"
_FROM = pattern(
    _MADE
    + r"(?:\s++(?:version|variant|model|checkpoint|adapter|copy))?+\s++(?:of|from|for|version\s++of)(?:\s++the)?\s++[*_`]*+\[?$",
    re.IGNORECASE,
)
_WRITTEN = r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}(?<![.-])"
# The next two are searched in the text in lower case, which is several times as fast as ignoring case.
_SENTENCE = pattern(
    r"fine[- ]?tuned(?:\s++(?:version|variant|model|checkpoint))?+\s++(?:of|from)(?:\s++the)?(?:\s++base)?(?:\s++model)?"
    rf"\s++(?:`(?P<bare>[A-Za-z][\w.]{{0,40}}-[\w.-]{{1,60}})`|[*_`]*+(?P<id>{_WRITTEN})(?![\w/-]))"
)
_LINE_SAYS = ("base model", "tuned from")
_LINE = pattern(
    r"(?:[-*+][ \t]{1,3})?[*_]*(?:fine[- ]?tuned from(?: model)?|base model)(?: \[optional\])?[*_]*:[*_]*[ \t]*"
    rf"(?:\[[^\]\n]{{1,100}}\]\((?P<target>[^)\s]{{1,200}})\)|[*_`]*(?P<id>{_WRITTEN})[*_`]*)[ \t.]*$",
    re.MULTILINE,
)
_OTHER_CARD = pattern(
    r"\b(?:original|upstream|parent|merg|ingredient|component|related|acknowledg|credit|citation|reference|changelog|history"
    r"|previous|other (?:models|versions|variants)|see also|comparison|teacher)",
    re.IGNORECASE,
)
_OF_ANOTHER = pattern(r"\b(?:which|whose|itself|originally|in turn|instead of|unlike|compared|than)\b", re.IGNORECASE)
_MERGE = pattern(r"\bmerg(?:e|es|ed|ing)\b", re.IGNORECASE)
_ID_IN_TEXT = pattern(rf"`{_WRITTEN}`|(?<![\w/:.]){_WRITTEN}(?=[^\n]{{0,40}}\b(?:is|was)\b)")
_LIST_ITEM = pattern(r"[ \t]*(?:[-*+]|[0-9]{1,3}[.)])[ \t]|[ \t]{2,}\S")
_LIKE_A_NAME = pattern(r"[^/]*/.*[0-9-]")
_QUANTIZED = frozenset(("gguf", "ggml", "gptq", "awq", "exl2", "quantized"))


def stated_bases(card: Card) -> list[tuple[str, Span]]:
    """Return the models that the text says the card's model, or another one, was made from, in the order of the text."""
    return sorted((*_linked(card), *_names_in_text(card)), key=lambda each: each[1])[:_MOST]


def is_of_another_model(card: Card, at: int) -> bool:
    """Return whether the statement at ``at`` is about another model than the card's: the base, a part of a merge, a quoted card."""
    body = card.markdown
    line = body.text[body.text.rfind("\n", 0, at) + 1 : at].lstrip()
    if line.startswith(">") or any(map(_OTHER_CARD.search, headings_around(body, at))):
        return True
    sentence = sentence_at(body, at)
    before = body.text[sentence.start : at]
    if _OF_ANOTHER.search(before) or _MERGE.search(body.text[slice(*sentence)]) or _MERGE.search(_lead(body, at)):
        return True
    own = card.repository.origin if card.repository is not None else None
    others = {model_id(link.target) for link in body.links if sentence.start <= link.span.start and link.span.end < at}
    return not others <= {None, own.id if own is not None else None} or _ID_IN_TEXT.search(before) is not None


def _lead(body: Body, at: int) -> str:
    """Return the line that introduces the list that ``at`` is in; empty outside of lists, and above a long one."""
    lines = body.text[max(body.start, at - _LONGEST_LIST) : at].split("\n")
    if not _LIST_ITEM.match(lines[-1]):
        return ""
    return next((line for line in reversed(lines) if line.strip() and not _LIST_ITEM.match(line)), "")


def _linked(card: Card) -> Iterator[tuple[str, Span]]:
    """Yield the models of links that follow ``a fine-tuned version of`` and similar words."""
    for target, link in model_links(card):
        if _FROM.search(card.source.text, max(link.span.start - REACH, card.markdown.start), link.span.start):
            yield target, link.target_span


def _names_in_text(card: Card) -> Iterator[tuple[str, Span]]:
    """Yield the models that sentences name without a link, and those of lines that name only a base model."""
    body = card.markdown
    for found in _SENTENCE.finditer(body.lower) if "tuned" in body.lower else ():
        if found["bare"] or _LIKE_A_NAME.match(found["id"]):
            span = _place(body, found, "bare" if found["bare"] else "id")
            if not body.in_code(body.start + found.start()):
                yield card.source.slice(span), span
    lines = _lines(body.lower)
    if not lines or _is_quantized(card):
        return  # the text is often from the original's card, and such a line names the base of that one
    for found in lines:
        span = _place(body, found, "target" if found["target"] else "id")
        written = card.source.slice(span)
        target = model_id(written) if found["target"] else written
        if target is not None and "/" in target and not body.in_code(body.start + found.start()):
            yield target, span


def _lines(lower: str) -> list[re.Match[str]]:
    """Return the lines that name only a base model."""
    starts = set()
    for words in _LINE_SAYS:
        at = lower.find(words)
        while at >= 0:
            starts.add(lower.rfind("\n", 0, at) + 1)
            at = lower.find(words, at + 1)
    lines = (_LINE.match(lower, start) for start in sorted(starts))
    return [line for line in lines if line is not None]


def _place(body: Body, found: re.Match[str], group: str) -> Span:
    start, end = found.span(group)
    return Span(body.start + start, body.start + end)


def _is_quantized(card: Card) -> bool:
    words = {
        value.lower() for field in ("tags", "base_model_relation", "library_name") for value, _ in card.strings(field)
    }
    return not words.isdisjoint(_QUANTIZED)
