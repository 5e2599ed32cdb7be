"""Fixes a copy of a corpus of real cards, with safe fixes and then with unsafe fixes too, and checks the results.

``python benchmarks/fix_corpus.py [CORPUS]`` (see corpus_report.py). It checks that

* no card fails, and a second run changes nothing;
* as PyYAML reads them, only the data that edits touch have changed;
* no heading of a section with content is gone, and no link within a card is broken;
* all bytes outside the edits, line endings, the final line ending and the file mode are unchanged;
* everything fixable is fixed or reported, and there is no new error;
* ``--fix`` writes exactly what ``git apply`` and ``patch`` make of ``--diff``, except for changes that would show a secret.

Writes the counts to fix_counts.json, which corpus_report.py shows.
"""

import argparse
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from multiprocessing import Pool
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.repository import Repository
from cardlint.config import Config
from cardlint.findings.diagnostic import Applicability, Diagnostic, Severity
from cardlint.findings.source import Source
from cardlint.lint.fix import Round, rounds
from cardlint.lint.linter import lint

ROOT = Path(__file__).parents[1]
COUNTS = ROOT / "benchmarks" / "fix_counts.json"
EVERYTHING = Config(minimum=Severity.INFO)
FRONT_MATTER = re.compile(r"\s*---[\r\n]+([\S\s]*?)[\r\n]+---(?:\r\n|\n|$)")  # as huggingface_hub finds it
MODE = 0o640
UNSAID = re.compile(  # the text of a template in a section that nobody wrote
    r"<!--.*?-->|\[?(?:more info(?:rmation)? needed|needs more info(?:rmation)?|todo|tbd|to be completed|coming soon)\]?(?:\([^()\s]*\))?"
    r"|^Carbon emissions can be estimated [^\n]*\)\.?$|^[-*] \**[\w ()\[\]]+:\**(?=\s*(?:\[?(?:more|needs more) info|$))",
    re.IGNORECASE | re.DOTALL | re.MULTILINE,
)


class Outcome(NamedTuple):
    """The result of fixing one card: the new bytes, the counts by rule, and the failures."""

    path: str
    content: bytes
    found: Counter[str]
    fixed: Counter[str]
    dropped: Counter[str]
    problems: list[str]


def fix_one(task: tuple[str, str, bool]) -> Outcome:
    """Fix the card of ``kind`` at ``path``, and check the result."""
    path, kind, unsafe = task
    content = Path(path).read_bytes()
    card = Card(Source.decode(content, path), Kind(kind), Repository(os.path.dirname(path)))
    before = lint(card, EVERYTHING, most=10_000)
    found = Counter(each.name for each in before)
    steps = list(rounds(card, EVERYTHING, unsafe=unsafe))
    fixed = steps[-1].after
    after = lint(fixed, EVERYTHING, most=10_000)
    is_text = card.source.fault is None
    problems = [problem for step in steps if step.before.source.fault is None for problem in of_round(step)]
    if steps[-1].applied:
        problems.append("does not end")
    if any(step.applied for step in rounds(fixed, EVERYTHING, unsafe=unsafe)):
        problems.append("a second run changes it again")
    if is_text:
        problems += of_headings(card, steps)
        problems += of_bytes(content, fixed.source.encoded(), found)
    if is_text and anchors(after) > anchors(before):
        problems.append("a link within the card is dead now")
    dropped = {(each.name, each.span) for each in steps[-1].dropped}
    left = [each for each in after if is_wanted(each, unsafe) and (each.name, each.span) not in dropped]
    problems += [f"{each.name} is left at line {each.start.line}" for each in left]
    is_read = (
        card.front_matter is not None and card.front_matter.complete and card.block is not None and card.block.found
    )
    if is_read and errors(after).total() > errors(before).total() and serious(after) > serious(before):
        problems += [f"{name} is a new error" for name in errors(after) - errors(before)]
    return Outcome(
        path,
        fixed.source.encoded(),
        found,
        Counter(each.name for step in steps for each in step.applied),
        Counter(each.name for each in steps[-1].dropped),
        [f"{path}: {problem}" for problem in problems],
    )


def is_wanted(diagnostic: Diagnostic, unsafe: bool) -> bool:
    return diagnostic.fix is not None and (unsafe or diagnostic.fix.applicability is Applicability.SAFE)


def errors(diagnostics: list[Diagnostic]) -> Counter[str]:
    return Counter(each.name for each in diagnostics if each.severity is Severity.ERROR)


def serious(diagnostics: list[Diagnostic]) -> int:
    """Return how many are warnings or errors. They are counted together, because fixing one, such as a wrong type, can reveal the other."""
    return sum(each.severity >= Severity.WARNING for each in diagnostics)


