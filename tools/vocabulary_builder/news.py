"""What a rebuild changes in a vocabulary: the identifiers that are new or gone, for the people who review it."""

from collections.abc import Iterable, Iterator, Mapping

from cardlint.system.named_tuple import NamedTuple
from tools.vocabulary_builder.packages import Json

MOST = 50
"""Identifiers of one vocabulary that a table lists."""


class VocabularyNews(NamedTuple):
    """The identifiers of a vocabulary that a rebuild adds, removes, and describes differently."""

    vocabulary: str
    new: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no identifier differs."""
        return not (self.new or self.gone or self.changed)

    @property
    def summary(self) -> str:
        """The numbers in one line, such as ``architectures: 24 new, 2 changed``."""
        counts = ((len(self.new), "new"), (len(self.gone), "gone"), (len(self.changed), "changed"))
        return f"{self.vocabulary}: " + ", ".join(f"{count} {word}" for count, word in counts if count)


def compare(name: str, before: Mapping[str, Json], after: Mapping[str, Json]) -> VocabularyNews:
    """Return the differences between two versions of the vocabulary ``name``, also in its parts such as ``spaces/hardware``."""
    old, new = dict(_identifiers(before)), dict(_identifiers(after))
    return VocabularyNews(
        name,
        new=tuple(word for word in new if word not in old),
        gone=tuple(word for word in old if word not in new),
        changed=tuple(word for word in new if word in old and new[word] != old[word]),
    )


def table(news: Iterable[VocabularyNews]) -> str:
    """Return the Markdown table of what is new; a sentence if nothing is."""
    rows = [
        f"| {each.vocabulary} | {_list(each.new)} | {_list(each.gone)} | {_list(each.changed)} |"
        for each in news
        if not each.is_empty
    ]
    if not rows:
        return "No identifier is new, gone or changed.\n"
    return "\n".join(("| vocabulary | new | gone | changed |", "| --- | --- | --- | --- |", *rows)) + "\n"


def _identifiers(document: Mapping[str, Json]) -> Iterator[tuple[str, Json]]:
    """Yield each identifier with its details. A part of a vocabulary has entries, or values, of its own."""
    for key, details in document.get("entries", {}).items():
        words = details.get("entries", details.get("values")) if isinstance(details, Mapping) else None
        if isinstance(words, Mapping):
            yield from ((f"{key}/{word}", inner) for word, inner in words.items())
        elif isinstance(words, list):
            yield from ((f"{key}/{word}", None) for word in words)
        else:
            yield key, details


def _list(words: tuple[str, ...]) -> str:
    more = f" and {len(words) - MOST} more" if len(words) > MOST else ""
    return ", ".join(f"`{word}`" for word in words[:MOST]) + more
