"""How often the kind of a card is inferred correctly from the card alone, on a corpus of real cards.

Run: python benchmarks/kind_accuracy.py [CORPUS], where CORPUS contains ``index.jsonl``: one line per card, with ``path`` and ``kind``.
Neither the folder of a card nor the files next to it are read. Fails if more than ``MOST_WRONG`` cards are assigned to a wrong kind
without being called a guess. Without a corpus, it says so and does nothing.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cardlint.card.card import Card
from cardlint.findings.source import Source

CORPUS = Path(__file__).parents[1].parent / "shared" / "corpus"
MOST_WRONG = 10
OF_KERNELS = "kernels-2026"
"""The origin of the cards of kernels, which are models in the index."""


class Inferred(NamedTuple):
    """A card, its kind, and what was inferred."""

    path: str
    truth: str
    kind: str
    reason: str
    is_guess: bool


def infer_all(corpus: Path) -> Iterator[Inferred]:
    """Yield every card of the corpus with the kind inferred from its text."""
    for line in (corpus / "index.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        card = Card(Source.decode((corpus / row["path"]).read_bytes(), "README.md"))
        is_kernel = row["origin"] == OF_KERNELS and card.kind.value == "kernel"
        truth = "kernel" if is_kernel else row["kind"]
        yield Inferred(row["path"], truth, card.kind.value, card.inference.reason, bool(card.rivals))


def main() -> int:
    """Print how many kinds are right and wrong, and each wrong one that is not a guess; return the exit code."""
    corpus = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    if not (corpus / "index.jsonl").is_file():
        print(f"skipped: there is no corpus in {corpus}")
        return 0
    counts: Counter[tuple[bool, bool]] = Counter()
    wrong = []
    for each in infer_all(corpus):
        is_right = each.kind == each.truth
        counts[each.is_guess, is_right] += 1
        if not (is_right or each.is_guess):
            wrong.append(each)
    print(f"{counts.total():,} cards")
    for is_guess, name in ((False, "shown by a sign"), (True, "a guess")):
        print(f"  {name:15}  {counts[is_guess, True]:5,} right  {counts[is_guess, False]:4,} wrong")
    for each in wrong:
        print(f"  {each.path}: a {each.truth} card, called a {each.kind} card because {each.reason}")
    if len(wrong) > MOST_WRONG:
        print(
            f"{len(wrong)} cards are assigned to a wrong kind without being called a guess; at most {MOST_WRONG} may be"
        )
    return len(wrong) > MOST_WRONG


if __name__ == "__main__":
    sys.exit(main())
