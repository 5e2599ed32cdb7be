"""The cost of one small run: the CPU time of ``cardlint check README.md`` compared with that of ``python -c "import click, yaml"``.

The processes take turns, so that the ratio remains valid if the speed of the machine drifts. Run it from an environment in which
cardlint is installed: ``python benchmarks/startup.py [-n RUNS] [CARD...]``. The goal is a median ratio of at most 1.5.

A run with an option is parsed by click. How much longer it takes shows whether ``cardlint/plain_check.py`` is worth having: a second
parser of arguments must save a fifth.

The last lines are for the Tab key: the answer to a shell. The goal is to stay far below 150 ms, after which people notice that they wait.
"""

import argparse
import os
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
CARDS = (ROOT / "tests/cards/clean/model/README.md", ROOT / "tests/cards/broken/README.md")
READ_BY_CLICK = "--no-cache"
"""An option that has no effect for one card."""
COMPLETED = ("check --select ", "search --license ", "vocab show languages_iso639_3 a", "check ")
"""Lines on which Tab is pressed."""


def cpu_seconds(command: list[str]) -> float:
    """Return the user and system time of one run."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Measure, and print the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=15, metavar="RUNS")
    parser.add_argument("cards", nargs="*", type=Path, default=CARDS)
    arguments = parser.parse_args()
    cardlint = str(Path(sys.executable).parent / "cardlint")
    floor = [sys.executable, "-c", "import click, yaml"]
    for card in arguments.cards:
        command = [cardlint, "check", str(card)]
        commands = (command, floor, [*command, READ_BY_CLICK])
        for each in commands:
            cpu_seconds(each)  # warm up
        runs = [[cpu_seconds(each) for each in commands] for _ in range(arguments.n)]
        ratios = [ours / theirs for ours, theirs, _ in runs]
        saved = statistics.median(1 - ours / by_click for ours, _, by_click in runs)
        ours, theirs, by_click = (statistics.median(column) * 1000 for column in zip(*runs, strict=True))
        name = card.relative_to(ROOT) if card.is_relative_to(ROOT) else card
        print(
            f"{name}: {ours:.0f} ms CPU against {theirs:.0f} ms for click and yaml; "
            f"ratio {statistics.median(ratios):.2f} (min {min(ratios):.2f}, max {max(ratios):.2f}, n {arguments.n}); "
            f"{by_click:.0f} ms where click reads the arguments: {saved:.0%} saved"
        )
    for line in COMPLETED:
        times = [cpu_seconds([cardlint, "__complete", "bash", *line.split(" ")]) for _ in range(arguments.n + 1)][1:]
        print(
            f"Tab after `{line}`: {statistics.median(times) * 1000:.0f} ms CPU (max {max(times) * 1000:.0f}, n {arguments.n})"
        )


if __name__ == "__main__":
    main()
