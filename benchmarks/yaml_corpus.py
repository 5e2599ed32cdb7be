"""Reads the front matter of all cards of a corpus with js-yaml, with PyYAML and with cardlint, and shows where they differ.

``python benchmarks/yaml_corpus.py [--longest N]`` takes some minutes, because PyYAML reads 300,000 characters per second. It needs node,
and a corpus at ``../shared/corpus``. Exits with 1 if a difference is not in the list of ``tests/test_readers.py``.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import yaml_readers
from test_readers import differences, is_listed

FEW = 10
"""Texts that are shown for each kind of difference."""


def main() -> int:
    """Return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--longest", type=int, default=1_000_000, help="skip front matter of more characters")
    texts = yaml_readers.front_matters(parser.parse_args().longest)
    counts: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    for text, answer in zip(texts, yaml_readers.js_yaml(texts), strict=True):
        hub = yaml_readers.rejected_by_hub(answer)
        verdicts = yaml_readers.Verdicts(text)
        tools = yaml_readers.python(text)
        counts["cards with front matter"] += 1
        counts["rejected by js-yaml"] += hub
        counts["rejected only by PyYAML"] += not hub and tools.error is not None
        both_read = not hub and tools.error is None
        counts["read with different values"] += both_read and not yaml_readers.is_read_alike(answer, tools)
        counts["rejected by the Hub, says cardlint"] += verdicts.hub_rejects
        counts["fails in Python, says cardlint"] += not verdicts.hub_rejects and verdicts.python_fails
        for what in differences(text, hub, answer):
            name = f"{what}{' (listed)' if is_listed(what, text) else ''}"
            counts[name] += 1
            shown[name] += 1
            if shown[name] <= FEW:
                print(f"{name}: {text[:120]!a}")
    for name, count in counts.items():
        print(f"{count:6} {name}")
    return int(any(what and not what.endswith("(listed)") for what in shown))


if __name__ == "__main__":
    sys.exit(main())
