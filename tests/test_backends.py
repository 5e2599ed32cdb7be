"""One suite for every backend.

The memory backend, a simple scan, is the reference: the others must give exactly the same answers.
"""

import random
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from search_cards import CORPUS, collections, entry, real_entries

from cardlint.search.backends.engine import Engine, engine_in
from cardlint.search.backends.memory.backend import MemoryBackend
from cardlint.search.backends.memory.engine import memory_engine
from cardlint.search.backends.protocol import Backend, Choice, FacetCount, Results, SearchRequest, Sort, Trait
from cardlint.search.backends.storage import CardState
from cardlint.search.documents.document import Document, document_of
from cardlint.search.fields import shipped_table, table_of
from cardlint.search.query.parser import parse
from cardlint.search.query.resolve import resolve
from cardlint.search.query.synonyms import shipped_synonyms
from cardlint.search.query.tree import EVERYTHING, Query, Value, Word, any_of
from cardlint.search.store.generations import building, committed, open_backend, updating

TABLE = shipped_table()
FACETS = tuple(field.name for field in TABLE.facets)
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
ENGINES = {"memory": memory_engine, "whoosh": engine_in}

WORDS = (
    "bert",
    "gpt2",
    "gpt-2",
    "bert-base",
    "the model",
    "llama-3.1",
    "翻译",
    "机器翻译",
    "译",
    "ete",
    "to*",
    "tokeni*",
    '"bert base"',
    '"base mo"*',
)
FIELDS = (
    "title:bert",
    "id:a/bert",
    "body:french",
    "code:bert",
    "tags:pytorch",
    "tags:P*",
    'tags:"a b"',
    "license:mit",
    "license:MIT",
    "language:zh",
    "language:french",
    "task:translation",
    "kind:dataset",
    "missing:license",
    "missing:task",
    "updated:none",
    "co2:none",
    "relation:none",
    "severity:none",
    "modality:none",
    "gated:none",
    "gated:no",
    "downloads:>1",
    "downloads:0..5",
    "parameters:7B",
    "parameters:>7B",
    "updated:2025",
    "updated:..2024",
    "updated:2025-06..",
)


def open_as(name: str, documents: Iterable[Document], folder: Path) -> Backend:
    """Return a backend with ``documents``, made through the record of its engine."""
    engine, place = ENGINES[name](), str(folder / "index")
    engine.create(place)
    with committed(engine.writer(place, TABLE)) as writer:
        writer.add(documents)
    return engine.open(place, TABLE)


def ask(backend: Backend, text: str, **options: object) -> Results:
    """Return the answer to a query in the query language."""
    return backend.search(SearchRequest(resolved(text), **options))  # type: ignore[arg-type]


def resolved(text: str) -> Query:
    return resolve(parse(text, TABLE), TABLE, shipped_synonyms())


def paths(results: Results) -> list[str]:
    return [hit.path for hit in results.hits]


@pytest.fixture(params=ENGINES)
def backend_of(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[object]:
    opened: list[Backend] = []

    def make(*cards: tuple[str, str]) -> Backend:
        documents = [document_of(entry(text, name), TABLE) for name, text in cards]
        opened.append(open_as(request.param, documents, tmp_path))
        return opened[-1]

    yield make
    for backend in opened:
        backend.close()


CARDS = (
    (
        "a/bert-french",
        "---\nlicense: mit\nlanguage: fr\npipeline_tag: fill-mask\n---\n# French BERT\n\nA masked language model.\n",
    ),
    (
        "b/whisper",
        "---\nlicense: apache-2.0\nlanguage: [en, fr]\ntags: [asr]\n---\n# Whisper\n\nSpeech recognition, not BERT.\n",
    ),
    ("c/gpt-2", "---\nlanguage: eng\n---\n# GPT-2\n\nGenerates text.\n\n```\nimport bert\n```\n"),
)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("bert", ["a/bert-french", "b/whisper", "c/gpt-2"]),
        ("bert french", ["a/bert-french", "b/whisper"]),
        ('"bert french"', ["a/bert-french"]),
        ("bert-french", ["a/bert-french"]),
        ("gpt2", ["c/gpt-2"]),
        ("gpt-2", ["c/gpt-2"]),
        ("title:whisper", ["b/whisper"]),
        ("code:bert", ["c/gpt-2"]),
        ("whis*", ["b/whisper"]),
        ("language:fr", ["a/bert-french", "b/whisper"]),
        ("language:english", ["b/whisper", "c/gpt-2"]),
        ("french -license:mit", ["b/whisper"]),
        ("missing:license", ["c/gpt-2"]),
        ("license:(mit OR apache-2.0) NOT task:fill-mask", ["b/whisper"]),
        ("automatic speech recognition", ["b/whisper"]),
        ("nothing-like-it", []),
    ],
)
def test_query_finds(backend_of, query: str, found: list[str]) -> None:
    assert [hit.id for hit in ask(backend_of(*CARDS), query, sort=Sort("id")).hits] == found


