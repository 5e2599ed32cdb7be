"""Checks that the time for hostile cards grows linearly: each is built at sizes n, 2n and 4n, and 4n may take 4 times as long, not 16.

    python benchmarks/hostile.py [-g LEAST_GROWTH_TO_SHOW] [-o check|fix] [-k WORD]

A card is untrusted, and one that takes a minute is an attack on everybody's CI. Every text is checked with every rule, and
repaired with every fix, including unsafe ones. The tests do not measure time, so that they do not fail on a slow machine; code that
has become quadratic is found here. Prints the texts whose time grows most, and exits with 1 if one grows by more than LIMIT.
"""

import argparse
import gc
import sys
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

from cardlint.card.card import Card
from cardlint.config import Config
from cardlint.findings.diagnostic import Severity
from cardlint.findings.source import Source
from cardlint.lint.fix import fix_card
from cardlint.lint.linter import lint

SIZES = (1, 2, 4)
LIMIT = 8.0
"""Largest growth from n to 4n that still counts as linear: a factor of 4, and a margin because larger memory is slower."""

LEAST = 0.05
"""Below this many seconds, growth is not meaningful."""

EVERYTHING = Config(profile="strict", minimum=Severity.INFO)

BODIES: dict[str, Callable[[int], str]] = {
    "brackets": lambda n: "[" * n,
    "image brackets": lambda n: "![" * n + "]" * n,
    "targets": lambda n: "[a](" * n,
    "titles": lambda n: '[a](b "' * n,
    "parentheses": lambda n: "[a](" + "(" * n,
    "references": lambda n: "[a]: b\n\n" + "[a]" * n,
    "definitions": lambda n: "".join(f"[{i}]: x\n" for i in range(n)) + "[1]" * n,
    "backticks": lambda n: "".join("`" * (i % 97 + 1) + " " for i in range(n // 20)),
    "tags": lambda n: "<a b='" * n,
    "closed tags": lambda n: "<div>" * n + "</div>" * n,
    "comments": lambda n: "x <!--" * n,
    "quotes": lambda n: ">" * 90 + "a\n" + ">\n" * n,
    "deep quotes": lambda n: "> " * n + "a\n",
    "nested lists": lambda n: "".join(" " * (2 * (i % 90)) + "- a\n" for i in range(n)),
    "one line of markers": lambda n: "- " * n + "a\n",
    "pipes": lambda n: "|" * n + "\n" + "|-" * n + "\n",
    "table rows": lambda n: "|a|b|\n|-|-|\n" + "|1|2|\n" * n,
    "headings": lambda n: "# a\n" * n,
    "headings of one name": lambda n: "## Uses\n\ntext\n\n" * n,
    "empty sections": lambda n: "".join(f"## Part {i}\n\n" for i in range(n)),
    "unfilled sections": lambda n: "## Uses\n\n[More Information Needed]\n\n" * n,
    "links to anchors": lambda n: "".join(f"[a](#b{i}) " for i in range(n)),
    "addresses": lambda n: "https://" * n,
    "logins": lambda n: "https://a:b" * n + "@",
    "secrets": lambda n: "".join(f"hf_{'aBcD1234eFgH5678' * 2}{i} " for i in range(n)),
    "signs of secrets": lambda n: (
        "discord eyJ SG. .com/api/webhooks/ xapp-1-A &sig= _API_KEY= wandb login AccountKey= :AA " * n
    ),
    "dots of tokens": lambda n: f"discord {'a' * 30}" + ".GxYz1a" * n + "." + "b" * 30,
    "paths": lambda n: "/home/me/x " * n,
    "fences": lambda n: "```\n~~~\n" * n,
    "code that loads": lambda n: "```python\n" + "AutoModel.from_pretrained('your-name/x')\n" * n + "```\n",
    "templates": lambda n: "{{ a }} " * n,
    "suppressions": lambda n: "<!-- cardlint: ignore[empty-section] -->\n" * n,
    "comments in sections": lambda n: "## A\n\n<!-- x -->\n\n" * n,
    "images in sections": lambda n: "## A\n\n![a](b.png) <img src='c.png'>\n\n" * n,
    "attributes": lambda n: "<a " + "b='c' " * n + ">",
    "elements": lambda n: "<p onclick='x()'><script>\n\n" * n,
    "licences": lambda n: "The model is released under the MIT license. " * n,
    "licenses in a line": lambda n: "Apache License Version 2.0, license: MIT " * n,
    "papers": lambda n: "https://arxiv.org/abs/2301.00001 " * n,
    "metrics": lambda n: "| accuracy | f1 |\n|-|-|\n" + "| 0.1 | 0.2 |\n" * n,
    "escapes": lambda n: "\\[" * n,
    "stars": lambda n: "* " * n,
    "bytes that are no text": lambda n: "caf\udce9 " * n,
    "white space": lambda n: " " * n + "x" + "\t" * n,
    "open brackets before links": lambda n: "[" * n + "[a](b) " * n,
    "images in images": lambda n: "![" * n + "a" + "](b)" * n,
    "declarations": lambda n: "a <!X " * n,
    "instructions": lambda n: "a <?x " * n,
    "empty sections of parts": lambda n: "".join("#" * (i % 6 + 1) + f" Part {i}\n\n" for i in range(n)),
    "empty sections and their contents": lambda n: (
        "".join(f"- [Part {i}](#part-{i})\n" for i in range(n)) + "".join(f"## Part {i}\n\n" for i in range(n))
    ),
    "titles of one name": lambda n: "# Model card for x\n\n" * n,
    "suppressions never closed": lambda n: "<!-- cardlint: ignore[" * n,
    "suppressions closed, their lists not": lambda n: "<!-- cardlint: ignore[ -->" * n,
    "suppression of many names": lambda n: "<!-- cardlint: ignore[" + "empty-section, x, " * n + "] -->\n",
    "suppression of many wrong names": lambda n: (
        "<!-- cardlint: ignore[" + ", ".join(f"empty-section{i}" for i in range(n)) + "] -->\n"
    ),
    "suppression with a long reason": lambda n: "<!-- cardlint: ignore[empty-section] " + "word " * n + "-->\n",
    "suppressions in a line": lambda n: "text <!-- cardlint: ignore[x] --> " * n,
    "suppressed links": lambda n: "<!-- cardlint: ignore-start[dead-anchor] -->\n\n" * 500 + "[a](#x) " * n,
    "footnotes": lambda n: "".join(f"a[^{i}]\n\n" for i in range(n)) + "".join(f"[^{i}]: x\n" for i in range(n)),
    "details": lambda n: "<details><summary>a</summary>\n\nx\n\n</details>\n" * n,
    "entities": lambda n: "&amp;&#1;&x" * n,
    "emphasis": lambda n: "**a* _b" * n,
    "long word": lambda n: "a" * (20 * n),
    "wide table": lambda n: "|a" * n + "|\n" + "|-" * n + "|\n" + "|c" * n + "|\n",
    "mixed line ends": lambda n: "a\r\nb\nc\r" * n,
    "byte order marks": lambda n: "\ufeff \u200b" * n,
}
FIELDS: dict[str, Callable[[int], str]] = {
    "tags": lambda n: "tags:\n" + "".join(f"- tag{i}\n" for i in range(n)),
    "one tag": lambda n: "tags:\n" + "- tag\n" * n,
    "wrong languages": lambda n: "language:\n" + "".join(f"- language{i}\n" for i in range(n)),
    "wrong datasets": lambda n: (
        "datasets:\n" + "".join(f"- https://huggingface.co/datasets/a/b{i}\n" for i in range(n))
    ),
    "unknown fields": lambda n: "".join(f"field{i}: 1\n" for i in range(n)),
    "one field": lambda n: "license: mit\n" * n,
    "aliases": lambda n: "a: &a [x]\nb: [" + "*a, " * n + "]\n",
    "comments": lambda n: "license: mit\n" + "# x\n" * n,
    "results": lambda n: (
        "model-index:\n- name: m\n  results:\n"
        + "".join(
            f"  - task: {{type: t}}\n    dataset: {{type: d, name: d}}\n    metrics: [{{type: accuracy, value: 0.{i}}}]\n"
            for i in range(n)
        )
    ),
    "splits": lambda n: "dataset_info:\n  splits:\n" + "".join(f"  - {{name: s{i}, num_bytes: 1}}\n" for i in range(n)),
    "widgets": lambda n: "widget:\n" + "".join(f"- text: a{i}\n" for i in range(n)),
    "unknown YAML tags": lambda n: "tags: [" + "!x," * n + "]\n",
    "unknown YAML tags of values": lambda n: "tags: [" + "!x a, " * n + "]\n",
    "one YAML tag": lambda n: "tags: !" + "x" * (20 * n) + " a\n",
    "YAML tags that do not fit": lambda n: "tags:\n" + "- !!int x\n" * n,
    "undefined aliases": lambda n: "tags: [" + "*a, " * n + "]\n",
    "merges": lambda n: "b: &b {x: 1}\n" + "".join(f"c{i}: {{<<: *b}}\n" for i in range(n)),
    "merges of nothing": lambda n: "".join(f"c{i}: {{<<: 5}}\n" for i in range(n)),
    "number of base 60": lambda n: "a: 1" + ":1" * (10 * n) + "\n",
    "numbers of base 60": lambda n: "tags:\n" + "- 1:1:1\n" * n,
    "digits": lambda n: "a: " + "9" * (20 * n) + "\n",
    "numbers without digits": lambda n: "tags:\n" + "- 0x_\n" * n,
    "twins": lambda n: "".join(f"k{i}: 1\nk{i}: 1\n" for i in range(n)),
    "twins that differ": lambda n: "".join(f"license: x{i}\n" for i in range(n)),
    "empty twins": lambda n: "tags:\n" * n,
    "lists as keys": lambda n: "? [a, b]\n: c\n" * n,
    "long keys": lambda n: "".join(f"{'license' * 8}{i}: mit\n" for i in range(n)),
    "long words": lambda n: "pipeline_tag: " + "text-" * (4 * n) + "\n",
    "words that are nearly right": lambda n: "task_ids:\n" + "".join(f"- text-scorin{i}\n" for i in range(n)),
    "empty items, suppressed": lambda n: "# cardlint: ignore-file[null-value]\ntags:\n" + "-\n" * n,
    "empty items": lambda n: "tags:\n" + "-\n" * n,
    "equal results": lambda n: (
        "model-index:\n- name: m\n  results:\n"
        + "  - task: {type: t}\n    dataset: {type: d, name: d}\n    metrics: [{type: accuracy, value: 0.5}]\n" * n
    ),
    "equal metrics": lambda n: (
        "model-index:\n- name: m\n  results:\n"
        + (
            "  - task: {type: t}\n    dataset: {type: d, name: d}\n    metrics:\n"
            + "    - {type: accuracy, value: 1}\n" * n
        )
        * 2
    ),
    "an old field and its successor": lambda n: (
        "finetuned_from: [" + "a/b, " * n + "]\nbase_model: [" + "a/c, " * n + "a/b]\n"
    ),
    "open brackets": lambda n: "tags: " + "[" * n + "\n",
    "quotes that end too early": lambda n: 'a: "b" c\n' * n,
    "colons in values": lambda n: "tags:\n" + "- a: b: c\n" * n,
    "items at two indentations": lambda n: "tags:\n" + "  - a\n - b\n" * n,
    "tabs": lambda n: "tags:\n" + "\t- a\n" * n,
    "control characters": lambda n: "a: x\n" + "\x07\n" * n,
    "suppressions": lambda n: "tags:\n" + "- a # cardlint: ignore[x]\n" * n,
    "suppressions never closed": lambda n: "# cardlint: ignore[" * n + "\nlicense: mit\n",
    "language tags": lambda n: "tags:\n" + "".join(f"- language:en{i}\n" for i in range(n)),
    "columns": lambda n: "dataset_info:\n  features:\n" + "".join(f"  - {{name: a{i}, dtype: x}}\n" for i in range(n)),
    "CR LF": lambda n: "tags:\r\n" + "- a\r\n- b\n" * n,
}
CARDS: dict[str, Callable[[int], str]] = {
    "never closed, one field": lambda n: "---\n" + "license: mit\n" * n + "# A\n",
    "never closed, two fields": lambda n: "---\n" + "license: mit\ntags: [a]\n" * n,
    "fences": lambda n: "---\n" * n,
    "fences below text": lambda n: "x\n" + "---\n# a\n\n" * n,
    "front matter again": lambda n: "---\nlicense: mit\n---\n" * n,
    "dashes": lambda n: "---\nlicense: mit" + "-" * (10 * n) + "x\n",
    "TOML": lambda n: "+++\n" + "".join(f"a{i} = 1\n" for i in range(n)) + "+++\n",
    "TOML with dots": lambda n: "+++\n" + "a." * n + "b = 1\n+++\n",
    "carriage returns": lambda n: "---\r" + "license: mit\r" * n + "---\r",
    "spaces before": lambda n: " \n" * n + "---\nlicense: mit\n---\n",
    "text in the front matter": lambda n: "---\nlicense: mit\n# A\n" + "some words\n" * n + "---\n",
}
SIZE = {"results": 500, "equal results": 500, "definitions": 2_000, "wrong languages": 300, "wrong datasets": 1_000}
SIZE_OF_A_FIX = 500
"""n for repairs: a card with one fault per round is read several hundred times."""


class Row(NamedTuple):
    """The cost of one text."""

    growth: float  # from n to 4n; 1 if it is not meaningful
    seconds: list[float]  # at n, 2n, 4n
    name: str
    size: int  # n


def main() -> int:
    """Measure, and print the texts whose time grows most."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-g", type=float, default=6.0, metavar="LEAST_GROWTH_TO_SHOW")
    parser.add_argument("-o", choices=("check", "fix"), metavar="check|fix", help="only one of the two operations")
    parser.add_argument("-k", default="", metavar="WORD", help="only texts whose name contains this")
    arguments = parser.parse_args()
    gc.set_threshold(50_000)  # like the command
    worst = 0.0
    for operation, work in (("check", check), ("fix", fix)):
        if arguments.o in (None, operation):
            rows = sorted((row for row in measured(operation, work, arguments.k)), reverse=True)
            for row in rows:
                if row.growth >= arguments.g:
                    times = " ".join(f"{each:7.3f}" for each in row.seconds)
                    print(f"{operation:6} {row.growth:5.1f}  {times} s at n = {row.size:,}  {row.name}")
            most = rows[0] if rows else Row(0, [], "none", 0)
            print(
                f"{operation}: of {len(rows)} texts at n and 4n the time grows at most {most.growth:.1f} times ({most.name})"
            )
            worst = max(worst, most.growth)
    return int(worst > LIMIT)


def measured(operation: str, work: Callable[[str], object], word: str) -> Iterator[Row]:
    """Yield the cost of every text whose name contains ``word``."""
    for name, make in texts():
        if word not in name:
            continue
        size = SIZE_OF_A_FIX if operation == "fix" else SIZE.get(name.partition(": ")[2], 4_000)
        times = [seconds(work, make(size * times)) for times in SIZES]
        yield Row(times[-1] / max(times[0], 0.001) if times[-1] > LEAST else 1.0, times, name, size)


def texts() -> Iterator[tuple[str, Callable[[int], str]]]:
    """Yield the name of every text, and the function that builds it at a size."""
    for name, make in BODIES.items():
        yield f"body: {name}", lambda n, make=make: f"---\nlicense: mit\n---\n{make(n)}"  # type: ignore[misc]
    for name, make in FIELDS.items():
        yield f"front matter: {name}", lambda n, make=make: f"---\n{make(n)}---\n# A\n\nText.\n"  # type: ignore[misc]
    for name, make in CARDS.items():
        yield f"card: {name}", make


def check(text: str) -> None:
    lint(Card(Source.decode(text.encode(errors="surrogateescape"), "README.md")), EVERYTHING)


def fix(text: str) -> None:
    fix_card(Card(Source.decode(text.encode(errors="surrogateescape"), "README.md")), EVERYTHING, unsafe=True)


def seconds(work: Callable[[str], object], text: str) -> float:
    """Return the CPU time of ``work``: the minimum of three runs, or of one if it takes long."""
    times: list[float] = []
    while len(times) < 3 and sum(times) < 2:
        gc.collect()
        started = time.process_time()
        work(text)
        times.append(time.process_time() - started)
    return min(times)


if __name__ == "__main__":
    sys.exit(main())
