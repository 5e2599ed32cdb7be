"""The embedded text index: Whoosh finds the words. The only module that knows it.

Whoosh holds one field, without positions: a document's words with their weights, all fields together. Filters and
facets are the catalogue's, phrases those of `streams`. Measured on real cards, this is indexed five times faster than
Whoosh's own text field.

Documents are only ever appended and never deleted here, so that Whoosh counts them as the catalogue does. Whoosh keeps
pickles: an index that others can write to must not be opened, which `folder` sees to.
"""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from whoosh import __version__, fields, formats, index  # type: ignore[import-untyped]
from whoosh.codec import default_codec  # type: ignore[import-untyped]
from whoosh.reading import SegmentReader, TermNotFound  # type: ignore[import-untyped]

from cardlint.search.backends.streams import Streams, StreamsWriter
from cardlint.search.documents.document import Document
from cardlint.search.folder import sync

ENGINE_VERSION = ".".join(map(str, __version__))
FOLDER = "text"
BATCH = 10_000
"""Documents of one segment. More cost memory, fewer make more segments to search."""

_POOL_MEGABYTES = (
    4_000  # Whoosh spills to disk, and slows down by half, when it thinks that it uses so much; it uses a tenth
)
_SMALL_SEGMENT = 500
_MOST_SMALL_SEGMENTS = 8
_FIELD = "words"


class WeighedWords(fields.FieldType):  # type: ignore[misc]
    """A Whoosh field whose value is the words with their weights, so that nothing is left to analyse."""

    def __init__(self) -> None:
        self.format = formats.Existence()  # weights are kept beside, so that a posting needs no bytes of its own
        self.analyzer = None
        self.indexed, self.scorable, self.stored, self.unique, self.spelling = True, False, False, False, False
        self.vector = self.column_type = self.sortable = None
        self.multitoken_query = "default"

    def index(self, value: Mapping[str, int], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        for word, weight in value.items():
            yield word.encode(), 1, float(weight), b""


class WhooshText:
    """A snapshot for reading."""

    name = "whoosh"

    def __init__(self, folder: str) -> None:
        path = os.path.join(folder, FOLDER)
        self._index = index.open_dir(path)
        self._reader = self._index.reader()
        self._leaves = [(leaf, offset) for leaf, offset in self._reader.leaf_readers()]
        self._streams = Streams(path)

    def weights(self, word: str) -> dict[int, int]:
        found: dict[int, int] = {}
        term = word.encode()
        for leaf, offset in self._leaves:
            try:
                postings = leaf.postings(_FIELD, term)
            except TermNotFound:
                continue
            number, weight, following = postings.id, postings.weight, postings.next
            while postings.is_active():
                found[number() + offset] = int(weight())
                following()
        return found

    def frequency(self, word: str) -> int:
        return int(self._reader.doc_frequency(_FIELD, word.encode()))

    def words_beginning(self, start: str) -> list[str]:
        found = {term.decode() for leaf, _ in self._leaves for term in leaf.expand_prefix(_FIELD, start.encode())}
        return sorted(found)

    def holding(self, numbers: Iterable[int], text: str, stream: int | None) -> list[int]:
        return self._streams.holding(numbers, text, stream)

    def close(self) -> None:
        self._reader.close()
        self._streams.close()


class WhooshTextWriter:
    """Appends documents; ``commit`` makes them durable.

    Numbers go on where the last commit ended, even an interrupted one.
    """

    def __init__(self, folder: str) -> None:
        self._folder = os.path.join(folder, FOLDER)
        self._index = index.open_dir(self._folder)
        if self._has_leftovers():
            self._clean()
        self._next: int = self._index.doc_count_all()
        self._streams = StreamsWriter(self._folder, self._next)
        self._writer: Any = None
        self._waiting = 0

    @staticmethod
    def create(folder: str) -> None:
        """Make an empty text index in ``folder``."""
        path = os.path.join(folder, FOLDER)
        os.mkdir(path, 0o700)
        index.create_in(path, fields.Schema(**{_FIELD: WeighedWords()}))
        StreamsWriter(path, 0).close()

    def add(self, document: Document) -> int:
        """Append a document; return its number."""
        if self._writer is None:
            self._writer = self._new_segment()
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
        for name in os.listdir(self._folder):  # Whoosh leaves this to the operating system
            sync(os.path.join(self._folder, name))
        sync(self._folder)

    def cancel(self) -> None:
        """Leave without the last batch; the catalogue does not know the others."""
        writer, self._writer = self._writer, None
        with suppress(Exception):  # on a full disk, leaving can fail as well
            if writer is not None and not writer.is_closed:
                writer.cancel()
        with suppress(Exception):
            self._streams.close()
        with suppress(Exception):  # what is left then, the next writer removes
            self._index = self._index.refresh()
            StreamsWriter(self._folder, self._index.doc_count_all()).close()
            self._clean()

    def _has_leftovers(self) -> bool:
        """Return whether there are files that are newer than the list of those that count."""
        with os.scandir(self._folder) as entries:
            files = [
                (entry.name, entry.stat().st_mtime_ns) for entry in entries if not entry.name.startswith("streams.")
            ]
        listed = max((time for name, time in files if name.endswith(".toc")), default=0)
        return any(time > listed and not name.endswith("LOCK") for name, time in files)

    def _clean(self) -> None:
        """Remove what an interrupted update left behind, and a full disk would keep."""
        with self._index.reader() as reader:
            segments = [leaf.segment() for leaf, _ in reader.leaf_readers() if isinstance(leaf, SegmentReader)]
        index.clean_files(self._index.storage, self._index.indexname, self._index.latest_generation(), segments)
        shutil.rmtree(os.path.join(self._folder, f"{self._index.indexname}.tmp"), ignore_errors=True)

    def _write(self) -> None:
        self._streams.flush()
        if self._writer is not None:
            self._writer.commit(merge=False)
        self._writer = None
        self._waiting = 0

    def _new_segment(self) -> Any:
        """Return Whoosh's writer. Told that fields have no lengths, it does not look for their file at every posting."""
        codec = default_codec()
        codec.length_stats = False
        return self._index.writer(limitmb=_POOL_MEGABYTES, compound=False, codec=codec)

    def _join_small_segments(self) -> None:
        """Make one segment of the last small ones when they have become many; all documents keep their numbers."""

        def join(writer: Any, segments: list[Any]) -> list[Any]:
            small = 0
            while small < len(segments) and segments[-1 - small].doc_count_all() < _SMALL_SEGMENT:
                small += 1
            if small <= _MOST_SMALL_SEGMENTS:
                return segments
            for segment in segments[-small:]:
                reader = SegmentReader(writer.storage, writer.schema, segment)
                writer.add_reader(reader)
                reader.close()
            return segments[:-small]

        with self._index.reader() as reader:
            if len(list(reader.leaf_readers())) > _MOST_SMALL_SEGMENTS:
                self._new_segment().commit(mergetype=join)
