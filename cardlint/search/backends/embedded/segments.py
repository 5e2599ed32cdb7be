"""The segments of a text index: lists of words over documents in a row, and the small file that says which of them count.

Each change adds segments and replaces that file, so that a reader sees all of a change or nothing. What the file does not name is
what an interrupted change left behind.
"""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress

from cardlint.search.folder.files import replace_file
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple
from cardlint.system.regular_file import read_whole

FILE = "segments.json"
_LIMIT = 4 * 1024 * 1024
_NAME = pattern(r"[0-9a-z]{16}")
_FILE_OF_SEGMENT = pattern(r"[0-9a-z]{16}\.words")
_MOST_DOCUMENTS = 2**32
"""Of one index: the documents of a list of words have numbers of four bytes."""


class Segment(NamedTuple):
    """A list of words by the name of its file, and of how many documents it is."""

    name: str
    documents: int

    def path(self, folder: str) -> str:
        """Return where its file is in ``folder``."""
        return os.path.join(folder, f"{self.name}.words")


def new_name() -> str:
    """Return a name that no segment has."""
    return os.urandom(8).hex()


def read_segments(folder: str) -> list[Segment]:
    """Return the segments that count, in the order of their documents. Raises OSError, or ValueError for a file that is not ours."""
    told = json.loads(read_whole(os.path.join(folder, FILE), _LIMIT, follow=False))
    if not isinstance(told, list) or not all(_is_segment(each) for each in told):
        raise ValueError("the list of segments is invalid")
    found = [Segment(*each) for each in told]
    if sum(segment.documents for segment in found) > _MOST_DOCUMENTS:
        raise ValueError("the list of segments is invalid")
    return found


def write_segments(folder: str, segments: Iterable[Segment]) -> None:
    """Make other segments current, atomically and durably. Raises OSError."""
    replace_file(os.path.join(folder, FILE), json.dumps(list(segments)))


def remove_others(folder: str, segments: Iterable[Segment]) -> None:
    """Remove the lists of words that do not count."""
    counting = {segment.path(folder) for segment in segments}
    for path in _lists_of_words(folder):
        if path not in counting:
            with suppress(OSError):
                os.unlink(path)


def _lists_of_words(folder: str) -> Iterator[str]:
    for name in os.listdir(folder):
        if _FILE_OF_SEGMENT.fullmatch(name):
            yield os.path.join(folder, name)


def _is_segment(told: object) -> bool:
    if not isinstance(told, list) or len(told) != 2:
        return False
    name, documents = told
    return isinstance(name, str) and bool(_NAME.fullmatch(name)) and type(documents) is int and documents >= 0
