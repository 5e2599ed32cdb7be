"""The cost of a run over many cards: cardlint compared with rumdl (Markdown, native code) and yamllint (only the front matter).

    python benchmarks/many_cards.py FOLDER [-n CARDS] [-r RUNS]

FOLDER contains README.md files at any depth, of which CARDS, evenly spread, are copied to a temporary folder. The tools take
turns, so that the ratios (the median of paired runs) remain valid if the speed of the machine drifts. rumdl and yamllint are taken
from the PATH, or installed into a temporary environment; a tool that cannot be installed is skipped, with a message. Run it from an
environment in which cardlint is installed as a wheel: a checkout recompiles its modules if bytecode is not written.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

PEERS = ("rumdl", "yamllint")


class Cost(NamedTuple):
    """The resources that one process and its children used."""

    wall: float  # seconds
    cpu: float  # seconds
    memory: float  # MB, of the largest process


class Contestant(NamedTuple):
    """A command, and a function to call before each of its runs."""

    name: str
    command: list[str]
    before: Callable[[], object] = lambda: None


def main() -> None:
    """Measure the tools in turn, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-n", type=int, default=1_000, metavar="CARDS")
    parser.add_argument("-r", type=int, default=5, metavar="RUNS")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        cards = copy(arguments.folder, work / "cards", arguments.n)
        contestants = [*cardlint(work), *peers(work, cards)]
        for each in contestants:
            cost(each)  # warm up
        rounds = [[cost(each) for each in contestants] for _ in range(arguments.r)]
    print(f"{len(cards):,} cards, {arguments.r} runs each in turn, {os.cpu_count()} processors")
    print(f"{'':22} {'wall s':>8} {'CPU s':>8} {'MB':>6}   ratio of the wall times to {contestants[0].name}")
    for number, each in enumerate(contestants):
        wall, cpu, memory = (statistics.median(column) for column in zip(*(row[number] for row in rounds), strict=True))
        ratio = statistics.median(row[number].wall / row[0].wall for row in rounds)
        print(f"{each.name:22} {wall:8.2f} {cpu:8.2f} {memory:6.0f}   {ratio:.2f}")


def copy(folder: Path, target: Path, count: int) -> list[Path]:
    """Copy ``count`` cards, each into its own folder, and return the new paths."""
    found = sorted(folder.glob("**/README.md"))
    if not found:
        sys.exit(f"no README.md below {folder}")
    copies = []
    for card in found[:: max(1, len(found) // count)][:count]:
        copies.append(target / card.relative_to(folder))
        copies[-1].parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(card, copies[-1])
    return copies


def cardlint(work: Path) -> list[Contestant]:
    """Return cardlint without and with the cache of an earlier run."""
    command = [str(Path(sys.executable).parent / "cardlint"), "check", str(work / "cards")]
    cache = work / "cache"
    os.environ["CARDLINT_CACHE_DIR"] = str(cache)
    return [
        Contestant("cardlint, cold", command, lambda: shutil.rmtree(cache, ignore_errors=True)),
        Contestant("cardlint, cached", command),
        Contestant("cardlint, one process", [*command, "--no-cache", "--jobs", "1"]),
    ]


def peers(work: Path, cards: list[Path]) -> list[Contestant]:
    """Return the other tools that are available."""
    found = {name: tool for name in PEERS if (tool := tool_for(name, work)) is not None}
    contestants = []
    if "rumdl" in found:
        check = [found["rumdl"], "check", "--silent"]
        cache = work / "rumdl"
        cached = [*check, "--cache-dir", str(cache), str(work / "cards")]
        contestants.append(Contestant("rumdl, cold", [*check, "--no-cache", str(work / "cards")]))
        contestants.append(Contestant("rumdl, cached", cached))
    if "yamllint" in found:
        front_matters = work / "yaml"
        for number, card in enumerate(cards):
            text = card.read_text(encoding="utf-8", errors="replace")
            block = text.split("\n---", 1)[0] if text.startswith("---") else ""
            front_matters.mkdir(exist_ok=True)
            (front_matters / f"{number}.yaml").write_text(block + "\n", encoding="utf-8")
        contestants.append(Contestant("yamllint", [found["yamllint"], "-d", "relaxed", str(front_matters)]))
    return contestants


def tool_for(name: str, work: Path) -> str | None:
    """Return the program ``name``, installing it if necessary; print a message and return None if that fails."""
    if path := shutil.which(name):
        return path
    environment = work / "environment"
    if not environment.exists():
        venv.create(environment, with_pip=True)
    programs = environment / ("Scripts" if sys.platform == "win32" else "bin")
    pip = [str(programs / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", name]
    if subprocess.run(pip, capture_output=True, check=False).returncode:
        print(f"{name} is skipped: it is not installed, and pip cannot get it")
        return None
    return str(programs / name)


def cost(contestant: Contestant) -> Cost:
    """Run a command once."""
    contestant.before()
    started = time.perf_counter()
    process = subprocess.Popen(contestant.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return Cost(time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


if __name__ == "__main__":
    main()
