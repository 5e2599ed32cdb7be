"""One suite for all locations of an index: the current generation, the lock, and what survives damage."""

from pathlib import Path

import pytest
from search_cards import entry

from cardlint.card.kind import Kind
from cardlint.search.backends.engine import index_at
from cardlint.search.backends.location import Location
from cardlint.search.backends.protocol import SearchRequest
from cardlint.search.documents.document import Document, document_of
from cardlint.search.errors import LockedError, MismatchError
from cardlint.search.fields import FieldTable, shipped_table
from cardlint.search.manifest import Manifest
from cardlint.search.query.tree import EVERYTHING
from cardlint.search.store.generations import building, open_backend, open_holdings, updating
from cardlint.system.errors import CardlintError

TABLE = shipped_table()


@pytest.fixture(params=["folder", "elsewhere"])
def address(request: pytest.FixtureRequest, tmp_path: Path, elsewhere: str) -> str:
    return elsewhere if request.param == "elsewhere" else str(tmp_path / "index")


@pytest.fixture
def location(address: str) -> Location:
    return index_at(address).location


def card(number: int) -> Document:
    return document_of(entry(f"# Card {number}\n", f"a/{number}"), TABLE)


def ids(address: str) -> list[str]:
    backend = open_backend(address, TABLE)
    try:
        return sorted(backend.ids())
    finally:
        backend.close()


def test_there_is_nothing_before_the_first_change(location: Location) -> None:
    assert (location.exists(), location.manifest(), location.sources()) == (False, None, {})
    with pytest.raises(CardlintError, match=f"there is no index in {location.address}"):
        location.require_trusted()


def test_generation_is_current_once_it_is_complete(address: str, location: Location) -> None:
    with building(address, TABLE) as writer:
        writer.add([card(1)])
        assert location.manifest() is None
        assert location.generations() == ["generation-000001"]
    location.require_trusted()
    found = location.manifest()
    assert found is not None
    assert (found.generation, found.fields) == ("generation-000001", TABLE.fingerprint)
    assert ids(address) == ["a/1"]


def test_generation_that_was_replaced_goes(address: str, location: Location) -> None:
    for number in (1, 2):
        with building(address, TABLE) as writer:
            writer.add([card(number)])
    assert location.generations() == ["generation-000002"]
    assert ids(address) == ["a/2"]


def test_index_stays_as_it_is_where_a_change_fails(address: str, location: Location) -> None:
    with building(address, TABLE) as writer:
        writer.add([card(1)])
    before = location.manifest()
    for change in (building, updating):
        with pytest.raises(ZeroDivisionError), change(address, TABLE) as writer:
            writer.add(card(1 // number) for number in (1, 0))
    assert (location.manifest(), location.generations(), ids(address)) == (before, ["generation-000001"], ["a/1"])


def test_index_of_an_interrupted_build_is_not_seen_and_goes(address: str, location: Location) -> None:
    engine, _ = index_at(address)
    with location.writing():
        engine.create(location.place("generation-000007"))
    assert not location.exists()
    with updating(address, TABLE) as writer:
        writer.add([card(1)])
    assert location.generations() == ["generation-000001"]


def test_reader_keeps_what_it_opened(address: str) -> None:
    with building(address, TABLE) as writer:
        writer.add([card(1)])
    backend, holdings = open_backend(address, TABLE), open_holdings(address, TABLE)
    with updating(address, TABLE) as writer:
        writer.add([card(2)])
    with building(address, TABLE) as writer:
        writer.add([card(3)])
    assert (backend.search(SearchRequest(EVERYTHING)).total, len(holdings)) == (1, 1)
    backend.close()
    holdings.close()
    assert ids(address) == ["a/3"]


def test_one_writes_at_a_time(address: str, location: Location) -> None:
    with updating(address, TABLE):
        for wait in (0.0, 0.1):
            with (
                pytest.raises(LockedError, match="writing this index") as caught,
                index_at(address).location.writing(wait),
            ):
                pass
        assert caught.value.hint == "--wait SECONDS waits for it"
    with location.writing():
        pass


def test_sources_are_noted_next_to_the_generations(address: str, location: Location) -> None:
    with location.writing():
        location.write_sources({"here": None, "there": Kind.DATASET})
    assert index_at(address).location.sources() == {"here": None, "there": Kind.DATASET}
    with building(address, TABLE):
        pass
    with location.writing():
        location.write_sources({"there": Kind.DATASET})
        location.remove_unfinished()
    assert location.sources() == {"there": Kind.DATASET}


def test_index_by_other_rules_is_a_mismatch(address: str, location: Location) -> None:
    with building(address, TABLE):
        pass
    with pytest.raises(MismatchError, match="another table of fields"):
        open_backend(address, FieldTable(TABLE.fields[:-1]))
    found = location.manifest()
    assert isinstance(found, Manifest)
    with location.writing():
        location.put_in_force(found._replace(engine="tantivy"))
    with pytest.raises(MismatchError, match=r"another engine \(tantivy, now "):
        open_backend(address, TABLE)
