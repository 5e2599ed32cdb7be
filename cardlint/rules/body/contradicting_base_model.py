"""The text names a different base model than the metadata, so the reader does not know what was fine-tuned.

Correct the wrong one. The Hub draws the model tree from ``base_model``. What the text says of other models does not count:
the base's own base, a model in a list to be merged, the quoted card of the original. If the text also names the model of
``base_model``, nothing is reported.

Source: Hub documentation, model cards, base_model; consistency.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Related, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.body._bases import is_of_another_model, stated_bases
from cardlint.system.lazy_pattern import pattern

_ID = pattern(r"(?:[a-z0-9][\w.-]*/)?[a-z0-9][\w.-]*")


def check(card: Card) -> Iterator[Found]:
    bases = {value.lower() for value, _ in card.strings("base_model")}
    names = {base.rpartition("/")[2] for base in bases}
    if not bases or not all(_ID.fullmatch(base) for base in bases):
        return
    said = stated_bases(card)
    if any(_is_named(target.lower(), bases, names) for target, _ in said):
        return
    for target, place in said:
        if not is_of_another_model(card, place.start):
            stated, span = next(card.strings("base_model"))
            message = f"the text says {quote(target)}, but `base_model` is {quote(stated)}; correct one of them"
            yield Found(place, message, related=(Related(span, "`base_model` is here"),))


def _is_named(target: str, bases: set[str], names: set[str]) -> bool:
    """Return whether ``target`` is a base model or has its name; without an owner, it may be a short form of one."""
    owner, _, name = target.rpartition("/")
    return target in bases or name in names or (not owner and any(name in base or base in name for base in names))


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
