"""The Hub as a source: the real client against a server on loopback that answers as the Hub's API does."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from template_process import as_text, run_cardlint

from cardlint.search.sources.hub.source import HubSource

PAGE = 2


class Hub(ThreadingHTTPServer):
    """A server with repositories by listing, which records every request."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.address = f"http://127.0.0.1:{self.server_address[1]}"
        self.lists: dict[str, list[dict[str, Any]]] = {"models": [], "datasets": [], "spaces": []}
        self.cards: dict[str, bytes] = {}  # by path, without the revision
        self.refused: dict[str, int] = {}  # the status instead of the card
        self.withheld = ""  # the card that the server never sends
        self.waited_for = threading.Event()
        self.asked: list[str] = []

    def add(self, kind: str, id_: str, card: str | bytes | None = None, **metadata: Any) -> dict[str, Any]:
        files = ["config.json"] if card is None else ["README.md", "config.json"]
        row = {
            "id": id_,
            "_id": "0" * 24,
            "sha": f"{len(self.cards) + 1:040x}",
            "likes": 1,
            "tags": [],
            "createdAt": "2024-01-01T00:00:00.000Z",
            "lastModified": "2025-01-01T00:00:00.000Z",
            "siblings": [{"rfilename": name} for name in files],
            **metadata,
        }
        self.lists[kind].append(row)
        if card is not None:
            self.cards[id_ if kind == "models" else f"{kind}/{id_}"] = card.encode() if isinstance(card, str) else card
        return row

    def fetched(self) -> list[str]:
        """Return the cards that were requested since the last call, and clear the list of requests."""
        found = [path.split("/resolve/")[0].strip("/") for path in self.asked if "/resolve/" in path]
        self.asked.clear()
        return found


class Answer(BaseHTTPRequestHandler):
    """Answers like the Hub: pages of a listing with a link to the next page, and files."""

    server: Hub
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # headers and content in one packet

    def do_HEAD(self) -> None:
        self.send(200, b"")

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        kind = address.path.removeprefix("/api/")
        if kind != address.path and kind not in self.server.lists:
            self.send(404, b"no")  # the client requests more than we need
            return
        self.server.asked.append(self.path)
        if kind != address.path:
            self.list(kind, parse_qs(address.query))
            return
        path = address.path.partition("/resolve/")[0].strip("/")
        if path == self.server.withheld:
            self.server.waited_for.set()
            self.rfile.read(1)  # until the client closes the connection
        elif path in self.server.refused:
            self.send(self.server.refused[path], b"no")
        elif path in self.server.cards:
            content = self.server.cards[path]
            limit = int(self.headers["Range"].removeprefix("bytes=0-")) + 1
            self.send(206 if content else 416, content[:limit])
        else:
            self.send(404, b"no", {"X-Error-Code": "EntryNotFound"})

    def list(self, kind: str, query: dict[str, list[str]]) -> None:
        author, search = query.get("author", [""])[0], query.get("search", [""])[0]
        rows = [row for row in self.server.lists[kind] if row["id"].startswith(author) and search in row["id"]]
        start = int(query.get("cursor", ["0"])[0])
        more = start + PAGE < len(rows)
        following = urlencode({**query, "cursor": [start + PAGE]}, doseq=True)
        link = {"Link": f'<{self.server.address}/api/{kind}?{following}>; rel="next"'} if more else {}
        asked = {"id", "_id", *query.get("expand", [])}
        page = [{name: value for name, value in row.items() if name in asked} for row in rows[start : start + PAGE]]
        self.send(200, json.dumps(page).encode(), {"Content-Type": "application/json", **link})

    def send(self, status: int, content: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments: object) -> None:
        """Do not log requests."""


