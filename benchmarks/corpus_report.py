"""Checks every card of a corpus of real cards and writes docs/corpus-report.md.

``python benchmarks/corpus_report.py [CORPUS]``: the corpus is a folder with ``index.jsonl``, which has one line per card with ``path``
and ``kind``. Fails if a card crashes a rule, takes a second or more, or has a finding outside its text.
"""

import argparse
import hashlib
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.repository import Repository
from cardlint.config import Config
from cardlint.findings.diagnostic import Diagnostic, Severity
from cardlint.findings.quoting import shorten
from cardlint.findings.source import Source
from cardlint.lint.linter import lint
from cardlint.rules import all_rules

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "docs" / "corpus-report.md"
NOTES = ROOT / "benchmarks" / "hub_refusals.json"
FIXES = ROOT / "benchmarks" / "fix_counts.json"  # written by fix_corpus.py
SLOW = 1.0  # seconds
KINDS = ("model", "dataset", "space")


class Checked(NamedTuple):
    """One card with all findings, and those of the profile ``hub`` that the Hub rejects."""

    path: str
    kind: str
    origin: str
    findings: list[Diagnostic]
    refused: list[Diagnostic]
    source: Source
    seconds: float


def check_all(corpus: Path) -> Iterator[Checked]:
    """Yield every card of the corpus, checked with all severities and with the profile ``hub``."""
    everything, hub = Config(minimum=Severity.INFO), Config(profile="hub", minimum=Severity.ERROR)
    for line in (corpus / "index.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        path = corpus / row["path"]
        began = time.perf_counter()
        source = Source.decode(path.read_bytes(), row["path"])
        card = Card(source, Kind(row["kind"]), Repository(path.parent))
        findings = lint(card, everything)
        seconds = time.perf_counter() - began
        yield Checked(row["path"], row["kind"], row["origin"], findings, lint(card, hub), source, seconds)


def digest(cards: list[Checked]) -> str:
    """Return a digest of all findings, to compare two runs."""
    text = "\n".join(f"{card.path} {each[1:7]}" for card in cards for each in card.findings)
    return hashlib.sha256(text.encode()).hexdigest()


def faults(cards: list[Checked]) -> Iterator[str]:
    """Yield the failures."""
    for card in cards:
        if card.seconds >= SLOW:
            yield f"{card.path} takes {card.seconds:.2f} s"
        for each in card.findings:
            if not 0 <= each.span.start <= each.span.end <= len(card.source.text):
                yield f"{card.path}: {each.name} at {each.span} is outside the text"


def rule_table(cards: list[Checked]) -> Iterator[str]:
    """Yield the counts by rule, most frequent first."""
    counts = Counter(each.name for card in cards for each in card.findings)
    by_kind = {kind: Counter[str]() for kind in KINDS}
    for card in cards:
        by_kind[card.kind].update({each.name for each in card.findings})
    yield "| rule | severity | findings | models | datasets | Spaces |"
    yield "| --- | --- | ---: | ---: | ---: | ---: |"
    for rule in sorted(all_rules(), key=lambda rule: (-counts[rule.name], rule.name)):
        cells = " | ".join(f"{by_kind[kind][rule.name]:,}" for kind in by_kind)
        yield f"| {rule.code} `{rule.name}` | {rule.severity.label} | {counts[rule.name]:,} | {cells} |"


def refusal_table(cards: list[Checked], notes: dict[str, Any]) -> Iterator[str]:
    """Yield, by rule, how many cards the Hub would reject, with values and the reason."""
    rules = Counter(name for card in cards for name in {each.name for each in card.refused})
    yield "| rule | cards | values | why |"
    yield "| --- | ---: | --- | --- |"
    for name, count in sorted(rules.items(), key=lambda item: (-item[1], item[0])):
        values = [
            shorten(c.source.slice(e.span), 24).replace("|", "\\|") for c in cards for e in c.refused if e.name == name
        ]
        examples = ", ".join(f"`{value.replace('`', ' ')}`" for value in list(dict.fromkeys(values))[:4])
        note = notes["rules"].get(name, {"retired": False, "why": "**not explained**"})
        yield f"| `{name}` | {count:,} | {examples} | {'retired: ' if note['retired'] else ''}{note['why']} |"


def origin_table(cards: list[Checked], notes: dict[str, Any]) -> Iterator[str]:
    """Yield, by source, how many cards the Hub would reject today, and how many have a value that it never accepted."""
    yield "| source | cards | rejected today | with a value that was never accepted |"
    yield "| --- | ---: | ---: | ---: |"
    for origin, title in notes["sources"].items():
        own = [card for card in cards if card.origin == origin]
        if own:
            refused = sum(bool(card.refused) for card in own)
            beyond = sum(is_beyond_retired(card, notes) for card in own)
            yield f"| {title} | {len(own):,} | {refused:,} | {beyond:,} |"


def is_beyond_retired(card: Checked, notes: dict[str, Any]) -> bool:
    """Return whether the card has a value that the Hub rejects and, as far as we know, never accepted."""
    return any(not notes["rules"].get(each.name, {"retired": False})["retired"] for each in card.refused)


def fix_table(counts: dict[str, dict[str, int]]) -> Iterator[str]:
    """Yield how many findings of each rule are fixed, most frequent first."""
    yield "| rule | findings | fixed with `--fix` | fixed with `--unsafe-fixes` | skipped as harmful |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for name, count in sorted(counts.items(), key=lambda item: (-item[1].get("unsafe", 0), item[0])):
        if count.get("unsafe", 0) or count.get("dropped unsafe", 0):
            cells = (count["found"], count.get("safe", 0), count["unsafe"], count["dropped unsafe"])
            yield f"| `{name}` | {' | '.join(f'{cell:,}' for cell in cells)} |"


def report(cards: list[Checked]) -> str:
    """Return the entire report."""
    notes = json.loads(NOTES.read_text(encoding="utf-8"))
    total = len(cards)
    kinds = Counter(card.kind for card in cards)
    taken = [card for card in cards if card.origin not in notes["unchecked"]]
    refused = sum(bool(card.refused) for card in taken)
    beyond = sum(is_beyond_retired(card, notes) for card in taken)
    warned = sum(any(each.severity >= Severity.WARNING for each in card.findings) for card in cards)
    lines = [
        "# Findings in real cards",
        "",
        "Written by `benchmarks/corpus_report.py`; do not edit.",
        "",
        f"{total:,} public cards from 2021 to 2026 ({', '.join(f'{kinds[kind]:,} {kind}' for kind in KINDS)}).",
        "Their repositories are not included, so rules that read the files next to a card find little here.",
        "",
        f"- {warned:,} cards ({warned / total:.0%}) have a warning or an error.",
        f"- Of the {len(taken):,} that were on the Hub, {refused:,} ({refused / len(taken):.1%}) have a value that it rejects today,",
        f"  and {beyond:,} ({beyond / len(taken):.2%}) have one that, as far as we know, it did not accept at that time either.",
        "- No rule failed, every finding is inside the text of its card, and no card took a second.",
        "",
        "## Findings by rule",
        "",
        "The number of findings of every severity, and the number of cards of each kind that have one.",
        "",
        *rule_table(cards),
        "",
        "## What the Hub rejects",
        "",
        "The Hub's schema has become stricter since 2022, and is applied to the entire card in the next commit that changes it. A value is",
        "called retired here if cards show that the Hub once accepted it.",
        "",
        *origin_table(cards, notes),
        "",
        *refusal_table(cards, notes),
        "",
        "## What fixes change",
        "",
        "Measured by `benchmarks/fix_corpus.py`, which also checks that only the text of the edits changes, that a second run changes",
        "nothing, and that `git apply` and `patch` turn the output of `--diff` into what `--fix` writes. A fix can reveal another",
        "finding, so the number of fixes may exceed the number of findings before.",
        "",
        *fix_table(json.loads(FIXES.read_text(encoding="utf-8"))),
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    """Check the corpus twice, write the report, and report failures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path, default=ROOT.parent / "shared" / "corpus")
    corpus = parser.parse_args().corpus
    if not corpus.is_dir():
        print(f"skipped: there is no corpus at {corpus}")
        return
    cards = list(check_all(corpus))
    again = digest(list(check_all(corpus)))
    problems = list(faults(cards))
    if again != digest(cards):
        problems.append("two runs differ")
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(report(cards), encoding="utf-8")
    seconds = sorted(card.seconds for card in cards)
    print(
        f"{len(cards):,} cards in {sum(seconds):.1f} s; a card: median {seconds[len(seconds) // 2] * 1000:.2f} ms, "
        f"slowest {seconds[-1] * 1000:.0f} ms; report in {REPORT.relative_to(ROOT)}"
    )
    for problem in problems:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