def test_words_in_a_title_count_more_than_words_in_code(backend_of) -> None:
    assert [hit.id for hit in ask(backend_of(*CARDS), "bert").hits] == ["a/bert-french", "b/whisper", "c/gpt-2"]


def test_choice_of_a_facet_does_not_shrink_its_own_list(backend_of) -> None:
    mit = Choice(("mit",), Value("license", "mit"))
    results = ask(backend_of(*CARDS), "", chosen={"license": mit}, facets=("license", "language"))
    assert results.total == 1
    assert results.facets["license"] == [FacetCount("apache-2.0", 1), FacetCount("mit", 1, True), FacetCount(None, 1)]
    assert results.facets["language"] == [FacetCount("fr", 1)]


def test_chosen_value_stays_listed_at_zero(backend_of) -> None:
    gemma = Choice(("gemma",), Value("license", "gemma"))
    results = ask(backend_of(*CARDS), "whisper", chosen={"license": gemma}, facets=("license",))
    assert results.facets["license"] == [FacetCount("apache-2.0", 1), FacetCount("gemma", 0, True)]


def test_new_row_of_the_table_is_a_new_facet(tmp_path: Path) -> None:
    rows = [field._asdict() for field in TABLE] + [
        {"name": "thumbnail", "title": "Thumbnail", "type": "keyword", "path": "thumbnail", "facet": True}
    ]
    table = table_of({name: value for name, value in row.items() if value is not None} for row in rows)
    document = document_of(entry("---\nthumbnail: a.png\n---\n"), table)
    with building(str(tmp_path / "index"), table) as writer:
        writer.add([document])
    with_row = open_backend(str(tmp_path / "index"), table)
    query = resolve(parse("thumbnail:a.png", table), table)
    for backend in (with_row, MemoryBackend(table, [document])):
        assert backend.search(SearchRequest(query, facets=("thumbnail",))).facets == {
            "thumbnail": [FacetCount("a.png", 1)]
        }
    with_row.close()


queries = st.recursive(
    st.sampled_from([*WORDS, *FIELDS]),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}) ({pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}) OR ({pair[1]})"),
        inner.map(lambda part: f"NOT ({part})"),
    ),
    max_leaves=4,
)


@st.composite
def requests(draw: st.DrawFn) -> SearchRequest:
    chosen = {}
    for name, values in (
        ("license", ("mit", "apache-2.0", "gemma")),
        ("tags", ("pytorch", "nlp")),
        ("language", ("zh", "en")),
    ):
        if draw(st.integers(0, 3)) == 0:
            picked = tuple(draw(st.lists(st.sampled_from(values), unique=True, max_size=2)))
            missing = draw(st.booleans()) or not picked
            parts = [Value(name, value) for value in picked] + [Value("missing", name)] * missing
            chosen[name] = Choice(picked, any_of(parts), missing)
    return SearchRequest(
        query=resolved(draw(queries)),
        chosen=chosen,
        sort=draw(
            st.sampled_from(
                [Sort(), Sort("id"), Sort("downloads"), Sort("updated", descending=False), Sort("parameters")]
            )
        ),
        limit=draw(st.integers(1, 6)),
        facets=FACETS,
        facet_size=draw(st.sampled_from([1, 2, 10])),
    )


