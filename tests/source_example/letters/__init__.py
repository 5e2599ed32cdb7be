"""A source of cards: ``letters://abc`` has a card for each letter. It consists only of this folder."""

from collections.abc import Iterator
from functools import partial

from cardlint.search.documents.entry import CardEntry
from cardlint.search.sources.source import Candidate, CardSource, SourceKind, WantedSource

SCHEME = "letters://"


class LettersSource:
    """The cards of some letters."""

    costly = False
    problems = ()

    def __init__(self, wanted: WantedSource) -> None:
        self.name = wanted.text
        self.kind = wanted.kind

    def candidates(self) -> Iterator[Candidate]:
        for letter in self.name.removeprefix(SCHEME):
            path = f"{SCHEME}{letter}"
            text = f"# Letter {letter.upper()}\n"
            yield Candidate(path, "written in stone", partial(CardEntry, path, letter, text, self.kind))


def _open(wanted: WantedSource) -> CardSource:
    return LettersSource(wanted)


SOURCE = SourceKind(_open, is_name=lambda text: text.startswith(SCHEME))
