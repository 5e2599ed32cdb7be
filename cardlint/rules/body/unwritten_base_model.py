"""The text names the model that this one was made from, but the metadata does not, so the Hub cannot connect the two.

Add it as ``base_model``. The Hub then shows this model in the tree of its base, and search finds it there. What the text says of
other models does not count, nor does a teacher, or a model that only some experiments used.

Source: hub-docs model-cards.md, base_model; in 720 of 7,116 real cards, 105 read, all true.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.repository.ids import is_id
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit import edits
from cardlint.rule_kit.missing import lacks
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.body._bases import REACH, is_of_another_model, stated_bases
from cardlint.rules.body._targets import model_links
from cardlint.system.lazy_pattern import pattern

_TUNED_BEHIND = pattern(
    r"[*_`]*\s+(?:(?:model|checkpoint|weights)\s+)?(?:(?:that\s+)?(?:is|was|has\s+been)\s+)?(?:further\s+)?"
    r"fine[- ]?tuned\s+(?:on|for|using|with|to)\b",
    re.IGNORECASE,
)
_BUILT_ON = pattern(
    r"(?:^|[.\n]\s*|\b(?:is|was|are|were)\s(?:[\w-]+\s){0,6})"
    r"(?:based|built|initiali[sz]ed|derived|adapted|continued|pre[- ]?trained\s+starting)\s+(?:upon|on(?:\s+top\s+of)?|from)"
    r"(?:\s+(?:the|a|an|pre-?trained|base|model|checkpoint|weights|original|of))*\s+[*_`]*\[?$",
    re.IGNORECASE,
)
_BEFORE_TUNED = pattern(
    r"(?:\b(?:is|was|of)(?:\s(?:a|an|the))?|^|[.\n#>]\s*(?:a|an|the)?)(?:\s[\w-]+){0,3}\s*[*_`]*\[?$", re.IGNORECASE
)
_IN_FORMAT = pattern(
    r"\b(?:gguf|ggml|gptq|awq|exl2|mlx|onnx|quanti[sz]ations?|quants)\b[^.\n]{0,40}?\s(?:of|for|from)"
    r"(?:\s+(?:the|model|original))*\s+[*_`]*\[?$",
    re.IGNORECASE,
)
_OLD_ID = pattern(r"[A-Za-z0-9][\w.]*-[\w.-]*\w")
_TEACHER = pattern(r"\b(?:distil|teacher)", re.IGNORECASE)
_QUANTIZED = pattern(r"\b(?:quanti[sz]|quants\b|gguf\b)", re.IGNORECASE)
_ADAPTER = pattern(r"\b(?:adapter|lora)\b", re.IGNORECASE)
_LETTERS = pattern(r"[^a-z0-9]+")
_WORDS = ("huggingface.co/", "tuned", "base model", "hf.co/")
"""One of these is in every text that names a base."""

_WORDS_BEFORE = 120
"""Characters before an id that show how the model was made from it."""


def check(card: Card) -> Iterator[Found]:
    if not lacks(card, "base_model") or (card.repository is not None and "adapter_config.json" in card.repository.top):
        return  # missing-base-model reads the base from that file
    lower = card.markdown.lower
    if not any(word in lower for word in _WORDS):
        return
    for reader in (stated_bases, _tuned, _built_on):
        said = [each for each in reader(card) if not is_of_another_model(card, each[1].start)]
        said = [each for each in said if _may_be_id(each[0]) and not _TEACHER.search(_before(card, each[1]))]
        if not said or any(_is_itself(card, target) for target, _ in said):
            continue
        target, span = said[0]
        is_clear = len({target.lower() for target, _ in said}) == 1 and not _is_named_otherwise(card, target, span)
        library = card.entry("library_name")
        covers = (library.value.span,) if library is not None else ()
        fix = _fix(card, target, span) if is_clear else None
        yield Found(
            span, f"the text names the base model {quote(target, 50)}; add it as `base_model`", fix, covers=covers
        )
        return


def _may_be_id(target: str) -> bool:
    """Return whether ``target`` is an id, perhaps an old one without an owner, which the Hub still knows."""
    return is_id(target) or _OLD_ID.fullmatch(target) is not None


def _tuned(card: Card) -> Iterator[tuple[str, Span]]:
    """Yield the models of links such as ``[BERT](…) fine-tuned on …``."""
    text = card.source.text
    if "tuned" not in card.markdown.lower:
        return
    for target, link in model_links(card):
        start, end = link.span
        if _TUNED_BEHIND.match(text, end) and _BEFORE_TUNED.search(
            text, max(start - REACH, card.markdown.start), start
        ):
            yield target, link.target_span


def _built_on(card: Card) -> Iterator[tuple[str, Span]]:
    """Yield the models of links such as ``is based on [BERT](…)`` or ``GGUF files for [BERT](…)``."""
    for target, link in model_links(card):
        before = max(link.span.start - REACH, card.markdown.start), link.span.start
        if _BUILT_ON.search(card.source.text, *before) or _IN_FORMAT.search(card.source.text, *before):
            yield target, link.target_span


def _before(card: Card, span: Span) -> str:
    text = card.source.text[max(card.markdown.start, span.start - _WORDS_BEFORE) : span.start]
    return text[text.rfind("\n\n") + 1 :]


def _is_itself(card: Card, target: str) -> bool:
    """Return whether ``target`` is the model of the card: its repository, or what the title names."""
    origin = card.repository.origin if card.repository is not None else None
    titles = [heading.text for heading in card.markdown.headings[:1]]
    names = {_letters(title.rpartition("/")[2]) for title in titles} | (
        {_letters(origin.id.rpartition("/")[2])} if origin else set()
    )
    return _letters(target.rpartition("/")[2]) in names


def _is_named_otherwise(card: Card, target: str, span: Span) -> bool:
    """Return whether the text of the link to ``target`` is the id of another model."""
    texts = (link.text.strip("`*_ ") for link in card.markdown.links if link.target_span == span)
    return any("/" in text and is_id(text) and text.lower() != target.lower() for text in texts)


def _letters(text: str) -> str:
    return _LETTERS.sub("", text.lower())


def _fix(card: Card, target: str, span: Span) -> Fix | None:
    """Add the base model, and how the model was made from it."""
    before = _before(card, span)
    relation = "quantized" if _QUANTIZED.search(before) else "adapter" if _ADAPTER.search(before) else "finetune"
    value = edits.to_yaml(target)
    if "base_model_relation" not in card.fields:
        value += f"{card.source.line_end}base_model_relation: {relation}"
    edit = edits.insert_field(card, "base_model", value)
    return Fix(f"add `base_model: {target}`", (edit,), Applicability.UNSAFE) if edit is not None else None


_CARD = "---\nlicense: mit\n---\n# Films\n\n{}\n"
_LINK = "https://huggingface.co/example-org/film-base"
_FIXED = "---\nlicense: mit\nbase_model: example-org/film-base\nbase_model_relation: {}\n---\n# Films\n\n{}\n"


def _example(text: str, relation: str = "finetune", message: str | None = None) -> Example:
    """Return the example of a text with the marked address of a base, which the fix adds with ``relation``."""
    unmarked = text.replace("«", "").replace("»", "")
    return Example(
        bad=_CARD.format(text), good=_FIXED.format(relation, unmarked), whole=True, fixed=True, message=message
    )


RULE = Rule(
    name="unwritten-base-model",
    code="CL334",
    category="body",
    severity=Severity.WARNING,
    kinds=(Kind.MODEL,),
    check=check,
    signs=("lacks:base_model",),
    examples=(
        _example(
            f"This model is a fine-tuned version of [film-base](«{_LINK}») on an unknown dataset.",
            message="the text names the base model `example-org/film-base`; add it as `base_model`",
        ),
        _example(f"A [film base]({'«' + _LINK + '»'}) model fine-tuned on reviews of films."),
        _example(f"It is a small classifier based on the [film base](«{_LINK}»)."),
        _example("**Base model:** «example-org/film-base»"),
        _example(f"GGUF quantizations of [film-base](«{_LINK}»).", "quantized"),
        _example(f"A LoRA adapter for [film-base](«{_LINK}»).", "adapter"),
        Example(
            bad=_CARD.format(f"Based on [A](«{_LINK}»).\n\nIt was built on [B](https://huggingface.co/example-org/b)."),
            good=_FIXED.format("finetune", "A."),
            whole=True,
        ),
        Example(
            bad=_CARD.format(f"A fine-tuned version of [example-org/other](«{_LINK}»)."),
            good=_FIXED.format("finetune", "A."),
            whole=True,
        ),
        Example(
            bad="---\nlibrary_name: peft\n---\nAn adapter for [A](«https://huggingface.co/example-org/a»)",
            good="---\nlibrary_name: peft\nbase_model: example-org/a\n---\nAn adapter for A",
            whole=True,
        ),
    ),
    silent=(
        Example(
            good=_CARD.format("A fine-tuned version of [film-base](https://huggingface.co/example-org/films)."),
            whole=True,
        ),
        Example(good=_CARD.format(f"Distilled from the teacher [film-base]({_LINK})."), whole=True),
        Example(good=_CARD.format(f"For three tasks, we fine-tuned based on [film-base]({_LINK})."), whole=True),
        Example(good=_CARD.format(f"The text was written by a model trained on [film-base]({_LINK})."), whole=True),
        Example(
            good=_CARD.format(f"Compared with [film-base]({_LINK}) fine-tuned on films, it is smaller."), whole=True
        ),
        Example(good=_CARD.format("A fine-tuned version of [M](https://huggingface.co/someone)."), whole=True),
        Example(good=f"A fine-tuned version of [film-base]({_LINK}).\n", whole=True),
        Example(
            good=_CARD.format(f"A fine-tuned version of [film-base]({_LINK})."),
            files={"adapter_config.json": "{}"},
            whole=True,
        ),
    ),
)
