"""How many resolutions per second one process performs, and how long the first one takes, which loads the tables.

Run: python benchmarks/task_speed.py FOLDER, where FOLDER contains hub/task_eval.jsonl; without it, three typical cases are used.
"""

import sys
import time
from pathlib import Path

from cardlint.task import Facts, resolve

FLOOR = 10_000
TYPICAL = [
    Facts({"pipeline_tag": "text-generation"}, ("config.json",), {"architectures": ["LlamaForCausalLM"]}),
    Facts({"tags": ["sentence-similarity"]}, ("modules.json",), {"architectures": ["BertModel"]}),
    Facts({"library_name": "transformers"}, (), {"architectures": ["T5ForConditionalGeneration"]}),
]


def main() -> int:
    """Print the figures; return 1 if there are too few resolutions per second."""
    started = time.perf_counter()
    resolve(TYPICAL[0])
    print(f"first resolution, tables loaded: {(time.perf_counter() - started) * 1e3:.1f} ms")
    cases = TYPICAL
    if len(sys.argv) > 1 and Path(sys.argv[1], "hub", "task_eval.jsonl").exists():
        from task_accuracy import evaluation

        cases = [case.facts for case in evaluation(Path(sys.argv[1], "hub", "task_eval.jsonl"))]
    rounds = max(1, 20_000 // len(cases))
    best = 0.0
    for _ in range(3):
        started = time.perf_counter()
        for _ in range(rounds):
            for facts in cases:
                resolve(facts)
        best = max(best, rounds * len(cases) / (time.perf_counter() - started))
    print(f"{best:,.0f} resolutions a second over {len(cases)} repositories (floor {FLOOR:,})")
    return 0 if best >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
