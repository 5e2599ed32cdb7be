"""The text names a different base model than the metadata, so the reader does not know what was fine-tuned.

Correct the wrong one. The Hub draws the model tree from ``base_model``. What the text says of other models does not count:
the base's own base, a model in a list to be merged, the quoted card of the original. If the text also names the model of
``base_model``, nothing is reported.

Source: Hub documentation, model cards, base_model; consistency.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.markdown import Body
from cardlint.findings.diagnostic import Related, Severity
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.body._above import headings_around, sentence_at
from cardlint.rules.body._targets import model_id
from cardlint.system.lazy_pattern import pattern

REACH = 60
"""How many characters before a link are searched for what it is."""

_MOST = 20
"""Statements of one card that are read."""

_LONGEST_LIST = 2_000
"""Characters of a list above a statement in which the line that introduces it is searched."""

_ID = pattern(r"(?:[a-z0-9][\w.-]*/)?[a-z0-9][\w.-]*")
_MADE = r"(?:fine[- ]?tuned|distilled|quanti[sz]ed|converted|finetune|adapter|quantization|quants)"
_FROM = pattern(
    _MADE
    + r"(?:\s++(?:version|variant|model|checkpoint|adapter|copy))?+\s++(?:of|from|for|version\s++of)(?:\s++the)?\s++[*_`]*+\[?$",
    re.IGNORECASE,
)
_WRITTEN = r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}(?<![.-])"
_SENTENCE = pattern(
    r"fine[- ]?tuned(?:\s++(?:version|variant|model|checkpoint))?+\s++(?:of|from)(?:\s++the)?(?:\s++base)?(?:\s++model)?"
    rf"\s++(?:`(?P<bare>[A-Za-z][\w.]{{0,40}}-[\w.-]{{1,60}})`|[*_`]*+(?P<id>{_WRITTEN})(?![\w/-]))",
    re.IGNORECASE,
)
_LINE = pattern(
    r"^(?:[-*+][ \t]{1,3})?[*_]*(?:fine[- ]?tuned from(?: model)?|base model)(?: \[optional\])?[*_]*:[*_]*[ \t]*"
    rf"(?:\[[^\]\n]{{1,100}}\]\((?P<target>[^)\s]{{1,200}})\)|[*_`]*(?P<id>{_WRITTEN})[*_`]*)[ \t.]*$",
    re.IGNORECASE | re.MULTILINE,
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


def check(card: Card) -> Iterator[Found]:
    bases = {value.lower() for value, _ in card.strings("base_model")}
    names = {base.rpartition("/")[2] for base in bases}
    if not bases or not all(_ID.fullmatch(base) for base in bases):
        return
    said = sorted((*_linked(card), *_names_in_text(card)), key=lambda each: each[1])[:_MOST]
    if any(_is_named(target.lower(), bases, names) for target, _ in said):
        return
    for target, place in said:
        if not _is_of_another_model(card, place.start):
            stated, span = next(card.strings("base_model"))
            message = f"the text says {quote(target)}, but `base_model` is {quote(stated)}; correct one of them"
            yield Found(place, message, related=(Related(span, "`base_model` is here"),))


def _is_named(target: str, bases: set[str], names: set[str]) -> bool:
    """Return whether ``target`` is a base model or has its name; without an owner, it may be a short form of one."""
    owner, _, name = target.rpartition("/")
    return target in bases or name in names or (not owner and any(name in base or base in name for base in names))


def _is_of_another_model(card: Card, at: int) -> bool:
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
    for link in card.markdown.links:
        target = model_id(link.target)
        if target is None or ("/" not in target and "-" not in target):  # a user's page
            continue
        if _FROM.search(card.source.text, max(link.span.start - REACH, card.markdown.start), link.span.start):
            yield target, link.target_span


def _names_in_text(card: Card) -> Iterator[tuple[str, Span]]:
    """Yield the models that sentences name without a link, and those of lines that name only a base model."""
    body = card.markdown
    if "tuned" not in body.lower and "base model" not in body.lower:
        return
    for found in _SENTENCE.finditer(body.text, body.start):
        if not body.in_code(found.start()) and (found["bare"] or _LIKE_A_NAME.match(found["id"])):
            yield found["bare"] or found["id"], Span(*found.span("bare" if found["bare"] else "id"))
    if _is_quantized(card):
        return  # the text is often from the original's card, and such a line names the base of that one
    for found in _LINE.finditer(body.text, body.start):
        if not body.in_code(found.start()):
            target = model_id(found["target"]) if found["target"] else found["id"]
            if target is not None and "/" in target:
                yield target, Span(*found.span("target" if found["target"] else "id"))


def _is_quantized(card: Card) -> bool:
    words = {
        value.lower() for field in ("tags", "base_model_relation", "library_name") for value, _ in card.strings(field)
    }
    return not words.isdisjoint(_QUANTIZED)


_CARD = """\
---
base_model: google-bert/bert-base-cased
---
A fine-tuned version of [this model]({}), like [another](https://huggingface.co/example-org/another).
"""
_BARE = "---\nbase_model: example-org/film-base\n---\n# M\n\n{}"

RULE = Rule(
    name="contradicting-base-model",
    code="CL324",
    category="body",
    severity=Severity.WARNING,
    kinds=(Kind.MODEL,),
    check=check,
    fields=("base_model",),
    examples=(
        Example(
            bad=_CARD.format("«https://huggingface.co/google-bert/bert-base-uncased»"),
            good=_CARD.format("https://huggingface.co/bert-base-cased"),
            whole=True,
            message="the text says `google-bert/bert-base-uncased`, but `base_model` is `google-bert/bert-base-cased`; correct one of them",
        ),
        Example(
            bad=_BARE.format("- **Finetuned from model [optional]:** «example-org/film-large»\n"),
            good=_BARE.format("- **Finetuned from model [optional]:** A base, and Example-Org/film-base\n"),
            whole=True,
        ),
        Example(
            bad=_BARE.format("It was fine-tuned from `«example-org/film-2»`. It is fine-tuned from `«film-large»`.\n"),
            good=_BARE.format("It was fine-tuned from `other-org/film-base`, fine-tuned from `film` and/or texts.\n"),
            whole=True,
        ),
        Example(
            bad=_BARE.format("**Base model**: [large](«https://huggingface.co/example-org/film-large»)\n"),
            good=_BARE.replace("base_model", "tags: [gguf]\nbase_model").format("Base model: example-org/film-large\n"),
            whole=True,
        ),
    ),
    silent=(
        Example(
            good=_BARE.format(
                "A fine-tuned version of [film-base](https://huggingface.co/example-org/film-base). The"
                " [film-base](https://huggingface.co/example-org/film-base) was originally fine-tuned from"
                " [film](https://huggingface.co/example-org/film).\n"
            ),
            whole=True,
        ),
        Example(
            good=_BARE.format("Built on `example-org/film-base`, fine-tuned from `example-org/film-2`.\n"), whole=True
        ),
        Example(
            good=_BARE.format("A model for films, whose teacher was fine-tuned from `example-org/film-2`.\n"),
            whole=True,
        ),
        Example(
            good=_BARE.format("# Original Model Description\n\nIt was fine-tuned from `example-org/film-2`.\n"),
            whole=True,
        ),
        Example(good=_BARE.format("> It was fine-tuned from `example-org/film-2`.\n"), whole=True),
        Example(
            good=_BARE.format(
                "A merge of these models:\n\n* [a](https://huggingface.co/example-org/a)\n* B, fine-tuned from"
                " [film](https://huggingface.co/example-org/film-2)\n"
            ),
            whole=True,
        ),
        Example(
            good=_BARE.format(
                "[Another](https://huggingface.co/someone/another) is a fine-tuned version of"
                " [film](https://huggingface.co/example-org/film-2).\n"
            ),
            whole=True,
        ),
        Example(good=_BARE.format("A fine-tuned version of [M](https://huggingface.co/someone).\n"), whole=True),
        Example(
            good="---\nbase_model: ./local path\n---\nA fine-tuned version of [M](https://huggingface.co/example-org/other).\n",
            whole=True,
        ),
    ),
)
