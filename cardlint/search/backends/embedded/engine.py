"""The record of the embedded engine. Reading does not import the code for writing, nor the other way round."""

import os

from cardlint.search.backends.embedded import NAME
from cardlint.search.backends.engine import Engine
from cardlint.search.backends.location import Location
from cardlint.search.backends.protocol import Backend
from cardlint.search.backends.storage import Holdings, Writer
from cardlint.search.fields import FieldTable


def _version() -> str:
    from cardlint.search.backends.embedded.whoosh_text import ENGINE_VERSION

    return ENGINE_VERSION


def _locate(address: str) -> Location:
    from cardlint.search.folder.location import FolderLocation

    return FolderLocation(address)


def _create(place: str) -> None:
    from cardlint.search.backends.embedded import catalogue_writer
    from cardlint.search.backends.embedded.database import explain_writing
    from cardlint.search.backends.embedded.whoosh_text import WhooshTextWriter

    with explain_writing(os.path.dirname(place)):
        os.mkdir(place, 0o700)
        try:
            catalogue_writer.create(place)
            WhooshTextWriter.create(place)
        except BaseException:
            _remove(place)
            raise


def _open(place: str, table: FieldTable) -> Backend:
    from cardlint.search.backends.embedded.backend import EmbeddedBackend
    from cardlint.search.backends.embedded.catalogue import Catalogue
    from cardlint.search.backends.embedded.database import explain_damage
    from cardlint.search.backends.embedded.text_index import LazyText

    with explain_damage():
        catalogue = Catalogue(place)
    return EmbeddedBackend(table, catalogue, LazyText(place, catalogue.size))


def _holdings(place: str) -> Holdings:
    from cardlint.search.backends.embedded.holdings import EmbeddedHoldings

    return EmbeddedHoldings(place)


def _writer(place: str, table: FieldTable) -> Writer:
    from cardlint.search.backends.embedded.writer import EmbeddedWriter

    return EmbeddedWriter(place, table)


def _remove(place: str) -> None:
    from cardlint.search.backends.embedded.removal import remove_generation

    remove_generation(place)


ENGINE = Engine(NAME, _version, _locate, _create, _open, _holdings, _writer, _remove)
