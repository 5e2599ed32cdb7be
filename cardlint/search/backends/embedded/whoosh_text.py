"""Writes the embedded text index: Whoosh collects the words of documents and creates segments. Only this module imports Whoosh.

There is one field, without positions: the words of a document with their weights, of all fields together. The catalog handles
filters and facets, and `streams` handles phrases. On real cards, this is five times as fast as Whoosh's own text field.

Whoosh's own files contain pickles, and reading a pickle can run code. So Whoosh gets our codec and no folder: its words are written
to word lists (`word_list`), and it never opens a file. Documents are only appended and never deleted here, so that they have the
same numbers as in the catalog.
"""

import os
from array import array
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from whoosh import __version__, fields, formats  # type: ignore[import-untyped]
from whoosh.codec import base  # type: ignore[import-untyped]
from whoosh.filedb.filestore import RamStorage  # type: ignore[import-untyped]
from whoosh.writing import SegmentWriter  # type: ignore[import-untyped]

from cardlint.search.backends.embedded.segments import Segment, new_name, read_segments, remove_others, write_segments
from cardlint.search.backends.embedded.stored_text import FOLDER
from cardlint.search.backends.embedded.streams import StreamsWriter
from cardlint.search.backends.embedded.word_list import Posting, WordList, write_word_list
from cardlint.search.documents.document import Document
from cardlint.search.folder.files import sync
from cardlint.system.named_tuple import NamedTuple

ENGINE_VERSION = ".".join(map(str, __version__))
BATCH = 10_000
"""Documents in one segment. More would need more memory, fewer would create more segments to search."""

_SMALL_SEGMENT = 500
_MOST_SMALL_SEGMENTS = 8
_FIELD = "words"


class WeighedWords(fields.FieldType):  # type: ignore[misc]
    """A Whoosh field whose value is the words with their weights, so that Whoosh does not analyze any text."""

    def __init__(self) -> None:
        self.format = formats.Existence()  # weights are stored separately, so a posting needs no data of its own
        self.analyzer = None
        self.indexed, self.scorable, self.stored, self.unique, self.spelling = True, False, False, False, False
        self.vector = self.column_type = self.sortable = None
        self.multitoken_query = "default"

    def index(self, value: Mapping[str, int], **_: Any) -> Iterator[tuple[bytes, int, int, bytes]]:
        for word, weight in value.items():
            yield word.encode(), 1, weight, b""


class WhooshTextWriter:
    """Appends documents; ``commit`` makes them durable.

    Numbers continue after the last commit, even if it was interrupted. Raises OSError and ValueError if the files are damaged.
    """

    def __init__(self, generation: str) -> None:
        self._folder = os.path.join(generation, FOLDER)
        self._segments = read_segments(self._folder)
        remove_others(self._folder, self._segments)
        self._next = self._count()
        self._streams = StreamsWriter(self._folder, self._next)
        self._writer: _OneSegmentWriter | None = None
        self._waiting = 0

    @staticmethod
    def create(generation: str) -> None:
        """Create an empty text index in the folder ``generation``."""
        folder = os.path.join(generation, FOLDER)
        os.mkdir(folder, 0o700)
        write_segments(folder, ())
        StreamsWriter(folder, 0).close()

    @property
    def next(self) -> int:
        """The number of the next document."""
        return self._next

    def add(self, document: Document) -> int:
        """Append a document, and return its number."""
        if self._writer is None:
            self._writer = _OneSegmentWriter(self._folder, self._segments)
        self._writer.add_document(**{_FIELD: document.bag})
        self._streams.add(document.streams)
        self._waiting += 1
        self._next += 1
        if self._waiting >= BATCH:
            self._write()
        return self._next - 1

    def commit(self) -> None:
        self._write()
        self._join_small_segments()
        self._streams.close()
        sync(self._folder)

    def cancel(self) -> None:
        """Discard the last batch; the others stay, but the catalog does not have them."""
        self._writer = None  # it has not written anything yet
        with suppress(OSError):  # on a full disk, closing can fail as well
            self._streams.close()
        with suppress(OSError, ValueError):  # the next writer removes what remains
            self._segments = read_segments(self._folder)  # an interrupted commit may have replaced the list
            StreamsWriter(self._folder, self._count()).close()
            remove_others(self._folder, self._segments)

    def _count(self) -> int:
        return sum(segment.documents for segment in self._segments)

    def _write(self) -> None:
        self._streams.flush()
        if self._writer is not None:
            self._writer.commit(merge=False)
            self._segments = self._writer.made
        self._writer = None
        self._waiting = 0

    def _join_small_segments(self) -> None:
        """Merge the last small segments if there are many; all documents keep their numbers."""
        small = 0
        while small < len(self._segments) and self._segments[-1 - small].documents < _SMALL_SEGMENT:
            small += 1
        if small <= _MOST_SMALL_SEGMENTS:
            return
        writer = _OneSegmentWriter(self._folder, self._segments)
        for segment in self._segments[-small:]:
            writer.take(segment)
        writer.commit(mergetype=lambda _, segments: segments[:-small])
        self._segments = writer.made


