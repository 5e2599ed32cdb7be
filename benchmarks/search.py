"""The cost of search: building, updating and querying, compared with SQLite FTS5 and tantivy on the same cards and questions.

The cards are real ones, supplemented by copies with other names and shuffled words, so that the frequency of words is realistic.
Run it from an environment in which cardlint is installed: ``python benchmarks/search.py [CORPUS] [--documents N]``. tantivy is
included if its package is installed. A missed goal is marked.
"""

import argparse
import json
import os
import pickle
import random
import re
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

from cardlint.search.answers.question import Question, request_of
from cardlint.search.backends.protocol import SearchRequest
from cardlint.search.documents.buckets import document_labels
from cardlint.search.documents.document import Document
from cardlint.search.documents.many import documents
from cardlint.search.fields import shipped_table
from cardlint.search.sources.folders.source import FolderSource
from cardlint.search.store.generations import building, open_backend, updating

TABLE = shipped_table()
FACETS = tuple(field.name for field in TABLE.facets)
COMMAND = str(Path(sys.executable).parent / "cardlint")
KINDS = ("one word", "two words", "phrase", "prefix", "field filter", "OR", "NOT", "range", "missing")
PAGE = 20
GOALS = {"cards a core second": 150.0, "update": 0.3, "cold": 0.4, "query": 10.0, "phrase": 60.0}
"""Goals for 10,000 documents; with more, the measurement shows the limits of the embedded engine."""


class Asked(NamedTuple):
    """One question, for every engine."""

    kind: str
    words: tuple[str, ...]  # words, or a field and a value, or a field and bounds

    @property
    def text(self) -> str:
        """The question in the syntax of cardlint."""
        first, *others = self.words
        match self.kind:
            case "phrase":
                return '"{}"'.format(" ".join(self.words))
            case "prefix":
                return f"{first}*"
            case "field filter" | "missing":
                return f'{first}:"{others[0]}"'
            case "range":
                return f"{first}:{others[0]}..{others[1]}"
            case "OR":
                return " OR ".join(self.words)
            case "NOT":
                return f"{first} NOT {others[0]}"
        return " ".join(self.words)


class Cost(NamedTuple):
    """The cost of an engine for documents that were built before."""

    seconds: float  # CPU time
    megabytes: float  # on disk
    peak: float  # megabytes of memory
    update: float
    asked: dict[tuple[str, bool], list[float]]  # kind, with facets → milliseconds
    found: dict[str, int]  # kind → cards found by all of its questions


def grow(corpus: Path, folder: Path, count: int) -> None:
    """Write ``count`` cards: the real ones, then copies with shuffled words. Some have weights next to them."""
    real = sorted(corpus.glob("*/*/README.md"))
    chance = random.Random(1)  # noqa: S311
    chance.shuffle(real)
    for number in range(count):
        card = real[number % len(real)]
        text = card.read_bytes().decode(errors="replace")
        name = card.parent.name
        if number >= len(real):
            text, name = _shuffled(text, number, chance), f"{name}-{number}"
        place = folder / card.parts[-3] / name.replace("__", "/", 1)
        place.mkdir(parents=True, exist_ok=True)
        (place / "README.md").write_bytes(text.encode())
        if place.parts[-3] == "model" and number % 3 == 0:
            size = int(10 ** chance.uniform(7, 11))
            header = json.dumps({"w": {"dtype": "F16", "shape": [size], "data_offsets": [0, 2 * size]}}).encode()
            (place / "model.safetensors").write_bytes(len(header).to_bytes(8, "little") + header)


def _shuffled(text: str, number: int, chance: random.Random) -> str:
    head, fence, body = text.rpartition("\n---\n")
    words = [word for word in re.split(r"(\s+)", body) if word]
    places = [place for place, word in enumerate(words) if word.isalpha()]
    mixed = [words[place] for place in places]
    chance.shuffle(mixed)
    for place, word in zip(places, mixed, strict=True):
        words[place] = word if chance.random() > 0.01 else f"{word}{number}"
    return head + fence + "".join(words)


def spool(folder: Path, path: Path) -> None:
    """Write the documents of the cards to a file, which every engine reads."""
    source = FolderSource(str(folder))
    entries = (entry for candidate in source.candidates() if (entry := candidate.read()) is not None)
    with path.open("wb") as file:
        for document in documents(entries, TABLE, 2):
            pickle.dump(document, file)


