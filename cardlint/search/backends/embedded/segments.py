"""The segments of a text index: word lists for consecutive documents, and a small file that lists the current segments.

Each change adds segments and replaces this file, so that a reader sees all of a change or nothing. A segment that is not in the
file is left over from an interrupted change.
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
"""The most documents in one index, because word lists store document numbers in four bytes."""


class Segment(NamedTuple):
    """The file name of a word list, and the number of its documents."""

    name: str
    documents: int

    def path(self, folder: str) -> str:
        """Return the path of its file in ``folder``."""
        return os.path.join(folder, f"{self.name}.words")


def new_name() -> str:
    """Return an unused name."""
    return os.urandom(8).hex()


def read_segments(folder: str) -> list[Segment]:
    """Return the current segments, in the order of their documents. Raises OSError, or ValueError if the file is not valid."""
    parsed = json.loads(read_whole(os.path.join(folder, FILE), _LIMIT, follow=False))
    if not isinstance(parsed, list) or not all(_is_segment(each) for each in parsed):
        raise ValueError("the list of segments is invalid")
    found = [Segment(*each) for each in parsed]
    if sum(segment.documents for segment in found) > _MOST_DOCUMENTS:
        raise ValueError("the list of segments is invalid")
    return found


def write_segments(folder: str, segments: Iterable[Segment]) -> None:
    """Replace the list of current segments, atomically and durably. Raises OSError."""
    replace_file(os.path.join(folder, FILE), json.dumps(list(segments)))


def remove_others(folder: str, segments: Iterable[Segment]) -> None:
    """Remove the word lists that are not among ``segments``."""
    counting = {segment.path(folder) for segment in segments}
    for path in _lists_of_words(folder):
        if path not in counting:
            with suppress(OSError):
                os.unlink(path)


def _lists_of_words(folder: str) -> Iterator[str]:
    for name in os.listdir(folder):
        if _FILE_OF_SEGMENT.fullmatch(name):
            yield os.path.join(folder, name)


def _is_segment(value: object) -> bool:
    if not isinstance(value, list) or len(value) != 2:
        return False
    name, documents = value
    return isinstance(name, str) and bool(_NAME.fullmatch(name)) and type(documents) is int and documents >= 0