@pytest.fixture
def hub() -> Iterator[Hub]:
    server = Hub()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def cardlint(folder: Path, hub: Hub | str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run cardlint with the installed client, and the server on loopback as the Hub."""
    endpoint = hub if isinstance(hub, str) else hub.address
    environment = {"HF_ENDPOINT": endpoint, "HF_HOME": str(folder / "hf"), **variables}
    return as_text(run_cardlint([*arguments, "--index", folder / "index"], **environment))


def added(folder: Path, hub: Hub, address: str) -> str:
    done = cardlint(folder, hub, "index", "add", address)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def ids(folder: Path, *arguments: str) -> list[str]:
    done = cardlint(folder, "http://127.0.0.1:1", "search", *arguments, "--format", "ids", "--sort", "id")
    assert done.returncode == 0, done.stderr
    return sorted(done.stdout.split())


def test_models_of_an_owner_are_indexed_page_by_page(tmp_path: Path, hub: Hub) -> None:
    card = "---\nlicense: mit\nlibrary_name: transformers\n---\n# Speech for everybody\n"
    for number in range(5):
        hub.add("models", f"someone/model-{number}", card, downloads=number)
    hub.add("models", "else/model", card)
    hub.lists["models"][4] |= {
        "config": {"architectures": ["BertForMaskedLM"], "model_type": "bert"},
        "safetensors": {"parameters": {"F16": 7_000_000}, "total": 7_000_000},
        "siblings": [{"rfilename": "README.md"}, {"rfilename": "config.json"}, {"rfilename": "model.safetensors"}],
        "gated": "auto",
    }
    assert added(tmp_path, hub, "hf://models/someone") == "5 added, 0 changed, 0 removed, 0 unchanged"
    pages = [path for path in hub.asked if path.startswith("/api/models?")]
    assert (len(pages), len(hub.fetched())) == (3, 5)
    assert ids(tmp_path, "speech downloads:>=3 updated:2025") == ["someone/model-3", "someone/model-4"]
    wanted = "task:fill-mask parameters:7M file_format:safetensors gated:true"
    assert ids(tmp_path, wanted) == ["someone/model-4"]


def test_datasets_and_spaces_are_indexed(tmp_path: Path, hub: Hub) -> None:
    hub.add("datasets", "someone/data", "# Data\n", gated=False, downloads=3)
    hub.add("spaces", "someone/demo", "---\nsdk: gradio\n---\n")
    assert cardlint(tmp_path, hub, "index", "add", "hf://datasets?search=data", "hf://spaces").returncode == 0
    assert ids(tmp_path, "kind:dataset") == ["someone/data"]
    assert ids(tmp_path, "kind:space sdk:gradio") == ["someone/demo"]


def test_only_what_changed_is_fetched_again(tmp_path: Path, hub: Hub) -> None:
    for number in range(4):
        hub.add("models", f"a/model-{number}", f"# Card {number}\n", downloads=1)
    added(tmp_path, hub, "hf://models")
    hub.fetched()
    assert added(tmp_path, hub, "hf://models") == "0 added, 0 changed, 0 removed, 4 unchanged"
    assert hub.fetched() == []
    hub.lists["models"][0]["sha"] = "f" * 40
    hub.cards["a/model-0"] = b"# Quite other\n"
    hub.lists["models"][1]["downloads"] = 50  # the card is the same, and in the index
    hub.lists["models"].pop()
    done = cardlint(tmp_path, hub, "index", "update")
    assert done.stdout == "0 added, 2 changed, 1 removed, 1 unchanged\n"
    assert hub.fetched() == ["a/model-0"]
    assert ids(tmp_path, "quite other") == ["a/model-0"]
    assert ids(tmp_path, "downloads:50 card") == ["a/model-1"]


def test_what_was_fetched_before_a_failure_is_not_fetched_again(tmp_path: Path, hub: Hub) -> None:
    for number in range(4):
        hub.add("models", f"a/model-{number}", f"# Card {number}\n")
    hub.refused["a/model-2"] = 400
    failed = cardlint(tmp_path, hub, "index", "add", "hf://models")
    assert (failed.returncode, failed.stdout) == (2, "")
    assert "the card of model a/model-2 cannot be fetched" in failed.stderr
    assert hub.fetched() == ["a/model-0", "a/model-1", "a/model-2"]
    hub.refused.clear()
    assert added(tmp_path, hub, "hf://models") == "4 added, 0 changed, 0 removed, 0 unchanged"
    assert hub.fetched() == ["a/model-2", "a/model-3"]


@pytest.mark.skipif(os.name == "nt", reason="nothing is killed that way there")
def test_what_was_fetched_before_the_process_was_killed_is_not_fetched_again(tmp_path: Path, hub: Hub) -> None:
    for number in range(4):
        hub.add("models", f"a/model-{number}", f"# Card {number}\n")
    hub.withheld = "a/model-3"
    command = [sys.executable, "-m", "cardlint", "index", "add", "hf://models", "--index", str(tmp_path / "index")]
    environment = {**os.environ, "HF_ENDPOINT": hub.address, "HF_HOME": str(tmp_path / "hf")}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        assert hub.waited_for.wait(30)
        running.kill()
    hub.withheld = ""
    hub.fetched()
    assert added(tmp_path, hub, "hf://models") == "4 added, 0 changed, 0 removed, 0 unchanged"
    assert hub.fetched() == ["a/model-3"]


def test_source_has_one_name_however_it_is_written(tmp_path: Path) -> None:
    addresses = [
        "hf://models/a?search=b&limit=3",
        "hf://models?limit=3&author=a&search=b",
        "hf://models/a/?limit=3&search=b",
    ]
    assert {HubSource(address, str(tmp_path)).name for address in addresses} == {"hf://models/a?limit=3&search=b"}


def test_card_that_nobody_may_read_is_made_of_its_metadata(tmp_path: Path, hub: Hub) -> None:
    metadata = {"license": "mit", "language": ["fr"], "extra_gated_prompt": 'You "agree":\n- yes'}
    hub.add("models", "a/gated", "# Hidden\n", cardData=metadata, gated="manual")
    hub.add("models", "a/empty", b"")
    hub.add("models", "a/bare", None, cardData={"license": "mit"})
    hub.refused["a/gated"] = 403
    done = cardlint(tmp_path, hub, "index", "add", "hf://models")
    assert done.stdout == "3 added, 0 changed, 0 removed, 0 unchanged\n"
    assert "hf://models/a/gated: you have no access to the card" in done.stderr
    assert hub.fetched() == ["a/gated", "a/empty"]
    assert ids(tmp_path, "license:mit language:fr gated:true") == ["a/gated"]
    assert ids(tmp_path, "license:mit") == ["a/bare", "a/gated"]


def test_metadata_alone_needs_no_card(tmp_path: Path, hub: Hub) -> None:
    hub.add("models", "a/b", "# Card\n", cardData={"license": "mit", "tags": ["x"]})
    added(tmp_path, hub, "hf://models?readme=false")
    assert hub.fetched() == []
    assert ids(tmp_path, "license:mit tags:x") == ["a/b"]


def test_limit_ends_the_list(tmp_path: Path, hub: Hub) -> None:
    for number in range(5):
        hub.add("models", f"a/model-{number}", "# Card\n")
    assert added(tmp_path, hub, "hf://models?limit=3&sort=likes").startswith("3 added")
    assert all("sort=likes" in path for path in hub.asked if path.startswith("/api/"))


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("hf://model", "is not a listing of the Hub"),
        ("hf://models/a/b", "is not a listing of the Hub"),
        ("hf://models?autor=a", "did you mean author?"),
        ("hf://models?limit=many", "limit=many is not a number of repositories"),
        ("hf://datasets?token=x", "`token` is not an option of listings of datasets"),
    ],
)
def test_address_that_makes_no_sense_is_reported(tmp_path: Path, hub: Hub, address: str, message: str) -> None:
    done = cardlint(tmp_path, hub, "index", "add", address)
    assert (done.returncode, hub.asked) == (2, [])
    assert message in done.stderr


def test_no_hub_is_reported_at_once(tmp_path: Path, hub: Hub) -> None:
    offline = cardlint(tmp_path, hub, "index", "add", "hf://models", HF_HUB_OFFLINE="1")
    assert (offline.returncode, hub.asked) == (2, [])
    assert "`HF_HUB_OFFLINE` is set" in offline.stderr
    gone = cardlint(tmp_path, "http://127.0.0.1:1", "index", "add", "hf://models")
    assert gone.returncode == 2
    assert "cannot reach the Hub at http://127.0.0.1:1" in gone.stderr
    assert "Traceback" not in gone.stderr + offline.stderr
