"""The embedded text index, for writing: Whoosh gathers the words of documents and makes segments. The only module that knows it.

Whoosh holds one field, without positions: a document's words with their weights, all fields together. Filters and
facets are the catalog's, phrases those of `streams`. Measured on real cards, this is indexed five times faster than
Whoosh's own text field.

Whoosh's own files hold pickles, and reading one can run code. So it gets a codec of ours and no folder: what it gathers goes into
lists of words (`word_list`), and it never opens a file. Documents are only ever appended and never deleted here, so that they are
counted as the catalog does.
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
"""Documents of one segment. More cost memory, fewer make more segments to search."""

_SMALL_SEGMENT = 500
_MOST_SMALL_SEGMENTS = 8
_FIELD = "words"


class WeighedWords(fields.FieldType):  # type: ignore[misc]
    """A Whoosh field whose value is the words with their weights, so that nothing is left to analyse."""

    def __init__(self) -> None:
        self.format = formats.Existence()  # weights are kept separately, so that a posting needs no bytes of its own
        self.analyzer = None
        self.indexed, self.scorable, self.stored, self.unique, self.spelling = True, False, False, False, False
        self.vector = self.column_type = self.sortable = None
        self.multitoken_query = "default"

    def index(self, value: Mapping[str, int], **_: Any) -> Iterator[tuple[bytes, int, int, bytes]]:
        for word, weight in value.items():
            yield word.encode(), 1, weight, b""


class WhooshTextWriter:
    """Appends documents; ``commit`` makes them durable.

    Numbers go on where the last commit ended, even an interrupted one. Raises OSError and ValueError where the files are not what
    was written.
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
        """Make an empty text index in the folder ``generation``."""
        folder = os.path.join(generation, FOLDER)
        os.mkdir(folder, 0o700)
        write_segments(folder, ())
        StreamsWriter(folder, 0).close()

    @property
    def next(self) -> int:
        """The number of the document that is added next."""
        return self._next

    def add(self, document: Document) -> int:
        """Append a document; return its number."""
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
        """Leave without the last batch; the catalog does not know the others."""
        self._writer = None  # it has written nothing yet
        with suppress(OSError):  # on a full disk, leaving can fail as well
            self._streams.close()
        with suppress(OSError, ValueError):  # what is left then, the next writer removes
            self._segments = read_segments(self._folder)  # an interrupted commit may have made others current
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
        """Make one segment of the last small ones when they have become many; all documents keep their numbers."""
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
    """Whoosh's writer of one segment, which puts it into our list of segments."""

    def __init__(self, folder: str, segments: list[Segment]) -> None:
        contents = _Contents(0, fields.Schema(**{_FIELD: WeighedWords()}), list(map(_NamedSegment, segments)))
        super().__init__(_Index(lambda: contents), codec=_Codec(folder), compound=False, _lk=False)
        self.pool = _Pool()
        self.made = segments
        self._folder = folder

    def take(self, segment: Segment) -> None:
        """Append the documents of a segment that is there."""
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
    """What Whoosh asks an index for: its table of contents."""

    generation: int
    schema: Any
    segments: "list[_NamedSegment]"


class _Memory(RamStorage):  # type: ignore[misc]
    """What Whoosh takes for a folder. Its own would make one of a known name among the temporary files of all users, and empty it."""

    def temp_storage(self, name: str | None = None) -> "_Memory":
        return _Memory()

    def destroy(self) -> None:
        """There are no files."""


class _Index:
    """An index as Whoosh's writer sees it: without a folder, so that it can neither read a file nor write one."""

    indexname = "words"

    def __init__(self, contents: Callable[[], _Contents]) -> None:
        self.storage = _Memory()
        self._read_toc = contents


class _Pool:
    """The words of the documents that are gathered. In memory: a batch is small enough, and Whoosh's own writes pickles."""

    def __init__(self) -> None:
        self._words: dict[bytes, tuple[array[int], array[int]]] = {}

    def add(self, item: tuple[str, bytes, int, float, bytes]) -> None:
        _, word, number, weight, _ = item
        found = self._words.get(word)
        if found is None:
            found = self._words[word] = (array("I"), array("H"))
        found[0].append(number)
        found[1].append(int(weight))  # Whoosh multiplies it by a boost, which is 1

    def iter_postings(self) -> Iterator[tuple[bytes, Posting]]:
        for word in sorted(self._words):
            yield word, Posting(*self._words[word])

    def cleanup(self) -> None:
        self._words.clear()


class _NamedSegment(base.Segment):  # type: ignore[misc]
    """A segment as Whoosh counts them."""

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
    """Where Whoosh puts a segment: into a list of words. Since fields are declared to have no lengths, it does not look for them."""

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
    """What documents have in addition to their words: nothing, as the catalog has it."""

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
    """Writes the words that a pool gathered."""

    is_closed = False

    def __init__(self, path: str) -> None:
        self._path = path

    def add_postings(self, _schema: object, _lengths: object, words: Iterator[tuple[bytes, Posting]]) -> None:
        write_word_list(self._path, words)

    def close(self) -> None:
        self.is_closed = True