@SLOW
@given(documents=collections(), asked=st.lists(requests(), min_size=1, max_size=5))
def test_whoosh_answers_random_documents_as_the_judge(documents: list[Document], asked: list[SearchRequest]) -> None:
    judge = MemoryBackend(TABLE, documents)
    with tempfile.TemporaryDirectory() as folder:
        backend = open_as("whoosh", documents, Path(folder))
        for request in asked:
            _same(backend, judge, request)
        backend.close()


@SLOW
@given(first=collections(8), second=collections(8), gone=st.sets(st.integers(0, 8)), request=requests())
def test_updated_index_answers_as_one_built_from_scratch(
    first: list[Document], second: list[Document], gone: set[int], request: SearchRequest
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = str(Path(folder) / "index")
        with building(place, TABLE) as writer:
            writer.add(first)
        with updating(place, TABLE) as writer:
            writer.remove(f"place/{number}" for number in gone)
            writer.add(second)
        left = [each for each in first if each.path not in {f"place/{number}" for number in gone}]
        judge = MemoryBackend(TABLE, [*left, *second])
        backend = open_backend(place, TABLE)
        _same(backend, judge, request)
        backend.close()


@SLOW
@given(documents=collections())
def test_whoosh_knows_and_compares_cards_as_the_judge(documents: list[Document]) -> None:
    judge = MemoryBackend(TABLE, documents)
    with tempfile.TemporaryDirectory() as folder:
        backend = open_as("whoosh", documents, Path(folder))
        try:
            _same_cards(backend, judge)
            for document in documents:
                assert backend.entry(document.path).text == document.text
                assert backend.cards_named(document.id) == judge.cards_named(document.id)
                _same_likeness(backend, judge, document)
        finally:
            backend.close()


def _same_cards(backend: Backend, judge: MemoryBackend) -> None:
    """Compare the lists of cards, words and values."""
    places = sorted(judge.documents)
    assert sorted(backend.ids()) == sorted(judge.ids())
    assert backend.cards(places) == judge.cards(places)
    assert list(backend.texts([*places, "nowhere"])) == [*judge.texts(places), None]
    assert sorted(backend.card_texts(EVERYTHING)) == sorted(judge.card_texts(EVERYTHING))
    models = Value("kind", "model")
    assert sorted(backend.card_texts(models)) == sorted(judge.card_texts(models))
    for start in ("", "b", "gpt", "翻", "nothing"):
        assert backend.words_beginning(start) == judge.words_beginning(start)
    for field in ("license", "tags", "language", "kind", "task", "gated"):
        assert sorted(backend.values(field)) == judge.values(field)
        assert backend.frequent_values(field, 3) == judge.frequent_values(field, 3)
    words = judge.words_beginning("")
    assert backend.frequencies(words) == judge.frequencies(words)
    assert backend.average_length() == judge.average_length()


def _same_likeness(backend: Backend, judge: MemoryBackend, document: Document) -> None:
    words = [Trait(Word(word), 1 / (2 + place), 0.7) for place, word in enumerate(document.bag)]
    values = [Trait(Value("tags", str(value)), 0.3) for value in document.values.get("tags", ())]
    for query in (EVERYTHING, Value("kind", document.kind)):
        for limit in (1, 20):
            asked = ([*words, *values], query, document.path, limit)
            assert backend.alike(*asked) == judge.alike(*asked)


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    made: Engine = ENGINES[request.param]()
    return made


def stored(engine: Engine, place: str) -> tuple[object, ...]:
    """Return everything that an index provides for updates."""
    holdings = engine.holdings(place)
    try:
        entries = [each.path for each in holdings.entries()]
        assert [each and each.path for each in holdings.readable_entries()] == entries
        return len(holdings), holdings.sources(), holdings.states("here"), sorted(entries)
    finally:
        holdings.close()


def card_of(name: str, source: str, stamp: str = "1") -> Document:
    return document_of(entry(f"# {name}\n", name)._replace(source=source, stamp=stamp, hash=f"hash of {name}"), TABLE)


def test_writer_changes_what_an_index_holds_at_its_commit(engine: Engine, tmp_path: Path) -> None:
    place = str(tmp_path / "index")
    engine.create(place)
    assert stored(engine, place) == (0, {}, {}, [])
    writer = engine.writer(place, TABLE)
    assert writer.add([card_of("a/one", "here"), card_of("a/two", "here"), card_of("b/three", "there")]) == 3
    assert len(writer) == 3
    assert stored(engine, place) == (0, {}, {}, [])
    writer.commit()
    states = {f"a/{name}/README.md": CardState("1", f"hash of a/{name}") for name in ("one", "two")}
    before = (3, {"here": 2, "there": 1}, states, ["a/one/README.md", "a/two/README.md", "b/three/README.md"])
    assert stored(engine, place) == before

    writer = engine.writer(place, TABLE)
    assert writer.paths("there") == ["b/three/README.md"]
    writer.remove(["b/three/README.md"])
    writer.cancel()
    assert stored(engine, place) == before

    writer = engine.writer(place, TABLE)
    assert writer.remove(["b/three/README.md", "nowhere"]) == 1
    writer.touch("a/one/README.md", "2")
    writer.add([card_of("a/two", "here", "3")])
    writer.commit()
    states = {
        "a/one/README.md": CardState("2", "hash of a/one"),
        "a/two/README.md": CardState("3", "hash of a/two"),
    }
    assert stored(engine, place) == (2, {"here": 2}, states, ["a/one/README.md", "a/two/README.md"])


def test_holdings_know_single_cards(engine: Engine, tmp_path: Path) -> None:
    place = str(tmp_path / "index")
    engine.create(place)
    with committed(engine.writer(place, TABLE)) as writer:
        writer.add([card_of("a/one", "here", "revision 1")])
    holdings = engine.holdings(place)
    assert holdings.stamp("a/one/README.md") == "revision 1"
    assert holdings.text("a/one/README.md") == "# a/one\n"
    assert (holdings.stamp("nowhere"), holdings.text("nowhere")) == (None, None)
    holdings.close()


def test_snapshot_of_an_engine_stays(engine: Engine, tmp_path: Path) -> None:
    place = str(tmp_path / "index")
    engine.create(place)
    backend = engine.open(place, TABLE)
    with committed(engine.writer(place, TABLE)) as writer:
        writer.add([card_of("a/one", "here")])
    later = engine.open(place, TABLE)
    assert (backend.count(EVERYTHING), later.count(EVERYTHING)) == (0, 1)
    backend.close()
    later.close()
    engine.remove(place)
    assert not Path(place).exists()


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real cards is not here")
def test_whoosh_answers_1000_real_cards_as_the_judge(tmp_path: Path) -> None:
    documents = [document_of(each, TABLE) for each in real_entries(1000)]
    judge = MemoryBackend(TABLE, documents)
    backend = open_as("whoosh", documents, tmp_path)
    chance = random.Random(1)
    words = sorted(set().union(*(document.bag for document in documents[:50])))
    asked = [
        "",
        "bert",
        "the of",
        "language model",
        '"language model"',
        "fine-tuned",
        "trans*",
        "b*",
        "task:translation",
        "kind:dataset",
        "missing:license",
        "updated:2022..2023",
        "downloads:>=50 bert",
        "NOT bert",
        "title:model",
        "headings:usage",
        "asr french",
    ]
    asked += chance.sample(words, 40)
    asked += [f"{a} {b}" for a, b in zip(chance.sample(words, 20), chance.sample(words, 20), strict=True)]
    asked += [f'"{" ".join(document.streams[4].split()[3:5])}"' for document in documents[:30]]
    for text in asked:
        _same(backend, judge, SearchRequest(resolved(text), facets=FACETS, limit=600))
        _same(backend, judge, SearchRequest(resolved(text), sort=Sort("downloads"), limit=600))
    backend.close()


def _same(backend: Backend, judge: MemoryBackend, request: SearchRequest) -> None:
    """Compare one answer, and every page of it."""
    expected = judge.search(request)
    assert backend.search(request) == expected
    assert backend.count(request.query) == judge.count(request.query)
    seen = paths(expected)
    while expected.next is not None:
        request = request._replace(after=expected.next, facets=())
        expected = judge.search(request)
        assert backend.search(request) == expected
        seen += paths(expected)
    assert len(seen) == len(set(seen)) == expected.total
