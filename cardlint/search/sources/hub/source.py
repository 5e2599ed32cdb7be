"""Cards of the Hub itself: ``hf://models/OWNER``, ``hf://datasets?search=squad&limit=100``, ``hf://spaces``.

The options are those of the Hub's listing functions. The listing is requested every time, because only it shows what changed; a
card is fetched if its revision is new. ``readme=false`` fetches no cards: their metadata is in the listing.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import partial
from hashlib import blake2b
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlencode

from cardlint.findings.source import Source
from cardlint.search.documents.entry import CardEntry
from cardlint.search.sources import hub_client
from cardlint.search.sources.dump_row import entry_of
from cardlint.search.sources.hub import SCHEME
from cardlint.search.sources.hub.fetched_cards import FetchedCards
from cardlint.search.sources.source import Candidate
from cardlint.system.errors import CardlintError

_KINDS = {f"{kind.value}s": kind for kind in hub_client.LISTED}


class HubSource:
    """The repositories in one listing. ``index`` is the address of the index."""

    costly = True

    def __init__(self, address: str, index: str) -> None:
        place, _, query = address.removeprefix(SCHEME).partition("?")
        name, _, owner = place.strip("/").partition("/")
        if name not in _KINDS or "/" in owner:
            raise CardlintError(
                f"`{address}` is not a listing of the Hub", "hf://models/OWNER, hf://datasets?search=WORD, hf://spaces"
            )
        given = parse_qs(query, keep_blank_values=True)
        if owner:
            given["author"] = [unquote(owner)]
        self._base = f"{SCHEME}{name}"
        self.name = self._base + _to_text(given)
        self.kind = _KINDS[name]
        self.index = index
        self.problems: list[str] = []
        self._fetches = given.pop("readme", ["true"])[-1].lower() != "false"
        self._options = hub_client.checked_options(self.kind, given)

    def candidates(self) -> Iterator[Candidate]:
        self.problems = []
        hub_client.require_reachable()
        with closing(FetchedCards(self.index)) as fetched:
            for row in hub_client.listed(self.kind, self._options):
                revision = self._revision(row)
                row_hash = blake2b(json.dumps(row, sort_keys=True, default=str).encode(), digest_size=8).hexdigest()
                yield Candidate(self._path(row), f"{revision} {row_hash}", partial(self._read, row, revision, fetched))

    def _path(self, row: Mapping[str, Any]) -> str:
        return f"{self._base}/{row['id']}"

    def _revision(self, row: Mapping[str, Any]) -> str:
        """Return a text that changes if the text of the card may have changed."""
        return f"{row['sha'] or row['lastModified']}{'' if self._fetches else '-metadata'}"

    def _read(self, row: Mapping[str, Any], revision: str, fetched: FetchedCards) -> CardEntry | None:
        path = self._path(row)
        text = fetched.text(path, revision) if row["has_card"] and self._fetches else _front_matter(row)
        if text is None:
            text = self._fetched(row)
            fetched.keep(path, revision, text)
        entry = entry_of({**row, "card": text}, self._base, self.kind)
        return entry._replace(path=path) if entry is not None else None

    def _fetched(self, row: Mapping[str, Any]) -> str:
        content = hub_client.card(self.kind, row["id"], row["sha"])
        if content is None:
            self.problems.append(f"{self._path(row)}: you have no access to the card, so only its metadata is indexed")
            return _front_matter(row)
        source = Source.decode(content, self._path(row))
        if source.fault is not None:
            self.problems.append(f"{source.path}: its card is {source.fault.value}")
        return source.text


def _to_text(given: Mapping[str, list[str]]) -> str:
    """Return options as the end of an address, in a canonical form: a single owner becomes part of the path."""
    authors = given.get("author", [])
    owner = f"/{quote(authors[0])}" if len(authors) == 1 else ""
    others = sorted((name, values) for name, values in given.items() if not (owner and name == "author"))
    return f"{owner}{'?' if others else ''}{urlencode(others, doseq=True)}"


def _front_matter(row: Mapping[str, Any]) -> str:
    """Return the metadata in the listing as a card without text. It is written as JSON, which is valid YAML."""
    lines = [f"{json.dumps(key)}: {json.dumps(value, default=str)}\n" for key, value in row["cardData"].items()]
    return f"---\n{''.join(lines)}---\n" if lines else ""
