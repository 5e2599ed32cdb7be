"""How often the resolver agrees with the Hub on recorded repositories: the accuracy by kind, and the most frequent confusions.

Run: python benchmarks/task_accuracy.py FOLDER, where FOLDER contains hub/task_eval.jsonl and corpus/resolver-cases.jsonl.
The expected task is the one that the Hub showed on the day of the record. ``hub_task`` predicts it; ``task`` follows the documented
order and is scored too. Only records for which the Hub would still show the same task today are counted.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from cardlint.task import Facts, Resolution, resolve

FLOORS = {"all": 0.98, "explicit": 1.0, "config": 0.99}
RELEASE_OF_YEAR = {"2022": "4.16.2", "2025": "4.52.4"}
"""The release of transformers from which the Hub's class table was built at the time of the records."""
MULTIPLE_CHOICE_SINCE = "2022-04"
"""Before this month, the table did not include the mapping of these classes."""


class Case(NamedTuple):
    """A repository, the task that the Hub showed for it, and whether it is counted."""

    name: str
    kind: str
    counts: bool
    facts: Facts
    truth: str | None


def evaluation(path: Path) -> Iterator[Case]:
    """Yield the records with a card and a config; ``counts`` says whether the answer of that day is still right under today's rules."""
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["kind"] == "api-only":
            continue
        config = record["config"] or None
        pipeline = config and config.get("diffusers_class")
        facts = Facts(
            fields=record["front_matter"],
            files=record.get("files"),
            config=config,
            model_index={"_class_name": pipeline} if pipeline else None,
            legacy=record["created_before_2024_08"],
        )
        counts = bool(record.get("same_answer_under_2026_rules"))
        yield Case(record["model_id"], record["kind"], counts, facts, record["pipeline_tag_truth"])


def recorded(path: Path, rows: Mapping[str, Any]) -> Iterator[Case]:
    """Yield repositories with and without a card. ``rows``: the content of the Hub's class table by release.

    A record does not count if its task no longer exists, or if the row of its class is newer than the record.
    """
    gone = {"text2text-generation", "conversational", "structured-data-classification", "speech-segmentation"}
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        truth = record["hub"].get("pipeline_tag")
        config = record["config"]
        facts = Facts(
            fields=record["card"],
            files=record["siblings"],
            config=config,
            model_index=config.get("diffusers") if config else None,
            legacy=record["as_of"] < "2024-08",
        )
        counts = truth not in gone and not _row_changed(rows, config, record["as_of"])
        yield Case(record["id"], _kind(facts), counts, facts, truth)


def _row_changed(rows: Mapping[str, Any], config: dict[str, Any] | None, day: str) -> bool:
    """Return whether the row for the class of ``config`` in the Hub's table was added or changed after ``day``."""
    row = rows.get(((config or {}).get("architectures") or [""])[0])
    if row is None:
        return False
    then = _release(RELEASE_OF_YEAR[day[:4]])
    first = row.get("first_seen", "0")
    newer = [change for change in row.get("history", ())[1:] if _release(change["from"]) > then]
    late = row["pipeline_tag"] == "multiple-choice" and day < MULTIPLE_CHOICE_SINCE
    return bool(newer) or _release(first) > then or late


def _release(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _kind(facts: Facts) -> str:
    fields = facts.fields or {}
    if fields.get("pipeline_tag"):
        return "explicit"
    tagged = bool(resolve(facts._replace(config=None, model_index=None)).tagged)
    named = isinstance(facts.config, dict) and bool(facts.config.get("architectures"))
    return "+".join(word for word, there in (("tags", tagged), ("config", named)) if there) or "nothing"


def report(title: str, cases: list[Case], verbose: bool) -> dict[str, float]:
    """Print the tables of ``cases``, and return the accuracy of ``hub_task`` by kind."""
    answers = [(case, resolve(case.facts)) for case in cases if case.counts]
    print(f"\n{title}: {len(answers)} records count, {len(cases) - len(answers)} do not")
    print(f"  {'kind':18}{'records':>8}{'hub_task':>10}{'task':>10}")
    accuracy: dict[str, float] = {}
    for kind in [*sorted({case.kind for case, _ in answers}), "all"]:
        rows = [(case, answer) for case, answer in answers if kind in (case.kind, "all")]
        accuracy[kind] = sum(case.truth == answer.hub_task for case, answer in rows) / len(rows)
        by_order = sum(case.truth == answer.task for case, answer in rows) / len(rows)
        print(f"  {kind:18}{len(rows):8}{accuracy[kind]:10.4f}{by_order:10.4f}")
    _confusions(answers, verbose)
    return accuracy


def _confusions(answers: list[tuple[Case, Resolution]], verbose: bool) -> None:
    wrong = [(case, answer) for case, answer in answers if case.truth != answer.hub_task]
    pairs = Counter((case.truth, answer.hub_task, answer.source) for case, answer in wrong)
    for (truth, resolved, source), count in pairs.most_common(12):
        print(f"  {count:4} the Hub showed {truth}, the resolver returns {resolved} ({source})")
    for case, answer in wrong if verbose else ():
        print(f"       {case.name}: {case.truth} <- {answer.hub_task} ({answer.source})")


def main() -> int:
    """Print both tables; return 1 if the accuracy for the evaluation set is too low."""
    if len(sys.argv) < 2 or not Path(sys.argv[1], "hub", "task_eval.jsonl").exists():
        print(
            "usage: python benchmarks/task_accuracy.py FOLDER [--verbose]; nothing was measured, because the records are missing"
        )
        return 2
    folder, verbose = Path(sys.argv[1]), "--verbose" in sys.argv
    accuracy = report("evaluation set", list(evaluation(folder / "hub" / "task_eval.jsonl")), verbose)
    rows = json.loads((folder / "hub" / "architectures.json").read_text(encoding="utf-8"))["architectures"]
    report("recorded repositories", list(recorded(folder / "corpus" / "resolver-cases.jsonl", rows)), verbose)
    missed = [f"{kind} {accuracy[kind]:.4f} < {floor}" for kind, floor in FLOORS.items() if accuracy[kind] < floor]
    print("\nbelow the floor: " + ", ".join(missed) if missed else "\nevery floor is reached")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
