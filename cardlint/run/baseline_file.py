"""A baseline: a file with known findings that are not fixed yet, and are not reported again.

A finding is identified by its rule, its card and the text that it marks, not by its line: it stays known when lines move,
and is new when the text changes. Equal findings in one card are numbered.
"""

import json
import os
import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from cardlint.card import files
from cardlint.config import Config, path_patterns
from cardlint.findings.diagnostic import Diagnostic
from cardlint.findings.quoting import quote, shorten
from cardlint.findings.report import Report
from cardlint.findings.report_mask import mask_report
from cardlint.findings.source import Source
from cardlint.rules import find
from cardlint.system import regular_file
from cardlint.system.errors import CardlintError
from cardlint.system.named_tuple import NamedTuple

VERSION = 1
MOST_BYTES = regular_file.DATA_LIMIT
_SHOWN = 60  # how many characters of a finding's text are in the file, for people who read it


class FindingKey(NamedTuple):
    """What identifies a finding. The path is relative to the folder of the baseline, with slashes."""

    path: str
    rule: str
    fingerprint: str


class Baseline:
    """One file of known findings, and which of them a run has seen."""

    def __init__(self, path: str, *, new: bool = False) -> None:
        """Read the file at ``path``; with ``new`` it need not exist. Raises CardlintError."""
        self.path = path
        self._entries: dict[FindingKey, dict[str, str]] = {} if new and not os.path.exists(path) else _read(path)
        self._seen: dict[FindingKey, dict[str, str]] = {}
        self._configs: dict[str, Config] = {}  # of the cards in this run, by path

    def unknown(self, source: Source, config: Config, diagnostics: list[Diagnostic]) -> list[Diagnostic]:
        """Return the findings in a card that are not in the file."""
        return [each for key, each in self._noted(source, config, diagnostics) if key not in self._entries]

    def stale(self) -> list[FindingKey]:
        """Return the entries without a matching finding: those of cards and rules in this run, and of cards that no longer exist."""
        return [key for key in sorted(self._entries) if key not in self._seen and self._is_checked(key)]

    def save(self) -> int:
        """Write the findings of this run and the entries that it did not check, and keep reasons. Return the number of entries."""
        stale = set(self.stale())
        kept = {key: entry for key, entry in self._entries.items() if key not in stale}
        merged = {key: {**entry, **_reason(self._entries.get(key))} for key, entry in (kept | self._seen).items()}
        findings = [{**key._asdict(), **entry} for key, entry in sorted(merged.items())]
        text = json.dumps({"version": VERSION, "findings": findings}, indent=2, ensure_ascii=False) + "\n"
        if len(text) * 4 > MOST_BYTES and len(text.encode(errors="replace")) > MOST_BYTES:
            raise CardlintError(
                f"{self.path}: not written: it would be larger than {MOST_BYTES // 2**20} MiB",
                "check fewer cards at once",
            )
        # A surrogate is a byte of a file name that is not UTF-8. Written as ``\\udcff``, it is its own JSON escape.
        files.replace(self.path, text.encode(errors="backslashreplace").decode())
        return len(findings)

    def note(self, source: Source, config: Config, diagnostics: list[Diagnostic]) -> None:
        """Record the findings in a card for ``save``."""
        for _ in self._noted(source, config, diagnostics):
            pass

    def _noted(
        self, source: Source, config: Config, diagnostics: list[Diagnostic]
    ) -> Iterator[tuple[FindingKey, Diagnostic]]:
        self._configs[self._relative(source.path)] = config
        count: Counter[tuple[str, str, str]] = Counter()
        readable: dict[str, Source] = {}
        for each in diagnostics:
            file = each.file or source
            path = self._relative(file.path)
            if path not in readable:
                readable[path] = mask_report(Report(file, diagnostics)).source
            text = " ".join(file.slice(each.span).split())
            count[path, each.name, text] += 1
            digest = sha256(f"{text}\0{count[path, each.name, text]}".encode("utf-8", "surrogatepass")).hexdigest()
            key = FindingKey(path, each.name, digest[:16])
            self._seen[key] = {"text": shorten(readable[path].slice(each.span), _SHOWN) if text else ""}
            yield key, each

    def _relative(self, path: str) -> str:
        return path_patterns.relative(path, os.path.dirname(self.path))

    def _is_checked(self, key: FindingKey) -> bool:
        config = self._config_of(key.path)
        if config is None:
            return not os.path.exists(os.path.join(os.path.dirname(self.path), key.path))
        rule = find(key.rule) or next((each for each in config.own if each.name == key.rule), None)
        return rule is None or config.runs(rule)

    def _config_of(self, path: str) -> Config | None:
        """Return the configuration of the card at ``path``, or of the nearest card, for a file next to one."""
        if path in self._configs or not self._configs:
            return self._configs.get(path)
        folder = path
        while folder:
            folder = posixpath.dirname(folder)
            config = self._configs.get(posixpath.join(folder, files.CARD_NAME))
            if config is not None:
                return config
        return None