def spooled(path: Path) -> Iterator[Document]:
    """Yield the documents in the file."""
    with path.open("rb") as file, suppress(EOFError):
        while True:
            yield pickle.load(file)  # noqa: S301  # our own file


def questions(path: Path, each: int) -> list[Asked]:
    """Return ``each`` questions of every kind, built from words and values in the documents."""
    chance = random.Random(2)  # noqa: S311
    frequency: Counter[str] = Counter()
    values: dict[tuple[str, str], int] = Counter()
    rows: list[list[str]] = []
    count = 0
    for document in spooled(path):
        count += 1
        frequency.update(word for word in document.bag if re.fullmatch(r"[a-z]{4,12}", word))
        for field in TABLE.facets:
            values.update((field.name, label) for label in document_labels(field, document))
        text = max(document.streams, key=len)
        rows.append(re.findall(r"(?<= )[a-z]{3,12} [a-z]{3,12}(?: [a-z]{3,12})?(?= )", text[:20_000])[:20])
    known = sorted(word for word, held in frequency.items() if count / 2_000 <= held <= count / 3)
    filters = sorted(key for key, held in values.items() if held >= 5 and key[0] != "missing" and '"' not in key[1])
    phrases = sorted({phrase for row in rows for phrase in chance.sample(row, min(2, len(row)))})
    lacking = sorted(value for field, value in values if field == "missing")
    asked = []
    for number in range(each):
        one, two = chance.sample(known, 2)
        low = chance.choice((1e6, 1e8, 1e9, 3e9))
        asked += [
            Asked("one word", (chance.choice(known),)),
            Asked("two words", (one, two)),
            Asked("phrase", tuple(chance.choice(phrases).split())),
            Asked("prefix", (chance.choice(known)[:4],)),
            Asked("field filter", chance.choice(filters)),
            Asked("OR", tuple(chance.sample(known, 2))),
            Asked("NOT", tuple(chance.sample(known, 2))),
            Asked("range", ("parameters", f"{low:.0f}", f"{low * (2 + number):.0f}")),
            Asked("missing", ("missing", lacking[number % len(lacking)])),
        ]
    return asked


class Cardlint:
    """Our own index; building measures only the index, for documents that were built before."""

    def __init__(self, folder: Path) -> None:
        self.folder = str(folder)

    def build(self, made: Iterator[Document]) -> None:
        with building(self.folder, TABLE) as writer:
            writer.add(made)

    def update(self, document: Document) -> None:
        with updating(self.folder, TABLE) as writer:
            writer.add([document])

    def open(self) -> None:
        self.backend = open_backend(self.folder, TABLE)

    def ask(self, asked: Asked, facets: bool) -> int:
        request: SearchRequest = request_of(
            Question(asked.text, sort=None, limit=PAGE, facets=FACETS if facets else ()), TABLE
        )
        return self.backend.search(request).total


