"""What hostile cards cost: each is made at one size and at four times that size, and the time may grow fourfold, not sixteenfold.

    python benchmarks/hostile.py [-g LEAST_GROWTH_TO_SHOW]

A card is untrusted, and one that takes a minute is an attack on everybody's CI. Tests have no clock, so that a slow machine
fails none; this is where a part that has become quadratic is seen. Prints the texts whose time grows most, and exits with 1
where one grows more than LIMIT times.
"""

import argparse
import sys
import time
from collections.abc import Callable

from cardlint.card import Card
from cardlint.config import Config
from cardlint.diagnostic import Severity
from cardlint.lint import lint
from cardlint.source import Source

TIMES = 4
LIMIT = 8.0
"""Growth that is no longer linear: four times the text, and some room for memory that is slower when there is more of it."""

LEAST = 0.02
"""Seconds below which a growth says nothing."""

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
    "papers": lambda n: "https://arxiv.org/abs/2301.00001 " * n,
    "metrics": lambda n: "| accuracy | f1 |\n|-|-|\n" + "| 0.1 | 0.2 |\n" * n,
    "escapes": lambda n: "\\[" * n,
    "stars": lambda n: "* " * n,
    "bytes that are no text": lambda n: "caf\udce9 " * n,
    "white space": lambda n: " " * n + "x" + "\t" * n,
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
}
SIZE = {"results": 500, "definitions": 2_000, "wrong languages": 300, "wrong datasets": 1_000}


def main() -> int:
    """Measure, and print what grows most."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-g", type=float, default=5.0, metavar="LEAST_GROWTH_TO_SHOW")
    arguments = parser.parse_args()
    rows = [(f"body: {name}", make, "---\nlicense: mit\n---\n{}") for name, make in BODIES.items()]
    rows += [(f"front matter: {name}", make, "---\n{}---\n# A\n\nText.\n") for name, make in FIELDS.items()]
    found = []
    for name, make, card in rows:
        size = SIZE.get(name.partition(": ")[2], 4_000)
        small, large = (seconds(card.replace("{}", make(count), 1)) for count in (size, size * TIMES))
        found.append((large / small if large > LEAST else 1.0, large, name, size * TIMES))
    found.sort(reverse=True)
    for growth, large, name, size in found:
        if growth >= arguments.g or large > 1:
            print(f"{growth:5.1f}  {large:7.3f} s at {size:,}  {name}")
    worst = found[0]
    print(f"{len(found)} texts at four times the size: the time grows at most {worst[0]:.1f} times ({worst[2]})")
    return int(worst[0] > LIMIT)


def seconds(text: str) -> float:
    """Return the CPU time of checking a card with every rule: the least of three."""
    times = []
    for _ in range(3):
        started = time.process_time()
        lint(Card(Source.decode(text.encode(errors="surrogateescape"), "README.md")), EVERYTHING)
        times.append(time.process_time() - started)
    return min(times)


if __name__ == "__main__":
    sys.exit(main())