class Baselines:
    """The baselines in the configurations of one run, each read once."""

    def __init__(self) -> None:
        self._read: dict[str, Baseline] = {}

    def find(self, config: Config) -> Baseline:
        """Return the baseline that ``config`` names. Raises CardlintError if it cannot be read."""
        assert config.baseline is not None  # noqa: S101 - asked for by those who have one
        path = os.path.abspath(config.baseline)
        if path not in self._read:
            self._read[path] = Baseline(config.baseline)
        return self._read[path]

    def stale(self) -> Iterable[str]:
        """Yield a message about every baseline with entries that no longer match a finding."""
        for baseline in self._read.values():
            if count := len(baseline.stale()):
                what = "1 entry is" if count == 1 else f"{count:,} entries are"
                yield f"{baseline.path}: {what} stale; `--write-baseline {baseline.path}` removes what is fixed"


def _reason(entry: dict[str, str] | None) -> dict[str, str]:
    return {"reason": entry["reason"]} if entry and "reason" in entry else {}


def _read(path: str) -> dict[FindingKey, dict[str, str]]:
    """Return the entries of the file at ``path``. Raises CardlintError if it is not a baseline."""
    if not os.path.lexists(path):
        raise CardlintError(f"{path}: no such file", "create one with `--write-baseline`")
    text = regular_file.read_text(path, MOST_BYTES)
    try:
        data: Any = json.loads(text, object_pairs_hook=_without_repeated)
    except RecursionError as error:
        raise CardlintError(f"{path}: not a baseline: nested too deeply") from error
    except ValueError as error:
        raise CardlintError(f"{path}: not a baseline: {error}") from error
    version = data.get("version") if isinstance(data, dict) else None
    if type(version) is not int or version != VERSION or not isinstance(data.get("findings"), list):
        raise CardlintError(f"{path}: not a baseline of version {VERSION}", "create one with `--write-baseline`")
    entries = {}
    for number, finding in enumerate(data["findings"]):
        try:
            key = FindingKey(*(_text(finding, name) for name in FindingKey._fields))
            entries[key] = {name: _text(finding, name) for name in ("text", "reason") if name in finding}
        except ValueError as error:
            raise CardlintError(f"{path}: findings[{number}] {error}") from error
    return entries


def _text(finding: Any, name: str) -> str:
    """Return the text under ``name``. Raises ValueError with a description of what is wrong with it."""
    if not isinstance(finding, dict) or any(each not in finding for each in FindingKey._fields):
        raise ValueError("must have `path`, `rule` and `fingerprint`")
    value = finding[name]
    if not isinstance(value, str):
        raise ValueError(f"must have a string as `{name}`")
    try:
        value.encode(errors="surrogateescape")  # these surrogates are bytes of a file name
    except UnicodeEncodeError as error:
        raise ValueError(f"has a lone surrogate in `{name}`") from error
    return value


def _without_repeated(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the object of a JSON text. Raises ValueError if a key occurs twice, since one value would be lost."""
    data = dict(pairs)
    if len(data) < len(pairs):
        repeated = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        raise ValueError(f"the key {quote(repeated, _SHOWN)} occurs twice in one object")
    return data