class Fts5:
    """SQLite's full-text search, with a table of values for the facets."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.path = folder / "fts5.sqlite"
        self.streams = [f"s_{field.name}" for field in TABLE.streams]

    def build(self, made: Iterator[Document]) -> None:
        self.connection = sqlite3.connect(self.path)
        self.connection.executescript(
            f"CREATE VIRTUAL TABLE words USING fts5({', '.join(self.streams)}, tokenize='unicode61 remove_diacritics 0');"
            "CREATE TABLE documents (number INTEGER PRIMARY KEY, path TEXT UNIQUE, id TEXT, fields TEXT, card TEXT);"
            "CREATE TABLE labels (number INTEGER, field TEXT, value TEXT);"
            "CREATE TABLE numbers (number INTEGER, field TEXT, value REAL);"
            "CREATE INDEX labels_value ON labels (field, value, number);"
            "CREATE INDEX labels_number ON labels (number, field, value);"
            "CREATE INDEX numbers_value ON numbers (field, value);"
        )
        for number, document in enumerate(made):
            self._add(number, document)
        self.connection.commit()

    def _add(self, number: int, document: Document) -> None:
        blanks = ", ".join("?" * len(self.streams))
        insert = f"INSERT INTO words (rowid, {', '.join(self.streams)}) VALUES (?, {blanks})"  # noqa: S608
        self.connection.execute(insert, (number, *_plain(document)))
        fields = json.dumps(dict(document.values))
        self.connection.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?)",
            (number, document.path, document.id, fields, document.text),
        )
        self.connection.executemany(
            "INSERT INTO labels VALUES (?, ?, ?)", [(number, *pair) for pair in _labelled(document)]
        )
        found = [(number, name, value) for name, value in _numbers(document)]
        self.connection.executemany("INSERT INTO numbers VALUES (?, ?, ?)", found)

    def update(self, document: Document) -> None:
        (number,) = self.connection.execute("SELECT number FROM documents WHERE path = ?", (document.path,)).fetchone()
        self.connection.execute("DELETE FROM words WHERE rowid = ?", (number,))
        for table in ("documents", "labels", "numbers"):
            self.connection.execute(f"DELETE FROM {table} WHERE number = ?", (number,))  # noqa: S608
        self._add(number, document)
        self.connection.commit()

    def open(self) -> None:
        self.connection = sqlite3.connect(self.path)

    def ask(self, asked: Asked, facets: bool) -> int:
        chosen, parameters = self._chosen(asked)
        numbers = [row[0] for row in self.connection.execute(chosen, parameters)]
        self.connection.execute("CREATE TEMP TABLE IF NOT EXISTS found (number INTEGER PRIMARY KEY)")
        page = numbers[:PAGE]
        marks = ", ".join("?" * len(page))
        self.connection.execute(f"SELECT id, fields FROM documents WHERE number IN ({marks})", page).fetchall()  # noqa: S608
        if facets:
            self.connection.execute("DELETE FROM found")
            self.connection.executemany("INSERT INTO found VALUES (?)", [(number,) for number in numbers])
            self.connection.execute(
                "SELECT field, value, count(*) FROM found CROSS JOIN labels USING (number) GROUP BY field, value"
            ).fetchall()
        return len(numbers)

    @staticmethod
    def _chosen(asked: Asked) -> tuple[str, tuple[str, ...]]:
        if asked.kind in ("field filter", "missing"):
            return "SELECT number FROM labels WHERE field = ? AND value = ?", asked.words
        if asked.kind == "range":
            return "SELECT number FROM numbers WHERE field = ? AND value >= ? AND value <= ?", asked.words
        words = [f'"{word}"' for word in asked.words]
        joint = {"OR": " OR ", "NOT": " NOT ", "phrase": " + "}.get(asked.kind, " ")
        star = " *" if asked.kind == "prefix" else ""
        return "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank", (joint.join(words) + star,)


class Tantivy:
    """tantivy with its Python package: one field with all words, and columns for the facets."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        self.tantivy = tantivy
        self.folder = folder
        folder.mkdir()
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("words", tokenizer_name="whitespace")
        builder.add_text_field("fields", stored=True, index_option="basic", tokenizer_name="raw")
        builder.add_text_field("path", stored=True, index_option="basic", tokenizer_name="raw")
        for field in TABLE.facets:
            builder.add_text_field(f"f_{field.name}", fast=True, index_option="basic", tokenizer_name="raw")
        for field in TABLE:
            if field.ordered:
                builder.add_float_field(f"n_{field.name}", fast=True)
        self.schema = builder.build()
        self.counts = {name: {"terms": {"field": f"f_{name}", "size": 10}} for name in FACETS}

    def build(self, made: Iterator[Document]) -> None:
        self.index = self.tantivy.Index(self.schema, path=str(self.folder))
        writer = self.index.writer(heap_size=100_000_000, num_threads=1)
        for document in made:
            writer.add_document(self._document(document))
        writer.commit()
        writer.wait_merging_threads()

    def _document(self, document: Document) -> Any:
        made = self.tantivy.Document()
        for stream in _plain(document):
            made.add_text("words", stream)
        made.add_text("path", document.path)
        made.add_text("fields", json.dumps({"id": document.id, **document.values})[:60_000])
        for name, label in _labelled(document):
            made.add_text(f"f_{name}", label)
        for name, value in _numbers(document):
            made.add_float(f"n_{name}", value)
        return made

    def update(self, document: Document) -> None:
        writer = self.index.writer(heap_size=100_000_000, num_threads=1)
        writer.delete_documents("path", document.path)
        writer.add_document(self._document(document))
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        self.index = self.tantivy.Index(self.schema, path=str(self.folder))
        self.searcher = self.index.searcher()

    def ask(self, asked: Asked, facets: bool) -> int:
        query = self._query(asked)
        found = self.searcher.search(query, PAGE, count=True)
        for _, address in found.hits:
            self.searcher.doc(address)
        if facets:
            self.searcher.aggregate(query, self.counts)
        return int(found.count)

    def _query(self, asked: Asked) -> Any:
        kinds = self.tantivy.Query
        if asked.kind in ("field filter", "missing"):
            return kinds.term_query(self.schema, f"f_{asked.words[0]}", asked.words[1])
        if asked.kind == "range":
            name, low, high = asked.words
            return kinds.range_query(
                self.schema, f"n_{name}", self.tantivy.FieldType.Float, float(low), float(high), True, True
            )
        if asked.kind == "phrase":
            return kinds.phrase_query(self.schema, "words", list(asked.words))
        if asked.kind == "prefix":
            return kinds.regex_query(self.schema, "words", f"{asked.words[0]}.*")
        occur = self.tantivy.Occur
        others = {"OR": occur.Should, "NOT": occur.MustNot}.get(asked.kind, occur.Must)
        first = occur.Should if asked.kind == "OR" else occur.Must
        parts = [kinds.term_query(self.schema, "words", word) for word in asked.words]
        return kinds.boolean_query([(others if place else first, part) for place, part in enumerate(parts)])


