"""The thumbnail of a Space shows one emoji; with text or several emoji, the Hub rejects the push or shows none.

Write one emoji, such as 🤗. Flags, keycaps, skin tones and joined emoji, such as 👩‍🔬, count as one.

Source: hub-docs, Spaces configuration reference (emoji-only character allowed); the emoji of Unicode 18; 1 of 221 real
Spaces has ``??``, which was one before a tool corrupted it.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Node, Scalar
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.vocabulary import vocabulary

LONGEST = 14  # code points of the longest emoji: two people kissing, each with a skin tone


def check(card: Card) -> Iterator[Found]:
    entry = card.entry("emoji")
    if entry is None or not isinstance(entry.value.data, str):
        return
    text = entry.value.data
    if _is_emoji(text) or (len(text) == 1 and _is_newer(text) and not card.violations("not-one-emoji")):
        return
    bare = text.strip()
    first = _leading_emoji(bare)
    if first is not None:
        fault = f"is {quote(text)}" if first == bare else f"{quote(text)} is more than one emoji"
        message = f"`emoji` {fault}; write only `{first}`"
        applicability = Applicability.SAFE if first == bare else Applicability.UNSAFE
    else:
        named = _named(bare)
        first = named[0] if len(named) == 1 else None
        ending = f"did you mean {' or '.join(map(quote, named))}?" if named else "use one, such as `🤗`"
        message = f"`emoji` {quote(text)} is not an emoji; {ending}"
        applicability = Applicability.UNSAFE
    fix = (
        Fix(f"replace with `{first}`", (_replace(card, entry.value, first),), applicability)
        if first is not None
        else None
    )
    yield Found(entry.value.span, message, fix)


def _replace(card: Card, node: Node, emoji: str) -> Edit:
    """Write an emoji without quotes if there were none, as the Hub does for new Spaces."""
    plain = isinstance(node, Scalar) and node.plain and not emoji[0].isascii()
    return Edit(node.span, emoji) if plain else edits.replace(card.source, node, emoji)


def _is_emoji(text: str) -> bool:
    """Return whether ``text`` is one emoji of Unicode, with or without the selectors that ask for its picture."""
    known = vocabulary("emoji")
    tones = known.data["tones"]
    plain = text.translate(str.maketrans("", "", tones + known.data["selector"]))
    if plain not in known:
        return False
    return known[plain].get("tones", False) or not any(tone in text for tone in tones)


def _is_newer(character: str) -> bool:
    """Return whether neither Python nor the vocabulary knows the character, so that it may be a new emoji."""
    import unicodedata  # most cards never get here

    return unicodedata.category(character) == "Cn"


def _leading_emoji(text: str) -> str | None:
    """Return the longest emoji that ``text`` starts with."""
    ends = range(min(len(text), LONGEST), 0, -1)
    return next((text[:end] for end in ends if _is_emoji(text[:end])), None)


def _named(text: str) -> tuple[str, ...]:
    """Return the emoji with this name or a similar one: ``rocket``, ``:rocket:``."""
    known = vocabulary("emoji")
    return tuple(known[plain].get("written", plain) for plain in known.suggest(text.strip(":")))


RULE = Rule(
    name="not-one-emoji",
    code="CL259",
    category="space",
    severity=Severity.ERROR,
    hub=Verdict.UNKNOWN,
    kinds=(Kind.SPACE,),
    fields=("emoji",),
    check=check,
    examples=(
        Example(
            bad="emoji: «rocket»",
            good="emoji: 🚀",
            kind=Kind.SPACE,
            fixed=True,
            message="`emoji` `rocket` is not an emoji; did you mean `🚀`?",
        ),
        Example(bad='emoji: «":hugs:"»', good='emoji: "🤗"', kind=Kind.SPACE, fixed=True),
        Example(
            bad="emoji: «🎙️🚀»",
            good="emoji: 🎙️",
            kind=Kind.SPACE,
            fixed=True,
            message="`emoji` `🎙️🚀` is more than one emoji; write only `🎙️`",
        ),
        Example(bad='emoji: «"👩‍🔬 "»', good='emoji: "👩‍🔬"', kind=Kind.SPACE, fixed=True),
        Example(
            bad="emoji: «??»",
            good="emoji: 🇫🇷",
            kind=Kind.SPACE,
            message="`emoji` `??` is not an emoji; use one, such as `🤗`",
        ),
        Example(bad='emoji: «""»', good="emoji: 👍🏽", kind=Kind.SPACE),
        Example(bad="emoji: «★»", good="emoji: ⭐", kind=Kind.SPACE),
        Example(bad='emoji: «"1"»', good="emoji: 1️⃣", kind=Kind.SPACE),
        Example(bad="emoji: «🚀🏽»", good="emoji: 🏴󠁧󠁢󠁳󠁣󠁴󠁿", kind=Kind.SPACE, fixed=False),
    ),
)
