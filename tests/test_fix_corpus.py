"""The benchmark of fixes: it passes on correct fixes, and its comparison detects harm."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))

import fix_corpus  # noqa: E402

CARDS = {
    "model/a": "---\nlicense: Apache 2.0 # as written\ndatasets:\ntags: [a, a, b]\n---\n# A\n",
    "model/b": "---\r\nlicence: mit\r\ntags:\r\n- 2024\r\n---\r\n# B",
    "model/c d": "# C\n\n---\nlicense: mit\n---\n",
    "dataset/é": "---\ntask_categories: [summarization]\ntask_ids:\n- summarization\n---\nText",
    "space/e": "\ufeff---\ntitle: E\nsdk: static\npinned: 'yes'\n---\n",
}


def test_benchmark_passes_and_counts(tmp_path: Path) -> None:
    rows = []
    for name, text in CARDS.items():
        path = tmp_path / "corpus" / name / "README.md"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8", newline="")
        rows.append(json.dumps({"path": f"{name}/README.md", "kind": name.partition("/")[0]}))
    (tmp_path / "corpus" / "index.jsonl").write_text("\n".join(rows), encoding="utf-8")
    counts = tmp_path / "counts.json"
    command = [sys.executable, fix_corpus.__file__, tmp_path / "corpus", "--counts", counts]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    by_rule = json.loads(counts.read_text(encoding="utf-8"))
    for name in ("unknown-license", "null-value", "repeated-tag", "misplaced-front-matter", "unknown-task-id"):
        assert by_rule[name]["safe"] == 1, name


@pytest.mark.parametrize(
    ("new", "harmed"),
    [
        ("a: 2\nb: [x, y]\nc: {d: 1}\n", []),
        ("a: 2\nb: [x]\nc: {d: 1}\n", [".b[1]"]),
        ("a: 2\nb: [x, z]\nc: {d: 1}\n", [".b[1]"]),
        ("a: 2\nb: [x, y]\nc: {d: 2}\n", [".c.d"]),
        ("a: 2\nb: [x, y]\n", [".c"]),
        ("a: 2\nb: [x, y]\nc: {d: 1}\ne: 1\n", [".e"]),
    ],
)
def test_comparison_sees_what_changed_without_an_edit(new: str, harmed: list[str]) -> None:
    old = "a: 1\nb: [x, y]\nc: {d: 1}\n"
    nodes = [yaml.compose(text, Loader=yaml.BaseLoader) for text in (old, new)]
    assert list(fix_corpus.harmed(*nodes, [(3, 4, "2")], "")) == harmed