ENGINES: dict[str, Callable[[Path], Any]] = {"cardlint": Cardlint, "FTS5": Fts5, "tantivy": Tantivy}


def _plain(document: Document) -> list[str]:
    return [stream.replace("\x1f", " ").replace("\x1e", " ") for stream in document.streams]


def _labelled(document: Document) -> list[tuple[str, str]]:
    return [(field.name, label) for field in TABLE.facets for label in document_labels(field, document)]


def _numbers(document: Document) -> list[tuple[str, float]]:
    return [
        (field.name, float(document.values[field.name][0]))
        for field in TABLE
        if field.ordered and field.name in document.values
    ]


def measure(name: str, folder: Path, path: Path, asked: list[Asked]) -> Cost:
    """Build, update and query one engine. Runs in its own process, to measure its memory."""
    engine = ENGINES[name](folder)
    started = time.process_time()  # CPU time of all threads, because other processes affect the elapsed time
    engine.build(spooled(path))
    seconds = time.process_time() - started
    peak = _peak()
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
    first = next(spooled(path))
    updates = []
    for number in range(3):
        started = time.perf_counter()
        engine.update(first._replace(hash=str(number)))
        updates.append(time.perf_counter() - started)
    took: dict[tuple[str, bool], list[float]] = {}
    found: Counter[str] = Counter()
    for facets in (False, True):
        for kind in KINDS:
            engine.open()
            engine.ask(Asked("one word", ("model",)), True)
            for each in (each for each in asked if each.kind == kind):
                started = time.perf_counter()
                found[kind] += engine.ask(each, facets)
                took.setdefault((kind, facets), []).append((time.perf_counter() - started) * 1000)
    return Cost(seconds, size, peak, statistics.median(updates), took, found)


