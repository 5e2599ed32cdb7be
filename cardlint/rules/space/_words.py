"""What to write instead of a word that a vocabulary does not have: the end of the message, and a fix if one fits."""

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Node
from cardlint.findings.diagnostic import Applicability, Fix
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.system.named_tuple import NamedTuple
from cardlint.vocabulary import Vocabulary, nearest

SHORT_LIST = 8


class Advice(NamedTuple):
    """The end of a message, which starts with ``;``, the fix, and the only word that fits."""

    ending: str
    fix: Fix | None
    word: str = ""


def advice(card: Card, node: Node | None, words: Vocabulary) -> Advice:
    """Return what ``words`` offers for the word at ``node``. A fix is safe if it changes only case or spelling."""
    word = node.data.strip() if node is not None and isinstance(node.data, str) else ""
    if node is None or not word:
        return Advice(_choice(words), None)
    near = (word.lower(),) if word.lower() in words else words.suggest(word)
    if len(near) == 1 and (retired := words[near[0]].get("deprecated")):
        return Advice(f", and has retired {quote(near[0])}; use {quote(retired['replacement'])}", None)
    if len(near) != 1:
        return Advice(f"; did you mean {' or '.join(map(quote, near))}?" if near else _choice(words), None)
    (only,) = near
    same = only == word.lower() or (words.alias(word) == only and only in nearest(word.lower(), words.ids, limit=1))
    applicability = Applicability.SAFE if same else Applicability.UNSAFE
    fix = Fix(f"replace with `{only}`", (edits.replace(card.source, node, only),), applicability)
    return Advice(f"; did you mean `{only}`?", fix, only)


def _choice(words: Vocabulary) -> str:
    current = [word for word in words.ids if "deprecated" not in words[word]]
    return f"; use {', '.join(map(quote, current[:-1]))} or {quote(current[-1])}" if len(current) <= SHORT_LIST else ""