def of_bytes(old: bytes, new: bytes, found: Counter[str]) -> Iterator[str]:
    """Yield changes of line endings or the byte order mark without a finding about them."""
    if "carriage-returns" not in found and "mixed-line-ends" not in found:
        for name, end in (("CR LF", rb"\r\n"), ("LF", rb"(?<!\r)\n"), ("CR", rb"\r(?!\n)")):
            if not re.search(end, old) and re.search(end, new):
                yield f"{name} is a new line end"
    if "byte-order-mark" not in found and old.startswith(b"\xef\xbb\xbf") is not new.startswith(b"\xef\xbb\xbf"):
        yield "the byte order mark changed"


def of_headings(card: Card, steps: list[Round]) -> Iterator[str]:
    """Yield the headings that are gone although their section, including subsections, had content."""
    sections = card.markdown.sections
    text, left = card.source.text, steps[-1].after.source
    open_code = [
        fence.span.start for fence in card.markdown.fences if not fence.closed
    ]  # swallows what is not of the section
    for section in sections:
        place = section.heading.title
        for step in steps:
            place = step.change.moved(place)
        if left.slice(place) != text[slice(*section.heading.title)]:
            inside = [each for each in sections if section.span.start <= each.own.start <= section.span.end]
            spans = [
                (each.own.start, min((each.own.end, *(at for at in open_code if each.own.start <= at))))
                for each in inside
            ]
            content = "\n".join(text[start:end].replace("\r", "").strip(" ") for start, end in spans)
            if re.search(r"[^\W_]", UNSAID.sub("", content)):
                yield f"heading {section.heading.text} is gone"


def anchors(diagnostics: list[Diagnostic]) -> int:
    return sum(each.name == "dead-anchor" for each in diagnostics)


def of_round(step: Round) -> Iterator[str]:
    """Yield what one round of fixes changed outside its edits, determined independently of the code that fixes."""
    old, new = step.before.source.text, step.after.source.text
    rebuilt = old
    edits = sorted((edit for each in step.applied if each.fix for edit in each.fix.edits), reverse=True)
    for edit in edits:
        rebuilt = rebuilt[: edit.span.start] + edit.text + rebuilt[edit.span.end :]
    if rebuilt != new:
        yield "the text is not the old one with the edits"
    if any(later.span.start < earlier.span.end for later, earlier in pairwise(edits)):
        yield "edits overlap"
    if old[-1:] != new[-1:] and "\n" in (old[-1:], new[-1:]) and (not edits or edits[0].span.end < len(old)):
        yield "the final line end changed"
    before, after = compose(old), compose(new)
    if before is None:
        return
    if after is None:
        yield "PyYAML no longer reads it"
        return
    starts = FRONT_MATTER.match(old), FRONT_MATTER.match(new)
    assert starts[0] is not None
    places = [(edit.span.start - starts[0].start(1), edit.span.end - starts[0].start(1), edit.text) for edit in edits]
    yield from (f"{path} changed without an edit" for path in harmed(before, after, places, ""))


def compose(text: str) -> yaml.Node | None:
    """Return the front matter as composed by PyYAML, with scalars as plain text; None if PyYAML cannot read it."""
    match = FRONT_MATTER.match(text)
    try:
        return yaml.compose(match[1] + "\n", Loader=yaml.BaseLoader) if match else None
    except yaml.YAMLError:
        return None


def harmed(old: yaml.Node, new: yaml.Node, places: list[tuple[int, int, str]], path: str) -> Iterator[str]:
    """Yield the paths that differ without being edited."""
    if plain(old) == plain(new):
        return
    if isinstance(old, yaml.MappingNode) and isinstance(new, yaml.MappingNode):
        ours, theirs = ({key.value: (key, value) for key, value in node.value} for node in (old, new))
        for name, (key, value) in ours.items():
            if name in theirs:
                yield from harmed(value, theirs[name][1], places, f"{path}.{name}")
            elif not stands_in(places, key, value):
                yield f"{path}.{name}"
        yield from (
            f"{path}.{name}"
            for name in theirs
            if name not in ours and not any(str(name) in text for *_, text in places)
        )
    elif isinstance(old, yaml.SequenceNode) and isinstance(new, yaml.SequenceNode):
        if len(old.value) == len(new.value):
            for index, (one, other) in enumerate(zip(old.value, new.value, strict=True)):
                yield from harmed(one, other, places, f"{path}[{index}]")
        else:
            left = [plain(item) for item in new.value]
            for index, item in enumerate(old.value):
                if not stands_in(places, item, item) and plain(item) not in left:
                    yield f"{path}[{index}]"
    elif not stands_in(places, old, old):
        yield path


def stands_in(places: list[tuple[int, int, str]], first: yaml.Node, last: yaml.Node) -> bool:
    return any(start <= last.end_mark.index and first.start_mark.index <= end for start, end, _ in places)


def plain(node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.MappingNode):
        return [(plain(key), plain(value)) for key, value in node.value]
    return [plain(item) for item in node.value]