def _peak() -> float:
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1e3
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def run(*arguments: str) -> tuple[float, float, float]:
    """Run cardlint; return its elapsed time and CPU time in seconds, and its memory in megabytes."""
    started = time.perf_counter()
    process = subprocess.Popen([COMMAND, *arguments], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, arguments
    return time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1e3


def command_line(cards: Path, index: Path, count: int) -> None:
    """Measure the commands: building in one process, a query with a cold start, one changed card."""
    place = ["--index", str(index)]
    wall, cpu, memory = run("index", "add", str(cards), "--processes", "1", "-q", *place)
    _told("building, one process", count / cpu, GOALS["cards a core second"], "cards a core second", most=False)
    print(f"  {wall:.0f} s, {memory:.0f} MB of memory, {count / wall:.0f} cards a second by the clock")
    colds = [run("search", "--task", "image-classification", *place) for _ in range(9)]
    _told("cold search", statistics.median(cold[0] for cold in colds), GOALS["cold"], "s")
    print(f"  {statistics.median(cold[1] for cold in colds):.2f} s of the processor")
    idle = [run("index", "update", "-q", *place) for _ in range(5)]
    print(f"nothing changed, by `index update`: {statistics.median(each[0] for each in idle):.2f} s")
    card = next(cards.rglob("README.md"))
    updates = []
    for _ in range(5):
        card.write_bytes(card.read_bytes() + b"\nAnd a line more.\n")
        updates.append(run("index", "update", "-q", *place))
    _told("one changed card, by `index update`", statistics.median(each[0] for each in updates), GOALS["update"], "s")
    print(f"  {statistics.median(each[1] for each in updates):.2f} s of the processor")


def _told(what: str, figure: float, goal: float, unit: str, *, most: bool = True) -> None:
    missed = figure > goal if most else figure < goal
    print(f"{what}: {figure:.2f} {unit}, goal {'at most' if most else 'at least'} {goal:g}{'  MISSED' * missed}")


def table(costs: dict[str, Cost], count: int) -> None:
    """Print a table of the engines."""
    names = list(costs)
    print(f"\n{'':30}" + "".join(f"{name:>22}" for name in names))
    rows: list[tuple[str, Callable[[Cost], float]]] = [
        ("documents a core second", lambda cost: count / cost.seconds),
        ("index, MB", lambda cost: cost.megabytes),
        ("peak memory, MB", lambda cost: cost.peak),
        ("one changed document, ms", lambda cost: cost.update * 1000),
    ]
    for title, value in rows:
        print(f"{title:30}" + "".join(_beside(value(costs[name]), value(costs[names[0]])) for name in names))
    print("\np50 and p99 in ms; in brackets how many times our p50 is that of the peer; then the cards that were found")
    for facets in (False, True):
        for kind in KINDS:
            cells = []
            for name in names:
                p50, p99 = _percentiles(costs[name].asked[kind, facets])
                ratio = (
                    f"({_percentiles(costs[names[0]].asked[kind, facets])[0] / p50:.1f})" if name != names[0] else ""
                )
                cells.append(f"{p50:8.2f} {p99:7.2f}{ratio:>7}")
            goal = GOALS["phrase" if kind == "phrase" else "query"]
            missed = "  MISSED" if facets and _percentiles(costs[names[0]].asked[kind, True])[0] > goal else ""
            found = "/".join(str(costs[name].found[kind]) for name in names)
            print(f"{kind + (', all facets' if facets else ''):26}" + "".join(cells) + f"  {found}{missed}")


def _beside(figure: float, ours: float) -> str:
    ratio = "" if figure == ours else f"({ours / figure:.2f})"
    return f"{figure:14.1f}{ratio:>8}"


def _percentiles(figures: list[float]) -> tuple[float, float]:
    ordered = sorted(figures)
    return statistics.median(ordered), ordered[min(len(ordered) - 1, round(len(ordered) * 0.99))]


def main() -> None:
    """Measure all engines, and print the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path, default=Path(__file__).parents[2] / "shared/corpus")
    parser.add_argument("--documents", type=int, default=10_000, metavar="N")
    parser.add_argument("--questions", type=int, default=40, metavar="N", help="of each kind")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave cards and indexes there")
    arguments = parser.parse_args()
    if not arguments.corpus.is_dir():
        sys.exit(f"skipped: no cards in {arguments.corpus}")
    names = list(ENGINES)
    try:
        import tantivy  # noqa: F401
    except ImportError:
        print("without tantivy, which is not installed")
        names.remove("tantivy")
    folder = arguments.keep or Path(tempfile.mkdtemp(prefix="cardlint-search-"))
    folder.mkdir(exist_ok=True)
    try:
        grow(arguments.corpus, folder / "cards", arguments.documents)
        command_line(folder / "cards", folder / "index", arguments.documents)
        started = time.perf_counter()
        spool(folder / "cards", folder / "documents")
        print(f"making documents, two processes: {arguments.documents / (time.perf_counter() - started):.0f} a second")
        asked = questions(folder / "documents", arguments.questions)
        costs = {}
        for name in names:
            with get_context("spawn").Pool(1) as pool:
                costs[name] = pool.apply(measure, (name, folder / name, folder / "documents", asked))
        table(costs, arguments.documents)
    finally:
        if not arguments.keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
