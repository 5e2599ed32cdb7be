"""The text or the code has an id that differs by one letter from an id in the metadata, so one of the two leads nowhere.

Correct the wrong one. Names that differ in a number or a size, such as ``large`` and ``xlarge``, are different repositories.

Source: consistency; none in 7,116 real cards.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.repository.ids import is_id
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Related, Severity
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.one_slip import is_one_slip
from cardlint.rule_kit.rule import ALL, Example, Found, Rule
from cardlint.rules.body._loaded import loaded
from cardlint.rules.body._targets import hub_place
from cardlint.system.lazy_pattern import pattern

_FIELDS = ("base_model", "datasets", "models", "new_version")
_PART = pattern(r"[-_./]")
_SIZES = frozenset(
    ("large", "xlarge", "xxlarge", "small", "xsmall", "cased", "uncased", "merge", "merged", "tuned", "tune")
)
_SHORTEST = 5  # letters of a part; shorter ones, such as languages, often differ by one letter
_MOST = 200


def check(card: Card) -> Iterator[Found]:
    known = [(value, span) for field in _FIELDS for value, span in card.strings(field) if is_id(value)][:_MOST]
    if not known:
        return
    exact = {value.lower() for value, _ in known}
    seen: set[str] = set()
    for written, place in _written(card):
        if written.lower() in exact or written in seen:
            continue
        seen.add(written)
        for meant, span in known:
            if _is_nearly(written.lower(), meant.lower()):
                fix = Fix(f"write `{meant}`", (Edit(place, meant),), Applicability.UNSAFE)
                message = f"{quote(written, 40)} is nearly {quote(meant, 40)} of the metadata; correct one of them"
                yield Found(place, message, fix, related=(Related(span, "the id in the metadata"),))
                break


def _written(card: Card) -> Iterator[tuple[str, Span]]:
    """Yield the ids in the links and in the code of the body, with their places."""
    text = card.source.text
    for link in card.markdown.links:
        found = hub_place(link.target)
        if found is not None:
            start = text.find(found.id, *link.target_span)
            if start >= 0:
                yield found.id, Span(start, start + len(found.id))
    for fence in card.markdown.fences:
        yield from (each for each in loaded(card, fence.content) if is_id(each[0]))


def _is_nearly(one: str, other: str) -> bool:
    """Return whether one part of two ids differs by one letter, and nothing else does."""
    if abs(len(one) - len(other)) > 1:
        return False
    parts, others = _PART.split(one), _PART.split(other)
    if len(parts) != len(others):
        return False
    different = [pair for pair in zip(parts, others, strict=True) if pair[0] != pair[1]]
    if len(different) != 1:
        return False
    left, right = different[0]
    return (
        min(len(left), len(right)) >= _SHORTEST
        and left.isalpha()
        and right.isalpha()
        and not ({left, right} <= _SIZES)
        and is_one_slip(left, right)
    )


RULE = Rule(
    name="misspelled-id",
    code="CL399",
    category="body",
    severity=Severity.WARNING,
    check=check,
    kinds=ALL,
    fields=_FIELDS,
    examples=(
        Example(
            bad="---\nbase_model: google/vit-base\n---\nFrom [ViT](https://huggingface.co/«gogle/vit-base»).\n",
            good="---\nbase_model: google/vit-base\n---\nFrom [ViT](https://huggingface.co/google/vit-base).\n",
            whole=True,
            fixed=True,
            message="`gogle/vit-base` is nearly `google/vit-base` of the metadata; correct one of them",
        ),
        Example(
            bad="---\ndatasets: [an-org/reviews]\n---\n```python\nload_dataset('«an-org/reveiws»')\n```\n",
            good="---\ndatasets: [an-org/reviews]\n---\n```python\nload_dataset('an-org/reviews')\n```\n",
            whole=True,
            fixed=True,
        ),
    ),
    silent=(
        Example(
            good="---\nbase_model: a-b/film-large\n---\n[a](https://huggingface.co/a-b/film-xlarge)"
            " [b](https://huggingface.co/a-b/film-large) [c](https://huggingface.co/a-b/filme-larger)"
            " [d](https://huggingface.co/datasets/another/film)\n",
            whole=True,
        ),
        Example(
            good="---\nbase_model: a-b/opus-en-de\n---\n[a](https://huggingface.co/a-b/opus-en-da)"
            " [b](https://huggingface.co/A-b/Opus-en-de)\n",
            whole=True,
        ),
        Example(good="---\nbase_model: a-b/model7b1\n---\n[a](https://huggingface.co/a-b/model7b2)\n", whole=True),
    ),
)