class _OneSegmentWriter(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer for one segment, which adds it to our list of segments."""

    def __init__(self, folder: str, segments: list[Segment]) -> None:
        contents = _Contents(0, fields.Schema(**{_FIELD: WeighedWords()}), list(map(_NamedSegment, segments)))
        super().__init__(_Index(lambda: contents), codec=_Codec(folder), compound=False, _lk=False)
        self.pool = _Pool()
        self.made = segments
        self._folder = folder

    def take(self, segment: Segment) -> None:
        """Append the documents of an existing segment."""
        words = WordList(segment.path(self._folder))
        try:
            for word, (documents, weights) in words.items():
                for number, weight in zip(documents, weights, strict=True):
                    self.pool.add((_FIELD, word, self.docnum + number, weight, b""))
        finally:
            words.close()
        self.docnum += segment.documents
        self._added = True

    def _commit_toc(self, segments: "list[_NamedSegment]") -> None:
        made = [Segment(each.segid, each.doc_count_all()) for each in segments]
        write_segments(self._folder, made)
        remove_others(self._folder, made)
        self.made = made


class _Contents(NamedTuple):
    """The table of contents, which Whoosh requests from an index."""

    generation: int
    schema: Any
    segments: "list[_NamedSegment]"


class _Memory(RamStorage):  # type: ignore[misc]
    """The folder for Whoosh, in memory. Whoosh's own class would create, and empty, a folder with a predictable name in a shared /tmp."""

    def temp_storage(self, name: str | None = None) -> "_Memory":
        return _Memory()

    def destroy(self) -> None:
        """Do nothing: there are no files."""


class _Index:
    """An index for Whoosh's writer. It has no folder, so that Whoosh can neither read nor write files."""

    indexname = "words"

    def __init__(self, contents: Callable[[], _Contents]) -> None:
        self.storage = _Memory()
        self._read_toc = contents


class _Pool:
    """The collected words, in memory: a batch is small enough, and Whoosh's own class writes pickles."""

    def __init__(self) -> None:
        self._words: dict[bytes, tuple[array[int], array[int]]] = {}

    def add(self, item: tuple[str, bytes, int, float, bytes]) -> None:
        _, word, number, weight, _ = item
        found = self._words.get(word)
        if found is None:
            found = self._words[word] = (array("I"), array("H"))
        found[0].append(number)
        found[1].append(int(weight))  # Whoosh multiplied it by a boost of 1

    def iter_postings(self) -> Iterator[tuple[bytes, Posting]]:
        for word in sorted(self._words):
            yield word, Posting(*self._words[word])

    def cleanup(self) -> None:
        self._words.clear()


class _NamedSegment(base.Segment):  # type: ignore[misc]
    """A segment for Whoosh."""

    def __init__(self, segment: Segment) -> None:
        self.indexname, self.segid, self.compound = _Index.indexname, segment.name, False
        self._documents = segment.documents

    def set_doc_count(self, documents: int) -> None:
        self._documents = documents

    def doc_count_all(self) -> int:
        return self._documents

    def deleted_count(self) -> int:
        return 0

    def should_assemble(self) -> bool:
        return False


class _Codec(base.Codec):  # type: ignore[misc]
    """Writes a segment of Whoosh to a word list. Fields are declared to have no lengths, so Whoosh does not request any."""

    length_stats = False

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def new_segment(self, _storage: object, _name: str) -> _NamedSegment:
        return _NamedSegment(Segment(new_name(), 0))

    def per_document_writer(self, _storage: object, _segment: object) -> "_NoValues":
        return _NoValues()

    def field_writer(self, _storage: object, segment: _NamedSegment) -> "_WordsWriter":
        return _WordsWriter(Segment(segment.segid, 0).path(self._folder))


class _NoValues(base.PerDocumentWriter):  # type: ignore[misc]
    """Discards the stored values of documents, which are in the catalog."""

    is_closed = False

    def start_doc(self, _number: int) -> None:
        pass

    def add_field(self, *_: object) -> None:
        pass

    def cancel_doc(self) -> None:
        pass

    def close(self) -> None:
        self.is_closed = True


class _WordsWriter:
    """Writes the words of a pool."""

    is_closed = False

    def __init__(self, path: str) -> None:
        self._path = path

    def add_postings(self, _schema: object, _lengths: object, words: Iterator[tuple[bytes, Posting]]) -> None:
        write_word_list(self._path, words)

    def close(self) -> None:
        self.is_closed = True