def fix_all(corpus: Path, folder: Path, unsafe: bool) -> list[Outcome]:
    """Fix copies of the corpus in ``folder`` by all ways of applying fixes, and compare the results."""
    for name in ("in-process", "fixed", "applied", "patched"):
        shutil.copytree(corpus, folder / name / "cards", ignore=shutil.ignore_patterns("*.jsonl", "*.bin", "*.md.txt"))
    rows = [json.loads(line) for line in (corpus / "index.jsonl").read_text(encoding="utf-8").splitlines()]
    os.chdir(folder / "in-process")
    tasks = [(os.path.join("cards", row["path"]), row["kind"], unsafe) for row in rows]
    with Pool() as pool:
        outcomes = pool.map(fix_one, tasks, chunksize=64)
    return [*outcomes, *compared(folder, outcomes, unsafe)]


_LEFT_OUT = re.compile(r"^(.+?):\d+: left out of the patch", re.MULTILINE)


def compared(folder: Path, outcomes: list[Outcome], unsafe: bool) -> Iterator[Outcome]:
    """Yield the outcomes with a failure for every file that differs between the ways of fixing."""
    options = ["--severity", "info", "--isolated", *(["--unsafe-fixes"] if unsafe else [])]
    for outcome in outcomes:
        (folder / "fixed" / outcome.path).chmod(MODE)
    patch = b""
    left_out: set[str] = set()  # cards whose patch would show a secret
    for kind in Kind:
        cards = sorted(each.path for each in outcomes if each.path.split(os.sep)[1] == kind.value)
        if not cards:
            continue
        # Named, because a search of folders skips a README.md without anything of the Hub.
        command = [sys.executable, "-m", "cardlint", "check", *cards, "--kind", kind.value, *options]
        shown = subprocess.run([*command, "--diff"], cwd=folder / "fixed", capture_output=True, check=False)
        patch += shown.stdout
        left_out.update(_LEFT_OUT.findall(shown.stderr.decode()))
        subprocess.run(
            [*command, "--fix", "--statistics"], cwd=folder / "fixed", stdout=subprocess.DEVNULL, check=False
        )
    (folder / "all.patch").write_bytes(patch)
    subprocess.run(["git", "init", "--quiet"], cwd=folder / "applied", check=True)
    subprocess.run(["git", "apply", "--whitespace=nowarn", folder / "all.patch"], cwd=folder / "applied", check=False)
    command = ["patch", "-p1", "--binary", "--quiet", "-i", str(folder / "all.patch")]
    subprocess.run(command, cwd=folder / "patched", check=False)
    for way in ("fixed", "applied", "patched"):
        for outcome in outcomes:
            path = folder / way / outcome.path
            problems = []
            is_whole = way == "fixed" or str(outcome.path) not in left_out
            if is_whole and path.read_bytes() != outcome.content:
                problems.append(f"{way}/{outcome.path} differs from what fix_card makes")
            if way == "fixed" and stat.S_IMODE(path.stat().st_mode) != MODE:
                problems.append(f"{way}/{outcome.path} has another mode")
            if problems:
                yield Outcome(outcome.path, b"", Counter(), Counter(), Counter(), problems)


def main() -> None:
    """Fix the corpus, first safely and then with unsafe fixes, write the counts, and report failures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path, default=ROOT.parent / "shared" / "corpus")
    parser.add_argument("--counts", type=Path, default=COUNTS, help="where to write the counts")
    options = parser.parse_args()
    corpus, counts_file = options.corpus.resolve(), options.counts.resolve()
    if not corpus.is_dir():
        print(f"skipped: there is no corpus at {corpus}")
        return
    problems: list[str] = []
    counts: dict[str, dict[str, int]] = {}
    for unsafe, column in ((False, "safe"), (True, "unsafe")):
        with tempfile.TemporaryDirectory() as folder:
            outcomes = fix_all(corpus, Path(folder), unsafe)
            os.chdir(ROOT)
        problems += [problem for outcome in outcomes for problem in outcome.problems]
        fixed, dropped = (
            sum((getattr(each, name) for each in outcomes), Counter[str]()) for name in ("fixed", "dropped")
        )
        changed = sum(bool(each.fixed) for each in outcomes)
        print(f"{column}: {fixed.total():,} fixed in {changed:,} cards, {dropped.total():,} left out")
        for name, count in sum((each.found for each in outcomes), Counter[str]()).items():
            counts.setdefault(name, {"found": count})
        for name in fixed.keys() | dropped.keys():
            counts.setdefault(name, {"found": 0}).update({column: fixed[name], f"dropped {column}": dropped[name]})
    counts_file.write_text(json.dumps(dict(sorted(counts.items())), indent=1) + "\n", encoding="utf-8")
    for problem in problems:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
